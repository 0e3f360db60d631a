import type { LookupColumn } from "../../../convex/shared/plan/columns.js";
import { joinKey } from "../../../convex/shared/kinds/index.js";
import type { PlannedTable } from "../../../convex/shared/plan/plan.js";
import type { Raw } from "../../../convex/shared/kinds/kind.js";
import type { Source } from "../../sources/source.js";
import type { Aliases } from "../convert/aliases.js";
import { LookupIndex } from "./lookupIndex.js";

/** The rows a lookup finds, and by what two of them are one. */
export interface LookedUp {
  readonly index: LookupIndex;
  /** Rows that are merged into one are one to whoever looks for them. */
  readonly identity: (taken: Raw) => Raw;
}

/** Read once before the first row that needs them. */
export type Lookups = ReadonlyMap<LookupColumn, LookedUp>;

/** `aliases` may fill later: lookups ask when they are asked. */
export async function readLookups(source: Source, tables: readonly PlannedTable[], aliases: Aliases): Promise<Lookups> {
  const lookups = new Map<LookupColumn, LookedUp>();
  for (const column of tables.flatMap(lookupsOf)) {
    lookups.set(column, { index: await readIndex(source, column), identity: findIdentity(column, tables, aliases) });
  }
  return lookups;
}

/** Where a lookup takes the id of a table whose rows are merged, the id of the row that stays. */
function findIdentity(column: LookupColumn, tables: readonly PlannedTable[], aliases: Aliases): LookedUp["identity"] {
  for (const table of tables.filter(({ merge }) => merge !== undefined)) {
    const part = table.parts.find(
      ({ sources, id }) => sources.includes(column.table) && id.columns.join() === column.take,
    );
    const kind = part?.id.parts[0];
    if (kind !== undefined) {
      return (taken) => {
        const key = taken === null ? null : kind.convert(taken);
        return typeof key === "string" ? aliases.keptId(table, key) : taken;
      };
    }
  }
  return (taken) => taken;
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
