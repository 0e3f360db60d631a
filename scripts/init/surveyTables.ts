import { Reject } from "../../convex/shared/kinds/kind.js";
import { idKind } from "../../convex/shared/kinds/index.js";
import { relationOf, schemaOf, type Source, type SourceTable } from "../sources/source.js";
import type { SchemaShape } from "../../convex/shared/plan/schemaFaults.js";
import { findDeclaredField, findDeclaredWords, fits, mapWords, preferDeclared } from "./declared.js";
import { getFieldChoices } from "./fieldChoices.js";
import type { FieldChoice } from "./fieldRules.js";
import { type ForeignKeyValues, addForeignKeys, collectForeignKeyValues, markBrokenForeignKeys } from "./references.js";
import type { KeyDraft, SurveyedTable } from "./draft.js";
import { findPossibleReferences, testPossibleReference } from "./possibleReferences.js";
import { collectUnexplained, explainIds, listIdColumns, mayBeIds, type UnexplainedIds } from "./hiddenReferences.js";
import { surveyPairs } from "./pairs.js";
import { type Sample, readSample } from "./sample.js";
import { niceName, takeName } from "./names.js";
import { wordsOf } from "../rows/keys/names.js";
import { findKey } from "./keys.js";
import type { Resemblance } from "./resemblance.js";
import type { Users } from "./users.js";

/** Reads a sample of every table: what each column is, when rows were created, which columns refer to which table. */
export async function surveyTables(
  source: Source,
  tables: ReadonlyMap<string, SurveyedTable>,
  users: SurveyedTable | null,
  all: readonly SourceTable[],
): Promise<void> {
  addForeignKeys(tables, all);
  const waiting = [...tables.values()];
  const claims: ForeignKeyValues[] = [];
  const unexplained: UnexplainedIds[] = [];
  const work = async () => {
    for (let table = waiting.shift(); table !== undefined; table = waiting.shift()) {
      claims.push(...(await surveyTable(source, table, { tables, users, all, unexplained })));
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, source.parallel) }, work));
  await markBrokenForeignKeys(source, claims, tables);
  await surveyPairs(source, tables);
  await explainIds(source, unexplained, tables);
}

interface Neighbours {
  readonly tables: ReadonlyMap<string, SurveyedTable>;
  readonly users: SurveyedTable | null;
  readonly all: readonly SourceTable[];
  /** Ids that nothing explains yet are added here. */
  readonly unexplained: UnexplainedIds[];
}

async function surveyTable(
  source: Source,
  table: SurveyedTable,
  { tables, users, all, unexplained }: Neighbours,
): Promise<ForeignKeyValues[]> {
  const beside = table.source.columns;
  const choices = new Map(
    beside.map((column) => {
      const declared = findDeclaredField(table, column.name);
      return [column.name, preferDeclared(getFieldChoices(column, beside), column, declared)];
    }),
  );
  const worded = listWorded(table, choices);
  const possible = findPossibleReferences(table, tables, users, all);
  const keep = [
    ...creationCandidates(table.source),
    ...possible.map(({ column }) => column),
    ...table.refs.flatMap(({ columns }) => columns),
    ...table.key.columns,
    ...worded.map(({ column }) => column),
  ];
  const sample = await readSample(source, table.source, choices, keep, {
    columns: listIdColumns(table),
    mayHold: mayBeIds,
  });
  for (const [column, choice] of sample.choices) table.choices.set(column, choice);
  for (const { column, words } of worded) {
    const choice = mapWords(sample.values.get(column) ?? [], words);
    if (choice !== null) table.choices.set(column, choice);
  }
  table.key = withFittingForm(table.key, sample);
  table.creation = findCreationTime(table.source, sample);
  noteFilled(table, sample);
  const claims = collectForeignKeyValues(table, sample);
  for (const possibleReference of possible) {
    const verdict = await testPossibleReference(source, possibleReference, sample);
    if (typeof verdict === "string") {
      if (possibleReference.isQuiet !== true) addNote(table, possibleReference.column, verdict);
    } else if (verdict !== null) {
      table.refs.push(verdict);
      table.notes.delete(possibleReference.column);
    }
  }
  unexplained.push(...collectUnexplained(table, sample, tables));
  forgetSample(sample);
  return claims;
}

/** Columns that may be NULL, are not in any row of the sample, and become a field that schema.ts requires. */
function noteFilled({ source, declared, filled }: SurveyedTable, { withNull, rows }: Sample): void {
  for (const { name, nullable } of source.columns) {
    const isRequired = findDeclaredField({ source, declared }, name)?.isRequired === true;
    if (nullable && isRequired && rows > 0 && !withNull.has(name)) filled.add(name);
  }
}

/** Columns that schema.ts has as a union of texts, which the source may write in another way. */
function listWorded(
  { source, declared }: SurveyedTable,
  choices: ReadonlyMap<string, readonly FieldChoice[]>,
): { readonly column: string; readonly words: readonly string[] }[] {
  return source.columns.flatMap(({ name }) => {
    const field = findDeclaredField({ source, declared }, name);
    const words = field === null ? null : findDeclaredWords(field.validator);
    const [best] = choices.get(name) ?? [];
    return words === null || best === undefined || fits(best, field!.validator) ? [] : [{ column: name, words }];
  });
}

/** SQLite keeps any value in a column of any type. */
function withFittingForm(key: KeyDraft, { values }: Sample): KeyDraft {
  const kind = idKind({ form: key.form });
  const isFine = key.columns.every((name) => (values.get(name) ?? []).every((text) => !isReject(kind.convert(text))));
  return isFine ? key : { ...key, form: "text" };
}

function isReject(value: unknown): boolean {
  return value instanceof Reject;
}

function addNote({ notes }: SurveyedTable, column: string, note: string): void {
  const before = notes.get(column);
  notes.set(column, before === undefined ? note : `${before}; ${note}`);
}

/** The values may be many, and the map outlives them. */
function forgetSample({ values }: Sample): void {
  for (const list of values.values()) (list as string[]).length = 0;
}

/** What a table's creation time is called, most telling first. */
const names = ["created_at", "inserted_at", "created_on", "date_created", "creation_date", "created", "create_time"];

/** Columns that may become `_creationTime`: a point in time that every row has. */
export function creationCandidates({ columns, primaryKey }: SourceTable): string[] {
  const times = columns.filter(
    ({ name, nullable, type }) => !nullable && /^(?:timestamp|datetime)/i.test(type) && !primaryKey.includes(name),
  );
  return names.flatMap((wanted) =>
    times.filter(({ name }) => wordsOf(name).join("_") === wanted).map(({ name }) => name),
  );
}

/** The first of them that is read as a timestamp and lies after 1970 in every row of the sample, as Convex wants it. */
export function findCreationTime(table: SourceTable, { choices, values }: Sample): string | null {
  const found = creationCandidates(table).find((name) => {
    const choice = choices.get(name);
    const role = choice?.field?.parts.role;
    if (choice?.code.startsWith("timestamp(") !== true || role?.kind !== "value") return false;
    return (values.get(name) ?? []).every((text) => Number(role.of.convert(text)) > 0);
  });
  return found ?? null;
}

/** Gives every table its name in Convex and its key. */
export function nameTables(
  kept: readonly SourceTable[],
  all: readonly SourceTable[],
  users: Users | null,
  app: { readonly schema: SchemaShape; readonly renamed: readonly Resemblance[] },
): Map<string, SurveyedTable> {
  const taken = new Set<string>();
  const wanted = new Map(kept.map((table) => [table.name, niceName(relationOf(table.name), "table")]));
  for (const { source, name } of app.renamed) wanted.set(source, name);
  const isUsersFree = ![...wanted.values()].includes("users");
  if (users !== null && isUsersFree) wanted.set(users.table, "users");
  const counts = new Map<string, number>();
  for (const name of wanted.values()) counts.set(name, (counts.get(name) ?? 0) + 1);
  const ordered = kept.toSorted((a, b) => rank(a, users) - rank(b, users));
  return new Map(
    ordered.map((source): [string, SurveyedTable] => {
      const plain = wanted.get(source.name)!;
      const isShared = counts.get(plain)! > 1;
      const name = takeName(isShared ? withSchema(source.name, plain) : plain, taken);
      const isRenamed = source.name === users?.table && plain !== niceName(relationOf(source.name), "table");
      const likeness = app.renamed.find((each) => each.source === source.name);
      const nameComment = isRenamed
        ? `Convex Auth keeps users in a table called "users".`
        : likeness !== undefined
          ? describeLikeness(likeness)
          : name === plain
            ? null
            : `"${plain}" is also the name of another table.`;
      const open = {
        creation: null,
        refs: [],
        pairs: [],
        filled: new Set<string>(),
        choices: new Map(),
        notes: new Map(),
      };
      const declared = app.schema.tables[name];
      return [source.name, { source, name, nameComment, declared, key: findKey(source, all) ?? noKey, ...open }];
    }),
  );
}

function describeLikeness({ source, name, shared, of }: Resemblance): string {
  const own = niceName(relationOf(source), "table");
  return `Named as in schema.ts, which has no ${own}: ${shared} of ${of} fields of ${name} match columns here. If it is something else, rename it.`;
}

/** Until the data shows one. */
const noKey: KeyDraft = { columns: [], form: "text", comment: null };

/** The users first; of tables that share a name, the one in `public` keeps it. The sort is stable otherwise. */
function rank(table: SourceTable, users: Users | null): number {
  return table.name === users?.table ? 0 : 1;
}

function withSchema(table: string, plain: string): string {
  const schema = schemaOf(table);
  return schema === "" || schema === "public" ? plain : niceName(`${schema}_${relationOf(table)}`, "table");
}
