import { setTimeout as sleep } from "node:timers/promises";
import type { Client, QueryResultRow } from "pg";
import { CutoverError } from "../../errors.js";
import { toPostgresError } from "./error.js";
import { connect, getAddress, type PostgresAddress } from "./session.js";

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

/** Somebody's connection that began before the freeze. */
export type OldSession = {
  readonly pid: number;
  readonly user: string;
  readonly application: string;
  readonly isSuperuser: boolean;
  /** This user may not see when it began. */
  readonly isHidden: boolean;
  /** Writes right now: it has a transaction number. */
  readonly isWriting: boolean;
};

export interface Ended {
  readonly ended: number;
  /** Those this user may not end, or that did not end. */
  readonly left: readonly OldSession[];
}

const pollMs = 100;
const longestMs = 30_000;

/**
 * Ends the sessions that began before `since`: they keep the rights they were opened with, and a transaction among them
 * may still commit. Those that begin later are not touched. `role`: only its own and those that may take it.
 */
export async function endOldSessions(session: AdminSession, since: string, role: string | null): Promise<Ended> {
  const ended = new Set<number>();
  const refused = new Set<number>();
  const deadline = performance.now() + longestMs;
  // A session that is just being opened is not listed yet but may have read the old setting: hence two looks.
  for (let cleanLooks = 0; cleanLooks < 2 && performance.now() < deadline;) {
    const found = (await findOldSessions(session, since, role)).filter(({ pid }) => !refused.has(pid));
    cleanLooks = found.length === 0 ? cleanLooks + 1 : 0;
    for (const { pid } of found) {
      if (await tryToEnd(session, pid)) ended.add(pid);
      else refused.add(pid);
    }
    await sleep(pollMs);
  }
  return { ended: ended.size, left: await findOldSessions(session, since, role) };
}

/** Other people's sessions; of those whose start this user may not see, all. Replication and background workers stay out. */
export async function findOldSessions(
  session: AdminSession,
  since: string,
  role: string | null,
): Promise<OldSession[]> {
  return await session.query<OldSession>(
    `SELECT a.pid, a.usename AS "user", coalesce(a.application_name, '') AS application, r.rolsuper AS "isSuperuser",
       a.backend_start IS NULL AS "isHidden", a.backend_xid IS NOT NULL AS "isWriting"
     FROM pg_stat_activity a JOIN pg_roles r ON r.oid = a.usesysid
     WHERE a.datname = current_database() AND a.pid <> pg_backend_pid()
       AND coalesce(a.application_name, '') <> 'convex-cutover'
       AND coalesce(a.backend_type, 'client backend') = 'client backend'
       AND (a.backend_start IS NULL OR extract(epoch FROM a.backend_start) <= $1::numeric)
       AND ($2::text IS NULL OR (NOT r.rolsuper AND pg_has_role(r.oid, $2::name, 'MEMBER')))
     ORDER BY a.pid`,
    [since, role],
  );
}

/** False when this user may not. */
async function tryToEnd(session: AdminSession, pid: number): Promise<boolean> {
  try {
    await session.query("SELECT pg_terminate_backend($1)", [pid]);
    return true;
  } catch (error) {
    if (codeOf(error) === insufficientPrivilege) return false;
    throw error;
  }
}

export function describeSession({ pid, user, application }: OldSession): string {
  return `session ${pid} of ${user}${application === "" ? "" : ` (${application})`}`;
}
