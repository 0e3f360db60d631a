import type { Document } from "../../../convex/shared/document/document.js";
import type { PlannedRef, PlannedTable } from "../../../convex/shared/plan/plan.js";

/** Keys of rows that were merged into another → that one's key, per table and kind of key. As many as there are such rows. */
export class Aliases {
  private readonly maps = new Map<string, Map<string, string>>();

  /** The keys by which this reference's targets were known and now are. Fills while merged rows are found. */
  of({ target, lookup }: PlannedRef): ReadonlyMap<string, string> {
    return this.map(target, lookup.field);
  }

  /** The legacy id of the row that stays in place of this one. */
  keptId({ name, id }: PlannedTable, key: string): string {
    return this.map(name, id.field).get(key) ?? key;
  }

  /** From now on, whatever leads to `lost` leads to `kept`. */
  add(table: PlannedTable, lost: Document, kept: Document): void {
    for (const { field } of [table.id, ...table.lookups]) {
      const from = lost[field];
      const to = kept[field];
      if (typeof from === "string" && typeof to === "string" && from !== to) this.map(table.name, field).set(from, to);
    }
  }

  /** The document with its references led to the rows that stay. */
  repoint({ refs }: PlannedTable, document: Document): Document {
    const moved = refs.flatMap((ref) => {
      const key = document[ref.legacyField];
      const kept = typeof key === "string" ? this.of(ref).get(key) : undefined;
      return kept === undefined ? [] : [[ref.legacyField, kept] as const];
    });
    return moved.length === 0 ? document : { ...document, ...Object.fromEntries(moved) };
  }

  private map(table: string, field: string): Map<string, string> {
    const name = `${table}.${field}`;
    const map = this.maps.get(name) ?? new Map<string, string>();
    this.maps.set(name, map);
    return map;
  }
}
