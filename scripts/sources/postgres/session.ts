import { Client, type QueryResultRow } from "pg";
import { to as copyTo } from "pg-copy-streams";
import { CutoverError } from "../../errors.js";
import { sourceFailures } from "../failures.js";
import { hasUnescapedPassword } from "../../secrets.js";
import { toPostgresError } from "./error.js";

/**
 * How values are printed, and what could end a long read. Settings that a server does not know are skipped. They apply to the
 * transaction only: behind a pooler, the app's queries use the same connection afterwards.
 */
const settings: Readonly<Record<string, string>> = {
  TimeZone: "UTC",
  DateStyle: "ISO",
  IntervalStyle: "iso_8601",
  bytea_output: "hex",
  extra_float_digits: "1",
  client_encoding: "UTF8",
  default_transaction_read_only: "on",
  // PostgreSQL then raises an error instead of silently hiding rows.
  row_security: "off",
  lock_timeout: "0",
  transaction_timeout: "0",
  idle_session_timeout: "0",
  idle_in_transaction_session_timeout: "0",
  // Physical order from the start, on one core of a server in use.
  synchronize_seqscans: "off",
  max_parallel_workers_per_gather: "0",
};

/** One connection in one read-only transaction; all sessions of a source share the first one's snapshot. */
export class PostgresSession {
  private constructor(
    readonly client: Client,
    readonly address: PostgresAddress,
  ) {}

  static async open(address: PostgresAddress, snapshot?: string): Promise<PostgresSession> {
    const session = new PostgresSession(await connect(address), address);
    try {
      await session.#begin(snapshot);
      return session;
    } catch (error) {
      await session.end();
      throw error;
    }
  }

  async #begin(snapshot: string | undefined) {
    await this.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    // A role's timeout may be too short even for the settings; and the snapshot must be set before the first query.
    await this.query("SET LOCAL statement_timeout = 0");
    if (snapshot !== undefined) await this.query(`SET TRANSACTION SNAPSHOT ${this.client.escapeLiteral(snapshot)}`);
    const names = Object.keys(settings);
    await this.query(
      `SELECT set_config(s.name, wanted.value, true)
       FROM unnest($1::text[], $2::text[]) AS wanted (name, value) JOIN pg_settings s ON s.name = wanted.name`,
      [names, names.map((name) => settings[name])],
    );
    // With UTF8, a SQL_ASCII server validates every byte it sends, and one bad row would end the table.
    await this.query(
      "SELECT set_config('client_encoding', 'SQL_ASCII', true) WHERE current_setting('server_encoding') = 'SQL_ASCII'",
    );
  }

  async query<R extends QueryResultRow>(sql: string, values: unknown[] = []): Promise<R[]> {
    try {
      const { rows } = await this.client.query<R>(sql, values);
      return rows;
    } catch (error) {
      throw toPostgresError(error, this.address.description);
    }
  }

  /** Runs COPY … TO STDOUT, chunk by chunk as they arrive; returns the server's row count. */
  async *copy(sql: string, where: string): AsyncGenerator<Buffer, number> {
    const stream = copyTo(sql);
    // An abandoned stream emits an error when its connection ends.
    stream.on("error", () => {});
    try {
      this.client.query(stream);
      const chunks: AsyncIterable<Buffer> = stream;
      for await (const chunk of chunks) yield chunk;
      // The stream ends with the data; the server's row count arrives by the next answer at the latest.
      await this.client.query("SELECT 1");
    } catch (error) {
      throw toPostgresError(error, this.address.description, where);
    }
    return stream.rowCount;
  }

  /** Ends the connection, even during a COPY. */
  async end(): Promise<void> {
    await this.client.end().catch(() => {});
  }
}

export async function connect(address: PostgresAddress): Promise<Client> {
  let failure: unknown;
  for (const url of address.attempts) {
    const client = getClient(url);
    // A connection that breaks while idle emits an error here; the next query fails and reports it.
    client.on("error", () => {});
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => {});
      failure = error;
      if (!String(error).includes("does not support SSL")) break;
    }
  }
  throw toPostgresError(failure, address.description);
}

/** How to connect to a database, and how to name it in messages. */
export interface PostgresAddress {
  /** For messages: without password and parameters. */
  readonly description: string;
  /** Connection strings in the order to try: like psql, encrypted first unless the URL or the host says otherwise. */
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

/** Nothing of such a string is repeated or asked of DNS: what stands where the host should be may be the password's end. */
function refuseUnescaped(url: string): void {
  if (!hasUnescapedPassword(url)) return;
  throw new CutoverError(sourceFailures.notASource, {
    what: "The password in the connection string has characters that end it (@ / ? #) or a % that escapes nothing",
    next: "Percent-encode the password: @ is %40, / is %2F, ? is %3F, # is %23, % is %25",
  });
}

function parse(url: string): Client {
  refuseUnescaped(url);
  try {
    const hasScheme = /^postgres(?:ql)?:\/\//i.test(url);
    if (!hasScheme) throw new Error("no scheme");
    return getClient(withLibpqModes(url));
  } catch {
    // No cause: the URL parser's error repeats the URL, and with it the password.
    throw new CutoverError(sourceFailures.notASource, {
      what: "The connection string is not a valid postgres:// URL",
      next: "Write postgres://user:password@host:5432/database; percent-encode special characters of the password (@ is %40, / is %2F, # is %23)",
    });
  }
}

function refusePooler(port: number, description: string) {
  if (port !== 6543) return;
  throw new CutoverError(sourceFailures.transactionPooler, {
    what: "Port 6543 is Supabase's pooler in transaction mode, which cannot keep one snapshot for all tables",
    where: description,
    next: "Use the session pooler (the same host with port 5432) or the direct connection (db.<project>.supabase.co:5432)",
  });
}

function getAttempts(url: string, host: string): string[] {
  const isExplicit = /[?&](?:sslmode|ssl|sslnegotiation)=/i.test(url) || process.env.PGSSLMODE !== undefined;
  const isLocal = host.startsWith("/") || /^(?:localhost|127\.\d+\.\d+\.\d+|::1)$/i.test(host);
  if (isExplicit || isLocal) return [withLibpqModes(url)];
  return [withLibpqModes(withParameter(url, "sslmode=prefer")), url];
}

/** Gives `sslmode` its meaning in psql and pg_dump, where the URL was most likely copied from. */
function withLibpqModes(url: string): string {
  const isModern = /[?&]sslmode=/i.test(url) && !/[?&]uselibpqcompat=/i.test(url);
  return isModern && !/[?&]sslmode=no-verify/i.test(url) ? withParameter(url, "uselibpqcompat=true") : url;
}

function withParameter(url: string, parameter: string): string {
  return `${url}${url.includes("?") ? "&" : "?"}${parameter}`;
}
