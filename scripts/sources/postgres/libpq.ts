import { getAddress, getClient } from "./session.js";

/** Files of the connection that `pg` and libpq name alike. */
const files = { sslrootcert: "PGSSLROOTCERT", sslcert: "PGSSLCERT", sslkey: "PGSSLKEY" } as const;

/**
 * The variables by which PostgreSQL's own programs, such as `pg_dump`, reach the database of a connection string. Their command
 * line, which every user of the machine can read, then holds neither address nor password. Throws as `getAddress` does.
 */
export function libpqEnvironment(url: string): Record<string, string> {
  getAddress(url);
  const { host, port, user, database, password } = getClient(url);
  const parameters = new URL(url).searchParams;
  const mode = parameters.get("sslmode") ?? (parameters.get("ssl") === "true" ? "require" : null);
  const named = Object.entries(files).flatMap(([parameter, name]) => {
    const value = parameters.get(parameter);
    return value === null ? [] : [[name, value] as const];
  });
  return {
    PGHOST: host,
    PGPORT: String(port),
    ...(user === undefined ? {} : { PGUSER: user }),
    ...(database === undefined ? {} : { PGDATABASE: database }),
    ...(typeof password === "string" ? { PGPASSWORD: password } : {}),
    // `no-verify` is a word of `pg` alone: encrypted, whoever answers.
    ...(mode === null ? {} : { PGSSLMODE: mode === "no-verify" ? "require" : mode }),
    ...Object.fromEntries(named),
    PGCONNECT_TIMEOUT: "15",
    PGAPPNAME: "convex-cutover",
  };
}
