import { z } from "zod";
import type { AdminSession } from "../../sources/postgres/adminSession.js";
import { escapeIdentifier } from "pg";

const vGrant = z.object({
  kind: z.enum(["TABLE", "SEQUENCE"]),
  schema: z.string(),
  name: z.string(),
  column: z.string().nullable(),
  privilege: z.string(),
  grantor: z.string(),
  isGrantable: z.boolean(),
});
/** One privilege a role was given: on a relation, or on one column of it. */
export type Grant = Readonly<z.infer<typeof vGrant>>;

const vDefaultGrant = z.object({
  kind: z.enum(["TABLES", "SEQUENCES"]),
  creator: z.string(),
  schema: z.string().nullable(),
  privilege: z.string(),
  isGrantable: z.boolean(),
});
/** One privilege a role is given on whatever `creator` makes from now on; `schema` null: in every schema. */
export type DefaultGrant = Readonly<z.infer<typeof vDefaultGrant>>;

export const vGrants = z
  .object({ relations: z.array(vGrant.readonly()).readonly(), defaults: z.array(vDefaultGrant.readonly()).readonly() })
  .readonly();
export type Grants = z.infer<typeof vGrants>;

/** Relations of users, not of PostgreSQL; views too, since many of them can be written through. */
export const userRelations = `pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')`;

/** Whether a privilege of `aclexplode` changes data, given the relation's kind. */
export const isWrite = (kind: string, privilege: string) =>
  `CASE WHEN ${kind} = 'S' THEN ${privilege} IN ('USAGE', 'UPDATE')
     ELSE ${privilege} IN ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE') END`;

/** Every privilege to write on a user's relation, for a relation or for a column, whoever holds it. */
export const writeGrants = `
  SELECT c.oid, c.relkind, n.nspname AS schema, c.relname AS name, NULL::name AS "column", x.*
  FROM ${userRelations} CROSS JOIN LATERAL aclexplode(c.relacl) AS x
  WHERE ${isWrite("c.relkind", "x.privilege_type")}
  UNION ALL
  SELECT c.oid, c.relkind, n.nspname, c.relname, a.attname, x.*
  FROM ${userRelations} JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
    CROSS JOIN LATERAL aclexplode(a.attacl) AS x
  WHERE x.privilege_type IN ('INSERT', 'UPDATE')`;

const roleOid = "(SELECT oid FROM pg_roles WHERE rolname = $1)";

/** What the role itself may write; not what it may by other roles, by PUBLIC or as an owner. */
export async function readGrants(session: AdminSession, role: string): Promise<Grants> {
  const relations = await session.query<Grant>(
    `SELECT CASE WHEN relkind = 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS kind, schema, name, "column",
       privilege_type AS privilege, pg_get_userbyid(grantor) AS grantor, is_grantable AS "isGrantable"
     FROM (${writeGrants}) AS g WHERE grantee = ${roleOid}
     ORDER BY schema, name, "column" NULLS FIRST, grantor, privilege`,
    [role],
  );
  const defaults = await session.query<DefaultGrant>(
    `SELECT CASE d.defaclobjtype WHEN 'S' THEN 'SEQUENCES' ELSE 'TABLES' END AS kind,
       pg_get_userbyid(d.defaclrole) AS creator, n.nspname AS schema, x.privilege_type AS privilege,
       x.is_grantable AS "isGrantable"
     FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
       CROSS JOIN LATERAL aclexplode(d.defaclacl) AS x
     WHERE d.defaclobjtype IN ('r', 'S') AND x.grantee = ${roleOid} AND ${isWrite("d.defaclobjtype", "x.privilege_type")}
     ORDER BY creator, schema NULLS FIRST, kind, privilege`,
    [role],
  );
  return { relations, defaults };
}

export function isEmpty({ relations, defaults }: Grants): boolean {
  return relations.length === 0 && defaults.length === 0;
}

/** Both together, each privilege once. */
export function mergeGrants(left: Grants, right: Grants): Grants {
  return {
    relations: unique([...left.relations, ...right.relations]),
    defaults: unique([...left.defaults, ...right.defaults]),
  };
}

/** Those of `wanted` that `found` lacks. */
export function missingGrants(wanted: Grants, found: Grants): Grants {
  return { relations: without(wanted.relations, found.relations), defaults: without(wanted.defaults, found.defaults) };
}

function unique<T>(grants: readonly T[]): T[] {
  return [...new Map(grants.map((grant) => [keyOf(grant), grant])).values()];
}

function without<T>(wanted: readonly T[], found: readonly T[]): T[] {
  const known = new Set(found.map(keyOf));
  return wanted.filter((grant) => !known.has(keyOf(grant)));
}

/** The properties in one order: a state read from disk may have another. */
function keyOf(grant: unknown): string {
  return JSON.stringify(Object.entries(grant as object).toSorted(([left], [right]) => (left < right ? -1 : 1)));
}

/** A statement, and the role that has to make it: privileges belong to whoever gave them. */
export interface GrantStatement {
  readonly as: string;
  readonly sql: string;
}

/** Takes the privileges away. */
export function renderRevokes(role: string, { relations, defaults }: Grants): GrantStatement[] {
  const from = escapeIdentifier(role);
  return [
    ...defaults.map((each) => ({
      as: each.creator,
      sql: `${defaultPrefix(each)} REVOKE ${each.privilege} ON ${each.kind} FROM ${from}`,
    })),
    ...relations.map((each) => ({ as: each.grantor, sql: `REVOKE ${renderObject(each)} FROM ${from}` })),
  ];
}

/** Gives them back as they were given. */
export function renderGrants(role: string, { relations, defaults }: Grants): GrantStatement[] {
  const to = escapeIdentifier(role);
  return [
    ...relations.map((each) => ({
      as: each.grantor,
      sql: `GRANT ${renderObject(each)} TO ${to}${grantOption(each)}`,
    })),
    ...defaults.map((each) => ({
      as: each.creator,
      sql: `${defaultPrefix(each)} GRANT ${each.privilege} ON ${each.kind} TO ${to}${grantOption(each)}`,
    })),
  ];
}

/** For an administrator to type. */
export function renderScript(statements: readonly GrantStatement[]): string {
  return statements.map(({ as, sql }) => `SET ROLE ${escapeIdentifier(as)}; ${sql};`).join("\n    ");
}

function renderObject({ kind, schema, name, column, privilege }: Grant): string {
  const columns = column === null ? "" : ` (${escapeIdentifier(column)})`;
  return `${privilege}${columns} ON ${kind} ${escapeIdentifier(schema)}.${escapeIdentifier(name)}`;
}

function defaultPrefix({ creator, schema }: DefaultGrant): string {
  const where = schema === null ? "" : ` IN SCHEMA ${escapeIdentifier(schema)}`;
  return `ALTER DEFAULT PRIVILEGES FOR ROLE ${escapeIdentifier(creator)}${where}`;
}

function grantOption({ isGrantable }: Grant | DefaultGrant): string {
  return isGrantable ? " WITH GRANT OPTION" : "";
}
