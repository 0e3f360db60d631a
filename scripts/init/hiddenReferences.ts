import type { Source } from "../sources/source.js";
import type { SurveyedTable } from "./draft.js";
import { keyFamily } from "./keys.js";
import { count } from "./possibleReferences.js";
import type { Sample } from "./sample.js";

/** UUIDs, ObjectIds, cuids, ULIDs: values that are not the same by chance. */
const telling = /^(?=.*\d)[\w-]{16,40}$/;

/** Fewer values may be anything. */
const enough = 0.9;

/** A larger table is not read for this. */
const mostTargetRows = 1_000_000;

/** A column of telling values that no foreign key and no name explains. */
export interface UnexplainedIds {
  readonly table: SurveyedTable;
  readonly column: string;
  readonly values: readonly string[];
  /** The values are elements of JSON arrays. */
  readonly isList: boolean;
  readonly isWhole: boolean;
}

/** Columns whose values a sample has to keep: those that may hold ids, by their type. */
export function listIdColumns({ source, key }: SurveyedTable): string[] {
  return source.columns
    .filter(({ name, generated }) => generated !== true && !(key.columns.length === 1 && key.columns[0] === name))
    .filter(({ name, type }) => /^jsonb?$/.test(type) || ["uuid", "text"].includes(keyFamily(source, name)))
    .map(({ name }) => name);
}

/** Whether a value may be an id, or a JSON array of them: one that is not ends the column's sample. */
export function mayBeIds(text: string): boolean {
  return telling.test(text) || readList(text) !== null;
}

function readList(text: string): string[] | null {
  if (!text.startsWith("[")) return null;
  try {
    const items = JSON.parse(text) as unknown[];
    return items.every((item) => typeof item === "string" && telling.test(item)) ? (items as string[]) : null;
  } catch {
    return null;
  }
}

export function collectUnexplained(table: SurveyedTable, sample: Sample): UnexplainedIds[] {
  const explained = new Set(table.refs.flatMap(({ columns }) => columns));
  return listIdColumns(table).flatMap((column): UnexplainedIds[] => {
    const kept = explained.has(column) ? [] : (sample.values.get(column) ?? []);
    const texts = kept.every(mayBeIds) ? kept : [];
    const isList = texts.some((text) => text.startsWith("["));
    const values = isList ? texts.flatMap((text) => readList(text) ?? []) : [...texts];
    return values.length === 0 ? [] : [{ table, column, values, isList, isWhole: sample.isWhole }];
  });
}

/** Compares them with the keys of every table. A column becomes a reference, a list of ids a note: Convex has no reference in a list. */
export async function explainIds(
  source: Source,
  claims: readonly UnexplainedIds[],
  tables: ReadonlyMap<string, SurveyedTable>,
): Promise<void> {
  const isPaired = ({ table, column }: UnexplainedIds) => table.pairs.some(({ id }) => id === column);
  const alone = claims.filter((claim) => !isPaired(claim));
  const open = new Map(alone.map((claim) => [claim, null as Match | null]));
  for (const target of alone.length === 0 ? [] : tables.values()) {
    if (!isPossibleTarget(target)) continue;
    const missing = await findUnknown(source, target, new Set(alone.flatMap(({ values }) => values)));
    for (const [claim, best] of open) {
      const found = claim.values.filter((value) => !missing.has(value)).length;
      if (found / claim.values.length >= enough && found > (best?.found ?? 0)) open.set(claim, { target, found });
    }
  }
  for (const [claim, match] of open) if (match !== null) apply(claim, match);
}

interface Match {
  readonly target: SurveyedTable;
  readonly found: number;
}

/** A table known by one telling column of its own: a profile whose key is its user's is not what others mean. */
function isPossibleTarget({ source, key, refs }: SurveyedTable): boolean {
  const [only, second] = key.columns;
  if (only === undefined || second !== undefined || (source.estimatedRows ?? 0) > mostTargetRows) return false;
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

function apply({ table, column, values, isList, isWhole }: UnexplainedIds, { target, found }: Match): void {
  const where = `${target.source.name}.${target.key.columns[0]!}`;
  const counted = `${count(found)} of ${isWhole ? "" : "the first "}${count(values.length)} values found in ${where}`;
  if (isList) {
    table.notes.set(
      column,
      `ids, ${counted}: they stay as they are; a jq filter or a view makes each a row with a reference`,
    );
    return;
  }
  const isClear = found < values.length;
  table.notes.delete(column);
  table.refs.push({
    columns: [column],
    target: target.source.name,
    to: null,
    mayDangle: isClear || !isWhole,
    missing: isClear ? "clear" : "issue",
    comment: `no foreign key in the source; ${counted}${isClear ? ". The rest have no target and are left out" : ""}`,
  });
}
