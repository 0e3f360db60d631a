import { KeySet } from "../rows/keys/keySet.js";
import { relationOf, type Source, type SourceTable } from "../sources/source.js";
import type { KeyDraft, SurveyedTable } from "./draft.js";
import { keyFamily } from "./keys.js";
import { singular, wordsOf } from "../rows/keys/names.js";

/** Looking at more columns would hold too many keys in memory at once. */
const mostCandidates = 4;

/**
 * A key for each table that declares none (files never do): the first column, or pair of columns, that is called like a key and is
 * unique and never NULL in every row; otherwise all of the row.
 */
export async function findDataKeys(source: Source, tables: ReadonlyMap<string, SurveyedTable>): Promise<void> {
  for (const table of tables.values()) {
    if (table.key.columns.length > 0) continue;
    const others = [...tables.values()].filter((each) => each !== table).map((each) => nameOf(each.source));
    table.key = (await findDataKey(source, table.source, new Set(others))) ?? byContent;
  }
}

const nameOf = ({ name }: SourceTable) => singular(wordsOf(relationOf(name)).join("_"));

const byContent: KeyDraft = {
  columns: [],
  form: "text",
  comment:
    "no column or pair of columns called like a key tells its rows apart: a key of each row's content, with a counter for equal rows",
};

async function findDataKey(source: Source, table: SourceTable, others: ReadonlySet<string>): Promise<KeyDraft | null> {
  const candidates = listCandidates(table, others).map((columns) => ({ columns, seen: new KeySet() }));
  if (candidates.length === 0) return null;
  const { columns, pages } = await source.read(table.name, [...new Set(candidates.flatMap((each) => each.columns))]);
  let alive = candidates.map((each) => ({ ...each, at: each.columns.map((name) => columns.indexOf(name)) }));
  let rows = 0;
  for await (const page of pages) {
    for (const row of page) {
      if ("broken" in row) continue;
      rows++;
      alive = alive.filter(({ seen, at }) => {
        if (at.some((index) => row.forms?.get(index) === "json")) return false;
        const parts = at.map((index) => row[index] ?? null);
        return !parts.includes(null) && !parts.includes("") && seen.add(JSON.stringify(parts));
      });
    }
    if (alive.length === 0) return null;
  }
  const [found] = alive;
  if (found === undefined || rows === 0) return null;
  const isInteger = found.columns.every((name) => keyFamily(table, name) === "integer");
  const comment = `no key is declared; ${found.columns.join(" and ")} ${found.columns.length > 1 ? "together are" : "is"} unique in all ${rows.toLocaleString("en-US")} rows`;
  return { columns: found.columns, form: isInteger ? "integer" : "text", comment };
}

const isPlain = (name: string) => /^(?:id|uuid|guid|ulid|key|pk)$/.test(wordsOf(name).join("_"));
const isId = (name: string) => /^(?:id|uuid|guid)$/.test(wordsOf(name).at(-1) ?? "");

const isWord = (name: string) => /^(?:code|slug|sku|isbn|handle|username|email)$/.test(wordsOf(name).join("_"));

/**
 * `id`, `_id`, `uuid`, `key`; the table's own `user_id`; any other `…_id` or `…Id`; `slug` and the like. Then what refers to other
 * tables: the first two columns together, and all of them; a single one last, since few rows may differ in it by chance.
 */
function listCandidates(table: SourceTable, otherTables: ReadonlySet<string>): string[][] {
  const names = table.columns.filter(({ generated }) => generated !== true).map(({ name }) => name);
  const own = nameOf(table);
  const isOwn = (name: string) =>
    new RegExp(`^${own.replace(/\W/g, "")}_(?:id|uuid|key|no|number)$`).test(wordsOf(name).join("_"));
  const foreign = new Set((table.foreignKeys ?? []).flatMap(({ columns }) => columns));
  const isForeign = (name: string) => foreign.has(name) || otherTables.has(wordsOf(name).slice(0, -1).join("_"));
  const others = names.filter((name) => isId(name) && !isPlain(name) && !isOwn(name));
  const alone = others.filter((name) => !isForeign(name));
  const single = [...names.filter(isPlain), ...names.filter(isOwn), ...alone, ...names.filter(isWord)];
  const referring = names.filter((name) => others.includes(name) || foreign.has(name));
  return [
    ...single.slice(0, mostCandidates).map((name) => [name]),
    ...(referring.length >= 2 ? [referring.slice(0, 2)] : []),
    ...(referring.length > 2 && referring.length <= mostCandidates ? [referring] : []),
    ...others
      .filter(isForeign)
      .slice(0, 1)
      .map((name) => [name]),
  ];
}
