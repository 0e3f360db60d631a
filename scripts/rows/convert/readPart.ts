import type { PlannedPart } from "../../../convex/shared/plan/plan.js";
import { matchTable, type Source, type TableStream } from "../../sources/source.js";

/**
 * The rows of one of the part's sources. Rules may look at omitted columns, so these are read too; but not where the source, a dump,
 * lacks them because its database computes them.
 */
export async function readPart(source: Source, name: string, part: PlannedPart): Promise<TableStream> {
  const { columns, omitted } = part;
  if (source.lacksGenerated !== true || omitted.length === 0) return await source.read(name, columns);
  const described = matchTable(await source.tables(), name)?.columns ?? [];
  const lacking = described.filter(({ generated }) => generated === true).map((column) => column.name);
  const dispensable = new Set(omitted.map(({ column }) => column).filter((column) => lacking.includes(column)));
  return await source.read(
    name,
    columns.filter((column) => !dispensable.has(column)),
  );
}
