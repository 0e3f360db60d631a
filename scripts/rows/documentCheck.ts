import type { GenericSchema, SchemaDefinition } from "convex/server";
import { canonicalValue } from "../../convex/shared/canonical.js";
import type { Document } from "../../convex/shared/document.js";
import type { PlannedTable } from "../../convex/shared/plan.js";
import { compileValidator, validatorJson } from "../../convex/shared/validate.js";
import { findLimitFault, findSizeFault } from "./checkDocument.js";
import type { Reason } from "./convertRow.js";
import { encodeDocument } from "./encode.js";
import { rejectingRefs, type TableKeys } from "./tableKeys.js";

/** The reasons for which Convex, or the plan, would refuse a converted document. Remembers keys: ask once per row. */
export type DocumentCheck = (key: string, document: Document) => Reason[];

export function compileDocumentCheck(
  schema: SchemaDefinition<GenericSchema, boolean>,
  table: PlannedTable,
  keys: TableKeys,
): DocumentCheck {
  const validate = compileTableValidator(schema, table);
  const checkKeys = compileKeyCheck(table, keys);
  return (key, document) => {
    const faults = [validate(document), findLimitFault(document), findSizeFault(encodeDocument(document, "zip"))];
    const reasons = faults.filter((fault) => fault !== null);
    // A refused document must not leave its key behind: its twin or its children would be judged by it.
    return reasons.length > 0 ? reasons : checkKeys(key, document);
  };
}

function compileTableValidator(
  schema: SchemaDefinition<GenericSchema, boolean>,
  table: PlannedTable,
): (document: Document) => Reason | null {
  const find = compileValidator(validatorJson(schema.tables[table.name]!.validator));
  return ({ _creationTime: _systemField, ...fields }) => {
    const mismatch = find(fields as Parameters<typeof find>[0]);
    if (mismatch === null) return null;
    const { path, expected, found } = mismatch;
    return { column: path, code: "schema", message: `schema.ts expects ${expected}, found ${found}.` };
  };
}

function compileKeyCheck(table: PlannedTable, keys: TableKeys): DocumentCheck {
  return (_key, document) => {
    const reasons = [...findOrphans(table, keys, document), ...findDuplicates(table, keys, document)];
    if (reasons.length === 0) rememberKeys(table, keys, document);
    return reasons;
  };
}

function rememberKeys(table: PlannedTable, keys: TableKeys, document: Document): void {
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

/** A reference stands under its legacy field until it is resolved. */
function storedName(table: PlannedTable, field: string): string {
  return table.refs.find(({ name }) => name === field)?.legacyField ?? field;
}
