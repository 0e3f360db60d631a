import type { PlannedTable } from "../../convex/shared/plan/plan.js";
import type { Finding } from "./finding.js";

/** A comparison that never holds, such as a boolean with "t", rejects nothing: that all rows stay, or none, is all there is to see. */
export function findUselessFilter(
  { name, parts }: PlannedTable,
  { read, filtered }: { readonly read: number; readonly filtered: number },
): Finding[] {
  const isFiltered = parts.some(({ filter }) => filter !== undefined);
  if (!isFiltered || read === 0 || (filtered > 0 && filtered < read)) return [];
  return [
    {
      code: filtered === 0 ? "filter_keeps_all" : "filter_keeps_none",
      level: "info",
      table: name,
      count: read,
      examples: [],
      message: `The plan's filter keeps ${filtered === 0 ? "every row" : "no row"}.`,
      remedy:
        "Nothing to do if that is meant. Booleans reach the filter as true and false, everything else as text: docs/plan.md, In functions of the plan.",
    },
  ];
}
