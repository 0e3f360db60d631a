import type { Plan, PlannedTable } from "../../convex/shared/plan/plan.js";
import { decodeDocument } from "../rows/write/documentLines.js";
import { type Documents, factsOf, type RowFacts, type TableDifference } from "./difference.js";
import { readDocumentRows, readString } from "../rows/write/documentRows.js";

/** Keys by which documents may lead to another document than before, or to none. By target and legacy field. */
export type MovedKeys = ReadonlyMap<string, ReadonlySet<string>>;

/** A table's difference, and what follows from it for rows that are as they were. */
export interface Affected extends TableDifference {
  /** Rows of a table with a match rule whose match is decided on again, by legacy key. */
  readonly rematched: ReadonlyMap<string, RowFacts>;
  /** Rows that are part of an account in Convex. */
  readonly merged: ReadonlySet<string>;
}

/** How a row of the new documents gets to Convex; null: it is there. */
export type RowChange = "insert" | "update" | "match" | null;

/**
 * A changed row that is part of an account comes as a new document: match then does with it what it does with every imported
 * row. Any other one is updated, its creation time excepted: its document keeps its id, which users' documents refer to.
 */
export function rowChange({ inserted, changed, rematched, merged }: Affected, key: string): RowChange {
  if (inserted.has(key)) return "insert";
  const change = changed.get(key);
  if (merged.has(key) && (change !== undefined || rematched.has(key))) return "insert";
  if (change !== undefined) return "update";
  return rematched.has(key) ? "match" : null;
}

/** Everybody who has, or had, a value that somebody who changed has, or had: who is matched depends on all of them. */
export async function findRematched(
  { table, inserted, changed, deleted }: TableDifference,
  now: Documents,
): Promise<Map<string, RowFacts>> {
  const rematched = new Map<string, RowFacts>();
  const facts = [...inserted.values(), ...deleted.values(), ...[...changed.values()].flatMap(bothOf)];
  const values = new Set(facts.map(({ matchValue }) => matchValue));
  values.delete(null);
  if (table.match === undefined || values.size === 0) return rematched;
  for await (const page of readDocumentRows(now.run, table, now.counts)) {
    for (const { key, line } of page) {
      const found = factsOf(table, decodeDocument(line, now.counts.format));
      if (values.has(found.matchValue)) rematched.set(key, found);
    }
  }
  return rematched;
}

const bothOf = ({ before, after }: { before: RowFacts; after: RowFacts }) => [before, after];

export function findMovedKeys(differences: readonly Affected[]): MovedKeys {
  const moved = new Map<string, Set<string>>();
  const add = ({ name }: PlannedTable, keys: Readonly<Record<string, string>>) => {
    for (const [field, key] of Object.entries(keys)) {
      const place = placeOf(name, field);
      moved.set(place, (moved.get(place) ?? new Set()).add(key));
    }
  };
  for (const affected of differences) {
    const { table, inserted, changed, deleted, rematched } = affected;
    const withoutId = ({ keys: { [table.id.field]: _id, ...keys } }: RowFacts) => keys;
    for (const { keys } of deleted.values()) add(table, keys);
    for (const { keys } of rematched.values()) add(table, keys);
    // A key that was not there led to nothing, and such references are tried again; a second document would be one too many.
    for (const facts of inserted.values()) add(table, withoutId(facts));
    for (const [key, change] of changed) {
      if (rowChange(affected, key) === "insert") add(table, change.before.keys);
      for (const keys of differingKeys(change)) add(table, keys);
    }
  }
  return moved;
}

function differingKeys({ before, after }: { before: RowFacts; after: RowFacts }): Record<string, string>[] {
  const fields = new Set([...Object.keys(before.keys), ...Object.keys(after.keys)]);
  const differing = [...fields].filter((field) => before.keys[field] !== after.keys[field]);
  return [before, after].map(({ keys }) =>
    Object.fromEntries(differing.flatMap((field) => (keys[field] === undefined ? [] : [[field, keys[field]]]))),
  );
}

export function placeOf(table: string, field: string): string {
  return `${table}\n${field}`;
}

/** Tables with references into a table where anything changed: what led to nothing there may lead to something now. */
export function findRetried(plan: Plan, differences: readonly Affected[]): string[] {
  const touched = new Set(differences.filter(hasChanges).map(({ table }) => table.name));
  const tables = [...plan.tables.values()];
  return tables.filter(({ refs }) => refs.some(({ target }) => touched.has(target))).map(({ name }) => name);
}

export function hasChanges({ inserted, changed, deleted, rematched }: Affected): boolean {
  return inserted.size + changed.size + deleted.size + rematched.size > 0;
}

/** Whether a line of the table's documents refers to a moved key; undefined where none of its references can. */
export function compileReferrer({ refs }: PlannedTable, moved: MovedKeys): ((line: string) => boolean) | undefined {
  const looks = refs.flatMap(({ legacyField, target, lookup, list }) => {
    const keys = moved.get(placeOf(target, lookup.field));
    const bracket = list === null ? "" : "[";
    return keys === undefined ? [] : [{ start: `${JSON.stringify(legacyField)}:${bracket}"`, keys }];
  });
  if (looks.length === 0) return undefined;
  return (line) => looks.some(({ start, keys }) => refersTo(line, start, keys));
}

/** A field of the same name may stand inside of another one, so each of them is looked at; one too many does no harm. */
function refersTo(line: string, start: string, keys: ReadonlySet<string>): boolean {
  for (let at = line.indexOf(start); at !== -1; at = line.indexOf(start, at + 1)) {
    for (const key of readTexts(line, at + start.length - 1, start.includes("["))) if (keys.has(key)) return true;
  }
  return false;
}

/** The text that starts with this quote; of a list, those that follow it as well. */
function* readTexts(line: string, quote: number, isList: boolean): Generator<string> {
  for (let at = quote; ;) {
    const [text, end] = readString(line, at);
    yield text;
    if (!isList || !line.startsWith(',"', end)) return;
    at = end + 1;
  }
}
