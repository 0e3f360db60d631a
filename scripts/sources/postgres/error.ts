import { CutoverError, type Fault } from "../../errors.js";
import { sourceFailures } from "../failures.js";

/** Explains an error of PostgreSQL, the driver or the network and says what to do. Never repeats a secret. */
export function toPostgresError(error: unknown, address: string, where?: string): CutoverError {
  if (error instanceof CutoverError) return error;
  const { code, message } = getDetails(error);
  const { what, next } = explain(code, message, address, where) ?? { what: `PostgreSQL failed: ${message}` };
  const place = where === undefined ? address : `${where} in ${address}`;
  return new CutoverError(
    sourceFailures.postgres,
    { what, where: place, ...(next === undefined ? {} : { next }) },
    { cause: error },
  );
}

function getDetails(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: "", message: String(error) };
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  // If a name has several addresses, the error is an AggregateError with an empty message.
  const inner = error instanceof AggregateError ? (error.errors[0] as unknown) : undefined;
  return { code, message: error.message || (inner instanceof Error ? inner.message : "") || error.name };
}

type Explanation = Pick<Fault, "what" | "next">;

function explain(code: string, message: string, address: string, where = ""): Explanation | undefined {
  const known = byCode[code] ?? byMessage.find(([pattern]) => pattern.test(message))?.[1];
  if (known !== undefined) return known;
  return code === "42501" ? explainPermission(message, address, where) : byClass(code, message);
}

/** The server names the first table only; the user needs all of its schema. */
function explainPermission(message: string, address: string, where: string): Explanation {
  const [, user = "<user>"] = /^postgres:\/\/([^@]+)@/.exec(address) ?? [];
  const [, schema = "public"] = /^([^.]+)\./.exec(where) ?? [];
  const [toSchema, toUser] = [quoteIdentifier(schema), quoteIdentifier(user)];
  return {
    what: `The user may not read this: ${message}`,
    next: `Connect as the owner, or run: GRANT USAGE ON SCHEMA ${toSchema} TO ${toUser}; GRANT SELECT ON ALL TABLES IN SCHEMA ${toSchema} TO ${toUser}`,
  };
}

/** As SQL takes it: quoted where it has other than lower-case letters. */
function quoteIdentifier(name: string): string {
  return /^[a-z_][a-z0-9_]*$|^<.*>$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

const unreachable: Explanation = {
  what: "The database's host cannot be reached",
  next: "Check host and port, the network or VPN, and whether the provider allows this machine's IP address",
};
const lost: Explanation = {
  what: "The connection to the database was lost",
  next: "Run the same command again; if it fails again, check the server's log",
};
const needsTls: Explanation = {
  what: "The server accepts only encrypted connections",
  next: "Add ?sslmode=require to the connection string",
};

const repairText = "Find the row with convert_to(<column>, 'UTF8') in psql and fix it";

const byCode: Readonly<Record<string, Explanation>> = {
  ENOTFOUND: { what: "The database's host name does not exist", next: "Check the host in the connection string" },
  EAI_AGAIN: { what: "The database's host name cannot be resolved", next: "Check the host and the network" },
  ECONNREFUSED: {
    what: "The host refused the connection: nothing listens on this port",
    next: "Check that PostgreSQL is running, and the port in the connection string",
  },
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ETIMEDOUT: unreachable,
  ECONNRESET: lost,
  EPIPE: lost,
  "57P01": lost,
  "57P02": lost,
  "28P01": { what: "The server refused the user name or the password", next: "Check both in the connection string" },
  "3D000": { what: "The server has no database of this name", next: "Check the last part of the connection string" },
  "53300": { what: "The server has no free connections", next: "Close other connections, or raise max_connections" },
  "57P03": { what: "The server is starting or stopping", next: "Wait and run the same command again" },
  DEPTH_ZERO_SELF_SIGNED_CERT: {
    what: "The server's certificate is self-signed",
    next: "Add sslrootcert=<file of the provider's certificate> to the connection string, or sslmode=require",
  },
  SELF_SIGNED_CERT_IN_CHAIN: {
    what: "The server's certificate was issued by an authority that this machine does not trust",
    next: "Add sslrootcert=<file of the provider's certificate> to the connection string, or sslmode=require",
  },
  "22021": { what: "The database contains text that is not valid in its own encoding", next: repairText },
  "22P05": { what: "The database contains text that cannot be converted to UTF-8", next: repairText },
};

const byMessage: readonly (readonly [RegExp, Explanation])[] = [
  [/timeout expired|due to connection timeout/i, unreachable],
  [
    /establishing an SSL connection/i,
    {
      what: "What answers at this host and port is not PostgreSQL",
      next: "Check host and port; a proxy or firewall in between may answer, too",
    },
  ],
  [/no encryption|SSL off|SSL required|requires? SSL/i, needsTls],
  [
    /does not support SSL/i,
    { what: "The server does not support encryption", next: "Add ?sslmode=disable if that is intended" },
  ],
  [/connection terminated|connection ended|not queryable|client was closed/i, lost],
  // The connection that kept the snapshot open is gone.
  [/invalid snapshot|snapshot "[^"]*" does not exist/i, lost],
  [
    /password must be a string|no password/i,
    { what: "The server asks for a password", next: "Add it to the connection string or set PGPASSWORD" },
  ],
  [
    /row-level security/i,
    {
      what: "Row-level security hides rows from this user, so nothing was read",
      next: "Connect as the tables' owner or a role with BYPASSRLS (in Supabase: postgres)",
    },
  ],
];

function byClass(code: string, message: string): Explanation | undefined {
  if (code.startsWith("28")) {
    return { what: `The server refused the connection: ${message}`, next: "Check user, database and pg_hba.conf" };
  }
  return undefined;
}
