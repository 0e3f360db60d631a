import type { Fault } from "../../errors.js";
import {
  type AdminSession,
  describeSession,
  findOldSessions,
  type OldSession,
} from "../../sources/postgres/adminSession.js";
import { userRelations, writeGrants } from "./grants.js";

const instead = 'freeze: { kind: "refuseWrites" } in the plan\'s window holds for every role';

/** How the role could write although its own privileges are revoked: a freeze of this kind would be one in name only. */
export async function findOtherPrivileges(session: AdminSession, role: string): Promise<Fault[]> {
  const [known] = await session.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [role]);
  if (known === undefined) {
    return [
      { what: `There is no role ${role}`, next: "Name the role that the old app connects as in the plan's window" },
    ];
  }
  return [
    ...(await findSuperusers(session, role)),
    ...(await findOwners(session, role)),
    ...(await findMemberships(session, role)),
    ...(await findDependents(session, role)),
  ];
}

async function findSuperusers(session: AdminSession, role: string): Promise<Fault[]> {
  const found = await session.query<{ name: string }>(
    `SELECT rolname AS name FROM pg_roles
     WHERE (rolsuper OR rolname = 'pg_write_all_data') AND pg_has_role($1::name, oid, 'MEMBER')
       -- A superuser counts as a member of everything.
       AND (rolname = $1 OR NOT (SELECT rolsuper FROM pg_roles WHERE rolname = $1))`,
    [role],
  );
  return found.map(({ name }) => ({
    what:
      name === role
        ? `${role} is a superuser: nothing can be revoked from it`
        : `${role} is a member of ${name}, which may write everything`,
    next: instead,
  }));
}

async function findOwners(session: AdminSession, role: string): Promise<Fault[]> {
  const found = await session.query<{ owner: string; count: number; example: string }>(
    `SELECT pg_get_userbyid(c.relowner) AS owner, count(*)::int AS count, min(format('%I.%I', n.nspname, c.relname)) AS example
     FROM ${userRelations}
     WHERE pg_has_role($1::name, c.relowner, 'MEMBER') AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = $1)
     GROUP BY c.relowner ORDER BY owner`,
    [role],
  );
  return found.map(({ owner, count, example }) => ({
    what: `${owner === role ? role : `${role}, as a member of ${owner},`} owns ${count} relation(s) such as ${example}, and an owner can give itself every privilege again`,
    next: instead,
  }));
}

async function findMemberships(session: AdminSession, role: string): Promise<Fault[]> {
  const found = await session.query<{ via: string; count: number; example: string }>(
    `SELECT CASE grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(grantee)::text END AS via,
       count(DISTINCT oid)::int AS count, min(format('%I.%I', schema, name)) AS example
     FROM (${writeGrants}) AS g
     WHERE (grantee = 0 OR (pg_has_role($1::name, grantee, 'MEMBER') AND pg_get_userbyid(grantee) <> $1))
       AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = $1)
       -- An owner's own entry: said already.
       AND NOT EXISTS (SELECT 1 FROM pg_class WHERE pg_class.oid = g.oid AND relowner = grantee)
     GROUP BY grantee ORDER BY via`,
    [role],
  );
  return found.map(({ via, count, example }) => ({
    what: `${role} may write ${count} relation(s) such as ${example} by ${via === "PUBLIC" ? "a grant to PUBLIC" : `its membership in ${via}`}`,
    next:
      via === "PUBLIC"
        ? `Revoke it from PUBLIC yourself, or: ${instead}`
        : `Name ${via} as the role to revoke from, or: ${instead}`,
  }));
}

/** PostgreSQL refuses to take a privilege from a role that has passed it on. */
async function findDependents(session: AdminSession, role: string): Promise<Fault[]> {
  const found = await session.query<{ grantee: string; example: string }>(
    `SELECT CASE grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(grantee)::text END AS grantee,
       min(format('%I.%I', schema, name)) AS example
     FROM (${writeGrants}) AS g
     WHERE pg_get_userbyid(grantor) = $1 AND pg_get_userbyid(grantee) <> $1
       AND NOT EXISTS (SELECT 1 FROM pg_class WHERE pg_class.oid = g.oid AND relowner = grantor)
     GROUP BY 1`,
    [role],
  );
  return found.map(({ grantee, example }) => ({
    what: `${role} has passed its privileges on to ${grantee} (such as on ${example}), so they cannot be revoked alone`,
    next: `Revoke what ${grantee} has from ${role} first, or: ${instead}`,
  }));
}

/** What the role may write now, by whatever way PostgreSQL knows of. */
export async function findWritable(session: AdminSession, role: string): Promise<string[]> {
  const found = await session.query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM ${userRelations}
     WHERE CASE WHEN c.relkind = 'S' THEN has_sequence_privilege($1, c.oid, 'USAGE, UPDATE')
       ELSE has_table_privilege($1, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
         OR has_any_column_privilege($1, c.oid, 'INSERT, UPDATE') END
     ORDER BY name`,
    [role],
  );
  return found.map(({ name }) => name);
}

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
