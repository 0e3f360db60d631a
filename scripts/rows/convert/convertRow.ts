import type { Value } from "convex/values";
import type { Document } from "../../../convex/shared/document/document.js";
import { maxListedReferences } from "../../../convex/shared/limits.js";
import { legacyKeysOf } from "../../../convex/shared/document/references.js";
import { joinKey } from "../../../convex/shared/kinds/index.js";
import { convertForm, Reject, reject } from "../../../convex/shared/kinds/kind.js";
import type { Environment } from "../../../convex/shared/plan/columns.js";
import type { Absent } from "../../../convex/shared/plan/field.js";
import type {
  KeyParts,
  Lookup,
  PlannedField,
  PlannedPart,
  PlannedRef,
  PlannedTable,
} from "../../../convex/shared/plan/plan.js";
import type { RowFunction, SourceRow } from "../../../convex/shared/plan/row.js";
import type { Row } from "../../sources/source.js";
import { KeyAliases, compileMergeKey } from "../keys/aliases.js";
import { compileRowKey } from "../keys/rowKey.js";
import type { Lookups } from "../lookups/lookups.js";
import { compileDerivedColumns } from "./derivedColumns.js";
import { type RejectReason, toRejectReason } from "./rejectReason.js";
import { compileRules } from "./rules.js";
import { columnsOfRules, type RowShape, compileTypedRow, describeFailure, findBooleans } from "./typedRow.js";

export type ConvertedRow =
  | {
      readonly kind: "document";
      readonly key: string;
      readonly document: Document;
      readonly mergeKey: string | null;
      /** Values that did not convert and that the plan's `.invalid(…)` replaced. */
      readonly replaced: readonly RejectReason[];
    }
  | { readonly kind: "filtered"; readonly key: string | null }
  | { readonly kind: "rejected"; readonly key: string | null; readonly reasons: readonly RejectReason[] };

type Fields = Record<string, Value | undefined>;

/** The row as a function of the plan gets it. */
type GetRow = (row: Row) => SourceRow;

/** The index of a column in a row; -1 if the source does not have it. */
type Position = (column: string) => number;

/** What converting a row needs beyond the row itself. */
export interface ConversionInputs {
  readonly env: Environment;
  readonly lookups: Lookups;
  readonly aliases: KeyAliases;
}

/** For a plan without derived columns and merge rules. */
export function emptyConversionInputs(): ConversionInputs {
  return { env: {}, lookups: new Map(), aliases: new KeyAliases() };
}

/**
 * Compiles the plan of one part of a table into a function that turns its rows into documents. The function collects all
 * reject reasons of a row, so that it needs fixing only once. `shape`: its columns in the order of the rows.
 */
export function compileRow(
  table: PlannedTable,
  part: PlannedPart,
  shape: RowShape,
  { env, lookups, aliases }: ConversionInputs,
): (row: Row) => ConvertedRow {
  const booleans = findBooleans(part, shape);
  const extend = compileDerivedColumns(part, shape.columns, booleans, { lookups, env });
  const names = [...shape.columns, ...part.derived.map(([name]) => name)];
  const positions = new Map(names.map((column, index) => [column, index]));
  const lacking = part.columns.filter((column) => !positions.has(column));
  const at: Position = (column) => positions.get(column) ?? -1;
  const readKey = part.id.columns.length === 0 ? compileRowKey(part.columns, at) : compileKey(part.id, at);
  const readMergeKey = compileMergeKey(table, at);
  const steps = [
    ...part.fields.map((field) => compileField(field, at, compileTypedRow(field.columns, names, booleans))),
    ...part.refs.map((ref) => (ref.list === null ? compileRef : compileRefList)(ref, at, aliases.forReference(ref))),
    ...part.lookups.map((lookup) => compileLookup(lookup, at)),
    ...(part.refs.some(({ list }) => list !== null) ? [limitLists(part)] : []),
  ];
  const applyRules = compileRules(part, compileTypedRow(columnsOfRules(part, names), names, booleans, lacking));
  return (source) => {
    const reasons: RejectReason[] = [];
    const row = extend(source, reasons);
    if (row === null) return { kind: "rejected", key: readKey(source, []), reasons };
    if (applyRules(row, reasons) === "filtered") return { kind: "filtered", key: readKey(row, []) };
    const document: Fields = {};
    const replaced: RejectReason[] = [];
    const key = readKey(row, reasons);
    if (key !== null) document[table.id.field] = key;
    else if (reasons.length === 0) reasons.push(nullKey(part.id));
    for (const step of steps) step(row, document, reasons, replaced);
    if (reasons.length > 0 || key === null) return { kind: "rejected", key, reasons };
    return { kind: "document", key, document, mergeKey: readMergeKey(row, document), replaced };
  };
}

function nullKey(id: Lookup): RejectReason {
  return { column: id.columns.join(", "), code: "null_id", message: "The id is NULL." };
}

/** Writes one part of the document, or adds a reject reason. */
type Step = (row: Row, document: Fields, reasons: RejectReason[], replaced: RejectReason[]) => void;

function compileField(field: PlannedField, at: Position, getRow: GetRow): Step {
  const { name, columns } = field;
  const read = compileValue(field, at, getRow);
  const standIn = compileStandIn(field);
  return (row, document, reasons, replaced) => {
    let value = read(row);
    if (value instanceof Reject && value.code !== "null" && standIn !== null) {
      replaced.push(toRejectReason(columns.join(", "), value));
      value = standIn.value;
    }
    if (value instanceof Reject) reasons.push(toRejectReason(columns.join(", "), value));
    else if (value !== undefined) document[name] = value;
  };
}

/** What stands in for a value that does not convert; null: it rejects the row. */
function compileStandIn({ invalid, absent }: PlannedField): { readonly value: Value | undefined | Reject } | null {
  if (invalid.kind === "reject") return null;
  return { value: invalid.kind === "replace" ? invalid.value : absentValue(absent) };
}

function compileValue(field: PlannedField, at: Position, getRow: GetRow): (row: Row) => Value | undefined | Reject {
  const { role } = field;
  switch (role.kind) {
    case "constant":
      return () => role.value;
    case "computed":
      return (row) => computeValue(field, role.compute, getRow(row));
    case "value":
    case "creationTime": {
      const index = at(field.columns[0]!);
      const absent = absentValue(field.absent);
      const convert = (row: Row) => {
        const text = row[index] ?? null;
        return text === null ? absent : convertForm(role.of, text, row.forms?.get(index));
      };
      return role.kind === "creationTime" ? (row) => checkCreationTime(convert(row)) : convert;
    }
    default:
      return role satisfies never;
  }
}

function computeValue(
  field: PlannedField,
  compute: RowFunction<SourceRow, Value | undefined>,
  row: SourceRow,
): Value | undefined | Reject {
  try {
    return compute(row);
  } catch (error) {
    return describeFailure(`computed field "${field.name}"`, error);
  }
}

function absentValue(absent: Absent): Value | undefined | Reject {
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

/** `convex import` accepts creation times above 0 and below 2^53. */
function checkCreationTime(value: Value | undefined | Reject): Value | undefined | Reject {
  if (typeof value !== "number" || (value > 0 && value < 2 ** 53)) return value;
  return reject("creation_time", `${value} ms cannot be a creation time: Convex accepts only times after 1970.`);
}

/** `aliases`: keys of merged rows → the key of the row that was kept. */
function compileRef(ref: PlannedRef, at: Position, aliases: ReadonlyMap<string, string>): Step {
  const column = ref.columns.join(", ");
  const indexes = ref.columns.map(at);
  const absent = absentValue(ref.absent);
  const readKey = compileKey(ref, at);
  return (row, document, reasons) => {
    if (indexes.every((index) => (row[index] ?? null) !== null)) {
      const key = readKey(row, reasons);
      if (key !== null) document[ref.legacyField] = aliases.get(key) ?? key;
    } else if (absent instanceof Reject) reasons.push(toRejectReason(column, absent));
    else if (absent === null) document[ref.name] = null;
    else if (absent !== undefined) document[ref.legacyField] = absent;
  };
}

/** A list of keys. Each is what the target's rows have: a number in JSON and the text of a key are the same. */
function compileRefList(ref: PlannedRef, at: Position, aliases: ReadonlyMap<string, string>): Step {
  const column = ref.columns.join(", ");
  const index = at(ref.columns[0]!);
  const list = ref.list!;
  const absent = absentValue(ref.absent);
  return (row, document, reasons) => {
    const text = row[index] ?? null;
    const values = text === null ? absent : convertForm(list, text, row.forms?.get(index));
    if (values instanceof Reject) reasons.push(toRejectReason(column, values));
    else if (values === null) document[ref.name] = null;
    else if (Array.isArray(values)) document[ref.legacyField] = values.map((value) => toKey(list, value, aliases));
  };
}

/** A number in JSON and the text of a key are the same. */
export function toKey(
  list: NonNullable<PlannedRef["list"]>,
  value: Value,
  aliases: ReadonlyMap<string, string>,
): string {
  const key = typeof value === "string" ? value : list.element.canonical(value);
  return aliases.get(key) ?? key;
}

/** What one document's lists hold together is looked up in one transaction. */
function limitLists({ refs }: PlannedPart): Step {
  const lists = refs.filter(({ list }) => list !== null);
  return (_row, document, reasons) => {
    const count = lists.reduce((sum, ref) => sum + legacyKeysOf(ref, document).length, 0);
    if (count <= maxListedReferences) return;
    const message = `${count} references in lists, more than the ${maxListedReferences} that one transaction looks up: keep them in a table of their own.`;
    reasons.push({ column: lists.map(({ columns }) => columns[0]).join(", "), code: "too_many_references", message });
  };
}

/** A key that other tables refer to. Faults of its columns are reported by the fields that read them. */
function compileLookup(lookup: Lookup, at: Position): Step {
  const readKey = compileKey(lookup, at);
  return (row, document) => {
    const key = readKey(row, []);
    if (key !== null) document[lookup.field] = key;
  };
}

/** The key as text; null if a part is NULL, or does not convert, which adds a reject reason. */
export function compileKey(
  key: { readonly columns: readonly string[]; readonly parts: KeyParts },
  at: Position,
): (row: Row, reasons: RejectReason[]) => string | null {
  const column = key.columns.join(", ");
  const parts = key.parts.map((part, index) => ({ part, index: at(key.columns[index]!) }));
  return (row, reasons) => {
    const texts: string[] = [];
    for (const { part, index } of parts) {
      const text = row[index] ?? null;
      if (text === null) return null;
      const value = convertForm(part, text, row.forms?.get(index));
      if (value instanceof Reject) {
        reasons.push(toRejectReason(column, value));
        return null;
      }
      texts.push(typeof value === "string" ? value : part.canonical(value));
    }
    return joinKey(texts);
  };
}
