import { setTimeout as sleep } from "node:timers/promises";
import type { Client, QueryResultRow } from "pg";
import { CutoverError } from "../../errors.js";
import { sourceFailures } from "../failures.js";
import { toPostgresError } from "./error.js";
import { connect, getAddress, type PostgresAddress } from "./session.js";

/** One read-write connection. */
export class AdminSession {
  constructor(private readonly client: Client) {}

  async query<R extends QueryResultRow>(sql: string, values: unknown[] = []): Promise<R[]> {
    const { rows } = await this.client.query<R>(sql, values);
    return rows;
  }

  async one<R extends QueryResultRow>(sql: string, values: unknown[] = []): Promise<R> {
    const [row] = await this.query<R>(sql, values);
    if (row === undefined) throw new Error(`The query returned no row: ${sql}`);
    return row;
  }

  /** Runs `work` in a transaction and rolls it back if it throws. */
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

/** Runs `work` in a session of its own, one such session per database at a time. No freeze depends on an open connection. */
export async function withAdminSession<T>(url: string, work: (session: AdminSession) => Promise<T>): Promise<T> {
  const address = getAddress(url);
  return await withSession(address, async (client) => {
    // In a frozen database, an administrator's transactions are read-only by default, too.
    await client.query("SET default_transaction_read_only = off; SET statement_timeout = 0; SET lock_timeout = '10s'");
    const session = new AdminSession(client);
    await acquireLock(session);
    return await work(session);
  });
}

/** The advisory lock (any number that nobody else uses): one freeze, test of a freeze, or rollback at a time. */
const advisoryLock = 7_205_759_403;

/** Also waits for the last statement of a killed process, which the server may still be running. */
async function acquireLock(session: AdminSession): Promise<void> {
  try {
    await session.query("SELECT pg_advisory_lock($1)", [advisoryLock]);
  } catch (error) {
    if (codeOf(error) !== lockNotAvailable) throw error;
    const what = "Another command is freezing or unfreezing this database";
    throw new CutoverError(
      sourceFailures.adminBusy,
      { what, next: "Wait until it is done, then run the same command again" },
      { cause: error },
    );
  }
}

/** A session like the app's: with default settings. */
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

/** PostgreSQL's error code, such as 25006; empty for other errors. */
export function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === "string" ? code : "";
}

const lockNotAvailable = "55P03";
export const insufficientPrivilege = "42501";
export const readOnlyTransaction = "25006";

interface Target {
  readonly database: string;
  /** null if the provider hides it. */
  readonly cluster: string | null;
  readonly target: string;
}

/** Identifies the database by its name and the cluster's number, which do not depend on address and user. */
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

/** The server's time in epoch seconds, with all digits. */
export async function readServerTime(session: AdminSession): Promise<string> {
  const { now } = await session.one<{ now: string }>("SELECT extract(epoch FROM clock_timestamp())::text AS now");
  return now;
}

/** A session of the database that started before the freeze. */
export type OldSession = {
  readonly pid: number;
  readonly user: string;
  readonly application: string;
  readonly isSuperuser: boolean;
  /** This user may not see when it started. */
  readonly isHidden: boolean;
  /** Is writing now: it has a transaction id. */
  readonly isWriting: boolean;
};

interface EndedSessions {
  readonly ended: number;
  /** The ones that this user may not end, or that did not end. */
  readonly left: readonly OldSession[];
}

const pollMs = 100;
const longestMs = 30_000;

/**
 * Ends the sessions that started before `since`: they keep the settings they started with, and their transactions may still
 * commit. Later sessions are not touched. `role`: only sessions of this role and of its members.
 */
export async function endOldSessions(
  session: AdminSession,
  since: string,
  role: string | null,
): Promise<EndedSessions> {
  const ended = new Set<number>();
  const refused = new Set<number>();
  const deadline = performance.now() + longestMs;
  // A session that is being opened may have read the old setting and not be listed yet: hence two clean polls.
  for (let cleanPolls = 0; cleanPolls < 2 && performance.now() < deadline;) {
    const sessions = (await findOldSessions(session, since, role)).filter(({ pid }) => !refused.has(pid));
    cleanPolls = sessions.length === 0 ? cleanPolls + 1 : 0;
    for (const { pid } of sessions) {
      if (await tryToEnd(session, pid)) ended.add(pid);
      else refused.add(pid);
    }
    await sleep(pollMs);
  }
  return { ended: ended.size, left: await findOldSessions(session, since, role) };
}

/** Other sessions that started before `since`, or whose start this user may not see. Without replication and background workers. */
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

/** False if this user may not end it. */
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
