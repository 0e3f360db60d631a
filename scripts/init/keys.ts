import type { ForeignKey, SourceTable } from "../sources/source.js";
import type { KeyDraft } from "./draft.js";
import { wordsOf } from "../rows/keys/names.js";
import { normalizeType } from "./types.js";

/** What rows are known by: the primary key, else what the source guarantees or suggests to be unique; null where nothing is. */
export function findKey(table: SourceTable, all: readonly SourceTable[]): KeyDraft | null {
  if (table.primaryKey.length > 0) return toKey(table, table.primaryKey, null);
  const unique = (table.uniqueKeys ?? []).filter((columns) => columns.every((name) => isRequired(table, name)));
  const referred = all.flatMap(({ foreignKeys }) => foreignKeys ?? []).filter((key) => key.table === table.name);
  const isReferred = (columns: readonly string[]) =>
    referred.some(({ references }) => references.toSorted().join() === columns.toSorted().join());
  // Of several: the one others refer to, then `id`, then the one of fewest columns.
  const rank = (columns: readonly string[]) =>
    isReferred(columns) ? 0 : columns.join() === "id" ? 1 : 1 + columns.length;
  const [shortest] = unique.toSorted((a, b) => rank(a) - rank(b));
  if (shortest !== undefined)
    return toKey(table, shortest, "no primary key in the source; a unique one serves as the id");
  return findPartitionsKey(table, all) ?? findInheritedKey(table, all);
}

function findPartitionsKey(table: SourceTable, all: readonly SourceTable[]): KeyDraft | null {
  const keys = all.filter(({ partitionOf }) => partitionOf === table.name).map(({ primaryKey }) => primaryKey);
  const [first] = keys;
  const isCommon = keys.every((key) => JSON.stringify(key) === JSON.stringify(first));
  if (first === undefined || first.length === 0 || !isCommon) return null;
  return toKey(table, first, "the key of every partition; the export checks that it is unique over all of them");
}

function findInheritedKey(table: SourceTable, all: readonly SourceTable[]): KeyDraft | null {
  for (const name of table.inherits ?? []) {
    const parent = all.find((each) => each.name === name);
    const key = parent === undefined ? null : findKey(parent, all);
    if (key === null) continue;
    return toKey(table, key.columns, `the key of ${name}, which it inherits from; the export checks that it is unique`);
  }
  return null;
}

function isRequired(table: SourceTable, name: string): boolean {
  const column = table.columns.find((each) => each.name === name);
  return column !== undefined && !column.nullable && column.generated !== true;
}

function toKey(table: SourceTable, columns: readonly string[], comment: string | null): KeyDraft {
  const families = columns.map((name) => keyFamily(table, name));
  const isAll = (family: string) => families.every((each) => each === family);
  return { columns, form: isAll("integer") ? "integer" : isAll("uuid") ? "uuid" : "text", comment };
}

export type KeyFamily = "integer" | "uuid" | "text" | "other";

/** What keys must have in common to be compared. */
export function keyFamily(table: SourceTable, name: string): KeyFamily {
  const column = table.columns.find((each) => each.name === name);
  const written = (column?.baseType ?? column?.type ?? "").toLowerCase();
  const type = normalizeType(written);
  if (/^(?:smallint|integer|bigint|tinyint)$/.test(type) || /^numeric\(\d+(?:,0)?\)$/.test(written)) return "integer";
  if (type === "uuid") return "uuid";
  return /^(?:text|character|char|citext)/.test(type) ? "text" : "other";
}

/** A key that only identifies the row: with Convex ids it is not needed any more. */
export function isSurrogate(table: SourceTable, { columns }: KeyDraft): boolean {
  const [only, second] = columns;
  if (only === undefined || second !== undefined) return false;
  const last = wordsOf(only).at(-1) ?? "";
  if (wordsOf(only).length === 1 && /^(?:id|uuid|guid|ulid|pk)$/.test(last)) return true;
  return /^(?:id|uuid|guid)$|id$/.test(last) && keyFamily(table, only) !== "text" && keyFamily(table, only) !== "other";
}

/** A partitioned table refers to what all of its partitions refer to. */
export function foreignKeysOf(table: SourceTable, all: readonly SourceTable[]): readonly ForeignKey[] {
  const own = table.foreignKeys ?? [];
  const partitions = all.filter(({ partitionOf }) => partitionOf === table.name);
  const [first, ...others] = partitions.map(({ foreignKeys }) => (foreignKeys ?? []).map((key) => JSON.stringify(key)));
  const common = (first ?? []).filter((key) => others.every((keys) => keys.includes(key)));
  return [...own, ...common.filter((key) => !own.some((each) => JSON.stringify(each) === key)).map(parseKey)];
}

function parseKey(text: string): ForeignKey {
  return JSON.parse(text) as ForeignKey;
}
