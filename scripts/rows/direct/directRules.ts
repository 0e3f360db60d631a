import type { PlannedPart } from "../../../convex/shared/plan/plan.js";
import type { ConversionInputs } from "../convert/convertRow.js";
import { compileRules } from "../convert/rules.js";
import { compileDerivedColumns } from "../convert/derivedColumns.js";
import { columnsOfDerived } from "../convert/readPart.js";
import { columnsOfRules, compileTypedRow } from "../convert/typedRow.js";
import { readColumns } from "./directFields.js";
import type { RowBytes } from "./rowBytes.js";

/** False where a derived column rejects the row. */
export function compileDerive(
  part: PlannedPart,
  columns: readonly string[],
  booleans: Set<string>,
  prepared: ConversionInputs,
): (row: RowBytes) => boolean {
  const extend = compileDerivedColumns(part, columns, booleans, prepared);
  if (part.derived.length === 0) return () => true;
  const indexes = columnsOfDerived(part)
    .map((name) => columns.indexOf(name))
    .filter((index) => index !== -1);
  return (row) => {
    row.derived = [];
    const texts = readColumns(row, indexes);
    const source = texts === null ? null : columns.map((_name, index) => texts[index] ?? null);
    const derived = source === null ? null : extend(source, []);
    row.derived = derived ?? [];
    return derived !== null;
  };
}

export function compileKeep(
  part: PlannedPart,
  names: readonly string[],
  booleans: ReadonlySet<string>,
): (row: RowBytes) => "kept" | "filtered" | "plain" {
  if (part.filter === undefined && Object.keys(part.rejectWhen ?? {}).length === 0) return () => "kept";
  const all = names.map((_column, index) => index);
  const apply = compileRules(part, compileTypedRow(columnsOfRules(part, names), names, booleans));
  return (row) => {
    const texts = readColumns(row, all);
    if (texts === null) return "plain";
    const reasons: never[] = [];
    const kept = apply(texts, reasons);
    return reasons.length > 0 ? "plain" : kept;
  };
}
