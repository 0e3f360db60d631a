import type { Kind } from "../../../convex/shared/kinds/kind.js";
import type { PlannedPart, PlannedTable } from "../../../convex/shared/plan/plan.js";
import { matchTable, type SourceColumn, type SourceTable } from "../../sources/source.js";
import type { Dialect } from "./dialect.js";

/** A planned table whose documents can be led back to rows of one source table. */
export interface InverseTable {
  readonly table: PlannedTable;
  readonly part: PlannedPart;
  readonly source: SourceTable;
  readonly dialect: Dialect;
}

/** The table, or why its documents cannot be led back at all. */
export function openInverse(
  table: PlannedTable,
  sources: readonly SourceTable[],
  dialect: Dialect | null,
): InverseTable | string {
  const [part] = table.parts;
  if (dialect === null) return "the source does not speak SQL";
  if (part === undefined || table.parts.length > 1 || part.sources.length > 1)
    return "its rows come from several sources, and which one is not known";
  if (part.configured !== null) return "its rows are made from configuration";
  if (part.jq !== undefined) return "its rows are made by a jq filter";
  const source = matchTable(sources, part.sources[0]!);
  if (source === undefined) return `the source has no table ${part.sources[0]}`;
  if (source.view === true) return `${source.name} is a view`;
  if (!isUnique(source, part.id.columns)) return `${part.id.columns.join(", ")} is no unique key of ${source.name}`;
  return { table, part, source, dialect };
}

export function isDerived({ part }: InverseTable, column: string): boolean {
  return part.derived.some(([name]) => name === column);
}

export function findColumn({ source }: InverseTable, name: string): SourceColumn | undefined {
  return source.columns.find((column) => column.name === name);
}

/** What the kind is told of the column it writes to. */
export function typeOf(inverse: InverseTable, column: string, kind: Kind): string {
  const found = findColumn(inverse, column);
  return found === undefined ? "" : inverse.dialect.columnType(found, kind.name === "list");
}

function isUnique({ primaryKey, uniqueKeys = [] }: SourceTable, columns: readonly string[]): boolean {
  return [primaryKey, ...uniqueKeys].some(
    (key) => key.length === columns.length && key.every((column) => columns.includes(column)),
  );
}
