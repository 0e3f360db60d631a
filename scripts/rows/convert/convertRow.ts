import type { Value } from "convex/values";
import type { Environment } from "../../../convex/shared/plan/columns.js";
import type { Document } from "../../../convex/shared/document/document.js";
import type { Absent, RawRow } from "../../../convex/shared/plan/field.js";
import { type Raw, Reject, reject } from "../../../convex/shared/kinds/kind.js";
import { joinKey } from "../../../convex/shared/kinds/index.js";
import {
  type KeyParts,
  type Lookup,
  type PlannedField,
  type PlannedPart,
  type PlannedRef,
  type PlannedTable,
} from "../../../convex/shared/plan/plan.js";
import { Aliases } from "./aliases.js";
import { compileDerived } from "./derivedColumns.js";
import type { Lookups } from "../lookups/lookups.js";
import { compileMergeKey } from "../keys/mergeKey.js";
import { applyRules } from "./rules.js";

/** Why a row is not moved: the column (or rule) it failed at, a stable code, and words for people. */
export interface Reason {
  readonly column: string;
  readonly code: string;
  readonly message: string;
}

export type Converted =
  | { readonly kind: "document"; readonly key: string; readonly document: Document; readonly mergeKey: string | null }
  | { readonly kind: "filtered" }
  | { readonly kind: "rejected"; readonly key: string | null; readonly reasons: readonly Reason[] };

type Fields = Record<string, Value | undefined>;

/** Where a column stands in a row; -1 for one that the source does not give. */
type Position = (column: string) => number;

/** What was learned from other rows before the first one is converted. */
export interface Learned {
  readonly env: Environment;
  readonly lookups: Lookups;
  readonly aliases: Aliases;
}

/** Nothing, as for a plan without derived columns and merged rows. */
export function nothingLearned(): Learned {
  return { env: {}, lookups: new Map(), aliases: new Aliases() };
}

/**
 * Makes the function that turns the rows of one part of a table into documents: what the plan says is worked out here, once.
 * All reasons against a row are collected, so that a row is fixed once. `columns` is the order of the rows.
 */
export function compileRow(
  table: PlannedTable,
  part: PlannedPart,
  columns: readonly string[],
  { env, lookups, aliases }: Learned,
): (row: readonly Raw[]) => Converted {
  const extend = compileDerived(part, columns, lookups, env);
  const names = [...columns, ...part.derived.map(([name]) => name)];
  const positions = new Map(names.map((column, index) => [column, index]));
  const at: Position = (column) => positions.get(column) ?? -1;
  const readKey = compileKey(part.id, at);
  const readMergeKey = compileMergeKey(table, at);
  const steps = [
    ...part.fields.map((field) => compileField(field, at)),
    ...part.refs.map((ref) => compileRef(ref, at, aliases.of(ref))),
    ...part.lookups.map((lookup) => compileLookup(lookup, at)),
  ];
  return (source) => {
    const reasons: Reason[] = [];
    const row = extend(source, reasons);
    if (row === null) return { kind: "rejected", key: readKey(source, []), reasons };
    if (applyRules(part, names, row, reasons) === "filtered") return { kind: "filtered" };
    const document: Fields = {};
    const key = readKey(row, reasons);
    if (key !== null) document[table.id.field] = key;
    else if (reasons.length === 0) reasons.push(nullKey(part.id));
    for (const step of steps) step(row, document, reasons);
    if (reasons.length > 0 || key === null) return { kind: "rejected", key, reasons };
    return { kind: "document", key, document, mergeKey: readMergeKey(row, document) };
  };
}

function nullKey(id: Lookup): Reason {
  return { column: id.columns.join(", "), code: "null_id", message: "The id is NULL." };
}

/** Writes one part of the document, or says why not. */
type Step = (row: readonly Raw[], document: Fields, reasons: Reason[]) => void;

function compileField(field: PlannedField, at: Position): Step {
  const { name, columns } = field;
  const read = compileValue(field, at);
  return (row, document, reasons) => {
    const value = read(row);
    if (value instanceof Reject) {
      reasons.push({ column: columns.join(", "), code: value.code, message: value.message });
    } else if (value !== undefined) {
      document[name] = value;
    }
  };
}

function compileValue(field: PlannedField, at: Position): (row: readonly Raw[]) => Value | undefined | Reject {
  const { role } = field;
  switch (role.kind) {
    case "constant":
      return () => role.value;
    case "computed":
      return (row) => computeValue(field, role.compute, row, at);
    case "value":
    case "creationTime": {
      const index = at(field.columns[0]!);
      const absent = absentValue(field.absent);
      const convert = (text: Raw) => (text === null ? absent : role.of.convert(text));
      return role.kind === "creationTime"
        ? (row) => checkCreationTime(convert(row[index] ?? null))
        : (row) => convert(row[index] ?? null);
    }
    default:
      return role satisfies never;
  }
}

function computeValue(
  field: PlannedField,
  compute: (row: RawRow) => Value | undefined,
  row: readonly Raw[],
  at: Position,
): Value | undefined | Reject {
  try {
    return compute(Object.fromEntries(field.columns.map((column) => [column, row[at(column)] ?? null])));
  } catch (error) {
    return reject("rule_failed", `The plan's computed field "${field.name}" threw: ${String(error)}`);
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

/** The import takes a creation time that is a finite number above 0 and below 2^53. */
function checkCreationTime(value: Value | undefined | Reject): Value | undefined | Reject {
  if (typeof value !== "number" || (value > 0 && value < 2 ** 53)) return value;
  return reject("creation_time", `${value} ms cannot be a creation time: Convex takes times after 1970 only.`);
}

/** `aliases`: keys of merged rows, led on to the row that stays. */
function compileRef(ref: PlannedRef, at: Position, aliases: ReadonlyMap<string, string>): Step {
  const column = ref.columns.join(", ");
  const indexes = ref.columns.map(at);
  const absent = absentValue(ref.absent);
  const readKey = compileKey(ref, at);
  return (row, document, reasons) => {
    if (indexes.every((index) => (row[index] ?? null) !== null)) {
      const key = readKey(row, reasons);
      if (key !== null) document[ref.legacyField] = aliases.get(key) ?? key;
    } else if (absent instanceof Reject) reasons.push({ column, code: absent.code, message: absent.message });
    else if (absent === null) document[ref.name] = null;
    else if (absent !== undefined) document[ref.legacyField] = absent;
  };
}

/** A key others refer by. What is wrong with its columns is said by the fields that read them. */
function compileLookup(lookup: Lookup, at: Position): Step {
  const readKey = compileKey(lookup, at);
  return (row, document) => {
    const key = readKey(row, []);
    if (key !== null) document[lookup.field] = key;
  };
}

/** Gives the key's text; null when a part is NULL or does not convert, which is then a reason. */
function compileKey(
  key: { readonly columns: readonly string[]; readonly parts: KeyParts },
  at: Position,
): (row: readonly Raw[], reasons: Reason[]) => string | null {
  const column = key.columns.join(", ");
  const parts = key.parts.map((part, index) => ({ part, index: at(key.columns[index]!) }));
  return (row, reasons) => {
    const texts: string[] = [];
    for (const { part, index } of parts) {
      const text = row[index] ?? null;
      if (text === null) return null;
      const value = part.convert(text);
      if (value instanceof Reject) {
        reasons.push({ column, code: value.code, message: value.message });
        return null;
      }
      texts.push(typeof value === "string" ? value : part.canonical(value));
    }
    return joinKey(texts);
  };
}
