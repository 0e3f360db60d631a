import { escapeIdentifier } from "pg";
import type { DefaultGrant, Grant, Grants } from "./grants.js";

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
