import type { PlannedPart } from "../../../convex/shared/plan/plan.js";
import { matchTable, type Source, type TableStream } from "../../sources/source.js";

/**
 * The rows of one of the part's sources. Rules may look at omitted columns, so these are read too; but not where the source, a dump,
 * lacks them because its database computes them. What the plan names otherwise is asked for: the source refuses it with what to do.
 */
export async function readPart(source: Source, name: string, part: PlannedPart): Promise<TableStream> {
  const { columns, omitted } = part;
  if (source.lacksGenerated !== true || omitted.length === 0) return await source.read(name, columns);
  const described = matchTable(await source.tables(), name)?.columns ?? [];
  const lacking = described.filter(({ generated }) => generated === true).map((column) => column.name);
  const named = namedColumns(part);
  const dispensable = new Set(
    omitted.map(({ column }) => column).filter((column) => lacking.includes(column) && !named.has(column)),
  );
  return await source.read(
    name,
    columns.filter((column) => !dispensable.has(column)),
  );
}

/** Columns that something of the plan reads by name, though they may be omitted as a field. */
function namedColumns(part: PlannedPart): Set<string> {
  const { id, fields, refs, lookups } = part;
  const ofFields = [...fields, ...refs, ...lookups].flatMap(({ columns }) => columns);
  return new Set([...id.columns, ...ofFields, ...columnsOfDerived(part)]);
}

/** What derived columns are made of: columns of the source, and derived ones. */
export function columnsOfDerived({ derived }: PlannedPart): string[] {
  return derived.flatMap(([, column]) =>
    column.kind === "derive"
      ? column.columns
      : [...Object.values(column.where), ...(column.latest === null ? [] : [column.latest.notAfter])],
  );
}
