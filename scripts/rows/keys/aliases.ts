import type { Value } from "convex/values";
import { canonicalValue } from "../../../convex/shared/document/canonical.js";
import { type Document, storedName } from "../../../convex/shared/document/document.js";
import { legacyKeysOf } from "../../../convex/shared/document/references.js";
import type { Raw } from "../../../convex/shared/kinds/kind.js";
import type { PlannedRef, PlannedTable } from "../../../convex/shared/plan/plan.js";

/** Keys of merged rows → the key of the row that was kept, per table and key field. Memory: one entry per merged row. */
export class KeyAliases {
  private readonly maps = new Map<string, Map<string, string>>();

  /** The aliases among the targets of this reference. Filled while merged rows are found. */
  forReference({ target, lookup }: PlannedRef): ReadonlyMap<string, string> {
    return this.map(target, lookup.field);
  }

  /** The legacy id of the row that was kept instead of this one. */
  keptId({ name, id }: PlannedTable, key: string): string {
    return this.map(name, id.field).get(key) ?? key;
  }

  /** Maps every key of `merged` to that of `kept`. */
  add(table: PlannedTable, merged: Document, kept: Document): void {
    for (const { field } of [table.id, ...table.lookups]) {
      const from = merged[field];
      const to = kept[field];
      if (typeof from === "string" && typeof to === "string" && from !== to) this.map(table.name, field).set(from, to);
    }
  }

  /** The document with its references repointed to the rows that were kept. */
  repoint({ refs }: PlannedTable, document: Document): Document {
    const repointed = refs.flatMap((ref) => {
      const aliases = this.forReference(ref);
      const keys = legacyKeysOf(ref, document);
      if (!keys.some((key) => aliases.has(key))) return [];
      const kept = keys.map((key) => aliases.get(key) ?? key);
      return [[ref.legacyField, ref.list === null ? kept[0] : kept] as const];
    });
    return repointed.length === 0 ? document : { ...document, ...Object.fromEntries(repointed) };
  }

  private map(table: string, field: string): Map<string, string> {
    const name = `${table}.${field}`;
    const map = this.maps.get(name) ?? new Map<string, string>();
    this.maps.set(name, map);
    return map;
  }
}

type Row = readonly Raw[];
type Read = (row: Row, document: Document) => Value | undefined;

/** Compiles the function that computes a row's merge key; null if a value is missing or the table has no merge rule. */
export function compileMergeKey(
  table: PlannedTable,
  at: (column: string) => number,
): (row: Row, document: Document) => string | null {
  if (table.merge === undefined) return () => null;
  const readers = table.merge.by.map((name): Read => {
    const index = at(name);
    const field = storedName(table, name);
    return isField(table, name) ? (_row, document) => document[field] : (row) => row[index] ?? null;
  });
  return (row, document) => {
    const values = readers.map((read) => read(row, document) ?? null);
    return values.includes(null) ? null : canonicalValue(values);
  };
}

function isField({ fields, refs, id }: PlannedTable, name: string): boolean {
  return name === id.field || fields.some((field) => field.name === name) || refs.some((ref) => ref.name === name);
}
