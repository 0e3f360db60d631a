import { relationOf, schemaOf, type Source, type SourceTable } from "../sources/source.js";
import type { RefDraft, SurveyedTable } from "./draft.js";
import { findDeclaredField, findDeclaredTarget } from "./declared.js";
import { foreignKeysOf, type KeyFamily, keyFamily } from "./keys.js";
import { isEmailName } from "../rows/validate/addresses.js";
import { singular, wordsOf } from "../rows/keys/names.js";
import type { Sample } from "./sample.js";

/** A column that looks like a reference, and its likely target. */
export interface PossibleReference {
  readonly column: string;
  readonly target: SurveyedTable;
  readonly to: readonly string[] | null;
  /** The target's column the values are compared with. */
  readonly compared: string;
  readonly why: string;
  /** Its name alone suggests nothing: where the values do not fit, nobody has to know. */
  readonly isQuiet?: true;
  /** The app's schema.ts refers to the target here: any value found there is enough. */
  readonly isDeclared?: true;
}

const userRoles = new Set(
  `author owner creator assignee reviewer sender recipient manager approver editor uploader inviter member created updated
  deleted assigned approved uploaded invited`.split(/\s+/),
);

/** The share of values that must be found before a column is taken for a reference. */
const enough = 0.9;

/** Columns without a foreign key whose name, or whose foreign key to a table that is not migrated, suggests a migrated table. */
export function findPossibleReferences(
  table: SurveyedTable,
  tables: ReadonlyMap<string, SurveyedTable>,
  users: SurveyedTable | null,
  all: readonly SourceTable[],
): PossibleReference[] {
  const taken = new Set(table.refs.flatMap(({ columns }) => columns));
  const isOwnId = (name: string) => table.key.columns.length === 1 && table.key.columns[0] === name;
  return table.source.columns
    .filter(({ name, generated }) => generated !== true && !taken.has(name))
    .flatMap(({ name }) => {
      const sameKey = findBySharedKey(table, name, tables, all);
      const isPlainId = isOwnId(name) && wordsOf(name).length === 1;
      const found = sameKey ?? (isPlainId ? null : findByName(table, name, tables, users));
      const declared = findBySchema(table, name, tables);
      if (declared === null) return found ?? [];
      return declared.target === found?.target ? { ...found, isDeclared: true } : declared;
    });
}

/** The table that schema.ts refers to. */
export function findDeclaredTable(
  table: SurveyedTable,
  column: string,
  tables: ReadonlyMap<string, SurveyedTable>,
  isList: boolean,
): SurveyedTable | null {
  const field = findDeclaredField(table, column);
  const declared = field === null ? null : findDeclaredTarget(field.validator);
  if (declared === null || declared.isList !== isList) return null;
  return [...tables.values()].find(({ name, key }) => name === declared.table && key.columns.length === 1) ?? null;
}

function findBySchema(
  table: SurveyedTable,
  column: string,
  tables: ReadonlyMap<string, SurveyedTable>,
): PossibleReference | null {
  const target = findDeclaredTable(table, column, tables, false);
  if (target === null) return null;
  const compared = target.key.columns[0]!;
  const likeness = compareFamilies(keyFamily(table.source, column), keyFamily(target.source, compared));
  if (likeness === "different") return null;
  return { column, target, to: null, compared, why: `schema.ts refers to ${target.name}`, isDeclared: true };
}

/** `posts.user_id → auth.users.id`, which is not migrated, and `profiles.id → auth.users.id`: then it is also a profile's key. */
function findBySharedKey(
  table: SurveyedTable,
  column: string,
  tables: ReadonlyMap<string, SurveyedTable>,
  all: readonly SourceTable[],
): PossibleReference | null {
  const key = foreignKeysOf(table.source, all).find(({ columns }) => columns.length === 1 && columns[0] === column);
  if (key === undefined || tables.has(key.table)) return null;
  const [target, ...others] = [...tables.values()].filter(
    (each) => each !== table && each.key.columns.length === 1 && hasOwnKeyTo(each, key.table, key.references, all),
  );
  if (target === undefined || others.length > 0) return null;
  const compared = target.key.columns[0]!;
  const why = `refers to ${key.table} in the source, whose key is that of ${target.source.name} as well`;
  return { column, target, to: null, compared, why };
}

function hasOwnKeyTo(
  table: SurveyedTable,
  name: string,
  references: readonly string[],
  all: readonly SourceTable[],
): boolean {
  const own = table.key.columns[0];
  return foreignKeysOf(table.source, all).some(
    (key) => key.table === name && key.columns[0] === own && key.references.join() === references.join(),
  );
}

function findByName(
  table: SurveyedTable,
  column: string,
  tables: ReadonlyMap<string, SurveyedTable>,
  users: SurveyedTable | null,
): PossibleReference | null {
  const words = wordsOf(column);
  const suffix = words.at(-1) ?? "";
  if (words.length < 2 || !["id", "uuid", "fk", "by", "email"].includes(suffix))
    return findByBareName(table, column, words, tables, users);
  const stem = words.slice(0, -1);
  if (suffix === "email") return users === null || table === users ? null : byEmail(table, column, stem, users);
  const target = findTarget(stem, table, tables) ?? (userRoles.has(stem.at(-1)!) ? users : null);
  if (target === null || target.key.columns.length !== 1) return null;
  if (target === table && table.key.columns[0] === column) return null;
  const compared = target.key.columns[0]!;
  const likeness = compareFamilies(keyFamily(table.source, column), keyFamily(target.source, compared));
  if (likeness === "different") return null;
  const isQuiet = likeness === "same" ? {} : ({ isQuiet: true } as const);
  return { column, target, to: null, compared, why: "no foreign key in the source", ...isQuiet };
}

/** A key of a CSV is text, and in JSON its references are numbers: the values are the same, and they decide. */
function compareFamilies(column: KeyFamily, key: KeyFamily): "same" | "likely" | "different" {
  if (column === "other" || key === "other") return "different";
  if (column === key) return "same";
  return column === "text" || key === "text" ? "likely" : "different";
}

/** `author`, `category`, `parent`: what is called as a table, or as what users do. */
function findByBareName(
  table: SurveyedTable,
  column: string,
  words: readonly string[],
  tables: ReadonlyMap<string, SurveyedTable>,
  users: SurveyedTable | null,
): PossibleReference | null {
  const isParent = words.join("_") === "parent";
  const target = isParent
    ? table
    : (findTarget([words.join("_")], table, tables) ?? (isUserRole(words) ? users : null));
  if (target === null || target.key.columns.length !== 1 || (target === table && !isParent)) return null;
  const compared = target.key.columns[0]!;
  const likeness = compareFamilies(keyFamily(table.source, column), keyFamily(target.source, compared));
  if (column === compared || likeness === "different") return null;
  return { column, target, to: null, compared, why: "no foreign key in the source", isQuiet: true };
}

function isUserRole(words: readonly string[]): boolean {
  return (
    userRoles.has(words.at(-1)!) && !["created", "updated", "deleted", "assigned", "approved"].includes(words.at(-1)!)
  );
}

function byEmail(
  table: SurveyedTable,
  column: string,
  stem: readonly string[],
  users: SurveyedTable,
): PossibleReference | null {
  const to = users.source.columns.find(({ name }) => isEmailName(name))?.name;
  const isPerson = userRoles.has(stem.at(-1)!) || stem.at(-1) === "user";
  if (to === undefined || !isPerson || keyFamily(table.source, column) !== "text") return null;
  return { column, target: users, to: [to], compared: to, why: "no foreign key in the source" };
}

/** `billing_customer_id` → `customers`: the whole stem first, then its last words; the own schema before others. */
export function findTarget(
  stem: readonly string[],
  table: SurveyedTable,
  tables: ReadonlyMap<string, SurveyedTable>,
): SurveyedTable | null {
  for (let start = 0; start < stem.length; start++) {
    const wanted = singular(stem.slice(start).join("_"));
    const found = [...tables.values()].filter(
      ({ source }) => singular(wordsOf(relationOf(source.name)).join("_")) === wanted,
    );
    const own = found.find(({ source }) => schemaOf(source.name) === schemaOf(table.source.name));
    if (found.length > 0) return own ?? (found.length === 1 ? found[0]! : null);
  }
  return null;
}

/** Compares the values with the target's keys: how many exist decides between a reference and a note. */
export async function testPossibleReference(
  source: Source,
  possibleReference: PossibleReference,
  sample: Sample,
): Promise<RefDraft | string | null> {
  const { column, target, compared, to, why } = possibleReference;
  const values = (sample.values.get(column) ?? []).map(to === null ? asIs : asEmail);
  if (values.length === 0) return null;
  const missing = await findMissing(source, target, compared, new Set(values), to === null ? asIs : asEmail);
  const found = values.filter((value) => !missing.has(value)).length;
  const where = `${target.source.name}.${compared}`;
  const of = sample.isWhole ? "" : "the first ";
  const counted = `${count(found)} of ${of}${count(values.length)} values found in ${where}`;
  if (found / values.length < (possibleReference.isDeclared === true ? Number.EPSILON : enough))
    return `no reference to ${target.name}, though the name suggests it: only ${counted}`;
  const isClear = found < values.length;
  const ending = isClear ? ". The rest have no target and are left out" : "";
  return {
    columns: [column],
    target: target.source.name,
    to,
    mayDangle: isClear || !sample.isWhole,
    missing: isClear ? "clear" : "issue",
    comment: `${why}; ${counted}${ending}`,
  };
}

/** The values that no row of the target holds. */
export async function findMissing(
  source: Source,
  target: SurveyedTable,
  column: string,
  values: Set<string>,
  read: (text: string) => string,
): Promise<Set<string>> {
  const { columns, pages } = await source.read(target.source.name, [column]);
  const at = columns.indexOf(column);
  for await (const page of pages) {
    for (const row of page) if (!("broken" in row) && row[at] !== null) values.delete(read(row[at]!));
    if (values.size === 0) break;
  }
  return values;
}

const asIs = (text: string) => text;
const asEmail = (text: string) => text.trim().toLowerCase();

export function count(value: number): string {
  return value.toLocaleString("en-US");
}
