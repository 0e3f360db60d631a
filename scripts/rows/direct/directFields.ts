import type { Value } from "convex/values";
import { validatorJson } from "../../../convex/shared/document/validate.js";
import { canonicalValue } from "../../../convex/shared/document/canonical.js";
import { type Kind, Reject } from "../../../convex/shared/kinds/kind.js";
import type { Absent, Role } from "../../../convex/shared/plan/field.js";
import type { PlannedField } from "../../../convex/shared/plan/plan.js";
import type { Format } from "../../run/manifest.js";
import type { SourceRow } from "../../../convex/shared/plan/row.js";
import { type Row, withForms } from "../../sources/source.js";
import { findValueFault } from "../validate/rowValidator.js";
import { encodeValue } from "../write/encode.js";
import { addPoints } from "./addPoints.js";
import type { RowBytes } from "./rowBytes.js";
import { compileCheck, isFlat, type SchemaField, takesAll } from "./schemaFit.js";

/**
 * What a field became: `out` its canonical text is what was written, `int64` the same with an `n` behind it, `nested` the same but for
 * the order of fields and for decimal points, a text where it is another; null where the document has no such field; `plain` where the plain path has to decide about the row.
 */
export type Written = "out" | "int64" | "nested" | "plain" | null | { readonly canonical: string };

/** Writes `"name":value`, without the comma before it. */
export type WriteField = (row: RowBytes) => Written;

/** The value as JSON, and what it is in a fingerprint. */
interface Encoded {
  readonly json: Uint8Array;
  readonly written: Written;
}

/** For values that come from the plan. `plain` where the schema, or JSON lines, do not take it. */
export function encodeFixed(name: string, value: Value | undefined, schema: SchemaField, format: Format): Encoded {
  const nothing = new Uint8Array();
  if (value === undefined) return { json: nothing, written: schema.optional ? null : "plain" };
  const json = encodeFitting(value, schema, format);
  if (json === null) return { json: nothing, written: "plain" };
  return { json: Buffer.from(`${JSON.stringify(name)}:${json}`), written: writtenOf(json, canonicalValue(value)) };
}

function writtenOf(json: string, canonical: string): Written {
  return json === canonical ? "out" : { canonical };
}

/** Null where Convex would not take the value, or where JSON lines cannot carry it. */
function encodeFitting(value: Value, { fieldType }: SchemaField, format: Format): string | null {
  if (compileCheck(fieldType)(value) !== null || findValueFault("", value, 2) !== null) return null;
  try {
    return encodeValue(value, format);
  } catch {
    return null;
  }
}

/** Where the columns of a row are: behind those of the source, which are bytes, the derived ones. */
export interface Columns {
  readonly at: (column: string) => number;
  readonly ofSource: number;
}

/** A field that a column, a constant or a function of the plan fills. `getRow`: the row as functions get it. */
export function compileDirectField(
  field: PlannedField,
  schema: SchemaField,
  format: Format,
  columns: Columns,
  getRow: (row: Row) => SourceRow,
): WriteField {
  const { name, role } = field;
  if (role.kind === "constant") return compileConstant(encodeFixed(name, role.value, schema, format));
  if (role.kind === "computed") return compileComputed(field, role, schema, format, columns, getRow);
  const column = columns.at(field.columns[0]!);
  const onNull = compileAbsent(name, field.absent, schema, format);
  const value = compileValue(name, role, schema, format, column, column < columns.ofSource);
  return (row) => (row.isNull(column) ? onNull(row) : value(row));
}

function compileConstant({ json, written }: Encoded): WriteField {
  return (row) => {
    row.writeConstant(json);
    return written;
  };
}

export function compileAbsent(name: string, absent: Absent, schema: SchemaField, format: Format): WriteField {
  switch (absent.kind) {
    case "reject":
      return () => "plain";
    case "leaveOut":
      return () => (schema.optional ? null : "plain");
    case "null":
      return compileConstant(encodeFixed(name, null, schema, format));
    case "default":
      return compileConstant(encodeFixed(name, absent.value, schema, format));
    default:
      return absent satisfies never;
  }
}

type ValueRole = Extract<Role, { kind: "value" | "creationTime" }>;

function compileValue(
  name: string,
  role: ValueRole,
  schema: SchemaField,
  format: Format,
  column: number,
  isBytes: boolean,
): WriteField {
  const { of: kind, kind: place } = role;
  const prefix = Buffer.from(`${JSON.stringify(name)}:`);
  const convert = compileConverted(prefix, kind, place === "creationTime", schema, format, column);
  const { encode } = kind;
  const given = validatorJson(kind.validator as never);
  const isInt64 = given.type === "bigint";
  if (!isBytes || encode === undefined || !takesAll(schema.fieldType, given) || (isInt64 && format === "jsonl"))
    return convert;
  const isFloat = given.type === "number" && format === "zip";
  const isNested = given.type !== "number" && !isFlat(given);
  return (row) => {
    const begin = row.at;
    row.writeBytes(prefix);
    const from = row.at;
    const to = encode(row.from, row.starts[column]!, row.ends[column]!, row.out, from);
    if (to === -1) {
      row.at = begin;
      return convert(row);
    }
    row.at = to;
    if (place === "creationTime" && !isPositive(row, from)) return "plain";
    if (isNested) {
      if (format === "zip") row.at = addPoints(row.out, from, to);
      return "nested";
    }
    if (isFloat && !hasPoint(row, from)) {
      const canonical = row.out.toString("latin1", from, to);
      row.writeText(".0");
      return { canonical };
    }
    return isInt64 ? "int64" : "out";
  };
}

/** `convex import` takes creation times above 0 and below 2^53: of those that have a short way, all that are above 0. */
function isPositive({ out, at }: RowBytes, from: number): boolean {
  const first = out[from]!;
  return first !== 0x2d && !(first === 0x30 && at === from + 1);
}

function hasPoint({ out, at }: RowBytes, from: number): boolean {
  for (let index = from; index < at; index++) if (out[index] === 0x2e) return true;
  return false;
}

/** The long way of one value, in a row that takes the short one. */
function compileConverted(
  prefix: Uint8Array,
  kind: Kind,
  isCreationTime: boolean,
  schema: SchemaField,
  format: Format,
  column: number,
): WriteField {
  return (row) => {
    const text = row.text(column);
    if (typeof text !== "string") return "plain";
    const value = kind.convert(text);
    if (value instanceof Reject) return "plain";
    if (isCreationTime && typeof value === "number" && !(value > 0 && value < 2 ** 53)) return "plain";
    return writeValue(row, prefix, value, schema, format, kind.canonical(value));
  };
}

function writeValue(
  row: RowBytes,
  prefix: Uint8Array,
  value: Value,
  schema: SchemaField,
  format: Format,
  canonical: string,
): Written {
  const json = encodeFitting(value, schema, format);
  if (json === null) return "plain";
  row.writeBytes(prefix);
  row.writeText(json);
  return writtenOf(json, canonical);
}

function compileComputed(
  field: PlannedField,
  { compute }: Extract<Role, { kind: "computed" }>,
  schema: SchemaField,
  format: Format,
  columns: Columns,
  getRow: (row: Row) => SourceRow,
): WriteField {
  const prefix = Buffer.from(`${JSON.stringify(field.name)}:`);
  const indexes = field.columns.map(columns.at);
  return (row) => {
    const texts = readColumns(row, indexes);
    if (texts === null) return "plain";
    const value = callSafely(() => compute(getRow(texts)));
    if (value instanceof Reject) return "plain";
    if (value === undefined) return schema.optional ? null : "plain";
    return writeValue(row, prefix, value, schema, format, canonicalValue(value));
  };
}

/** What a function of the plan throws is the plain path's to tell. */
function callSafely(call: () => Value | undefined): Value | undefined | Reject {
  try {
    return call();
  } catch {
    return new Reject("rule_failed", "");
  }
}

/** A row in which only these columns have their text; null where one cannot be read. */
export function readColumns(row: RowBytes, indexes: readonly number[]): Row | null {
  const texts: (string | null)[] = [];
  for (const index of indexes) {
    const text = row.text(index);
    if (text === undefined) return null;
    texts[index] = text;
  }
  return withForms(texts, row.forms);
}
