import { type JSONValue, jsonToConvex, type Value } from "convex/values";
import type { PlannedRef, PlannedTable } from "../plan/plan.js";
import { canonicalFields, type Document, type RefKey } from "./document.js";

/** A legacy value that gave way to the document's own. Without `value`: the row had none. */
export interface KeptField {
  readonly field: string;
  readonly value?: unknown;
}

/** A row that became part of a document, as the component records it. */
export interface MergedRow {
  readonly legacyKey: string;
  /** Fields the document got from the row. */
  readonly filled: readonly string[];
  readonly kept: readonly KeptField[];
}

/** What somebody has changed in a document, and a catch-up has left. */
export interface OwnValue {
  readonly legacyKey: string;
  /** null: the row has gone from the source, and its document has stayed. */
  readonly field: string | null;
  /** What the source has there, as JSON of `convexToJson`; null: nothing. */
  readonly ours: string | null;
}

/** A row that maps to a document. `kept`: what the row had where the document says something else. */
export interface Row {
  readonly legacyKey: string;
  readonly kept: readonly KeptField[];
  /** Values that are somebody's own: each is a line of `writes/conflicts.jsonl`. */
  readonly keptInConvex: number;
  /** The row is no longer in the source; its document stays because somebody has changed it. */
  readonly isGone: boolean;
}

const nothing = { kept: [], keptInConvex: 0, isGone: false };

/** The rows that map to a document: its own, and those that became part of it. */
export function rowsOf(
  table: PlannedTable,
  document: Document,
  merged: readonly MergedRow[],
  own: readonly OwnValue[],
): Row[] {
  return mergedRowsOf(table, document, merged).map((row) => withOwnValues(row, own));
}

function mergedRowsOf(table: PlannedTable, document: Document, merged: readonly MergedRow[]): Row[] {
  const own: Row = { legacyKey: document[table.id.field] as string, ...nothing };
  if (merged.length === 0) return [own];
  const isMerged = merged.some(({ legacyKey }) => legacyKey === own.legacyKey);
  const rows: readonly MergedRow[] = isMerged ? merged : [{ ...own, filled: [] }, ...merged];
  return rows.map(({ legacyKey, kept }) => {
    const others = rows.filter((row) => row.legacyKey !== legacyKey);
    const foreign = others.flatMap(({ filled }) => plannedNames(table, filled)).map((field) => ({ field }));
    return { ...nothing, legacyKey, kept: [...foreign, ...kept, { field: table.id.field, value: legacyKey }] };
  });
}

/** What somebody has changed in Convex, and a catch-up has left, is no fault: the source's value is compared in its place. */
function withOwnValues(row: Row, values: readonly OwnValue[]): Row {
  const own = values.filter(({ legacyKey }) => legacyKey === row.legacyKey);
  if (own.length === 0) return row;
  const kept = own.flatMap(({ field, ours }) => {
    if (field === null) return [];
    return [{ field, value: ours === null ? undefined : jsonToConvex(JSON.parse(ours) as JSONValue) }];
  });
  return {
    ...row,
    kept: [...row.kept, ...kept],
    keptInConvex: own.length,
    isGone: own.some(({ field }) => field === null),
  };
}

/** The planned fields among those a merge filled; a reference stands in there under its legacy field. */
function plannedNames({ fields, refs }: PlannedTable, filled: readonly string[]): string[] {
  const references = refs.filter(({ legacyField }) => filled.includes(legacyField));
  return [...fields.filter(({ name }) => filled.includes(name)), ...references].map(({ name }) => name);
}

/** The references of which the document, and not what gave way, says where they lead. */
export function ownRefs({ refs }: PlannedTable, { kept }: Pick<Row, "kept">): readonly PlannedRef[] {
  return kept.length === 0 ? refs : refs.filter(({ name }) => !kept.some(({ field }) => field === name));
}

/** The row's canonical fields as the export has them. `follow`: the legacy key that one of its own references leads to. */
export function rowFields(
  table: PlannedTable,
  stored: Document,
  row: Pick<Row, "kept">,
  follow: RefKey,
): [string, string][] {
  if (row.kept.length === 0) return canonicalFields(table, stored, follow);
  const kept = new Map(row.kept.map(({ field, value }) => [field, value as Value | undefined]));
  const document: Document = { ...stored, ...Object.fromEntries(kept) };
  return canonicalFields(table, document, (ref) => {
    if (!kept.has(ref.name)) return follow(ref);
    const key = kept.get(ref.name);
    return typeof key === "string" || Array.isArray(key) ? (key as string | string[]) : undefined;
  });
}
