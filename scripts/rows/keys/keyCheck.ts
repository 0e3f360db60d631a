import { canonicalValue } from "../../../convex/shared/document/canonical.js";
import { type Document, storedName } from "../../../convex/shared/document/document.js";
import type { PlannedTable } from "../../../convex/shared/plan/plan.js";
import type { Reason } from "../convert/convertRow.js";
import { rejectingRefs, type TableKeys } from "./tableKeys.js";

/** Why the plan refuses a document because of the rows already read: a missing parent, a key that is taken. */
export function findKeyFaults(table: PlannedTable, keys: TableKeys, document: Document): Reason[] {
  return [...findOrphans(table, keys, document), ...findDuplicates(table, keys, document)];
}

/** Call it only for a document that is written: a refused one must not decide about its twin or its children. */
export function rememberKeys(table: PlannedTable, keys: TableKeys, document: Document): void {
  for (const { field } of [table.id, ...table.lookups]) {
    const key = document[field];
    if (typeof key === "string") keys.of(table.name, field)?.add(key);
  }
  for (const fields of table.unique ?? []) {
    const values = valuesOf(table, document, fields);
    if (values !== null) keys.of(table.name, fields.join("|"))?.add(values);
  }
}

function findOrphans(table: PlannedTable, keys: TableKeys, document: Document): Reason[] {
  return rejectingRefs(table).flatMap(({ legacyField, columns, target, lookup }) => {
    const key = document[legacyField];
    if (typeof key !== "string" || keys.of(target, lookup.field)?.has(key)) return [];
    return [
      {
        column: columns.join(", "),
        code: "orphan",
        message: `${target} has no row ${JSON.stringify(key)} that moves.`,
      },
    ];
  });
}

function findDuplicates(table: PlannedTable, keys: TableKeys, document: Document): Reason[] {
  const reasons = (table.unique ?? []).flatMap((fields) => {
    const values = valuesOf(table, document, fields);
    const isKnown = values !== null && keys.of(table.name, fields.join("|"))?.has(values) === true;
    return isKnown ? [duplicate("duplicate", fields.join(", "))] : [];
  });
  const id = document[table.id.field];
  const isKnown = typeof id === "string" && keys.of(table.name, table.id.field)?.has(id) === true;
  return isKnown ? [duplicate("duplicate_id", table.id.columns.join(", ")), ...reasons] : reasons;
}

function duplicate(code: string, column: string): Reason {
  return { column, code, message: `Another row has the same ${column}.` };
}

/** The values as one text; null when one of them is missing, which, as in SQL, equals nothing. */
function valuesOf(table: PlannedTable, document: Document, fields: readonly string[]): string | null {
  const values = fields.map((field) => document[storedName(table, field)] ?? null);
  return values.includes(null) ? null : canonicalValue(values);
}
