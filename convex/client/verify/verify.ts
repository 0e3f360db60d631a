import { jsonToConvex, type JSONValue, type Value } from "convex/values";
import {
  canonicalFields,
  type Document,
  fingerprintExported,
  fingerprintFields,
} from "../../shared/document/document.js";
import { fingerprintText } from "../../shared/document/fingerprint.js";
import { idsOf } from "../../shared/document/references.js";
import type { PlannedTable } from "../../shared/plan/plan.js";
import { chunksOf, mapTogether } from "../../shared/together.js";
import type { KeptValue } from "../../cutover/changeValidators.js";
import type { Kept, Match } from "../../cutover/validators.js";
import { type Batch, defineStage, type StageFunction } from "../run/batch.js";
import type { Environment, StoredDocument } from "../run/environment.js";
import { perCall } from "../run/keyCaches.js";
import { describeError } from "../run/refuse.js";
import { followList, followRef, prepareReferences, type Reader, type Reference } from "./followReferences.js";

/** Reads every migrated document, adds up its fingerprint and follows its references. Writes nothing to the app's tables. */
export function defineVerify(environment: Environment, table: PlannedTable): StageFunction {
  const pages = new WeakMap<Batch, Map<string, readonly Row[]>>();
  return defineStage(environment, {
    stage: "verify",
    table,
    listTargets: (document) => table.refs.flatMap((ref) => idsOf(ref, document)),
    prepare: async (batch, page) => void pages.set(batch, await preparePage(readerOf(batch), page)),
    migrateOne: async (batch, document) => {
      const rows = pages.get(batch)?.get(document._id as string) ?? [];
      for (const row of rows) await verifyRow(batch, document, row);
    },
    finish: async (batch) => {
      if (batch.isFirst) await addGoneRows(batch);
    },
  });
}

function readerOf({ environment, ctx, table, keys: caches, started }: Batch): Reader {
  return { environment, ctx, table, caches, ...started };
}

/** A row whose document people have deleted in Convex is no fault: it counts as the source has it. */
async function addGoneRows(batch: Batch): Promise<void> {
  const { environment, ctx, table, sums } = batch;
  if (!batch.started.hasKeptValues) return;
  const gone = await ctx.runQuery(environment.component.kept.listGone, { table: table.name });
  await mapTogether(gone, async ({ legacyKey, document }) => {
    const { field, index } = table.id;
    const again = await ctx.db
      .query(table.name)
      .withIndex(index, (q) => q.eq(field, legacyKey))
      .first();
    if (again !== null) return;
    batch.count("kept");
    sums.add(legacyKey, fingerprintExported(table, jsonToConvex(JSON.parse(document) as JSONValue) as Document));
  });
}

async function verifyRow(batch: Batch, document: StoredDocument, row: Row): Promise<void> {
  const { table } = batch;
  const { legacyKey, kept, keptInConvex, isGone } = row;
  if (keptInConvex > 0) batch.count("kept", keptInConvex);
  try {
    const { fields, references } = await readCanonical(readerOf(batch), document, kept);
    for (const { state } of references) batch.count(state);
    if (isGone) return;
    batch.sums.add(legacyKey, fingerprintFields(fields));
  } catch (error) {
    // It still counts, but as a text no exported document has: its bucket differs, and the log says why.
    console.error(`${table.name} ${JSON.stringify(legacyKey)} cannot be read: ${describeError(error)}`);
    batch.sums.add(legacyKey, fingerprintText("unreadable"));
  }
}

/** The rows that each of these documents stands for, by its id. What reading them takes is asked for together. */
export async function preparePage(
  reader: Reader,
  page: readonly StoredDocument[],
): Promise<Map<string, readonly Row[]>> {
  const { table } = reader;
  const documents = page.filter((document) => document[table.id.field] !== undefined);
  const matches = reader.hasMatches ? await readMatches(reader, documents) : new Map<string, Match[]>();
  await prepareReferences(reader, documents);
  const own = reader.hasKeptValues ? await readKeptValues(reader, documents) : new Map<string, KeptValue[]>();
  return new Map(
    documents.map((document) => {
      const id = document._id as string;
      return [id, rowsOf(table, document, matches).map((row) => withKeptValues(row, own.get(id) ?? []))];
    }),
  );
}

async function readMatches({ environment, ctx, table }: Reader, documents: readonly StoredDocument[]) {
  const matches = new Map<string, Match[]>();
  for (const chunk of chunksOf(documents, perCall)) {
    const ids = chunk.map(({ _id }) => _id as string);
    const found = await ctx.runQuery(environment.component.matching.ofSurvivors, { table: table.name, ids });
    for (const match of found) matches.set(match.id, [...(matches.get(match.id) ?? []), match]);
  }
  return matches;
}

async function readKeptValues({ environment, ctx, table }: Reader, documents: readonly StoredDocument[]) {
  const values = new Map<string, KeptValue[]>();
  for (const chunk of chunksOf(documents, perCall)) {
    const ids = chunk.map(({ _id }) => _id as string);
    for (const value of await ctx.runQuery(environment.component.kept.values, { table: table.name, ids }))
      values.set(value.id, [...(values.get(value.id) ?? []), value]);
  }
  return values;
}

/** What somebody has changed in Convex, and a catch-up has left, is no fault: the source's value is compared in its place. */
function withKeptValues(row: Row, values: readonly KeptValue[]): Row {
  const own = values.filter(({ legacyKey }) => legacyKey === row.legacyKey);
  if (own.length === 0) return row;
  const kept = own.flatMap(({ field, ours }) => {
    if (field === null) return [];
    return [{ field, value: ours === null ? undefined : jsonToConvex(JSON.parse(ours) as JSONValue) }];
  });
  return {
    ...row,
    kept: [...row.kept, ...kept],
    keptInConvex: own.length,
    isGone: own.some(({ field }) => field === null),
  };
}

/** A row that maps to a document. `kept`: what the row had where the document says something else. */
export interface Row {
  readonly legacyKey: string;
  readonly kept: readonly Kept[];
  /** Values that are somebody's own: each is a line of `writes/conflicts.jsonl`. */
  readonly keptInConvex: number;
  /** The row is no longer in the source; its document stays because somebody has changed it. */
  readonly isGone: boolean;
}

/** The rows that map to a document: its own, and those that became part of it. */
function rowsOf(table: PlannedTable, document: StoredDocument, merged: ReadonlyMap<string, readonly Match[]>): Row[] {
  const nothing = { kept: [], keptInConvex: 0, isGone: false };
  const own: Row = { legacyKey: document[table.id.field] as string, ...nothing };
  const matches = merged.get(document._id as string);
  if (matches === undefined) return [own];
  const isMatched = matches.some(({ legacyKey }) => legacyKey === own.legacyKey);
  const rows = isMatched ? matches : [{ ...own, filled: [] }, ...matches];
  return rows.map(({ legacyKey, kept }) => {
    const others = rows.filter((row) => row.legacyKey !== legacyKey);
    const foreign = others.flatMap(({ filled }) => plannedNames(table, filled)).map((field) => ({ field }));
    return { ...nothing, legacyKey, kept: [...foreign, ...kept, { field: table.id.field, value: legacyKey }] };
  });
}

/** The planned fields among those a merge filled; a reference stands in there under its legacy field. */
function plannedNames({ fields, refs }: PlannedTable, filled: readonly string[]): string[] {
  const references = refs.filter(({ legacyField }) => filled.includes(legacyField));
  return [...fields.filter(({ name }) => filled.includes(name)), ...references].map(({ name }) => name);
}

/** The document's canonical fields as the export has them: ids become keys, values that gave way in a merge come back. */
export async function readCanonical(
  reader: Reader,
  stored: StoredDocument,
  keptFields: readonly Kept[],
): Promise<{ fields: [string, string][]; references: Reference[] }> {
  const kept = new Map(keptFields.map(({ field, value }) => [field, value as Value | undefined]));
  const document: Document = { ...(stored as Document), ...Object.fromEntries(kept) };
  const keys = new Map<string, string | readonly string[]>();
  const references: Reference[] = [];
  for (const ref of reader.table.refs) {
    if (kept.has(ref.name)) {
      const key = kept.get(ref.name);
      if (typeof key === "string" || Array.isArray(key)) keys.set(ref.name, key as string | string[]);
      continue;
    }
    const followed = ref.list === null ? await followRef(reader, stored, ref) : await followList(reader, stored, ref);
    if (followed === null) continue;
    references.push(...[followed].flat());
    keys.set(ref.name, Array.isArray(followed) ? followed.map(({ key }) => key) : followed.key);
  }
  return { fields: canonicalFields(reader.table, document, (ref) => keys.get(ref.name)), references };
}
