import type { Plan, PlannedTable } from "../../convex/shared/plan.js";
import type { Fault } from "../errors.js";
import type { SourceTable } from "./source.js";

/** Plan against source: tables and columns that are not there, and columns the plan forgets. */
export function findSourceFaults(plan: Plan, tables: readonly SourceTable[]): Fault[] {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const planned = [...plan.tables.values()];
  const sources = new Set(planned.flatMap((table) => table.sources));
  return [
    ...planned.flatMap((table) =>
      table.sources.flatMap((name) => {
        const source = byName.get(name);
        return source === undefined ? [missingTable(table, name, tables)] : missingColumns(table, source);
      }),
    ),
    ...[...sources].flatMap((name) => forgottenColumns(planned, byName.get(name))),
  ];
}

function missingTable(planned: PlannedTable, name: string, tables: readonly SourceTable[]): Fault {
  const known = tables.map((table) => table.name).toSorted();
  const shown = known.length > 12 ? `${known.slice(0, 12).join(", ")}, …` : known.join(", ");
  return {
    what: `The source has no table "${name}"`,
    where: `plan.ts, ${planned.name}`,
    next: `It has: ${shown || "none"}. Correct the name in the plan, or take the table out.`,
  };
}

function missingColumns(planned: PlannedTable, source: SourceTable): Fault[] {
  const existing = source.columns.map(({ name }) => name);
  return planned.columns
    .filter((column) => !existing.includes(column))
    .map((column) => ({
      what: `The source has no column "${column}" in "${source.name}"`,
      where: `plan.ts, ${planned.name}`,
      next: `Correct the name, or say which column it is: .from("…"). It has: ${existing.join(", ")}.`,
    }));
}

/** Several tables of the plan may read one source table: a column is forgotten when none of them names it. */
function forgottenColumns(planned: readonly PlannedTable[], source: SourceTable | undefined): Fault[] {
  if (source === undefined) return [];
  const readers = planned.filter(({ sources }) => sources.includes(source.name));
  const named = new Set(readers.flatMap((table) => [...table.columns, ...table.omitted.map(({ column }) => column)]));
  return source.columns
    .filter(({ name }) => !named.has(name))
    .map(({ name }) => ({
      what: `The plan does not say what becomes of "${source.name}"."${name}"`,
      where: `plan.ts, ${readers.map((table) => table.name).join(", ")}`,
      next: `Give it a kind, or leave it out: ${JSON.stringify(name)}: omit("…").`,
    }));
}
