import type { Client, QueryResultRow } from "pg";
import { to as copyTo } from "pg-copy-streams";
import { getClient, type PostgresAddress } from "./address.js";
import { toPostgresError } from "./error.js";

/**
 * How values are printed, and what may end a long read. Settings a server does not know are left out. They hold for the
 * transaction only: behind a pooler the app's own queries use the same connection afterwards.
 */
const settings: Readonly<Record<string, string>> = {
  TimeZone: "UTC",
  DateStyle: "ISO",
  IntervalStyle: "iso_8601",
  bytea_output: "hex",
  extra_float_digits: "1",
  client_encoding: "UTF8",
  default_transaction_read_only: "on",
  // PostgreSQL then raises where policies would leave rows out in silence.
  row_security: "off",
  lock_timeout: "0",
  transaction_timeout: "0",
  idle_session_timeout: "0",
  idle_in_transaction_session_timeout: "0",
  // Physical order, from the start, on one core of a server that is in use.
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
    // A role may come with a limit too short even for the settings; and a snapshot goes before the first query.
    await this.query("SET LOCAL statement_timeout = 0");
    if (snapshot !== undefined) await this.query(`SET TRANSACTION SNAPSHOT ${this.client.escapeLiteral(snapshot)}`);
    const names = Object.keys(settings);
    await this.query(
      `SELECT set_config(s.name, wanted.value, true)
       FROM unnest($1::text[], $2::text[]) AS wanted (name, value) JOIN pg_settings s ON s.name = wanted.name`,
      [names, names.map((name) => settings[name])],
    );
    // A server that promises no encoding checks every byte it sends as UTF-8, and one bad row would end the table.
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

  /** COPY … TO STDOUT, chunk by chunk as the socket gives them; returns how many rows the server says it sent. */
  async *copy(sql: string, where: string): AsyncGenerator<Buffer, number> {
    const stream = copyTo(sql);
    // Ending the connection under an abandoned stream makes it report an error that nobody waits for.
    stream.on("error", () => {});
    try {
      this.client.query(stream);
      const chunks: AsyncIterable<Buffer> = stream;
      for await (const chunk of chunks) yield chunk;
      // The stream ends with the data; the server's own count comes with the next answer at the latest.
      await this.client.query("SELECT 1");
    } catch (error) {
      throw toPostgresError(error, this.address.description, where);
    }
    return stream.rowCount;
  }

  /** Ends the connection, also in the middle of a COPY. */
  async end(): Promise<void> {
    await this.client.end().catch(() => {});
  }
}

export async function connect(address: PostgresAddress): Promise<Client> {
  let failure: unknown;
  for (const url of address.attempts) {
    const client = getClient(url);
    // A connection that breaks while idle reports here; the next query fails and is explained there.
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
