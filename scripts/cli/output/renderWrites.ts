import path from "node:path";
import type { FoundWrites, TableWrites } from "../../rollback/findWrites.js";

/** What users wrote since the migration. `folder`: where the rows are, as one would type it. */
export function renderWrites({ tables, leftOut, unknown }: FoundWrites, folder: string): string {
  const shown = unknown === null ? renderTables(tables, folder) : `${unknown}.`;
  return leftOut.length === 0 ? shown : `${shown}\n  not compared: ${placesOf(leftOut).join(", ")}`;
}

/** A component's tables by its folder in the export, such as `_components/cutover`. */
function placesOf(tables: readonly string[]): string[] {
  return [...new Set(tables.map((table) => /^_components\/[^/]+/.exec(table)?.[0] ?? table))];
}

function renderTables(tables: readonly TableWrites[], folder: string): string {
  if (tables.length === 0) return "Nothing was written in Convex since the migration.";
  const lines = tables.flatMap((table) => [
    `  ${table.table}: ${renderCounts(table)}${table.isPlanned ? "" : " (not in the plan)"}`,
    ...table.examples.map((example) => `    ${example}`),
    ...(table.isPlanned ? [`    ${path.join(folder, `${table.table}.jsonl`)}`] : []),
  ]);
  return ["Written in Convex since the migration:", ...lines, stays].join("\n");
}

const stays = [
  "A rollback leaves what users wrote into their own documents, and new documents in tables that the app had documents in.",
  "It removes the migration's documents with what was changed in them, and empties tables that the app had empty: see the files.",
].join("\n");

function renderCounts({ inserted, changed, deleted }: TableWrites): string {
  return Object.entries({ inserted, changed, deleted })
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(", ");
}
