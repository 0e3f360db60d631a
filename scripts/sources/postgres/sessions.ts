import { setTimeout as sleep } from "node:timers/promises";
import { type AdminSession, codeOf, insufficientPrivilege } from "./adminSession.js";

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
