import type { DerivedColumn } from "./columns.js";
import type { Absent, Invalid, Missing, Role } from "./field.js";
import type { FilesPlan } from "./places.js";
import type { Kind } from "../kinds/kind.js";
import type { ListKind } from "../kinds/list.js";
import type { Configured, RowOptions, TableOptions, Tables } from "./table.js";
import type { PlannedTask } from "./tasks.js";
import type { WindowPlan } from "./window.js";
import type { Value } from "convex/values";
import { snakeCase } from "./names.js";
import { normalizeEmail } from "../kinds/email.js";

/** A field written into the documents. */
export interface PlannedField {
  /** Its name in Convex. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly role: Exclude<Role, { kind: "omit" | "ref" | "id" }>;
  readonly absent: Absent;
  readonly invalid: Invalid;
}

/** The kinds that turn the columns of a key into its parts, in order. */
export type KeyParts = readonly Kind[];

/** A key documents are found by during the migration: a legacy field and its index. */
export interface Lookup {
  /** The source's columns that make the key; none for `rowKey()`. */
  readonly columns: readonly string[];
  readonly parts: KeyParts;
  /** `legacyId`, or `legacyKeyEmail` for a key other tables refer by. */
  readonly field: string;
  /** `by_legacy_id`, `by_legacy_key_email`. */
  readonly index: string;
}

export interface PlannedRef {
  /** `userId`: the field of the final schema. */
  readonly name: string;
  /** `legacyUserId`: the old key, until cleanup. */
  readonly legacyField: string;
  readonly columns: readonly string[];
  readonly parts: KeyParts;
  /** The Convex table it points to. */
  readonly target: string;
  /** How the target is found. */
  readonly lookup: Lookup;
  readonly missing: Missing;
  readonly absent: Absent;
  /** How the column is read where it holds a list of keys: then both fields are arrays. null: it holds one key. */
  readonly list: ListKind<Value> | null;
}

/** What the documents hold, whatever their source. */
interface Planned {
  readonly fields: readonly PlannedField[];
  readonly id: Lookup;
  /** Keys other than the id that references of this plan use. */
  readonly lookups: readonly Lookup[];
  readonly refs: readonly PlannedRef[];
}

/** One mapping: how rows of these sources become documents of the table. */
export interface PlannedPart extends Planned, Pick<RowOptions, "jq" | "filter" | "rejectWhen"> {
  readonly sources: readonly string[];
  readonly configured: Configured | null;
  readonly omitted: readonly { readonly column: string; readonly reason: string }[];
  /** Every column of the source that is read. */
  readonly columns: readonly string[];
  /** Derived columns, in this order, by name. */
  readonly derived: readonly (readonly [name: string, column: DerivedColumn])[];
}

/** A Convex table: what all its parts write. Of a field or reference that several parts write, the columns are the first one's. */
export interface PlannedTable extends Planned, Omit<TableOptions, "allow"> {
  /** Its name in Convex. */
  readonly name: string;
  readonly parts: readonly PlannedPart[];
  /** Of all parts. */
  readonly sources: readonly string[];
  /** Every source column the plan reads, of all parts. */
  readonly columns: readonly string[];
  readonly allow: { readonly rejected: number; readonly issues: number; readonly files: number };
  /** Every field that exists only during the migration. */
  readonly legacyFields: readonly string[];
}

/** How to recognize a source this plan was not written for. Names are `schema.table` or `schema.table.column`. */
export interface Shape {
  readonly present?: readonly string[];
  readonly absent?: readonly string[];
  /** What such a source is, and what to do. */
  readonly because: string;
}

/** The evaluated plan. `faults` lists everything wrong with it; no command runs a plan that has any. */
export interface Plan<T extends Tables = Tables> {
  readonly specs: T;
  readonly tables: ReadonlyMap<string, PlannedTable>;
  readonly shape: Shape | null;
  /** Source tables that are left out, with the reason. */
  readonly omit: Readonly<Record<string, string>>;
  /** Why no table matches users, where none should. */
  readonly unmatchedUsers: string | null;
  readonly window: WindowPlan;
  /** What runs after launch, by name, the earliest first. */
  readonly tasks: ReadonlyMap<string, PlannedTask>;
  /** Where files of the source lie. */
  readonly files: FilesPlan;
  readonly faults: readonly string[];
}

/** The planned table of this name. Throws for a name that is not in the plan. */
export function getTable(plan: Plan, name: string): PlannedTable {
  const table = plan.tables.get(name);
  if (table === undefined) {
    const known = [...plan.tables.keys()].join(", ");
    throw new Error(`The plan has no table "${name}". It has: ${known || "none (it has faults)"}.`);
  }
  return table;
}

type Matched = Pick<PlannedTable, "match">;
type Values = Readonly<Record<string, unknown>>;

/** The fields a table's rows are matched by to documents that exist already; none where they are not. */
export function matchFields({ match }: Matched): readonly string[] {
  return match === undefined ? [] : [match].flat();
}

/** Their index during the migration, where the schema has none of its own that begins with them. */
export function matchIndexName(table: Matched): string {
  return `by_match_${matchFields(table).map(snakeCase).join("_and_")}`;
}

/** How addresses are compared: letter case and surrounding space never make two users out of one. */
export function addressKey(value: unknown): string | null {
  if (typeof value !== "string") return null;
  const key = normalizeEmail(value);
  return key === "" ? null : key;
}

/** What a document is matched by: an address in any case, or several fields exactly. null: a field is missing. */
export function matchKeyOf(table: Matched, document: Values): string | null {
  const fields = matchFields(table);
  if (fields.length === 1) return addressKey(document[fields[0]!]);
  const values = fields.map((field) => document[field]);
  const isWhole = values.length > 0 && values.every((value) => typeof value === "string" && value !== "");
  return isWhole ? JSON.stringify(values) : null;
}
