import type { Value } from "convex/values";
import { derive, type DerivedColumn, type Environment, lookup } from "./columns.js";
import { definePlan } from "./definePlan.js";
import type { PlanOptions } from "./options.js";
import type { Field, Missing, RefField } from "./field.js";
import { computed, ref } from "./fields.js";
import type { DocumentsOf, NamesOf } from "./fieldTypes.js";
import type { Plan } from "./plan.js";
import type {
  AnyRow,
  ColumnName,
  CommonRow,
  EntryFaults,
  FullName,
  ReadingOf,
  RowOf,
  TableFaults,
  TableName,
  TargetsOf,
  WithFlags,
} from "./planTypes.js";
import {
  type Configured,
  type Fields,
  type Filled,
  type Merge,
  type RowOptions,
  table,
  type TableOptions,
  type Tables,
  type TableSpec,
  union,
} from "./table.js";
import type { RowValue } from "./row.js";

/** A computed column of rows of this type; `Reads` are the columns it is computed from. */
export type DerivedOf<Row, Reads extends string = string> = DerivedColumn & {
  readonly types?: { readonly row: (row: Row) => void; readonly reads: Reads };
};
type DerivedColumns<Row> = Readonly<Record<string, DerivedOf<Row>>>;
type ReadsOf<Columns> = [keyof Columns] extends [never]
  ? never
  : Columns[keyof Columns] extends { readonly types?: { readonly reads: infer Reads } }
    ? Reads & string
    : never;

/** What an editor offers as keys. */
type ColumnsOf<Row> = { readonly [Column in keyof Row & string]?: Field };

/** Names that options may take: the fields a table writes. */
type Names<F> = NamesOf<F> | "legacyId" | "_creationTime";

/** `TableOptions` whose names are checked: each is a field the table writes. */
export interface NamedOptions<Name extends string, Derived extends string = never> extends Omit<
  TableOptions,
  "match" | "formerly" | "wins" | "unique" | "merge"
> {
  /** The field that matches users to existing accounts, such as `email`; several fields are compared exactly. */
  readonly match?: Name | readonly Name[];
  /** A field with the users' previous address: an account with it is reported, to be decided with `match settle`. */
  readonly formerly?: Name;
  /** Whose value is kept when a row merges into an account and both have one. Default: the account's. */
  readonly wins?: { readonly [Key in Name]?: "legacy" | "account" };
  /** Fields that together must be unique; a later row with the same values is rejected as `duplicate`. */
  readonly unique?: readonly (readonly Name[])[];
  /** Rows that are the same: one is kept, the others are counted as merged. */
  readonly merge?: Omit<Merge, "by" | "keep" | "combine"> & {
    /** Fields (or derived columns) whose equal values make rows the same. */
    readonly by: readonly (Name | Derived)[];
    /** The row with the least value of this field stays. */
    readonly keep?: Name;
    /** How two values of a field become one. */
    readonly combine?: {
      readonly [Key in Name]?: (kept: Value | undefined, lost: Value | undefined) => Value | undefined;
    };
  };
}

/** The row that rules get: the source's columns, those read with `flag()` as booleans, and the derived ones. */
type RuleRow<Row, F, Columns> = WithFlags<Row, F> & { readonly [Key in keyof Columns]: RowValue };

/**
 * Options of one table whose rows have this type and become these fields. What `merge.by` names is no reason to take any name for a
 * computed column: then no column could be wrong.
 */
export interface TypedOptions<Row, F, Columns> extends NamedOptions<Names<F>, NoInfer<keyof Columns & string>> {
  /** File sources: the jq filter that makes one object per row of the source's file, such as `.list[]`. */
  readonly jq?: RowOptions["jq"];
  /** Columns the source does not have, derived in this order from those it has. */
  readonly columns?: Columns;
  /** Rows for which this is false are not migrated; they are counted as filtered. */
  readonly filter?: (row: RuleRow<Row, F, Columns>) => boolean;
  /** Rows for which a rule is true are rejected under the rule's name. */
  readonly rejectWhen?: Readonly<Record<string, (row: RuleRow<Row, F, Columns>) => boolean>>;
}

/** The words of a plan whose source and schema are known. `S`: the source's rows by table. `D`: the schema's documents by table. */
export interface PlanWords<S extends object, D> {
  /**
   * The plan: what is migrated and how. Keys are the Convex tables. A column of the source that no table names, or a field of
   * schema.ts that a table has to write and does not, is an error at the table's key.
   */
  definePlan<const T extends Tables>(specs: TableFaults<S, D, T> & TargetsOf<D> & T, options?: PlanOptions): Plan<T>;
  /**
   * A table to migrate: the source's name, what each of its columns becomes, and the table's rules. A column the source does not
   * have, or a field that does not fit schema.ts, is an error at its line.
   */
  table<
    const From extends TableName<S> | readonly TableName<S>[] | Configured,
    const F extends Fields,
    Target extends string = string,
    // oxlint-disable-next-line typescript/no-generated-empty-object-type -- no column is computed
    Columns extends DerivedColumns<RowOf<S, From>> = Record<never, never>,
  >(
    source: From,
    fields: F & ColumnsOf<RowOf<S, From>> & EntryFaults<S, D, From, F, Target, keyof Columns & string>,
    options?: TypedOptions<RowOf<S, From>, F, Columns>,
  ): TableSpec<
    F,
    Target,
    | ReadingOf<S, From, F>
    | (From extends string ? { readonly source: FullName<S, From>; readonly columns: ReadsOf<Columns> } : never)
  >;
  /** Several sources with their own mappings that become one Convex table. With `merge: { fill: true }` a part may leave out what the schema requires. */
  union<const P extends readonly TableSpec<Fields, never>[]>(
    specs: P,
    options?: NamedOptions<Names<P[number]["types"]["fields"]>, string>,
  ): TableSpec<Filled<P[number]["types"]["fields"]>, string, P[number]["types"]["reads"]>;
  /**
   * A foreign key: `legacy<Name>` holds the old key during the migration, `<name>: Id<table>` the id once `resolve` ran. `to` names
   * the target's columns if the key is not its id; `missing` decides what a target that does not exist means: `"issue"` (default)
   * leaves an open issue, `"clear"` leaves the reference out, `"reject"` rejects the row as `orphan`.
   */
  ref<const Table extends keyof D & string>(
    table: Table,
    options?: { to?: ColumnName<S> | readonly ColumnName<S>[]; source?: TableName<S>; missing?: Missing },
  ): RefField<Table>;
  /** A value computed from the columns that `from` names; undefined leaves the field out. `compute` must be pure. */
  computed<T extends Value | undefined>(compute: (row: AnyRow<S>) => T): Field<T, null, "computed", null>;
  /** A column the source does not have: text, a boolean or null (for NULL) that `compute` works out from these columns. It must be pure. */
  derive<Row, const Column extends keyof Row & string>(
    columns: readonly Column[],
    compute: (row: Pick<Row, Column>, env: Environment) => RowValue,
  ): DerivedOf<Row, Column>;
  /** A column the source does not have: one column of another source table's row, whose columns equal this row's as `where` says. */
  lookup<Row, const Table extends TableName<S>, const Own extends keyof Row & string>(
    table: Table,
    options: {
      /** Columns of the looked-up table, each with the column of this row that it equals. */
      where: { readonly [Column in keyof CommonRow<S, Table> & string]?: Own };
      /** The column of the looked-up table whose value is taken. */
      take: keyof CommonRow<S, Table> & string;
      /** Chooses among several matches: the greatest `of` that is not after this row's `notAfter`. */
      latest?: { readonly of: keyof CommonRow<S, Table> & string; readonly notAfter: Own };
      missing?: "reject" | "null";
    },
  ): DerivedOf<Row, Own>;
}

/**
 * The words of a plan for this source and schema, typed by them; `convex/plan.source.ts` exports them, and `npx cutover generate`
 * keeps it up to date. They do what those of the package do: only the compiler knows more.
 *
 * @example
 * ```ts
 * import { defineSchema, defineTable } from "convex/server";
 * import { v } from "convex/values";
 * import { id, planFor, text } from "convex-cutover";
 *
 * interface Source {
 *   "public.users": { id: string; name: string | null };
 * }
 * const schema = defineSchema({ users: defineTable({ name: v.optional(v.string()) }) });
 * const { definePlan, table } = planFor<Source, typeof schema>();
 *
 * export default definePlan({ users: table("public.users", { id: id(), name: text().optional() }) });
 * ```
 */
export function planFor<S extends object, Schema = unknown>(): PlanWords<S, SchemaDocuments<Schema>> {
  return { definePlan, table, union, ref, computed, derive, lookup } as unknown as PlanWords<
    S,
    SchemaDocuments<Schema>
  >;
}

/** Without a schema every table may have any fields. */
type SchemaDocuments<Schema> = unknown extends Schema ? Readonly<Record<string, never>> : DocumentsOf<Schema>;
