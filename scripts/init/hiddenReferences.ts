import { idKind, listKind } from "../../convex/shared/kinds/index.js";
import type { ListOptions } from "../../convex/shared/kinds/list.js";
import { Reject } from "../../convex/shared/kinds/kind.js";
import type { Source } from "../sources/source.js";
import type { SurveyedTable } from "./draft.js";
import { keyFamily } from "./keys.js";
import { isNamedForKeys, isTellingKey, stemOfList } from "../rows/keys/names.js";
import { count, findDeclaredTable, findTarget } from "./possibleReferences.js";
import type { Sample } from "./sample.js";

/** Longer items are no keys. */
const mostCharacters = 64;

/** Fewer values may be anything. */
const enough = 0.9;

/** A larger table is not read for this. */
const mostTargetRows = 1_000_000;

/** A column of telling values that no foreign key and no name explains. */
export interface UnexplainedIds {
  readonly table: SurveyedTable;
  readonly column: string;
  readonly values: readonly string[];
  /** The values are items of lists. */
  readonly isList: boolean;
  /** Of lists: whether every item is a key that is not the same as another by chance. Small numbers may be anything. */
  readonly areTelling: boolean;
  /** Of lists: the table that schema.ts refers to, or that the column is named after. */
  readonly namedAfter: SurveyedTable | null;
  /** Of lists: what `list` has to be told to read them all. */
  readonly listOptions: ListOptions;
  readonly isWhole: boolean;
}

/** Columns whose values a sample has to keep: those that may hold ids, by their type. */
export function listIdColumns({ source, key }: SurveyedTable): string[] {
  return source.columns
    .filter(({ name, generated }) => generated !== true && !(key.columns.length === 1 && key.columns[0] === name))
    .filter(({ name, type }) => mayBeList(type) || ["uuid", "text"].includes(keyFamily(source, name)))
    .map(({ name }) => name);
}

function mayBeList(type: string): boolean {
  return /^(?:jsonb?|mixed)$/i.test(type) || /\[\]$|^_/.test(type);
}

/** Whether a value may be an id, or a list of them: one that is not ends the column's sample. */
export function mayBeIds(text: string): boolean {
  return isTellingKey(text) || readList(text) !== null;
}

const keys = listKind(idKind(), { nulls: "omit", bounds: "drop" });

/** The items of a PostgreSQL or JSON array of short texts or whole numbers: NULL is no key, and from where it counts no matter. */
function readList(text: string): string[] | null {
  if (!/^\s*[[{]/.test(text) || /^\s*\{\s*"[^"]*"\s*:/.test(text)) return null;
  const items = keys.convert(text);
  return items instanceof Reject || items.some((item) => item.length > mostCharacters) ? null : items;
}

export function collectUnexplained(
  table: SurveyedTable,
  sample: Sample,
  tables: ReadonlyMap<string, SurveyedTable>,
): UnexplainedIds[] {
  const explained = new Set(table.refs.flatMap(({ columns }) => columns));
  return listIdColumns(table).flatMap((column): UnexplainedIds[] => {
    const kept = explained.has(column) ? [] : (sample.values.get(column) ?? []);
    const texts = kept.every(mayBeIds) ? kept : [];
    const isList = texts.some((text) => /^\s*[[{]/.test(text));
    const values = isList ? texts.flatMap((text) => readList(text) ?? []) : [...texts];
    if (values.length === 0) return [];
    const areTelling = values.every(isTellingKey);
    const namedAfter = isList ? findNamed(column, table, tables) : null;
    if (isList && !areTelling && namedAfter === null && !isNamedForKeys(column)) return [];
    const listOptions = isList ? findListOptions(texts) : {};
    return [{ table, column, values, isList, areTelling, namedAfter, listOptions, isWhole: sample.isWhole }];
  });
}

/** Only what some of these lists need. */
function findListOptions(texts: readonly string[]): ListOptions {
  const isTooFew = (options: ListOptions) => {
    const kind = listKind(idKind(), options);
    return texts.some((text) => kind.convert(text) instanceof Reject);
  };
  return {
    ...(isTooFew({ bounds: "drop" }) ? { nulls: "omit" } : {}),
    ...(isTooFew({ nulls: "omit" }) ? { bounds: "drop" } : {}),
  };
}

/** `member_ids`, `memberIds`, `members`: the table whose rows they are, where schema.ts names no other. */
function findNamed(column: string, table: SurveyedTable, tables: ReadonlyMap<string, SurveyedTable>) {
  return findDeclaredTable(table, column, tables, true) ?? findTarget(stemOfList(column), table, tables);
}

/** Compares them with the keys of every table, and makes a column a reference or a list of them. */
export async function explainIds(
  source: Source,
  claims: readonly UnexplainedIds[],
  tables: ReadonlyMap<string, SurveyedTable>,
): Promise<void> {
  const isPaired = ({ table, column }: UnexplainedIds) => table.pairs.some(({ id }) => id === column);
  const alone = claims.filter((claim) => !isPaired(claim));
  const matches = new Map(alone.map((claim) => [claim, [] as Match[]]));
  for (const target of alone.length === 0 ? [] : tables.values()) {
    const asked = alone.filter((claim) => mayLeadTo(claim, target));
    if (asked.length === 0) continue;
    const missing = await findUnknown(source, target, new Set(asked.flatMap(({ values }) => values)));
    for (const claim of asked) {
      const found = claim.values.filter((value) => !missing.has(value)).length;
      if (found / claim.values.length >= enough) matches.get(claim)!.push({ target, found });
    }
  }
  for (const [claim, found] of matches) settle(claim, found);
}

/** The table that has the most of them; small numbers, which may be keys of any, are only noted. */
function settle(claim: UnexplainedIds, matches: readonly Match[]): void {
  const [best] = matches.toSorted((a, b) => b.found - a.found);
  if (best === undefined) return;
  if (mayBeOfAny(claim)) note(claim, matches);
  else apply(claim, best);
}

function mayBeOfAny({ isList, areTelling, namedAfter }: UnexplainedIds): boolean {
  return isList && !areTelling && namedAfter === null;
}

function note({ table, column, values, isWhole }: UnexplainedIds, matches: readonly Match[]): void {
  const of = `${isWhole ? "" : "the first "}${count(values.length)} values`;
  const found = matches.map(({ target, found: some }) => `${target.source.name} (${count(some)} of ${of})`).join(", ");
  const way = `list(ref(${JSON.stringify(matches[0]!.target.name)}))`;
  table.notes.set(
    column,
    `a list of keys by its name; they are found in ${found}: where they refer to one of them, ${way}`,
  );
}

interface Match {
  readonly target: SurveyedTable;
  readonly found: number;
}

function mayLeadTo(claim: UnexplainedIds, target: SurveyedTable): boolean {
  const { isList, areTelling, namedAfter } = claim;
  if (mayBeOfAny(claim)) return isOfOneColumn(target);
  if (namedAfter === target && isOfOneColumn(target)) return true;
  return (areTelling || !isList) && isPossibleTarget(target);
}

function isOfOneColumn({ source, key }: SurveyedTable): boolean {
  return key.columns.length === 1 && (source.estimatedRows ?? 0) <= mostTargetRows;
}

/** A table known by one telling column of its own: a profile whose key is its user's is not what others mean. */
function isPossibleTarget(table: SurveyedTable): boolean {
  if (!isOfOneColumn(table)) return false;
  const { source, key, refs } = table;
  const only = key.columns[0]!;
  return ["uuid", "text"].includes(keyFamily(source, only)) && !refs.some(({ columns }) => columns.includes(only));
}

async function findUnknown(source: Source, target: SurveyedTable, values: Set<string>): Promise<Set<string>> {
  const column = target.key.columns[0]!;
  const { columns, pages } = await source.read(target.source.name, [column]);
  const at = columns.indexOf(column);
  for await (const page of pages) {
    for (const row of page) if (!("broken" in row) && row[at] !== null) values.delete(row[at]!);
  }
  return values;
}

function apply(claim: UnexplainedIds, { target, found }: Match): void {
  const { table, column, values, isList, listOptions, isWhole } = claim;
  const where = `${target.source.name}.${target.key.columns[0]!}`;
  const counted = `${count(found)} of ${isWhole ? "" : "the first "}${count(values.length)} values found in ${where}`;
  const isClear = found < values.length;
  table.notes.delete(column);
  table.refs.push({
    columns: [column],
    target: target.source.name,
    to: null,
    mayDangle: isClear || !isWhole,
    missing: isClear ? "clear" : "issue",
    comment: `${isList ? "a list of keys" : "no foreign key in the source"}; ${counted}${isClear ? ". The rest have no target and are left out" : ""}${describeOptions(listOptions)}`,
    ...(isList ? { isList, listOptions } : {}),
  });
}

function describeOptions({ nulls, bounds }: ListOptions): string {
  return `${nulls === "omit" ? "; NULL items are left out" : ""}${bounds === "drop" ? "; where a list counts from is dropped, its order stays" : ""}`;
}
