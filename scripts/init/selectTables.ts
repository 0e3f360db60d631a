import type { SourceTable } from "../sources/source.js";
import { relationOf, schemaOf } from "./names.js";

/** Tables excluded for one reason. */
export interface LeftOut {
  readonly reason: string;
  readonly tables: readonly string[];
}

type ExclusionRule = (table: SourceTable) => string | null;

const histories = new Set(
  `_prisma_migrations __drizzle_migrations knex_migrations knex_migrations_lock schema_migrations ar_internal_metadata
  alembic_version flyway_schema_history databasechangelog databasechangeloglock goose_db_version django_migrations
  sequelizemeta pgmigrations __efmigrationshistory _sqlx_migrations doctrine_migration_versions phinxlog kysely_migration
  kysely_migration_lock mikro_orm_migrations typeorm_metadata _nocodb_migrations xc_knex_migrations xc_knex_migrationsv2`.split(
    /\s+/,
  ),
);

const extensionTables = new Set(["spatial_ref_sys", "geometry_columns", "geography_columns", "raster_columns"]);

const supabaseSchemas = new Set(
  `auth storage realtime _realtime supabase_functions supabase_migrations vault pgsodium pgsodium_masks extensions
  graphql graphql_public net cron pgbouncer _analytics`.split(/\s+/),
);

const toolSchemas = new Set([
  "pgboss",
  "graphile_worker",
  "graphile_migrate",
  "hdb_catalog",
  "cron",
  "tiger",
  "topology",
]);

/** The tables to migrate, and the excluded ones with the reason; both sorted by name. */
export function selectTables(tables: readonly SourceTable[]): { kept: SourceTable[]; leftOut: LeftOut[] } {
  const rules = [...exclusionRules, ...(isSupabase(tables) ? [excludeSupabase] : [])];
  const kept: SourceTable[] = [];
  const reasons = new Map<string, string[]>();
  for (const table of tables.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const reason = rules.map((rule) => rule(table)).find((found) => found !== null);
    if (reason === undefined || reason === null) kept.push(table);
    else reasons.set(reason, [...(reasons.get(reason) ?? []), table.name]);
  }
  return { kept, leftOut: [...reasons].map(([reason, names]) => ({ reason, tables: names })) };
}

const exclusionRules: readonly ExclusionRule[] = [
  ({ partitionOf }) => (partitionOf === undefined ? null : `a partition: its rows are read with ${partitionOf}`),
  ({ view }) => (view === true ? "a view: its rows come from other tables; write it as a query" : null),
  ({ name, origin }) =>
    origin === "extension" || extensionTables.has(relationOf(name)) ? "belongs to an extension of PostgreSQL" : null,
  ({ origin }) =>
    origin === "foreign" ? "a foreign table: its rows are on another server; migrate them from there" : null,
  ({ origin }) =>
    origin === "module"
      ? "a virtual table of a module that is missing here: copy its rows into an ordinary table to migrate them"
      : null,
  (table) => (isHistory(table) ? "the history of a migration tool; Convex has no use for it" : null),
  ({ name }) => (relationOf(name).startsWith("sqlite_") ? "an internal table of SQLite" : null),
  ({ name }) =>
    toolSchemas.has(schemaOf(name)) ? `the schema ${schemaOf(name)} belongs to a tool, not to the app` : null,
];

function isHistory({ name, columns }: SourceTable): boolean {
  const relation = relationOf(name).toLowerCase();
  if (histories.has(relation)) return true;
  // Laravel's and TypeORM's table has a name an app might use as well.
  const names = columns.map((column) => column.name).join(" ");
  return relation === "migrations" && (names === "id migration batch" || names === "id timestamp name");
}

function isSupabase(tables: readonly SourceTable[]): boolean {
  const users = tables.find(({ name }) => name === "auth.users");
  return users?.columns.some(({ name }) => name === "raw_user_meta_data" || name === "encrypted_password") === true;
}

function excludeSupabase({ name }: SourceTable): string | null {
  const schema = schemaOf(name);
  if (!supabaseSchemas.has(schema)) return null;
  return schema === "auth"
    ? "Supabase's accounts, sessions and secrets are not migrated: users sign in again"
    : `Supabase's own schema ${schema}`;
}
