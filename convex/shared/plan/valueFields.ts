import type { GenericValidator, Value } from "convex/values";
import { Field, type RefField, type RefListField, TimestampField, rejectNull, valueField } from "./field.js";
import type { Kind } from "../kinds/kind.js";
import * as kinds from "../kinds/index.js";

type Options<F extends (...args: never[]) => unknown> = Parameters<F>[0];

/**
 * A point in time, as epoch milliseconds (`v.number()`). Text without an offset is read in `zone`, an IANA name (default
 * `UTC`); `form` reads epoch seconds or milliseconds instead. Microseconds stay as a fraction unless rounded.
 * Rejects: `timestamp`, `no_such_date`, `no_such_time`, `out_of_range`, `infinity`, `too_precise`, `nonexistent_time`,
 * `ambiguous_time`, `unknown_zone`.
 *
 * @example
 * ```ts
 * import { timestamp } from "convex-cutover";
 *
 * export const created_at = timestamp().asCreationTime(); // "2024-03-10 05:00:00+00" → _creationTime: 1710046800000
 * export const starts_at = timestamp({ zone: "Europe/Paris", overlap: "earlier", microseconds: "round" });
 * export const expires = timestamp({ form: "seconds" }).optional();
 * ```
 */
export function timestamp(options?: Options<typeof kinds.timestampKind>): TimestampField {
  const of = kinds.timestampKind(options) as unknown as Kind;
  return new TimestampField({ role: { kind: "value", of }, absent: rejectNull, columns: null, name: null });
}

/**
 * Text. `trim: "end"` removes only trailing spaces, the padding of `char(n)`. `maxLength` counts code points, as `varchar(n)`
 * does. Objects and arrays of a JSON source are no text: `json: "keep"` keeps their JSON. Rejects: `surrogate`, `empty` (with
 * `empty: "reject"`), `too_long`, `json_value`, `blob_value`.
 *
 * @example
 * ```ts
 * import { text } from "convex-cutover";
 *
 * export const name = text({ trim: true, empty: "reject", maxLength: 200 });
 * export const bio = text().optional(); // NULL leaves the field out
 * ```
 */
export const text = (options?: Options<typeof kinds.textKind>) => valueField(kinds.textKind(options));

/**
 * An email address, trimmed and in lower case, as Convex Auth compares it exactly. Rejects: `email`, `surrogate`.
 *
 * @example
 * ```ts
 * import { email } from "convex-cutover";
 *
 * export const address = email(); // " Ada@Example.com" → "ada@example.com"
 * ```
 */
export const email = () => valueField(kinds.emailKind());

/**
 * A whole number as `v.number()`, up to 2^53 - 1. Rejects: `not_an_integer`, `unsafe_integer`, `out_of_range` (outside `min` to
 * `max`).
 *
 * @example
 * ```ts
 * import { integer } from "convex-cutover";
 *
 * export const age = integer({ min: 0, max: 150 });
 * ```
 */
export const integer = (options?: Options<typeof kinds.integerKind>) => valueField(kinds.integerKind(options));

/**
 * A whole number of 64 bits as a bigint (`v.int64()`). Rejects: `not_an_integer`, `out_of_range`.
 *
 * @example
 * ```ts
 * import { int64 } from "convex-cutover";
 *
 * export const views = int64().or(0n); // NULL becomes 0n
 * ```
 */
export const int64 = () => valueField(kinds.int64Kind());

/**
 * A floating-point number (`v.number()`). `precision: "nearest"` accepts digits that a double cannot hold; `special: "keep"` accepts
 * NaN and the infinities. Rejects: `not_a_number`, `inexact_number`, `out_of_range`, `special_number`.
 *
 * @example
 * ```ts
 * import { number } from "convex-cutover";
 *
 * export const score = number({ precision: "nearest" });
 * ```
 */
export const number = (options?: Options<typeof kinds.numberKind>) => valueField(kinds.numberKind(options));

/**
 * A decimal number of any size as text, its scale kept: `1.10` stays `"1.10"`. Rejects: `not_a_number`, `special_number`,
 * `out_of_range`.
 *
 * @example
 * ```ts
 * import { decimal } from "convex-cutover";
 *
 * export const rate = decimal(); // "1.5e3" → "1500"
 * ```
 */
export const decimal = () => valueField(kinds.decimalKind());

/**
 * An amount of money in its smallest unit, as a bigint (`v.int64()`). `digits` is the unit's fractional digits: 2 (default), 0 for
 * yen, 3 for dinars. Rejects: `sub_cent`, `money_text`, `not_a_number`, `special_number`, `out_of_range`.
 *
 * @example
 * ```ts
 * import { cents } from "convex-cutover";
 *
 * export const wage = cents(); // "85000.50" → 8500050n
 * export const yen = cents({ digits: 0 });
 * ```
 */
export const cents = (options?: Options<typeof kinds.centsKind>) => valueField(kinds.centsKind(options));

/**
 * A calendar day as the text `YYYY-MM-DD`, without a time zone. Rejects: `date`, `no_such_date`, `out_of_range`, `infinity`.
 *
 * @example
 * ```ts
 * import { date } from "convex-cutover";
 *
 * export const birthday = date().optional(); // "1815-12-10"
 * export const validUntil = date({ infinity: { infinity: "9999-12-31" } });
 * ```
 */
export const date = (options?: Options<typeof kinds.dateKind>) => valueField(kinds.dateKind(options));

/**
 * A time of day as text, such as `04:05:06.5` or, from `timetz`, `04:05:06+00:00`. Rejects: `time`, `no_such_time`.
 *
 * @example
 * ```ts
 * import { time } from "convex-cutover";
 *
 * export const opens = time();
 * ```
 */
export const time = () => valueField(kinds.timeKind());

/**
 * A boolean: t, true, y, yes, on, 1 or f, false, n, no, off, 0, in any case. Rejects: `flag`.
 *
 * @example
 * ```ts
 * import { flag } from "convex-cutover";
 *
 * export const isPaid = flag().or(false); // NULL becomes false
 * ```
 */
export const flag = () => valueField(kinds.flagKind());

/**
 * Bytes (`v.bytes()`) from `bytea` as PostgreSQL prints it (`\\xdeadbeef`), or from a SQLite blob. Text of another form needs a
 * word: `from: "base64"`, `"hex"`, or `"escape"` for PostgreSQL's old notation. Rejects: `bytes`, and `text_value` for a text in a
 * SQLite column of blobs.
 *
 * @example
 * ```ts
 * import { bytes } from "convex-cutover";
 *
 * export const thumbnail = bytes().optional();
 * export const avatar = bytes({ from: "base64" });
 * ```
 */
export const bytes = (options?: Options<typeof kinds.bytesKind>) => valueField(kinds.bytesKind(options));

/**
 * A place as `{ latitude, longitude }` in degrees (WGS 84), from `(lng,lat)`, `lat;lng`, a point of PostGIS or, with `order`, `a,b`. Rejects:
 * `geo_point`, `out_of_range`, `inexact_number`.
 *
 * @example
 * ```ts
 * import { geoPoint } from "convex-cutover";
 *
 * export const location = geoPoint({ order: "lng-lat" }); // "(-71.06,42.36)"
 * ```
 */
export const geoPoint = (options?: Options<typeof kinds.geoPointKind>) => valueField(kinds.geoPointKind(options));

/**
 * A length of time from PostgreSQL's `interval`: milliseconds (default), or ISO 8601 text that keeps months and days.
 * Rejects: `duration`, `calendar_unit` (months in milliseconds), `infinity`, `too_precise`.
 *
 * @example
 * ```ts
 * import { duration } from "convex-cutover";
 *
 * export const timeout = duration(); // "01:30:00" → 5400000
 * export const period = duration({ to: "iso" }); // "1 mon 3 days" → "P1M3D"
 * ```
 */
export function duration<const To extends "milliseconds" | "iso" = "milliseconds">(options?: {
  to?: To;
}): Field<To extends "iso" ? string : number, null, "value", null> {
  return valueField(kinds.durationKind(options as { to: "iso" }) as unknown as Kind<never>);
}

/**
 * JSON text (`json`, `jsonb` or text) as a value of this shape. `keys` renames illegal field names, `numbers` decides about
 * those a double cannot hold, `null: "omit"` leaves null fields out. Rejects: `json`, `unsafe_number`, `duplicate_key`,
 * `field_name`, `surrogate`, `too_deep`, `too_long`, `too_many_fields`, `shape`.
 *
 * @example
 * ```ts
 * import { json } from "convex-cutover";
 * import { v } from "convex/values";
 *
 * export const settings = json(v.object({ theme: v.string(), size: v.optional(v.number()) }), { null: "omit" });
 * ```
 */
export function json<V extends GenericValidator>(
  shape: V,
  options?: Parameters<typeof kinds.jsonKind>[1],
): Field<V["type"], null, "value", null> {
  return valueField(kinds.jsonKind(shape, options) as Kind<never>);
}

/**
 * A file that the column names by its path, stored in Convex by `cutover files`: `Id<"_storage">`. `place` is one of the plan's
 * `files`. `after` takes off what stands before the path, such as a bucket's public URL. A file that is not there leaves the field
 * out where it may be (`.optional()`, `.nullable()`), leaves it out of a list, and otherwise rejects the row as `file_missing`; all of them
 * are counted. Rejects: `empty`, `file_path`, `file_missing`, `file_not_stored`.
 *
 * @example
 * ```ts
 * import { file, list } from "convex-cutover";
 *
 * export const avatar_path = file("avatars").as("avatar").optional(); // "u1/me.png" → Id<"_storage">
 * export const attachments = list(file("uploads", { after: "/uploads/" })).or([]);
 * ```
 */
export const file = (place: string, options?: kinds.FileOptions) => valueField(kinds.fileKind(place, options));

/**
 * An array of a PostgreSQL array, a JSON array, or with `separator` of joined text; `element` reads each item. With `ref(…)` the
 * items are foreign keys: `legacy<Name>: string[]` holds them during the migration, `<name>: Id<table>[]` the ids once `resolve`
 * ran, in their order, each as often as the source has it; `missing` decides about each of them. Rejects: the codes of `element`,
 * and `list`, `json`, `null_element`, `array_bounds`, `too_long`, `nested_array`, `too_many_references` (more than 1,000).
 *
 * @example
 * ```ts
 * import { list, ref, text } from "convex-cutover";
 *
 * export const tags = list(text()); // "{a,b}" and '["a","b"]' → ["a", "b"]
 * export const labels = list(text(), { separator: "," });
 * export const member_ids = list(ref("people", { missing: "clear" })); // "{7,9}" → memberIds: Id<"people">[]
 * ```
 */
export function list<Table extends string>(
  element: RefField<Table>,
  options?: Parameters<typeof kinds.listKind>[1],
): RefListField<Table>;
export function list<T extends Value>(
  element: Field<T, null, "value">,
  options?: Parameters<typeof kinds.listKind>[1],
): Field<T[], null, "value", null>;
export function list(element: Field, options: Parameters<typeof kinds.listKind>[1] = {}): unknown {
  const { role } = element.parts;
  if (role.kind === "ref" && role.list === null)
    return new Field({ ...element.parts, role: { ...role, list: options } });
  if (role.kind === "value") return valueField(kinds.listKind(role.of, options) as Kind<never>);
  throw new TypeError('list() takes a field with a kind of its own, such as list(text()), or list(ref("users"))');
}

/**
 * One of a few texts (a union of literals): those the source uses, or a map from the source's text to the new value. Exact
 * match, case included. Rejects: `unknown_value`.
 *
 * @example
 * ```ts
 * import { oneOf } from "convex-cutover";
 *
 * export const role = oneOf(["admin", "member"]);
 * export const status = oneOf({ "ETA 9089 Filed": "filed", Closed: "closed" }); // "filed" | "closed"
 * ```
 */
export function oneOf<const M extends Readonly<Record<string, string>> | readonly string[]>(
  words: M,
): Field<M extends readonly (infer W)[] ? W : M[keyof M], null, "value", null> {
  return valueField(kinds.oneOfKind(words) as Kind<never>);
}
