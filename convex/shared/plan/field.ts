import type { GenericId, Value } from "convex/values";
import type { ListOptions } from "../kinds/list.js";
import type { Kind } from "../kinds/kind.js";
import type { RowFunction, SourceRow } from "./row.js";

/** What becomes of a reference without a target: an open issue, a reference left out, or a rejected row. */
export type Missing = "issue" | "clear" | "reject";

/** What happens to a NULL: the row is rejected, the field is left out, null is kept, or a default stands in. */
export type Absent =
  | { readonly kind: "reject" }
  | { readonly kind: "leaveOut" }
  | { readonly kind: "null" }
  | { readonly kind: "default"; readonly value: Value };

/** What happens to a value that does not convert: the row is rejected, it counts as NULL, or another value stands in. */
export type Invalid =
  | { readonly kind: "reject" }
  | { readonly kind: "clear" }
  | { readonly kind: "replace"; readonly value: Value };

export type Role =
  | { readonly kind: "value"; readonly of: Kind }
  | { readonly kind: "creationTime"; readonly of: Kind }
  | { readonly kind: "id"; readonly of: Kind }
  | {
      readonly kind: "ref";
      readonly table: string;
      /** The target's columns that make the key; null for its id. */
      readonly to: readonly string[] | null;
      /** Which source of a union the id belongs to. */
      readonly source: string | null;
      readonly missing: Missing;
      /** How a column with a list of keys is read; null for one key. */
      readonly list: ListOptions | null;
    }
  | { readonly kind: "constant"; readonly value: Value }
  | { readonly kind: "computed"; readonly compute: RowFunction<SourceRow, Value | undefined> }
  | { readonly kind: "omit"; readonly reason: string };

interface Parts {
  readonly role: Role;
  readonly absent: Absent;
  /** Absent where every value must convert. */
  readonly invalid?: Invalid;
  /** Source columns; null means the one the field is keyed by in the plan. */
  readonly columns: readonly string[] | null;
  /** Field name in Convex; null means camel case of the plan's key. */
  readonly name: string | null;
}

/**
 * One entry of a table in the plan: which columns it reads, what they become, and what a NULL becomes. Immutable; every
 * method gives a new field. `T` is the value in the document, `N` the name given by `as`, `R` the role, `C` the columns given by `from`.
 */
export class Field<
  T = unknown,
  N extends string | null = string | null,
  R extends Role["kind"] = Role["kind"],
  C extends readonly string[] | null = readonly string[] | null,
> {
  /** Only for types: what the document holds and where. Absent at run time. */
  declare readonly types: { readonly value: T; readonly name: N; readonly role: R; readonly columns: C };

  constructor(readonly parts: Parts) {}

  /**
   * NULL leaves the field out.
   *
   * @example
   * ```ts
   * import { text } from "convex-cutover";
   *
   * export const bio = text().optional(); // v.optional(v.string())
   * ```
   */
  optional(): Field<T | undefined, N, R, C> {
    return new Field({ ...this.parts, absent: { kind: "leaveOut" } });
  }

  /**
   * NULL becomes this value.
   *
   * @example
   * ```ts
   * import { flag } from "convex-cutover";
   *
   * export const isPaid = flag().or(false);
   * ```
   */
  or(value: T & Value): Field<T, N, R, C> {
    return new Field({ ...this.parts, absent: { kind: "default", value } });
  }

  /**
   * NULL stays null.
   *
   * @example
   * ```ts
   * import { text } from "convex-cutover";
   *
   * export const bio = text().nullable(); // v.union(v.string(), v.null())
   * ```
   */
  nullable(): Field<T | null, N, R, C> {
    return new Field({ ...this.parts, absent: { kind: "null" } });
  }

  /**
   * What becomes of a value that does not convert: it rejects the row (default), it becomes what NULL becomes, or this value stands
   * in. Such values are counted by `check` and in the report.
   *
   * @example
   * ```ts
   * import { integer, timestamp } from "convex-cutover";
   *
   * export const seenAt = timestamp().optional().invalid("clear"); // "0000-00-00 00:00:00" → left out
   * export const stock = integer().invalid({ as: 0 }); // "many" → 0
   * ```
   */
  invalid(how: "reject" | "clear" | { readonly as: T & Value }): Field<T, N, R, C> {
    const invalid: Invalid = typeof how === "string" ? { kind: how } : { kind: "replace", value: how.as };
    return new Field({ ...this.parts, invalid });
  }

  /**
   * The field's name in Convex, instead of the column's in camel case.
   *
   * @example
   * ```ts
   * import { text } from "convex-cutover";
   *
   * export const fields = { full_name: text().as("name") };
   * ```
   */
  as<const M extends string>(name: M): Field<T, M, R, C> {
    return new Field({ ...this.parts, name });
  }

  /**
   * The columns it reads, in order; the plan's key is then the field's name.
   *
   * @example
   * ```ts
   * import { id } from "convex-cutover";
   *
   * export const fields = { seatId: id().from("hall", "number") };
   * ```
   */
  from<const M extends readonly string[]>(...columns: M): Field<T, N, R, M> {
    return new Field({ ...this.parts, columns });
  }
}

export class TimestampField extends Field<number, null, "value", null> {
  /**
   * Becomes `_creationTime`, so that the default order stays. Only for times after 1970; others reject the row as `creation_time`.
   *
   * @example
   * ```ts
   * import { timestamp } from "convex-cutover";
   *
   * export const fields = { created_at: timestamp().asCreationTime() };
   * ```
   */
  asCreationTime(): Field<number, null, "creationTime", null> {
    const { role } = this.parts;
    if (role.kind !== "value") throw new TypeError("asCreationTime() belongs to timestamp()");
    return new Field({ ...this.parts, role: { kind: "creationTime", of: role.of } });
  }
}

export const rejectNull: Absent = { kind: "reject" };

export function valueField<T extends Value>(of: Kind<T>): Field<T, null, "value", null> {
  return new Field({
    role: { kind: "value", of: of as unknown as Kind },
    absent: rejectNull,
    columns: null,
    name: null,
  });
}

export type RefField<Table extends string> = Field<GenericId<Table>, null, "ref", null>;
export type RefListField<Table extends string> = Field<GenericId<Table>[], null, "ref", null>;

/** Read off `types` alone: inferring from the whole class would take its methods' results into account. */
export type Typed<T, Name, R> = {
  readonly types: { readonly value: T; readonly name: Name; readonly role: R };
};

/** Whether a field is read with `flag()`: a value that can only be a boolean. `json(v.any())` is none. */
export type IsFlag<F> =
  F extends Typed<infer T, unknown, "value">
    ? unknown extends T
      ? false
      : [Exclude<T, null | undefined>] extends [boolean]
        ? true
        : false
    : false;
