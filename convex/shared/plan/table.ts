import type { Value } from "convex/values";
import type { DerivedColumn, Environment } from "./columns.js";
import type { Field, IsFlag } from "./field.js";
import type { RowFunction, SourceRow } from "./row.js";
import type { Raw } from "../kinds/kind.js";

export type Fields = Readonly<Record<string, Field>>;

/**
 * How rows that are the same become one document. References to the others are repointed to it.
 *
 * @example
 * ```ts
 * import { email, id, table, text } from "convex-cutover";
 *
 * export const people = table(
 *   "public.contacts",
 *   { id: id(), email: email(), name: text().optional() },
 *   { merge: { by: ["email"], keep: "legacyId", fill: true } },
 * );
 * ```
 */
export interface Merge {
  /** Fields (or derived columns) whose equal values make rows the same. A row that lacks one of them is never merged. */
  readonly by: readonly string[];
  /** The row with the least value of this field stays, such as `createdAt` or `legacyId`; default the first one read. */
  readonly keep?: string;
  /** What the kept row lacks is taken from the others, in their order. */
  readonly fill?: boolean;
  /** How two values of a field become one. */
  readonly combine?: Readonly<Record<string, (kept: Value | undefined, lost: Value | undefined) => Value | undefined>>;
}

/** Options of a Convex table as a whole. */
export interface TableOptions {
  /**
   * The field that matches users to existing accounts, such as `email`: compared in any letter case, and only if both sides
   * have verified it. Several fields, such as those of a sign-in method, are compared exactly.
   */
  readonly match?: string | readonly string[];
  /** A field with the users' previous address: an account with it is reported, to be decided with `match settle`. */
  readonly formerly?: string;
  /** Whose value is kept when a row merges into an account and both have one. Default: the account's. */
  readonly wins?: Readonly<Record<string, "legacy" | "account">>;
  /** Fields that together must be unique; a later row with the same values is rejected as `duplicate`. */
  readonly unique?: readonly (readonly string[])[];
  /** Rows that are the same: one is kept, the others are counted as merged. */
  readonly merge?: Merge;
  /** After cleanup documents can still be found by their old keys, for old URLs: the component keeps key → id. */
  readonly keepIdMap?: boolean;
  /** How many rejected rows, open issues and files that are not there are acceptable. Default none: one more stops the run. */
  readonly allow?: { readonly rejected?: number; readonly issues?: number; readonly files?: number };
}

/**
 * The row that functions in a table's options get. What the plan reads with `flag()` is a boolean, other mapped columns are taken for
 * text; a column that is not mapped may be either.
 */
export type RowOf<F> = SourceRow & {
  readonly [Key in keyof F as Key extends string ? (F[Key] extends ColumnField ? Key : never) : never]?: IsFlag<
    F[Key]
  > extends true
    ? boolean | null
    : string | null;
};

type ColumnField = Field<unknown, string | null, "value" | "creationTime" | "id" | "ref">;

/** Options of the rows of one source. */
export interface RowOptions<Row = SourceRow> {
  /** File sources: the jq filter that makes one object per row of the source's file, such as `.list[]`. */
  readonly jq?: string;
  /** Columns the source does not have, derived in this order from those it has. */
  readonly columns?: Readonly<Record<string, DerivedColumn>>;
  /** Rows for which this is false are not migrated; they are counted as filtered. */
  readonly filter?: RowFunction<Row, boolean>;
  /** Rows for which a rule is true are rejected under the rule's name: `{ "known-bad-id": (row) => row.id === "0" }`. */
  readonly rejectWhen?: Readonly<Record<string, RowFunction<Row, boolean>>>;
}

/** A table that is not in the source: its rows are made from configuration. */
export interface Configured<Column extends string = string> {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: (env: Environment) => readonly Readonly<Partial<Record<Column, Raw>>>[];
}

/**
 * Rows made from environment variables, read like a source table of this name. `rows` must be pure; a column it leaves out
 * is NULL.
 *
 * @example
 * ```ts
 * import { configured, email, id, table } from "convex-cutover";
 *
 * const admins = configured("admins", ["email"], (env) =>
 *   (env.ADMIN_EMAILS ?? "").split(",").map((address) => ({ email: address })),
 * );
 * export const users = table(admins, { legacyId: id().from("email"), email: email() });
 * ```
 */
export function configured<const Column extends string>(
  name: string,
  columns: readonly Column[],
  rows: Configured<Column>["rows"],
): Configured<Column> {
  return { name, columns, rows };
}

/** One mapping: rows of these sources become documents this way. */
export interface SpecPart {
  readonly sources: readonly string[];
  readonly configured: Configured | null;
  readonly fields: Fields;
  readonly options: RowOptions;
}

/** What a table reads of one source table: its name, and the columns it names. */
export interface Reading {
  readonly source: string;
  readonly columns: string;
}

/**
 * One table of the plan as written; `definePlan` derives the rest. `F` is what its parts map, `Target` its name in Convex where the
 * compiler knows it, `Reads` what it reads.
 */
export class TableSpec<F extends Fields = Fields, Target extends string = string, Reads = unknown> {
  /** Only for types. Absent at run time. */
  declare readonly types: { readonly fields: F; readonly target: (name: Target) => void; readonly reads: Reads };

  constructor(
    readonly parts: readonly SpecPart[],
    readonly options: TableOptions,
  ) {}
}

/** The tables of a plan, by their names in Convex. */
// oxlint-disable-next-line typescript/no-explicit-any -- a table of any name
export type Tables = Readonly<Record<string, TableSpec<Fields, any>>>;

/**
 * A table to migrate: the source's name (`schema.table`, or several with the same columns), what each column becomes, and the
 * table's rules. Every column is mapped or omitted by name; `check` reports those that are neither.
 *
 * @example
 * ```ts
 * import { email, id, omit, ref, table, text, timestamp } from "convex-cutover";
 *
 * export const users = table(
 *   "public.users",
 *   { id: id(), email: email(), created_at: timestamp().asCreationTime() },
 *   { match: "email", unique: [["email"]] },
 * );
 * export const cases = table(
 *   ["public.cases", "public.archived_cases"],
 *   { id: id(), user_id: ref("users"), title: text(), is_deleted: omit("deleted cases stay behind") },
 *   { filter: (row) => row.title !== "test" && !row.is_deleted, allow: { rejected: 3 } },
 * );
 * ```
 */
export function table<const F extends Fields>(
  source: string | readonly string[] | Configured,
  fields: F,
  options: TableOptions & RowOptions<RowOf<F>> = {},
): TableSpec<F> {
  const { jq, columns, filter, rejectWhen, ...whole } = options;
  const isConfigured = typeof source === "object" && "rows" in source;
  const part: SpecPart = {
    sources: isConfigured ? [source.name] : [source].flat(),
    configured: isConfigured ? source : null,
    fields,
    options: { jq, columns, filter, rejectWhen },
  };
  return new TableSpec([part], whole);
}

/**
 * Several sources with their own mappings that become one Convex table. With `merge: { fill: true }` a part may leave out
 * what the schema requires: the merged document is validated.
 *
 * @example
 * ```ts
 * import { email, id, table, text, union } from "convex-cutover";
 *
 * export const users = union(
 *   [
 *     table("public.profiles", { id: id(), email: email(), name: text() }),
 *     table("legacy.accounts", { id: id({ prefix: "old-" }), email: email(), name: text().optional() }),
 *   ],
 *   { match: "email", merge: { by: ["email"], fill: true } },
 * );
 * ```
 */
export function union<const P extends readonly TableSpec[]>(
  specs: P,
  options: TableOptions = {},
): TableSpec<Filled<P[number]["types"]["fields"]>> {
  return new TableSpec(
    specs.flatMap(({ parts }) => parts),
    specs.reduce<TableOptions>((all, spec) => ({ ...spec.options, ...all }), options),
  );
}

/** What parts of a union write: another part may fill what one leaves out. */
export type Filled<F> = F extends Fields
  ? {
      readonly [Key in keyof F]: F[Key] extends Field<infer T, infer N, infer R, infer C>
        ? Field<Exclude<T, undefined>, N, R, C>
        : never;
    }
  : never;
