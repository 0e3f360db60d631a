import type { PlannedTable } from "../../../convex/shared/plan/plan.js";
import { matchTable, type SourceTable } from "../../sources/source.js";

/** Tells how many rows will be read of each table, where the source's statistics say so for all its parts. */
export function expectRows(
  progress: { total(table: string, count: number): void },
  planned: readonly PlannedTable[],
  tables: readonly SourceTable[],
): void {
  for (const { name, parts } of planned) {
    const estimates = parts
      .flatMap(({ sources }) => sources)
      .map((source) => matchTable(tables, source)?.estimatedRows);
    const known = estimates.filter((rows) => rows !== undefined);
    if (known.length === estimates.length)
      progress.total(
        name,
        known.reduce((sum, rows) => sum + rows, 0),
      );
  }
}
