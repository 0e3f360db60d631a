import type { Client, QueryResultRow } from "pg";
import { CutoverError } from "../../errors.js";
import { getAddress, type PostgresAddress } from "./address.js";
import { toPostgresError } from "./error.js";
import { connect } from "./session.js";

/** One connection of a user who may change the database, or of one who tries. */
export class AdminSession {
  constructor(private readonly client: Client) {}

  async query<R extends QueryResultRow>(sql: string, values: unknown[] = []): Promise<R[]> {
    const { rows } = await this.client.query<R>(sql, values);
    return rows;
  }

  async one<R extends QueryResultRow>(sql: string, values: unknown[] = []): Promise<R> {
    const [row] = await this.query<R>(sql, values);
    if (row === undefined) throw new Error(`Nothing came back from: ${sql}`);
    return row;
  }

  /** Commits what `work` did, or leaves nothing of it. */
  async transaction<T>(work: () => Promise<T>, end: "COMMIT" | "ROLLBACK" = "COMMIT"): Promise<T> {
    await this.client.query("BEGIN");
    try {
      const result = await work();
      await this.client.query(end);
      return result;
    } catch (error) {
      await this.client.query("ROLLBACK").catch(() => {});
      throw error;
    }
  }
}

/** Opens a session, does the work in it and closes it: nothing of a freeze hangs on a connection that may break. */
export async function withAdminSession<T>(url: string, work: (session: AdminSession) => Promise<T>): Promise<T> {
  const address = getAddress(url);
  return await withSession(address, async (client) => {
    // A frozen database greets its own administrator with read-only transactions too.
    await client.query("SET default_transaction_read_only = off; SET statement_timeout = 0; SET lock_timeout = '10s'");
    const session = new AdminSession(client);
    await takeTurn(session);
    return await work(session);
  });
}

/** Any number that nobody else uses: one freeze, proof or way back at a time in a database. */
const turn = 7_205_759_403;

/** Also waits for the last statement of a process that was killed: the server goes on with it for a moment. */
async function takeTurn(session: AdminSession): Promise<void> {
  try {
    await session.query("SELECT pg_advisory_lock($1)", [turn]);
  } catch (error) {
    if (codeOf(error) !== lockNotAvailable) throw error;
    const what = "Another command is freezing or unfreezing this database";
    throw new CutoverError(
      "gate",
      { what, next: "Wait until it is done, then type the same command again" },
      { cause: error },
    );
  }
}

/** A session as the app's are: with nothing set. */
export async function withPlainSession<T>(url: string, work: (session: AdminSession) => Promise<T>): Promise<T> {
  return await withSession(getAddress(url), async (client) => await work(new AdminSession(client)));
}

async function withSession<T>(address: PostgresAddress, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await connect(address);
  try {
    return await work(client);
  } catch (error) {
    throw toPostgresError(error, address.description);
  } finally {
    await client.end().catch(() => {});
  }
}

/** PostgreSQL's code of an error, such as 25006; empty for other errors. */
export function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === "string" ? code : "";
}

const lockNotAvailable = "55P03";
export const insufficientPrivilege = "42501";
export const readOnlyTransaction = "25006";

interface Target {
  readonly database: string;
  /** null where a provider keeps it to itself. */
  readonly cluster: string | null;
  readonly target: string;
}

/** The database's own name and the cluster's number: the same by whatever address and user it was reached. */
export async function readTarget(session: AdminSession): Promise<Target> {
  const { database, place } = await session.one<{ database: string; place: string }>(
    `SELECT current_database() AS database, concat(inet_server_addr(), ':', inet_server_port()) AS place`,
  );
  const cluster = await readCluster(session);
  return { database, cluster, target: `${cluster ?? place}/${database}` };
}

async function readCluster(session: AdminSession): Promise<string | null> {
  try {
    const { id } = await session.one<{ id: string }>("SELECT system_identifier::text AS id FROM pg_control_system()");
    return id;
  } catch (error) {
    if (codeOf(error) === insufficientPrivilege) return null;
    throw error;
  }
}

/** Epoch seconds by the server's clock, with all its digits. */
export async function readServerTime(session: AdminSession): Promise<string> {
  const { now } = await session.one<{ now: string }>("SELECT extract(epoch FROM clock_timestamp())::text AS now");
  return now;
}
