import { relationOf, type Source } from "../sources/source.js";
import { renderKey, renderString } from "../project/code/render.js";
import type { DerivedDraft, PairDraft, PairTarget, RefDraft, RuleDraft, SurveyedTable } from "./draft.js";
import { singular, wordsOf } from "../rows/keys/names.js";
import { count, findMissing } from "./possibleReferences.js";

/** Two columns that refer to rows of several tables: `commentable_type` and `commentable_id`, Django's content types. */
interface Pair {
  readonly type: string;
  readonly id: string;
  /** The table whose rows name the types; null where the column names them itself. */
  readonly types: SurveyedTable | null;
}

/** More types than an app has tables are no types. */
const mostTypes = 40;
/** Of each type: enough to see whether they exist. */
const mostIds = 10_000;

/** Looks at all rows of pairs: which type is which table, and whether the rows exist there. */
export async function surveyPairs(source: Source, tables: ReadonlyMap<string, SurveyedTable>): Promise<void> {
  for (const table of tables.values()) {
    for (const pair of findPairs(table, tables)) {
      const draft = await readPair(source, table, pair, tables);
      if (draft !== null) table.pairs.push(draft);
    }
  }
}

function findPairs(table: SurveyedTable, tables: ReadonlyMap<string, SurveyedTable>): Pair[] {
  const columns = table.source.columns.filter(({ generated }) => generated !== true);
  const byWords = new Map(columns.map(({ name }) => [wordsOf(name).join("_"), name]));
  const taken = new Set(table.refs.flatMap((ref) => ref.columns));
  return columns.flatMap(({ name: type }): Pair[] => {
    const types = findContentTypes(table, type, tables);
    const stem = wordsOf(type)
      .join("_")
      .replace(/(?:^|_)(?:content_)?type(?:_id)?$/, "");
    const endings = types === null ? ["id", "uuid", "key"] : ["object_id", "object_pk", "object_uuid"];
    const isNamed = types === null && stem !== "" && wordsOf(type).at(-1) === "type";
    const names = endings.map((ending) => (stem === "" ? ending : `${stem}_${ending}`));
    const id = names.map((each) => byWords.get(each)).find((each) => each !== undefined);
    return (isNamed || types !== null) && id !== undefined && !taken.has(id) ? [{ type, id, types }] : [];
  });
}

/** The table of `app_label` and `model` that the column refers to. */
function findContentTypes(
  { refs }: SurveyedTable,
  column: string,
  tables: ReadonlyMap<string, SurveyedTable>,
): SurveyedTable | null {
  const ref = refs.find(({ columns }) => columns.length === 1 && columns[0] === column);
  const target = ref === undefined ? undefined : tables.get(ref.target);
  const names = target?.source.columns.map(({ name }) => name) ?? [];
  return target !== undefined && names.includes("app_label") && names.includes("model") ? target : null;
}

async function readPair(
  source: Source,
  table: SurveyedTable,
  pair: Pair,
  tables: ReadonlyMap<string, SurveyedTable>,
): Promise<PairDraft | null> {
  const ids = await readIds(source, table, pair);
  if (ids === null) return null;
  const names = pair.types === null ? null : await readContentTypes(source, pair.types);
  const targets: PairTarget[] = [];
  const others: string[] = [];
  for (const [word, values] of ids) {
    const target = findNamed(names === null ? word : (names.get(word) ?? ""), tables);
    const found = target === null ? null : await compareIds(source, target, word, values);
    if (found === null) others.push(word);
    else targets.push(found);
  }
  if (targets.length === 0) return null;
  if (others.length > 0) {
    const listed = others.map((word) => (word === "" ? "no type" : renderString(names?.get(word) ?? word))).join(", ");
    table.notes.set(pair.id, `kept for rows of ${listed}: no migrated table has them`);
  }
  return { type: pair.type, id: pair.id, isPadded: isPadded(table, pair.id), targets: mergeWords(targets), others };
}

function isPadded({ source }: SurveyedTable, column: string): boolean {
  return /^(?:char|character)\s*\(/i.test(source.columns.find(({ name }) => name === column)?.type ?? "");
}

/** The ids of each type; null where the column holds no types. Rows without a type count as the type "". */
async function readIds(
  source: Source,
  table: SurveyedTable,
  { type, id }: Pair,
): Promise<Map<string, Set<string>> | null> {
  const { columns, pages } = await source.read(table.source.name, [type, id]);
  const [typeAt, idAt] = [columns.indexOf(type), columns.indexOf(id)];
  const ids = new Map<string, Set<string>>();
  for await (const page of pages) {
    for (const row of page) {
      if ("broken" in row || (row[idAt] ?? null) === null) continue;
      const word = row[typeAt] ?? "";
      const own = ids.get(word) ?? new Set();
      if (own.size < mostIds) own.add(row[idAt]!);
      ids.set(word, own);
    }
    if (ids.size > mostTypes) return null;
  }
  return ids;
}

async function readContentTypes(
  source: Source,
  { source: { name }, key }: SurveyedTable,
): Promise<Map<string, string>> {
  const wanted = [key.columns[0]!, "app_label", "model"];
  const { columns, pages } = await source.read(name, wanted);
  const [id, app, model] = wanted.map((each) => columns.indexOf(each));
  const names = new Map<string, string>();
  for await (const page of pages) {
    for (const row of page)
      if (!("broken" in row)) names.set(row[id!] ?? "", `${row[app!] ?? ""}.${row[model!] ?? ""}`);
  }
  return names;
}

/** `Post`, `App\Models\Post`, `Blog::Post`, `library.book`, `posts` → the one table of that name. */
function findNamed(word: string, tables: ReadonlyMap<string, SurveyedTable>): SurveyedTable | null {
  const parts = word.split(/::|[\\./]/).filter((part) => part !== "");
  for (const wanted of [parts.join("_"), parts.slice(-2).join("_"), parts.at(-1) ?? ""].map(plainName)) {
    const found = [...tables.values()].filter(({ source }) => plainName(relationOf(source.name)) === wanted);
    if (wanted !== "" && found.length === 1 && found[0]!.key.columns.length === 1) return found[0]!;
  }
  return null;
}

/** Without separators: Django writes `customuser`, Rails `CustomUser`. */
function plainName(name: string): string {
  return singular(wordsOf(name).join("_")).replaceAll("_", "");
}

async function compareIds(
  source: Source,
  target: SurveyedTable,
  word: string,
  ids: ReadonlySet<string>,
): Promise<PairTarget | null> {
  // Laravel pads a UUID in a column of fixed width.
  const texts = new Set([...ids].map((text) => text.trimEnd()));
  const of = texts.size;
  const missing = await findMissing(source, target, target.key.columns[0]!, texts, (text) => text);
  const found = of - missing.size;
  // The name says it already: one row that exists is enough.
  return found === 0 ? null : { words: [word], target: target.source.name, found, of };
}

/** Two words of one table, such as its old and its new name. */
function mergeWords(targets: readonly PairTarget[]): PairTarget[] {
  const merged = new Map<string, PairTarget>();
  for (const each of targets) {
    const before = merged.get(each.target);
    const [found, of] = [each.found + (before?.found ?? 0), each.of + (before?.of ?? 0)];
    merged.set(each.target, { target: each.target, words: [...(before?.words ?? []), ...each.words], found, of });
  }
  return [...merged.values()];
}

/** The reference to one of a pair's tables; it reads the derived column of this name. */
export function pairReference({ type }: PairDraft, { target, words, found, of }: PairTarget, name: string): RefDraft {
  const rest = found < of ? ". The rest have no target and are left out" : "";
  const comment = `${type} is ${words.map(renderString).join(" or ")}; ${count(found)} of ${count(of)} ids found in ${target}${rest}`;
  return { columns: [name], target, to: null, mayDangle: true, missing: found < of ? "clear" : "issue", comment };
}

/** `commentable_post_id`, for the posts that `commentable_id` may mean. */
export function pairColumn({ id }: PairDraft, target: SurveyedTable): string {
  const stem = wordsOf(id).slice(0, -1).join("_");
  return `${stem}_${singular(wordsOf(target.name).join("_"))}_id`;
}

function readColumn(column: string): string {
  return renderKey(column) === column ? `row.${column}` : `row[${renderString(column)}]`;
}

/** Where the id itself is omitted, an id of a type that came later would be lost unseen: its row is rejected instead. */
export function refuseOtherTypes({ type, id, targets }: PairDraft): RuleDraft {
  const words = targets.flatMap((target) => target.words).map(renderString);
  const isOther = `![${words.join(", ")}].includes(String(${readColumn(type)}))`;
  return {
    name: `unknown_${wordsOf(type).join("_")}`,
    code: `(row) => (${readColumn(id)} ?? null) !== null && ${isOther}`,
    comment: `An id of another ${type} would be lost, since ${id} is omitted: give its table a reference, or keep ${id}.`,
  };
}

export function derivePair({ type, id, isPadded: pads }: PairDraft, { words }: PairTarget, name: string): DerivedDraft {
  const [only, second] = words;
  const holds =
    second === undefined
      ? `${readColumn(type)} === ${renderString(only!)}`
      : `[${words.map(renderString).join(", ")}].includes(${readColumn(type)} ?? "")`;
  const inputs = [type, id].map(renderString).join(", ");
  return {
    name,
    code: `derive([${inputs}], (row) => (${holds} ? (${readColumn(id)}${pads ? "?.trimEnd()" : ""} ?? null) : null))`,
  };
}
