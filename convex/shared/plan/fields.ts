import type { GenericId, Value } from "convex/values";
import { Field, type Missing, type RefField, rejectNull } from "./field.js";
import type { Kind } from "../kinds/kind.js";
import type { RowFunction, SourceRow, TextRow } from "./row.js";
import * as kinds from "../kinds/index.js";

type Options<F extends (...args: never[]) => unknown> = Parameters<F>[0];

/**
 * The old primary key, kept as the text `legacyId`. Every table has exactly one. Composite keys: `id().from("a", "b")`.
 * `form`: `"text"` (default), `"integer"` or `"uuid"`. Rejects: `empty`, `surrogate`, `not_an_integer`, `uuid`.
 *
 * @example
 * ```ts
 * import { id, table, text } from "convex-cutover";
 *
 * export const users = table("public.users", { id: id({ form: "uuid" }), name: text() });
 * export const seats = table("public.seats", { seatId: id().from("hall", "number"), hall: text(), number: text() });
 * ```
 */
export function id(options?: Options<typeof kinds.idKind>): Field<string, null, "id", null> {
  const role = { kind: "id", of: kinds.idKind(options) as unknown as Kind } as const;
  return new Field({ role, absent: rejectNull, columns: null, name: null });
}

/**
 * The key of rows that have none: the text `legacyId` is a hash of everything the plan reads of the row, with a counter for rows that
 * are equal in all of it. Every export of the same rows gives the same keys. What a catch-up finds are rows that came and rows that
 * went: a changed row is a new document. Other tables cannot refer to such rows.
 *
 * @example
 * ```ts
 * import { ref, rowKey, table } from "convex-cutover";
 *
 * export const postTags = table("public.posts_tags", {
 *   legacyId: rowKey(),
 *   post_id: ref("posts"),
 *   tag_id: ref("tags"),
 * });
 * ```
 */
export function rowKey(): Field<string, null, "id", readonly []> {
  return id().from();
}

/**
 * A foreign key: `legacy<Name>` holds the old key during the migration, `<name>: Id<table>` the id once `resolve` ran.
 * `to` names the target's columns if the key is not its id (an email, a composite key); `source` names which source of a
 * `union` the id belongs to. `missing` decides what a target that does not exist means: `"issue"` (default) leaves an open
 * issue, `"clear"` leaves the reference out, `"reject"` rejects the row as `orphan`.
 *
 * @example
 * ```ts
 * import { id, ref, table } from "convex-cutover";
 *
 * export const cases = table("public.cases", {
 *   id: id(),
 *   user_id: ref("users").as("ownerId"), // legacyOwnerId: string, then ownerId: Id<"users">
 *   reviewer_email: ref("users", { to: "email", missing: "clear" }).as("reviewerId").optional(),
 * });
 * ```
 */
export function ref<const Table extends string>(
  table: Table,
  options: { to?: string | readonly string[]; source?: string; missing?: Missing } = {},
): RefField<Table> {
  const to = options.to === undefined ? null : [options.to].flat();
  const { source = null, missing = "issue" } = options;
  const role = { kind: "ref", table, to, source, missing, list: null } as const;
  return new Field<GenericId<Table>, null, "ref", null>({ role, absent: rejectNull, columns: null, name: null });
}

/**
 * Leaves a column out. The reason is printed in the report: `check` reports columns that are neither mapped nor omitted.
 *
 * @example
 * ```ts
 * import { id, omit, table } from "convex-cutover";
 *
 * export const users = table("public.users", { id: id(), session_token: omit("users sign in again") });
 * ```
 */
export function omit(reason: string): Field<never, null, "omit", null> {
  return new Field({ role: { kind: "omit", reason }, absent: rejectNull, columns: null, name: null });
}

/**
 * The same value in every document; it reads no column.
 *
 * @example
 * ```ts
 * import { constant, id, table } from "convex-cutover";
 *
 * export const users = table("public.users", { id: id(), plan: constant("free") });
 * ```
 */
export function constant<const T extends Value>(value: T): Field<T, null, "constant", readonly []> {
  return new Field({ role: { kind: "constant", value }, absent: rejectNull, columns: [], name: null });
}

/**
 * A value computed from the columns that `from` names (see `SourceRow`); undefined leaves the field out. `compute` must be
 * pure. An exception rejects the row as `rule_failed`.
 *
 * @example
 * ```ts
 * import { computed, id, table } from "convex-cutover";
 *
 * export const users = table("public.users", {
 *   id: id(),
 *   name: computed((row) => `${row.first_name ?? ""} ${row.last_name ?? ""}`.trim()).from("first_name", "last_name"),
 * });
 * ```
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- so the function may say of the row what it reads
export function computed<T extends Value | undefined, Row extends SourceRow = TextRow>(
  compute: RowFunction<Row, T>,
): Field<T, null, "computed", null> {
  const role = { kind: "computed", compute: compute as RowFunction<SourceRow, T> } as const;
  return new Field({ role, absent: rejectNull, columns: null, name: null });
}
