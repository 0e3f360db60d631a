import type { Plan, PlannedPart } from "../../../convex/shared/plan/plan.js";
import { CutoverError } from "../../errors.js";
import type { Unmigrated } from "../../run/manifest.js";
import { matchTable, type Source, type SourceTable } from "../../sources/source.js";
import { isSupabaseTable } from "./sourceFaults.js";
import { compileToolRules } from "./toolTables.js";

/** A table that nobody decided about is counted up to here: enough to see that it matters. */
const mostCounted = 1_000_000;

/**
 * Every table and column of the source that is not migrated: left out by the plan with a reason, no data of the app, or a loss. Views
 * and partitions are not listed: their rows are those of other tables. Call it last: it reads the tables the plan does not know.
 */
export async function findUnmigrated(source: Source, plan: Plan): Promise<Unmigrated[]> {
  const tables = await source.tables();
  const parts = [...plan.tables.values()].flatMap((table) => table.parts);
  const planned = new Set(parts.flatMap(({ sources }) => sources.map((name) => matchTable(tables, name))));
  const found: Unmigrated[] = [];
  for (const table of tables.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (planned.has(table)) found.push(...explainColumns(table, tables, parts));
    else found.push(...(await explainTable(source, table, tables, plan)));
  }
  return found;
}

async function explainTable(
  source: Source,
  table: SourceTable,
  tables: readonly SourceTable[],
  plan: Plan,
): Promise<Unmigrated[]> {
  const about = { table: table.name, column: null };
  const [, omitted] = Object.entries(plan.omit).find(([name]) => matchTable(tables, name) === table) ?? [];
  const rows = table.estimatedRows ?? null;
  if (omitted !== undefined) return [{ ...about, kind: "omitted", reason: omitted, rows }];
  const tool = compileToolRules(tables)(table);
  if (tool?.kind === "elsewhere") return [];
  if (tool?.kind === "tool") return [{ ...about, kind: "tool", reason: tool.reason, rows }];
  if (tool?.kind === "unreadable") return [{ ...about, kind: "loss", reason: tool.reason, rows }];
  const counted = await countRows(source, table);
  if (typeof counted === "string") return [{ ...about, kind: "loss", reason: counted, rows: null }];
  const kind = counted === 0 ? "empty" : "loss";
  return [{ ...about, kind, reason: kind === "empty" ? "it has no rows" : unplanned, rows: counted }];
}

const unplanned = "no table of the plan reads it, and the plan does not leave it out by name";

/** Why they could not be counted, or how many there are. */
async function countRows(source: Source, { name, columns }: SourceTable): Promise<number | string> {
  const first = columns.find(({ generated }) => generated !== true);
  if (first === undefined) return 0;
  let rows = 0;
  try {
    const { pages } = await source.read(name, [first.name]);
    for await (const page of pages) {
      rows += page.length;
      if (rows >= mostCounted) break;
    }
  } catch (error) {
    if (!(error instanceof CutoverError)) throw error;
    return `${unplanned}; its rows could not be counted: ${error.faults[0]?.what ?? "the source refused"}`;
  }
  return rows;
}

/** Columns of a migrated table that no document holds. */
function explainColumns(
  table: SourceTable,
  tables: readonly SourceTable[],
  parts: readonly PlannedPart[],
): Unmigrated[] {
  const readers = parts.filter(({ sources }) => sources.some((name) => matchTable(tables, name) === table));
  const fields = new Set(readers.flatMap(readColumns));
  const reasons = new Map(readers.flatMap(({ omitted }) => omitted.map(({ column, reason }) => [column, reason])));
  return table.columns.flatMap(({ name: column, incomplete }): Unmigrated[] => {
    const about = { table: table.name, column, rows: null };
    if (fields.has(column)) {
      return incomplete === undefined ? [] : [{ ...about, kind: "loss", reason: `it is ${incomplete}` }];
    }
    const reason = reasons.get(column);
    if (reason !== undefined) return [{ ...about, kind: "omitted", reason }];
    // Of Supabase's own tables only the columns that the plan names are copied; any other forgotten column stops the command.
    return isSupabaseTable(table.name)
      ? [{ ...about, kind: "tool", reason: "Supabase's own, not named by the plan" }]
      : [];
  });
}

/** With rules a part reads omitted columns, too. */
function readColumns({ columns, omitted }: PlannedPart): string[] {
  return columns.filter((column) => omitted.every((each) => each.column !== column));
}
