import type { Plan, PlannedRef, PlannedTable } from "../../../convex/shared/plan/plan.js";
import type { SourceTable } from "../../sources/source.js";
import { matchTable } from "../../sources/tableNames.js";
import { KeySet } from "./keySet.js";

/**
 * The keys of the tables already read, as far as somebody asks for them: for orphans that the plan rejects, and for ids
 * the source does not guarantee to be unique.
 */
export class TableKeys {
  private readonly sets = new Map<string, KeySet>();

  /** `refsOf`: the references whose targets' keys somebody asks for. */
  constructor(plan: Plan, sourceTables: readonly SourceTable[], refsOf = rejectingRefs) {
    for (const table of plan.tables.values()) {
      if (!isUniqueInSource(table, sourceTables)) this.want(table.name, table.id.field);
      for (const ref of refsOf(table)) this.want(ref.target, ref.lookup.field);
      for (const fields of table.unique ?? []) this.want(table.name, fields.join("|"));
    }
  }

  /** The set of this table and field, or undefined where nobody asks for it. */
  of(table: string, field: string): KeySet | undefined {
    return this.sets.get(`${table}.${field}`);
  }

  /** An export that starts again forgets what it saw of this table. */
  clear(table: string): void {
    for (const name of this.sets.keys()) if (name.startsWith(`${table}.`)) this.sets.set(name, new KeySet());
  }

  private want(table: string, field: string): void {
    this.sets.set(`${table}.${field}`, new KeySet());
  }
}

/** References whose missing target rejects the row: their tables are read after the target's. */
export function rejectingRefs(table: PlannedTable): PlannedRef[] {
  return table.refs.filter(({ missing }) => missing === "reject");
}

export function orphanParents(plan: Plan, table: string): string[] {
  return [...new Set(rejectingRefs(plan.tables.get(table)!).map(({ target }) => target))];
}

function isUniqueInSource(table: PlannedTable, sourceTables: readonly SourceTable[]): boolean {
  const [only] = table.sources;
  if (table.sources.length !== 1) return false;
  const source = only === undefined ? undefined : matchTable(sourceTables, only);
  const key = source?.primaryKey ?? [];
  return key.length > 0 && key.every((column) => table.id.columns.includes(column));
}
