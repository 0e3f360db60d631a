import type { Fault } from "../../errors.js";
import {
  type AdminSession,
  describeSession,
  findOldSessions,
  type OldSession,
} from "../../sources/postgres/adminSession.js";

/** Roles whose own setting goes before the database's: their sessions still begin in read-write transactions. */
export async function findOverridingRoles(session: AdminSession, database: string): Promise<Fault[]> {
  const roles = await session.query<{ role: string; sql: string }>(
    `SELECT role, format('ALTER ROLE %I IN DATABASE %I SET default_transaction_read_only = on;', role, $1::text) AS sql
     FROM (
       SELECT DISTINCT ON (r.oid) r.rolname AS role, split_part(c.setting, '=', 2)::boolean AS "isReadOnly"
       FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole
         CROSS JOIN LATERAL unnest(s.setconfig) AS c (setting)
       WHERE s.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
         AND c.setting ILIKE 'default\\_transaction\\_read\\_only=%'
       ORDER BY r.oid, s.setdatabase DESC
     ) AS own WHERE NOT "isReadOnly" ORDER BY role`,
    [database],
  );
  return roles.map(({ role, sql }) => ({
    what: `Role ${role} has default_transaction_read_only = off of its own, which goes before the database's setting`,
    next: sql,
  }));
}

/** Transactions that were prepared and can still be committed, and subscriptions that write what another server sends. */
export async function findBackgroundWriters(session: AdminSession): Promise<Fault[]> {
  const prepared = await session.query<{ gid: string; owner: string }>(
    "SELECT gid, owner FROM pg_prepared_xacts WHERE database = current_database()",
  );
  const subscriptions = await session.query<{ name: string; sql: string }>(
    `SELECT subname AS name, format('ALTER SUBSCRIPTION %I DISABLE;', subname) AS sql FROM pg_subscription
     WHERE subenabled AND subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  return [
    ...prepared.map(({ gid, owner }) => ({
      what: `The prepared transaction ${gid} of ${owner} can still be committed`,
      next: `COMMIT PREPARED '${gid.replaceAll("'", "''")}' or ROLLBACK PREPARED '${gid.replaceAll("'", "''")}'`,
    })),
    ...subscriptions.map(({ name, sql }) => ({
      what: `Subscription ${name} writes what another server sends`,
      next: sql,
    })),
  ];
}

/** A platform's own superuser sessions, which nobody else may end: said, but no reason to stop unless they write. */
export function isPlatforms({ isSuperuser, isWriting }: OldSession): boolean {
  return isSuperuser && !isWriting;
}

export async function findSessionFaults(session: AdminSession, since: string, role: string | null): Promise<Fault[]> {
  const old = await findOldSessions(session, since, role);
  return old.filter((each) => !isPlatforms(each)).map(toFault);
}

function toFault(session: OldSession): Fault {
  const name = describeSession(session);
  if (session.isHidden) {
    return {
      what: `${name} may have begun before the freeze: this user may not see it, nor end it`,
      next: "GRANT pg_read_all_stats, pg_signal_backend TO this user, or set CUTOVER_FREEZE_URL to a superuser's",
    };
  }
  return {
    what: `${name} began before the freeze and can still write`,
    next: `SELECT pg_terminate_backend(${session.pid}); as a superuser or as a member of ${session.user}`,
  };
}

/** Sessions that have written in the transaction they are in, though they should not be able to. */
export async function findWritingSessions(session: AdminSession): Promise<Fault[]> {
  const writing = await session.query<{ pid: number; user: string; application: string }>(
    `SELECT pid, usename AS "user", coalesce(application_name, '') AS application FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
       AND backend_xid IS NOT NULL`,
  );
  return writing.map(({ pid, user, application }) => ({
    what: `Session ${pid} of ${user}${application === "" ? "" : ` (${application})`} is writing: it has switched the freeze off for itself`,
    next: `SELECT pg_terminate_backend(${pid}); then find out what it is`,
  }));
}
