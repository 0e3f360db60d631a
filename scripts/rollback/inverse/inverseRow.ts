import type { Value } from "convex/values";
import { canonicalFields, type Document } from "../../../convex/shared/document/document.js";
import { reject, Reject } from "../../../convex/shared/kinds/kind.js";
import type { PlannedRef } from "../../../convex/shared/plan/plan.js";
import { compileRow, emptyConversionInputs } from "../../rows/convert/convertRow.js";
import type { Write } from "../write.js";
import type { InverseTable } from "./inverseTable.js";
import { type Cells, invertAbsent, invertField, invertKey } from "./inverseValue.js";
import { mintKey } from "./mintKey.js";

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
  const key = write.references[name] ?? newRows.get(value as string)?.[ref.lookup.field];
  if (typeof key === "string") return invertKey(inverse, ref, key);
  return reject("not_invertible", "it refers to a document that the old database does not have");
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
  const { part, table } = inverse;
  if (part.derived.length > 0) return reject("not_invertible", "the plan works out columns from others");
  const convert = compileRow(table, part, part.columns, emptyConversionInputs());
  const converted = convert(part.columns.map((column) => cells.get(column) ?? null));
  if (converted.kind === "filtered") return reject("not_invertible", "the plan would leave such a row behind");
  if (converted.kind === "rejected")
    return reject("not_invertible", converted.reasons.map(({ column, message }) => `${column}: ${message}`).join("; "));
  const back = canonicalFields(table, converted.document, ({ legacyField }) =>
    keyText(converted.document[legacyField]),
  );
  const document = { ...write.fields, [table.id.field]: converted.key };
  const wanted = canonicalFields(table, document, (ref) => keyOf(ref, write, newRows));
  const differs = findDifferent(new Map(back), new Map(wanted));
  if (differs.length === 0) return converted.document;
  return reject("not_invertible", `the plan would make another ${differs.join(", ")} of the row`);
}

function keyOf({ name, lookup }: PlannedRef, { fields, references }: Write, newRows: NewRows): string | undefined {
  return references[name] ?? keyText(newRows.get(fields[name] as string)?.[lookup.field]);
}

function findDifferent(left: ReadonlyMap<string, string>, right: ReadonlyMap<string, string>): string[] {
  return [...new Set([...left.keys(), ...right.keys()])].filter((name) => left.get(name) !== right.get(name));
}

function keyText(value: Value | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
