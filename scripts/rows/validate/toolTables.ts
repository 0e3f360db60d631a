import { relationOf, schemaOf, type SourceTable } from "../../sources/source.js";

/**
 * Why a table is not the app's own data. `elsewhere`: its rows are read with other tables. `tool`: it belongs to a program beside the
 * app. `unreadable`: its rows may be the app's, but they cannot be read here.
 */
export interface ToolTable {
  readonly kind: "elsewhere" | "tool" | "unreadable";
  readonly reason: string;
}

type Rule = (table: SourceTable) => ToolTable | null;

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

/** Finds out, for the tables of one source, which of them are no data of the app. */
export function compileToolRules(tables: readonly SourceTable[]): Rule {
  const all = isSupabase(tables) ? [...rules, supabaseRule] : rules;
  return (table) => {
    for (const rule of all) {
      const found = rule(table);
      if (found !== null) return found;
    }
    return null;
  };
}

const rules: readonly Rule[] = [
  ({ partitionOf }) =>
    when(partitionOf !== undefined, "elsewhere", `a partition: its rows are read with ${partitionOf!}`),
  ({ view }) => when(view === true, "elsewhere", "a view: its rows come from other tables; write it as a query"),
  ({ name, origin }) =>
    when(
      origin === "extension" || extensionTables.has(relationOf(name)),
      "tool",
      "belongs to an extension of PostgreSQL",
    ),
  ({ origin }) =>
    when(
      origin === "foreign",
      "unreadable",
      "a foreign table: its rows are on another server; migrate them from there",
    ),
  ({ origin }) =>
    when(
      origin === "module",
      "unreadable",
      "a virtual table of a module that is missing here: copy its rows into an ordinary table to migrate them",
    ),
  (table) => when(table.origin === "largeObjects", "unreadable", aboutLargeObjects(table)),
  (table) => when(isHistory(table), "tool", "the history of a migration tool; Convex has no use for it"),
  ({ name }) => when(relationOf(name).startsWith("sqlite_"), "tool", "an internal table of SQLite"),
  ({ name }) =>
    when(toolSchemas.has(schemaOf(name)), "tool", `the schema ${schemaOf(name)} belongs to a tool, not to the app`),
];

const supabaseRule: Rule = ({ name }) => {
  const schema = schemaOf(name);
  const reason =
    schema === "auth"
      ? "Supabase's accounts, sessions and secrets are not migrated: users sign in again"
      : `Supabase's own schema ${schema}`;
  return when(supabaseSchemas.has(schema), "tool", reason);
};

function aboutLargeObjects({ estimatedRows = 0, bytes = 0 }: SourceTable): string {
  const [count, size] = [estimatedRows.toLocaleString("en-US"), bytes.toLocaleString("en-US")];
  return `${count} large object${estimatedRows === 1 ? "" : "s"} of ${size} ${bytes === 1 ? "byte" : "bytes"}, which rows name by oid; copy them into bytea columns with lo_get(oid) to migrate them`;
}

function when(holds: boolean, kind: ToolTable["kind"], reason: string): ToolTable | null {
  return holds ? { kind, reason } : null;
}

function isHistory({ name, columns }: SourceTable): boolean {
  const relation = relationOf(name).toLowerCase();
  if (histories.has(relation)) return true;
  // Laravel's and TypeORM's table has a name an app might use as well.
  const names = columns.map((column) => column.name).join(" ");
  return relation === "migrations" && (names === "id migration batch" || names === "id timestamp name");
}

/** Whether the schema `auth` is GoTrue's: another app may have a schema of this name. */
export function isSupabase(tables: readonly SourceTable[]): boolean {
  const users = tables.find(({ name }) => name === "auth.users");
  return users?.columns.some(({ name }) => name === "raw_user_meta_data" || name === "encrypted_password") === true;
}
