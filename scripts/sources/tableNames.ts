import { CutoverError, type Fault } from "../errors.js";
import type { SourceColumn } from "./source.js";

interface Named {
  readonly name: string;
}

/** The table the plan means by `wanted`: its full name, or its name alone in the schema `public`. */
export function matchTable<T extends Named>(tables: readonly T[], wanted: string): T | undefined {
  return tables.find((t) => t.name === wanted) ?? tables.find((t) => t.name === `public.${wanted}`);
}

/** The same, or an error that names the tables there are. */
export function findTable<T extends Named>(tables: readonly T[], wanted: string, source: string): T {
  const found = matchTable(tables, wanted);
  if (found !== undefined) return found;
  const names = tables.map((t) => t.name);
  const near = getNearNames(wanted, [...names, ...names.map(withoutSchema)]);
  throw new CutoverError("source", {
    what: `The source has no table "${wanted}"`,
    where: source,
    next: near.length > 0 ? `Did you mean ${near.join(" or ")}?` : `It has: ${listNames(names)}`,
  });
}

/** Throws one error that names every column of `wanted` that the table does not have. */
export function checkColumns(
  table: string,
  columns: readonly SourceColumn[],
  wanted: readonly string[],
  hint?: string,
) {
  const names = columns.map((c) => c.name);
  const missing = wanted.filter((name) => !names.includes(name));
  if (missing.length === 0) return;
  throw new CutoverError(
    "source",
    missing.map((name): Fault => {
      const near = getNearNames(name, names);
      const next = near.length > 0 ? `Did you mean ${near.join(" or ")}?` : `${table} has: ${listNames(names)}`;
      return { what: `Table ${table} has no column "${name}"`, where: table, next: hint ?? next };
    }),
  );
}

const listedNames = 20;

function listNames(names: readonly string[]): string {
  if (names.length === 0) return "nothing";
  const rest = names.length - listedNames;
  return names.slice(0, listedNames).join(", ") + (rest > 0 ? ` and ${String(rest)} more` : "");
}

function withoutSchema(name: string): string {
  return name.slice(name.indexOf(".") + 1);
}

/** At most three names that differ by case, separators or a few letters. */
export function getNearNames(wanted: string, names: readonly string[]): string[] {
  const plain = simplify(wanted);
  const allowed = plain.length < 4 ? 1 : Math.max(2, Math.floor(plain.length / 4));
  return [...new Set(names)]
    .map((name) => ({ name, distance: getDistance(plain, simplify(name)) }))
    .filter(({ distance }) => distance <= allowed)
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ name }) => name);
}

function simplify(name: string): string {
  return name.toLowerCase().replace(/[_\s-]/g, "");
}

/** Levenshtein's edit distance. */
function getDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(change, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    above = row;
  }
  return above[b.length] ?? 0;
}
