import { Client } from "pg";
import { CutoverError } from "../../errors.js";

/** Where a database is: what connects, and what may be printed. */
export interface PostgresAddress {
  /** Without a password or any parameter: for messages. */
  readonly description: string;
  /** How to connect, in the order to try: as psql does, encrypted first unless the URL or the host says otherwise. */
  readonly attempts: readonly string[];
  readonly host: string;
}

const connectTimeoutMs = 15_000;

export function getAddress(url: string): PostgresAddress {
  const client = parse(url);
  const { host, port, user, database } = client;
  const who = user ?? "";
  const where = host.includes(":") ? `[${host}]` : host;
  const description = `postgres://${who}@${where}:${String(port)}/${database ?? who}`;
  refusePooler(port, description);
  return { description, attempts: getAttempts(url, host), host };
}

export function getClient(url: string): Client {
  return new Client({
    connectionString: url,
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    application_name: "convex-cutover",
  });
}

function parse(url: string): Client {
  try {
    const hasScheme = /^postgres(?:ql)?:\/\//i.test(url);
    if (!hasScheme) throw new Error("no scheme");
    return getClient(withLibpqModes(url));
  } catch {
    // No cause: the URL parser's error repeats the URL, and with it the password.
    throw new CutoverError("usage", {
      what: "The connection string is not a valid postgres:// URL",
      next: "Write postgres://user:password@host:5432/database; percent-encode special characters of the password (@ is %40, / is %2F, # is %23)",
    });
  }
}

function refusePooler(port: number, description: string) {
  if (port !== 6543) return;
  throw new CutoverError("source", {
    what: "Port 6543 is Supabase's pooler in transaction mode, which cannot keep one snapshot for all tables",
    where: description,
    next: "Use the session pooler (the same host with port 5432) or the direct connection (db.<project>.supabase.co:5432)",
  });
}

function getAttempts(url: string, host: string): string[] {
  const isSaid = /[?&](?:sslmode|ssl|sslnegotiation)=/i.test(url) || process.env.PGSSLMODE !== undefined;
  const isLocal = host.startsWith("/") || /^(?:localhost|127\.\d+\.\d+\.\d+|::1)$/i.test(host);
  if (isSaid || isLocal) return [withLibpqModes(url)];
  return [withLibpqModes(withParameter(url, "sslmode=prefer")), url];
}

/** `sslmode` means what it means in psql and pg_dump, where the URL was most likely copied from. */
function withLibpqModes(url: string): string {
  const isModern = /[?&]sslmode=/i.test(url) && !/[?&]uselibpqcompat=/i.test(url);
  return isModern && !/[?&]sslmode=no-verify/i.test(url) ? withParameter(url, "uselibpqcompat=true") : url;
}

function withParameter(url: string, parameter: string): string {
  return `${url}${url.includes("?") ? "&" : "?"}${parameter}`;
}
