import type { SourceTable } from "./source.js";
import { matchTable } from "./tableNames.js";

/** Schemas that Supabase keeps itself: of their tables only the columns the plan names are copied. */
const ownSchemas = /^(?:auth|storage)\./;

/** What opens a session or proves a second factor: it is never copied, since everybody signs in anew. */
const secretTables =
  /^(?:auth\.(?:sessions|refresh_tokens|mfa_\w+|one_time_tokens|flow_state|saml_\w+|oauth_\w+|webauthn_\w+)|vault\.secrets)$/;
const secretColumns = /^auth\.users\.(?:\w+_token|email_change_token_\w+)$/;

/** Whether `auth` is GoTrue's: another app may have a schema of this name. */
export function isSupabase(tables: readonly SourceTable[]): boolean {
  const users = matchTable(tables, "auth.users");
  return users?.columns.some(({ name }) => name === "encrypted_password") ?? false;
}

/** Whether Supabase itself made the table, so that columns the plan does not name are not forgotten but left behind. */
export function isOwnTable(table: string): boolean {
  return ownSchemas.test(table);
}

/** Whether this holds what must not be copied: a table, or one column of it. */
export function isSecret(table: string, column?: string): boolean {
  return column === undefined ? secretTables.test(table) : secretColumns.test(`${table}.${column}`);
}
