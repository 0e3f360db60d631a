import type { KeyParts, PlannedField, PlannedRef } from "../../../convex/shared/plan/plan.js";
import { type Kind, reject, Reject } from "../../../convex/shared/kinds/kind.js";
import { type Cells, findColumn, type InverseTable, isDerived, typeOf } from "./inverseTable.js";
import type { Value } from "convex/values";
import { canonicalFields, type Document, exportedRefKey } from "../../../convex/shared/document/document.js";
import { booleansOf } from "../../sources/source.js";
import { compileRow, emptyConversionInputs } from "../../rows/convert/convertRow.js";
import type { Write } from "../write.js";
import type { Absent } from "../../../convex/shared/plan/field.js";
import { invertValue, splitKey } from "../../../convex/shared/kinds/index.js";
import { createHash } from "node:crypto";

/** Something that has no way back. Without a field: the whole row. */
export interface Refused {
  readonly field?: string;
  readonly reason: string;
}

/** Documents that the old database gets as new rows, by id, with the legacy keys they have there. */
export type NewRows = Map<string, Document>;

/** The cells of one field or reference; a reference may lead to a row that is new itself. */
function invertNamed(inverse: InverseTable, write: Write, name: string, newRows: NewRows): Cells | Reject {
  if (write.own.includes(name)) return reject("ambiguous", "the account's own value stood here, not the old row's");
  const field = inverse.part.fields.find((each) => each.name === name);
  const value = write.fields[name];
  if (field !== undefined) return invertField(inverse, field, value);
  const ref = inverse.part.refs.find((each) => each.name === name);
  if (ref === undefined) return reject("not_invertible", "the plan has no column for it");
  if (value === undefined || value === null) return invertAbsent(inverse, ref.columns, ref.absent, value);
  const keys = keysOf(ref, write, newRows);
  if (keys === undefined || keys.includes(null))
    return reject("not_invertible", "it refers to a document that the old database does not have");
  return ref.list === null ? invertKey(inverse, ref, keys[0]!) : invertList(inverse, ref, keys as string[]);
}

/** The column of a list of keys. JSON may have had numbers or texts: of a text of digits that is not known. */
function invertList(inverse: InverseTable, ref: PlannedRef, keys: readonly string[]): Cells | Reject {
  const list = ref.list!;
  const column = ref.columns[0]!;
  if (isDerived(inverse, column)) return reject("not_invertible", `${column} is worked out from other columns`);
  if (list.element.normalizes === true)
    return reject("ambiguous", `the plan changes the texts of ${column}, so the keys are not known`);
  const values = keys.map((key) => parseKeyPart(list.element, key));
  const type = typeOf(inverse, column, list);
  if (/json/i.test(type) && values.some((value) => typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value)))
    return reject("ambiguous", `${column} may have held numbers or texts`);
  const text = invertValue(list, values, type);
  return text instanceof Reject ? text : new Map([[column, text]]);
}

/** The columns of an old row that get another value, and the fields that have no way back. */
export function invertChange(inverse: InverseTable, write: Write, newRows: NewRows) {
  const cells = new Map<string, string | null>();
  const refused: Refused[] = [];
  const names = [...Object.keys(write.fields), ...write.removed];
  for (const name of names) {
    const inverted = invertNamed(inverse, write, name, newRows);
    const reason = inverted instanceof Reject ? inverted.message : findConflict(inverse, names, name, inverted);
    if (reason !== null) refused.push({ field: name, reason });
    else for (const [column, text] of inverted as Cells) cells.set(column, text);
  }
  return { cells, refused };
}

/** A column that something else holds as well cannot change for one of them alone; what is computed from it follows. */
function findConflict({ part }: InverseTable, names: readonly string[], name: string, cells: Cells): string | null {
  for (const column of cells.keys()) {
    if (part.id.columns.includes(column)) return `${column} is part of the key`;
    const others = [...part.fields.filter(hasColumn), ...part.refs].filter(
      (each) => each.name !== name && each.columns.includes(column),
    );
    const unchanged = others.find((each) => !names.includes(each.name));
    if (unchanged !== undefined) return `${unchanged.name} is read from ${column} too, and has not changed`;
    if (others.length > 0) return `${column} is read by ${others.map((each) => each.name).join(", ")} too`;
  }
  return null;
}

/**
 * A new row for the old database. All or nothing: where one column has no way back, there is no row. Proved by converting it
 * forward again: the plan must make the same document of it.
 */
export function invertInsert(inverse: InverseTable, write: Write, newRows: NewRows) {
  const { part, table } = inverse;
  const refused: Refused[] = [];
  const known = new Set(["_creationTime", ...[...table.fields, ...table.refs].map(({ name }) => name)]);
  const unplanned = Object.keys(write.fields).filter((name) => !known.has(name));
  const cells = new Map<string, string | null>();
  const planned: Write = { ...write, fields: wholeMilliseconds(write.fields) };
  for (const { name } of [...part.fields.filter(hasColumn), ...part.refs]) {
    const inverted = invertNamed(inverse, planned, name, newRows);
    if (inverted instanceof Reject) refused.push({ field: name, reason: inverted.message });
    else for (const [column, text] of inverted) cells.set(column, text);
  }
  const key = refused.length > 0 ? null : addKey(inverse, write, cells);
  if (key instanceof Reject) refused.push({ reason: key.message });
  const row = refused.length > 0 ? null : convertBack(inverse, planned, cells, newRows);
  if (row instanceof Reject) refused.push({ reason: row.message });
  if (refused.length > 0 || row === null || row instanceof Reject) return { cells: null, refused };
  newRows.set(write.id!, row);
  return { cells, refused: unplanned.map((field) => ({ field, reason: "the plan has no column for it" })) };
}

function hasColumn({ role }: InverseTable["part"]["fields"][number]): boolean {
  return role.kind === "value" || role.kind === "creationTime";
}

/** Convex gives creation times in fractions of a microsecond, which no column holds. */
function wholeMilliseconds(fields: Document): Document {
  const { _creationTime: time } = fields;
  return typeof time === "number" ? { ...fields, _creationTime: Math.floor(time) } : fields;
}

/** The key of a new row is made of its other columns, or a UUID of its own. */
function addKey({ part, source }: InverseTable, { id }: Write, cells: Map<string, string | null>): Reject | null {
  if (part.id.columns.every((column) => (cells.get(column) ?? null) !== null)) return null;
  const [column, ...more] = part.id.columns;
  const type = source.columns.find(({ name }) => name === column)?.type;
  if (more.length > 0 || type !== "uuid") return reject("not_invertible", "the old database gives the key itself");
  cells.set(column!, mintKey(id!));
  return null;
}

/** The document that the plan makes of the row, when it is the one it was made of. */
function convertBack(inverse: InverseTable, write: Write, cells: Cells, newRows: NewRows): Document | Reject {
  const { part, table, source } = inverse;
  if (part.derived.length > 0) return reject("not_invertible", "the plan works out columns from others");
  const shape = { columns: part.columns, booleans: booleansOf(source.columns) };
  const convert = compileRow(table, part, shape, emptyConversionInputs());
  const converted = convert(part.columns.map((column) => cells.get(column) ?? null));
  if (converted.kind === "filtered") return reject("not_invertible", "the plan would leave such a row behind");
  if (converted.kind === "rejected")
    return reject("not_invertible", converted.reasons.map(({ column, message }) => `${column}: ${message}`).join("; "));
  const back = canonicalFields(table, converted.document, exportedRefKey(converted.document));
  const document = { ...write.fields, [table.id.field]: converted.key };
  const wanted = canonicalFields(table, document, (ref) => {
    const keys = keysOf(ref, write, newRows) as string[] | undefined;
    return ref.list === null ? keys?.[0] : keys;
  });
  const differs = findDifferent(new Map(back), new Map(wanted));
  if (differs.length === 0) return converted.document;
  return reject("not_invertible", `the plan would make another ${differs.join(", ")} of the row`);
}

/**
 * The legacy keys that a reference leads to, of a list all of them: an id may be that of a row that is new itself. null: the old
 * database has no such row.
 */
function keysOf(
  { name, lookup }: PlannedRef,
  { fields, references }: Write,
  newRows: NewRows,
): (string | null)[] | undefined {
  const value = fields[name] ?? undefined;
  if (value === undefined) return undefined;
  const known = [references[name] ?? null].flat();
  return [value].flat().map((id, at) => known[at] ?? keyText(newRows.get(id as string)?.[lookup.field]) ?? null);
}

function findDifferent(left: ReadonlyMap<string, string>, right: ReadonlyMap<string, string>): string[] {
  return [...new Set([...left.keys(), ...right.keys()])].filter((name) => left.get(name) !== right.get(name));
}

function keyText(value: Value | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The columns a legacy key stands for, or why they are not known. */
export function invertKey(
  inverse: InverseTable,
  key: { readonly columns: readonly string[]; readonly parts: KeyParts },
  text: string,
): Cells | Reject {
  const parts = splitKey(text, key.parts.length);
  if (parts === null) return reject("not_invertible", `${JSON.stringify(text)} is not a key of ${key.columns.length}`);
  const cells = new Map<string, string>();
  for (const [index, part] of parts.entries()) {
    const column = key.columns[index]!;
    const cell = invertKeyPart(inverse, column, key.parts[index]!, part);
    if (cell instanceof Reject) return cell;
    cells.set(column, cell);
  }
  return cells;
}

function invertKeyPart(inverse: InverseTable, column: string, kind: Kind, text: string): string | Reject {
  if (isDerived(inverse, column)) return reject("not_invertible", `${column} is worked out from other columns`);
  if (kind.normalizes === true)
    return reject("ambiguous", `the plan changes the text of ${column}, so the key is not known`);
  return invertValue(kind, parseKeyPart(kind, text), typeOf(inverse, column, kind));
}

/** The value whose text stands in the key: a string as it is, everything else in its canonical form. */
function parseKeyPart(kind: Kind, text: string): Value {
  const { kind: type } = kind.validator as { kind?: string };
  if (type === "float64") return Number(text);
  return type === "int64" && /^-?\d+n$/.test(text) ? BigInt(text.slice(0, -1)) : text;
}

/** The column of a field, or why there is no way back to it. */
export function invertField(
  inverse: InverseTable,
  { name, role, columns, absent }: PlannedField,
  value: Value | undefined,
): Cells | Reject {
  if (role.kind === "constant") return reject("not_invertible", `${name} is the same in every document`);
  if (role.kind === "computed") return reject("not_invertible", `${name} is computed from ${columns.join(", ")}`);
  const column = columns[0]!;
  if (isDerived(inverse, column)) return reject("not_invertible", `${column} is worked out from other columns`);
  if (findColumn(inverse, column)?.generated === true)
    return reject("not_invertible", `${column} is computed by the source`);
  if (value === undefined || value === null) return invertAbsent(inverse, [column], absent, value);
  const text = invertValue(role.of, value, typeOf(inverse, column, role.of));
  return text instanceof Reject ? text : new Map([[column, text]]);
}

/** NULL, where the plan reads NULL as this absence and the source takes it. */
export function invertAbsent(
  inverse: InverseTable,
  columns: readonly string[],
  absent: Absent,
  value: null | undefined,
): Cells | Reject {
  const isNull = value === null ? absent.kind === "null" : absent.kind === "leaveOut";
  const names = columns.join(", ");
  if (!isNull)
    return reject("not_invertible", `NULL in ${names} would not be read as ${value === null ? "null" : "nothing"}`);
  const strict = columns.find((column) => findColumn(inverse, column)?.nullable === false);
  if (strict !== undefined) return reject("not_invertible", `${strict} does not take NULL`);
  return new Map(columns.map((column) => [column, null]));
}

/**
 * A UUID (version 8, RFC 9562) for a document that the old database does not have: made of its Convex id, so that the same
 * document has the same key whenever it is asked for.
 */
export function mintKey(id: string): string {
  const bytes = createHash("sha256").update(`convex-cutover:${id}`).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
