import type { PlannedPart } from "../../../convex/shared/plan/plan.js";
import type { RowFunction, SourceRow } from "../../../convex/shared/plan/row.js";
import type { Row } from "../../sources/source.js";
import { type RejectReason, toRejectReason } from "./rejectReason.js";
import { describeFailure, UnknownColumnError } from "./typedRow.js";

type GetRow = (row: Row) => SourceRow;

/** Applies the filter and the reject rules of a part. A rule that throws rejects the row and does not end the run. */
export function compileRules(
  { filter, rejectWhen = {} }: PlannedPart,
  getRow: GetRow,
): (row: Row, reasons: RejectReason[]) => "kept" | "filtered" {
  const rules = Object.entries(rejectWhen);
  if (filter === undefined && rules.length === 0) return () => "kept";
  return (row, reasons) => {
    const named = getRow(row);
    if (callRule(filter, named, "filter", reasons) === false) return "filtered";
    for (const [code, rule] of rules) {
      if (callRule(rule, named, code, reasons) === true) {
        reasons.push({ column: "*", code, message: `The plan rejects rows for which "${code}" holds.` });
      }
    }
    return "kept";
  };
}

function callRule(
  rule: RowFunction<SourceRow, boolean> | undefined,
  row: SourceRow,
  name: string,
  reasons: RejectReason[],
): boolean | undefined {
  try {
    return rule?.(row);
  } catch (error) {
    const column = error instanceof UnknownColumnError ? error.column : "*";
    reasons.push(toRejectReason(column, describeFailure(`rule "${name}"`, error)));
    return undefined;
  }
}
