import type { TableDefinition } from "convex/server";
import type { Project } from "../project/project.js";
import type { Finding, Level } from "./finding.js";
import { type Forecast, formatGb, freeGb, ratesSource } from "./forecast.js";
import type { CheckedTable } from "./tableCheck.js";

/** Indexes of every kind per table. `promised`: docs.convex.dev/production/state/limits; `enforced`: the open backend's source. */
const indexLimits = { promised: 32, enforced: 64 } as const;

/** What deploying the schema will meet; the indexes of `duringCutover` are in it. */
export function checkSchemaLimits({ schema, plan }: Pick<Project, "schema" | "plan">): Finding[] {
  const crowded = Object.entries(schema.tables).flatMap(([name, table]) => {
    const count = countIndexes(table);
    if (count <= indexLimits.promised) return [];
    const ours = plan.tables.has(name) ? ", those of duringCutover included" : "";
    return [crowdedTable(name, count, ours)];
  });
  return [...crowded, ...findUnvalidated(schema)];
}

/** What `defineTable(…).export()` gives; it is marked internal, so its type is not published. */
type Exported = Readonly<Record<string, unknown>>;

/** Search, vector and staged indexes count like the others. */
function countIndexes(table: TableDefinition): number {
  const exported = (table as unknown as { export(): Exported }).export();
  const lists = Object.entries(exported).filter(([name]) => /indexes$/i.test(name));
  return lists.reduce((sum, [, list]) => sum + (Array.isArray(list) ? list.length : 0), 0);
}

function crowdedTable(table: string, count: number, ours: string): Finding {
  const isRefused = count > indexLimits.enforced;
  const message = isRefused
    ? `It has ${count} indexes${ours}, and Convex takes ${indexLimits.enforced}: the schema cannot be deployed.`
    : `It has ${count} indexes${ours}; Convex promises ${indexLimits.promised} per table, so a deploy may be refused.`;
  const remedy = "Drop an index of this table that no query uses, until the final schema is deployed.";
  return {
    ...finding("too_many_indexes", isRefused ? "loss" : "warning", message, remedy),
    table,
    ...(isRefused ? { isConfiguration: true as const } : {}),
  };
}

function findUnvalidated({ schemaValidation }: Project["schema"]): Finding[] {
  if (schemaValidation) return [];
  const message =
    "schema.ts sets schemaValidation: false, so Convex checks no document, neither at import nor at deploy.";
  const remedy = "Set it to true: the final deploy then verifies that every document fits.";
  return [finding("schema_not_validated", "info", message, remedy)];
}

/** What the migration takes of a deployment beside time. */
export function findConsumption(
  tables: readonly CheckedTable[],
  forecast: Forecast | null,
  isSelfHosted: boolean,
): Finding[] {
  return [...findDatabaseIo(forecast, isSelfHosted), ...(isSelfHosted ? findServerDisk(tables) : [])];
}

function findDatabaseIo(forecast: Forecast | null, isSelfHosted: boolean): Finding[] {
  if (forecast === null || isSelfHosted || forecast.ioGb <= freeGb) return [];
  const message = `The migration reads and writes about ${formatGb(forecast.ioGb)} of the database; the Free plan has ${freeGb} GB a month (${ratesSource}), and beyond that Convex may refuse writes.`;
  const remedy = "On the Free plan: take the Starter plan for this month; the forecast below has the price.";
  return [finding("database_io", "info", message, remedy)];
}

/** Every load, resolve, clean-up and restore writes documents anew, and old revisions stay for the retention time. */
const timesOnServer = 4;

function findServerDisk(tables: readonly CheckedTable[]): Finding[] {
  const gb = (timesOnServer * tables.reduce((sum, { bytes }) => sum + bytes, 0)) / 1e9;
  const message = `The server needs about ${formatGb(gb)} of disk for the migration: ${timesOnServer} × the documents, because old revisions stay for the retention time (2 days in Convex's docker-compose.yml).`;
  const remedy = "Make sure that it is there, and again as much for each load that is repeated within that time.";
  return [finding("server_disk", "info", message, remedy)];
}

function finding(code: string, level: Level, message: string, remedy: string): Finding {
  return { code, level, count: 1, examples: [], message, remedy };
}
