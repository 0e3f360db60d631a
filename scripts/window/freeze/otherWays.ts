import type { Fault } from "../../errors.js";
import type { AdminSession } from "../../sources/postgres/adminSession.js";
import { userRelations, writeGrants } from "./grants.js";

const instead = 'freeze: { kind: "readOnlyDatabase" } in the plan\'s window holds for every role';

/** How the role could write although its own privileges are revoked: a freeze of this kind would be one in name only. */
export async function findOtherWays(session: AdminSession, role: string): Promise<Fault[]> {
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
