import { Reject } from "../../convex/shared/kinds/kind.js";
import { idKind } from "../../convex/shared/kinds/index.js";
import type { Source, SourceTable } from "../sources/source.js";
import { getChoices } from "./choices.js";
import { creationCandidates, findCreationTime } from "./creation.js";
import { type Claim, gatherClaims, markDangling } from "./danglingKeys.js";
import type { KeyDraft, Working } from "./draft.js";
import { findSuspects, judgeSuspect } from "./logical.js";
import { addForeignKeys } from "./references.js";
import { readSample, type Sample } from "./sample.js";

/** Reads a sample of every table: what each column is, when rows were created, which columns refer to which table. */
export async function surveyTables(
  source: Source,
  tables: ReadonlyMap<string, Working>,
  users: Working | null,
  all: readonly SourceTable[],
): Promise<void> {
  addForeignKeys(tables, all);
  const waiting = [...tables.values()];
  const claims: Claim[] = [];
  const work = async () => {
    for (let table = waiting.shift(); table !== undefined; table = waiting.shift()) {
      claims.push(...(await surveyTable(source, table, { tables, users, all })));
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, source.parallel) }, work));
  await markDangling(source, claims, tables);
}

interface Neighbours {
  readonly tables: ReadonlyMap<string, Working>;
  readonly users: Working | null;
  readonly all: readonly SourceTable[];
}

async function surveyTable(source: Source, table: Working, { tables, users, all }: Neighbours): Promise<Claim[]> {
  const choices = new Map(table.source.columns.map((column) => [column.name, getChoices(column)]));
  const suspects = table.key === null ? [] : findSuspects(table, tables, users, all);
  const keep = [
    ...creationCandidates(table.source),
    ...suspects.map(({ column }) => column),
    ...table.refs.flatMap(({ columns }) => columns),
    ...(table.key?.columns ?? []),
  ];
  const sample = await readSample(source, table.source, choices, keep);
  for (const [column, choice] of sample.choices) table.choices.set(column, choice);
  table.key = table.key === null ? null : withFittingForm(table.key, sample);
  table.creation = findCreationTime(table.source, sample);
  const claims = gatherClaims(table, sample);
  for (const suspect of suspects) {
    const verdict = await judgeSuspect(source, suspect, sample);
    if (typeof verdict === "string") addNote(table, suspect.column, verdict);
    else if (verdict !== null) {
      table.refs.push(verdict);
      table.notes.delete(suspect.column);
    }
  }
  forgetSample(sample);
  return claims;
}

/** SQLite keeps any value in a column of any type. */
function withFittingForm(key: KeyDraft, { values }: Sample): KeyDraft {
  const kind = idKind({ form: key.form });
  const fits = key.columns.every((name) => (values.get(name) ?? []).every((text) => !isReject(kind.convert(text))));
  return fits ? key : { ...key, form: "text" };
}

function isReject(value: unknown): boolean {
  return value instanceof Reject;
}

function addNote({ notes }: Working, column: string, note: string): void {
  const before = notes.get(column);
  notes.set(column, before === undefined ? note : `${before}; ${note}`);
}

/** The values may be many, and the map outlives them. */
function forgetSample({ values }: Sample): void {
  for (const list of values.values()) (list as string[]).length = 0;
}
