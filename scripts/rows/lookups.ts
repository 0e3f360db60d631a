import type { LookupColumn } from "../../convex/shared/columns.js";
import { joinKey } from "../../convex/shared/kinds/index.js";
import type { PlannedTable } from "../../convex/shared/plan.js";
import type { Raw } from "../../convex/shared/kind.js";
import type { Source } from "../sources/source.js";
import { LookupIndex } from "./lookupIndex.js";

/** The rows lookups find, read once before the first row that needs them. */
export type Lookups = ReadonlyMap<LookupColumn, LookupIndex>;

export async function readLookups(source: Source, tables: readonly PlannedTable[]): Promise<Lookups> {
  const lookups = new Map<LookupColumn, LookupIndex>();
  for (const column of tables.flatMap(lookupsOf)) lookups.set(column, await readIndex(source, column));
  return lookups;
}

export function lookupsOf({ parts }: PlannedTable): LookupColumn[] {
  return parts.flatMap(({ derived }) => derived.flatMap(([, column]) => (column.kind === "lookup" ? [column] : [])));
}

/** The columns a lookup reads of its table. */
export function lookedUpColumns({ where, take, latest }: LookupColumn): string[] {
  return [...new Set([...Object.keys(where), take, ...(latest === null ? [] : [latest.of])])];
}

/** A row that cannot be read is rejected where it is planned; here it is not found. */
async function readIndex(source: Source, column: LookupColumn): Promise<LookupIndex> {
  const index = new LookupIndex();
  const { columns, pages } = await source.read(column.table, lookedUpColumns(column));
  const keys = Object.keys(column.where).map((name) => columns.indexOf(name));
  const take = columns.indexOf(column.take);
  const of = column.latest === null ? -1 : columns.indexOf(column.latest.of);
  for await (const page of pages) {
    for (const row of page) {
      if ("broken" in row) continue;
      const key = keyText(keys.map((at) => row[at] ?? null));
      if (key !== null) index.add(key, row[take] ?? null, row[of] ?? null);
    }
  }
  return index;
}

/** NULL equals nothing. */
export function keyText(parts: readonly Raw[]): string | null {
  return parts.some((part) => part === null) ? null : joinKey(parts as readonly string[]);
}
