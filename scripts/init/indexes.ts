import type { SourceTable } from "../sources/source.js";
import type { FieldDraft } from "./draft.js";

/** Convex allows 32 a table and 16 fields each; the cut-over adds a few while data moves. */
const mostIndexes = 26;
const mostFields = 16;

/** An index for every reference and every unique key, except where a longer one starts with the same fields. */
export function findIndexes(
  source: SourceTable,
  fields: readonly FieldDraft[],
  match: string | null,
): readonly (readonly string[])[] {
  const byColumn = new Map(
    fields
      .filter(({ role, columns }) => (role === "value" || role === "ref") && columns.length <= 1)
      .map(({ key, columns, name }) => [columns[0] ?? key, name]),
  );
  const keys = [...(source.primaryKey.length > 0 ? [source.primaryKey] : []), ...(source.uniqueKeys ?? [])];
  const unique = keys
    .filter((columns) => columns.length <= mostFields && columns.every((column) => byColumn.has(column)))
    .map((columns) => columns.map((column) => byColumn.get(column)!));
  const references = fields.filter(({ role }) => role === "ref").map(({ name }) => [name]);
  const wanted = [...(match === null ? [] : [[match]]), ...unique, ...references];
  const isMatch = (at: number) => match !== null && at === 0;
  const distinct = wanted.filter(
    (index, at) => isMatch(at) || !wanted.some((other, place) => covers(other, place, index, at)),
  );
  return distinct.slice(0, mostIndexes);
}

/** True when the other index starts with the same fields and is longer, or comes earlier and is the same. */
function covers(other: readonly string[], place: number, index: readonly string[], at: number): boolean {
  const starts = index.every((field, position) => other[position] === field);
  return starts && (other.length > index.length || (other.length === index.length && place < at));
}
