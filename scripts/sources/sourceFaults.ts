import type { Plan, PlannedTable } from "../../convex/shared/plan.js";
import type { Fault } from "../errors.js";
import type { SourceTable } from "./source.js";
import { getNearNames, matchTable } from "./tableNames.js";

export interface SourceFault extends Fault {
  readonly code: "missing_table" | "missing_column" | "forgotten_column";
  /** The planned tables it concerns. */
  readonly tables: readonly string[];
  readonly column?: string;
}

/** Plan against source: tables and columns that are not there, and columns the plan forgets. */
export function findSourceFaults(plan: Plan, tables: readonly SourceTable[]): SourceFault[] {
  const planned = [...plan.tables.values()];
  const sources = new Set(planned.flatMap((table) => table.sources).map((name) => matchTable(tables, name)));
  return [
    ...planned.flatMap((table) =>
      table.sources.flatMap((name) => {
        const source = matchTable(tables, name);
        return source === undefined ? [missingTable(table, name, tables)] : missingColumns(table, source);
      }),
    ),
    ...[...sources].flatMap((source) => (source === undefined ? [] : forgottenColumns(planned, tables, source))),
  ];
}

function missingTable(planned: PlannedTable, name: string, tables: readonly SourceTable[]): SourceFault {
  const names = tables.map((table) => table.name);
  const near = getNearNames(name, names);
  const shown = names.length > 12 ? `${names.slice(0, 12).join(", ")}, …` : names.join(", ");
  return {
    code: "missing_table",
    tables: [planned.name],
    what: `The source has no table "${name}"`,
    where: `plan.ts, ${planned.name}`,
    next: near.length > 0 ? `Did you mean ${near.join(" or ")}?` : `It has: ${shown || "none"}.`,
  };
}

function missingColumns(planned: PlannedTable, source: SourceTable): SourceFault[] {
  const existing = source.columns.map(({ name }) => name);
  return planned.columns
    .filter((column) => !existing.includes(column))
    .map((column) => ({
      code: "missing_column" as const,
      tables: [planned.name],
      column,
      what: `The source has no column "${column}" in "${source.name}"`,
      where: `plan.ts, ${planned.name}`,
      next: `Correct the name, or say which column it is: .from("…"). It has: ${existing.join(", ")}.`,
    }));
}

/** Several tables of the plan may read one source table: a column is forgotten when none of them names it. */
function forgottenColumns(
  planned: readonly PlannedTable[],
  tables: readonly SourceTable[],
  source: SourceTable,
): SourceFault[] {
  const readers = planned.filter(({ sources }) => sources.some((name) => matchTable(tables, name) === source));
  const named = new Set(readers.flatMap((table) => [...table.columns, ...table.omitted.map(({ column }) => column)]));
  return source.columns
    .filter(({ name }) => !named.has(name))
    .map(({ name }) => ({
      code: "forgotten_column" as const,
      tables: readers.map((table) => table.name),
      column: name,
      what: `The plan does not say what becomes of "${source.name}"."${name}"`,
      where: `plan.ts, ${readers.map((table) => table.name).join(", ")}`,
      next: `Give it a kind, or leave it out: ${JSON.stringify(name)}: omit("…").`,
    }));
}
