import type { Value } from "convex/values";
import type { Document } from "../../convex/shared/document.js";
import type { Absent, RawRow } from "../../convex/shared/field.js";
import { type Raw, Reject, reject } from "../../convex/shared/kind.js";
import { joinKey } from "../../convex/shared/kinds/index.js";
import {
  type KeyParts,
  type Lookup,
  type PlannedField,
  type PlannedRef,
  type PlannedTable,
  rawRow,
} from "../../convex/shared/plan.js";

/** Why a row is not moved: the column (or rule) it failed at, a stable code, and words for people. */
export interface Reason {
  readonly column: string;
  readonly code: string;
  readonly message: string;
}

export type Converted =
  | { readonly kind: "document"; readonly key: string; readonly document: Document }
  | { readonly kind: "filtered" }
  | { readonly kind: "rejected"; readonly key: string | null; readonly reasons: readonly Reason[] };

/** Reads raw fields of one row by the column's name. */
type Reader = (column: string) => Raw;

/**
 * Makes the function that turns one table's rows into documents. All reasons against a row are collected, so that a row
 * is fixed once. `columns` is the order of the rows.
 */
export function compileRow(table: PlannedTable, columns: readonly string[]): (row: readonly Raw[]) => Converted {
  const positions = new Map(columns.map((column, index) => [column, index]));
  return (row) => {
    const read: Reader = (column) => row[positions.get(column)!] ?? null;
    const reasons: Reason[] = [];
    const verdict = applyRules(table, columns, row, reasons);
    if (verdict === "filtered") return { kind: "filtered" };
    const document: Record<string, Value | undefined> = {};
    const key = convertKey(table.id, read, table.id.columns.join(", "), reasons);
    if (key !== null) document[table.id.field] = key;
    else if (reasons.length === 0) reasons.push(nullKey(table.id));
    for (const field of table.fields) convertField(field, read, document, reasons);
    for (const ref of table.refs) convertRef(ref, read, document, reasons);
    for (const lookup of table.lookups) {
      const alternate = convertKey(lookup, read, lookup.columns.join(", "), []);
      if (alternate !== null) document[lookup.field] = alternate;
    }
    return reasons.length > 0 || key === null
      ? { kind: "rejected", key, reasons }
      : { kind: "document", key, document };
  };
}

function nullKey(id: Lookup): Reason {
  return { column: id.columns.join(", "), code: "null_id", message: "The id is NULL." };
}

/** The table's filter and rules. A rule that throws is a reason against the row, not the end of the run. */
function applyRules(
  table: PlannedTable,
  columns: readonly string[],
  row: readonly Raw[],
  reasons: Reason[],
): "kept" | "filtered" {
  if (table.filter === undefined && table.rejectWhen === undefined) return "kept";
  const named = rawRow(columns, row);
  const kept = ask(table.filter, named, "filter", reasons);
  if (kept === false) return "filtered";
  for (const [code, rule] of Object.entries(table.rejectWhen ?? {})) {
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

function convertField(
  field: PlannedField,
  read: Reader,
  document: Record<string, Value | undefined>,
  reasons: Reason[],
): void {
  const value = fieldValue(field, read);
  if (value instanceof Reject) {
    reasons.push({ column: field.columns.join(", "), code: value.code, message: value.message });
  } else if (value !== undefined) {
    document[field.name] = value;
  }
}

function fieldValue(field: PlannedField, read: Reader): Value | undefined | Reject {
  const { role } = field;
  switch (role.kind) {
    case "constant":
      return role.value;
    case "computed":
      return computeValue(field, role.compute, read);
    case "value":
    case "creationTime": {
      const text = read(field.columns[0]!);
      const value = text === null ? absentValue(field.absent) : role.of.convert(text);
      return role.kind === "creationTime" ? checkCreationTime(value) : value;
    }
    default:
      return role satisfies never;
  }
}

function computeValue(
  field: PlannedField,
  compute: (row: RawRow) => Value | undefined,
  read: Reader,
): Value | undefined | Reject {
  try {
    return compute(Object.fromEntries(field.columns.map((column) => [column, read(column)])));
  } catch (error) {
    return reject("rule_failed", `The plan's computed field "${field.name}" threw: ${String(error)}`);
  }
}

export function absentValue(absent: Absent): Value | undefined | Reject {
  switch (absent.kind) {
    case "reject":
      return reject("null", "NULL, and the plan gives no default: add .optional(), .nullable() or .or(…).");
    case "leaveOut":
      return undefined;
    case "null":
      return null;
    case "default":
      return absent.value;
    default:
      return absent satisfies never;
  }
}

/** The import takes a creation time that is a finite number above 0 and below 2^53. */
function checkCreationTime(value: Value | undefined | Reject): Value | undefined | Reject {
  if (typeof value !== "number" || (value > 0 && value < 2 ** 53)) return value;
  return reject("creation_time", `${value} ms cannot be a creation time: Convex takes times after 1970 only.`);
}

function convertRef(
  ref: PlannedRef,
  read: Reader,
  document: Record<string, Value | undefined>,
  reasons: Reason[],
): void {
  const column = ref.columns.join(", ");
  if (ref.columns.some((name) => read(name) === null)) {
    const value = absentValue(ref.absent);
    if (value instanceof Reject) reasons.push({ column, code: value.code, message: value.message });
    else if (value === null) document[ref.name] = null;
    else if (value !== undefined) document[ref.legacyField] = value;
    return;
  }
  const key = convertKey(ref, read, column, reasons);
  if (key !== null) document[ref.legacyField] = key;
}

/** The key's text; null when a part is NULL or does not convert, which is then a reason. */
function convertKey(
  key: { readonly columns: readonly string[]; readonly parts: KeyParts },
  read: Reader,
  column: string,
  reasons: Reason[],
): string | null {
  const texts: string[] = [];
  for (const [index, part] of key.parts.entries()) {
    const text = read(key.columns[index]!);
    if (text === null) return null;
    const value = part.convert(text);
    if (value instanceof Reject) {
      reasons.push({ column, code: value.code, message: value.message });
      return null;
    }
    texts.push(typeof value === "string" ? value : part.canonical(value));
  }
  return joinKey(texts);
}
