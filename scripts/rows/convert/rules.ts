import type { RawRow } from "../../../convex/shared/plan/field.js";
import type { Raw } from "../../../convex/shared/kinds/kind.js";
import { type PlannedPart, rawRow } from "../../../convex/shared/plan/plan.js";
import type { Reason } from "./convertRow.js";

/** The part's filter and rules. A rule that throws is a reason against the row, not the end of the run. */
export function applyRules(
  part: PlannedPart,
  columns: readonly string[],
  row: readonly Raw[],
  reasons: Reason[],
): "kept" | "filtered" {
  if (part.filter === undefined && part.rejectWhen === undefined) return "kept";
  const named = rawRow(columns, row);
  const kept = ask(part.filter, named, "filter", reasons);
  if (kept === false) return "filtered";
  for (const [code, rule] of Object.entries(part.rejectWhen ?? {})) {
    if (ask(rule, named, code, reasons) === true) {
      reasons.push({ column: "*", code, message: `The plan rejects rows for which "${code}" holds.` });
    }
  }
  return "kept";
}

function ask(
  rule: ((row: RawRow) => boolean) | undefined,
  row: RawRow,
  name: string,
  reasons: Reason[],
): boolean | undefined {
  try {
    return rule?.(row);
  } catch (error) {
    reasons.push({ column: "*", code: "rule_failed", message: `The plan's rule "${name}" threw: ${String(error)}` });
    return undefined;
  }
}
