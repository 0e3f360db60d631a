import { renderTable } from "./renderTable.js";
import type { CatchUpReport } from "../../catchUp/catchUp.js";

/** The closing table of a catch-up. */
export function renderCatchUp(
  { tables, scanSeconds, applySeconds, lagSeconds }: CatchUpReport,
  applied: boolean,
): string {
  const header = ["table", "inserted", "changed", "deleted", "unchanged"];
  const rows = [...tables, { table: "total", ...sumOf(tables) }].map(
    ({ table, inserted, changed, deleted, unchanged }) =>
      [table, ...[inserted, changed, deleted, unchanged].map(String)] as const,
  );
  const closing = applied
    ? `scanned in ${seconds(scanSeconds)}, applied in ${seconds(applySeconds)}. ` +
      `Lag behind the source: ${seconds(lagSeconds)}; the next catch-up takes about as long.`
    : `scanned in ${seconds(scanSeconds)}. Dry run: nothing was applied.`;
  return `${renderTable(header, rows)}\n\n${closing}`;
}

function sumOf(tables: CatchUpReport["tables"]) {
  const sum = { inserted: 0, changed: 0, deleted: 0, unchanged: 0 };
  for (const { inserted, changed, deleted, unchanged } of tables) {
    sum.inserted += inserted;
    sum.changed += changed;
    sum.deleted += deleted;
    sum.unchanged += unchanged;
  }
  return sum;
}

const seconds = (value: number) => `${value.toFixed(1)} s`;
