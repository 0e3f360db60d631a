import type { GenericId, GenericValidator, Value } from "convex/values";
import { Field, type Missing, type RawRow, type RefField, rejectNull, TimestampField, valueField } from "./field.js";
import type { Kind } from "../kinds/kind.js";
import * as kinds from "../kinds/index.js";

type Options<F extends (...args: never[]) => unknown> = Parameters<F>[0];

/** The old primary key → `legacyId`. Composite: `id().from("user_id", "key")`. */
export function id(options?: Options<typeof kinds.idKind>): Field<string, null, "id"> {
  const role = { kind: "id", of: kinds.idKind(options) as unknown as Kind } as const;
  return new Field({ role, absent: rejectNull, columns: null, name: null });
}

/**
 * An old key of another table → `legacy<Name>` now, `<name>: Id<table>` once resolved. `to` names the target's columns
 * when the reference is not to its id (an email, a composite key); `source` names the part of a union whose id it is.
 * `missing` says what a target that is not there means.
 */
export function ref<const Table extends string>(
  table: Table,
  options: { to?: string | readonly string[]; source?: string; missing?: Missing } = {},
): RefField<Table> {
  const to = options.to === undefined ? null : [options.to].flat();
  const { source = null, missing = "issue" } = options;
  const role = { kind: "ref", table, to, source, missing } as const;
  return new Field<GenericId<Table>, null, "ref">({ role, absent: rejectNull, columns: null, name: null });
}

/** Leaves a column out, with the reason that stands in the report. */
export function omit(reason: string): Field<never, null, "omit"> {
  return new Field({ role: { kind: "omit", reason }, absent: rejectNull, columns: null, name: null });
}

/** The same value in every document. */
export function constant<const T extends Value>(value: T): Field<T, null, "constant"> {
  return new Field({ role: { kind: "constant", value }, absent: rejectNull, columns: [], name: null });
}

/** A value from the raw text of the columns named by `from`; undefined leaves the field out. Must be pure. */
export function computed<T extends Value | undefined>(compute: (row: RawRow) => T): Field<T, null, "computed"> {
  return new Field({ role: { kind: "computed", compute }, absent: rejectNull, columns: null, name: null });
}

export function timestamp(options?: Options<typeof kinds.timestampKind>): TimestampField {
  const of = kinds.timestampKind(options) as unknown as Kind;
  return new TimestampField({ role: { kind: "value", of }, absent: rejectNull, columns: null, name: null });
}

export const text = (options?: Options<typeof kinds.textKind>) => valueField(kinds.textKind(options));
export const email = () => valueField(kinds.emailKind());
export const integer = (options?: Options<typeof kinds.integerKind>) => valueField(kinds.integerKind(options));
export const int64 = () => valueField(kinds.int64Kind());
export const number = (options?: Options<typeof kinds.numberKind>) => valueField(kinds.numberKind(options));
export const decimal = () => valueField(kinds.decimalKind());
export const cents = (options?: Options<typeof kinds.centsKind>) => valueField(kinds.centsKind(options));
export const date = (options?: Options<typeof kinds.dateKind>) => valueField(kinds.dateKind(options));
export const time = () => valueField(kinds.timeKind());
export const flag = () => valueField(kinds.flagKind());
export const bytes = () => valueField(kinds.bytesKind());
export const geoPoint = (options?: Options<typeof kinds.geoPointKind>) => valueField(kinds.geoPointKind(options));

/** Milliseconds (default), or ISO 8601 text when the source counts in months. */
export function duration<const To extends "milliseconds" | "iso" = "milliseconds">(options?: {
  to?: To;
}): Field<To extends "iso" ? string : number, null, "value"> {
  return valueField(kinds.durationKind(options as { to: "iso" }) as unknown as Kind<never>);
}

/** JSON text of this shape. */
export function json<V extends GenericValidator>(
  shape: V,
  options?: Parameters<typeof kinds.jsonKind>[1],
): Field<V["type"], null, "value"> {
  return valueField(kinds.jsonKind(shape, options) as Kind<never>);
}

/** An array whose elements are read by another field's kind: `list(text())`. */
export function list<T extends Value>(
  element: Field<T, null, "value">,
  options?: Parameters<typeof kinds.listKind>[1],
): Field<T[], null, "value"> {
  const { role } = element.parts;
  if (role.kind !== "value") throw new TypeError("list() takes a field with a kind of its own, such as list(text())");
  return valueField(kinds.listKind(role.of, options) as Kind<never>);
}

/** One of these texts: a map from the source's words to the target's, or the words both use. */
export function oneOf<const M extends Readonly<Record<string, string>> | readonly string[]>(
  words: M,
): Field<M extends readonly (infer W)[] ? W : M[keyof M], null, "value"> {
  return valueField(kinds.oneOfKind(words) as Kind<never>);
}
