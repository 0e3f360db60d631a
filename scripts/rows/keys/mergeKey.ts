import type { Value } from "convex/values";
import { canonicalValue } from "../../../convex/shared/document/canonical.js";
import { type Document, storedName } from "../../../convex/shared/document/document.js";
import type { Raw } from "../../../convex/shared/kinds/kind.js";
import type { PlannedTable } from "../../../convex/shared/plan/plan.js";

type Row = readonly Raw[];
type Read = (row: Row, document: Document) => Value | undefined;

/** Makes the function that says by one text which rows are the same; null where a value is missing, or nothing is merged. */
export function compileMergeKey(
  table: PlannedTable,
  at: (column: string) => number,
): (row: Row, document: Document) => string | null {
  if (table.merge === undefined) return () => null;
  const readers = table.merge.by.map((name): Read => {
    const index = at(name);
    const field = storedName(table, name);
    return isField(table, name) ? (_row, document) => document[field] : (row) => row[index] ?? null;
  });
  return (row, document) => {
    const values = readers.map((read) => read(row, document) ?? null);
    return values.includes(null) ? null : canonicalValue(values);
  };
}

function isField({ fields, refs, id }: PlannedTable, name: string): boolean {
  return name === id.field || fields.some((field) => field.name === name) || refs.some((ref) => ref.name === name);
}
