import { jsonToConvex, type JSONValue } from "convex/values";
import { type Document, fingerprintExported, fingerprintFields } from "../../shared/document/document.js";
import { fingerprintText } from "../../shared/document/fingerprint.js";
import { idsOf } from "../../shared/document/references.js";
import { ownRefs, type Row, rowFields, rowsOf } from "../../shared/document/rows.js";
import type { PlannedTable } from "../../shared/plan/plan.js";
import { chunksOf, mapTogether } from "../../shared/together.js";
import type { KeptValue } from "../../cutover/changeValidators.js";
import type { Match } from "../../cutover/validators.js";
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
  const { legacyKey, keptInConvex, isGone } = row;
  if (keptInConvex > 0) batch.count("kept", keptInConvex);
  try {
    const { fields, references } = await readCanonical(readerOf(batch), document, row);
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
      return [id, rowsOf(table, document, matches.get(id) ?? [], own.get(id) ?? [])];
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

/** The document's canonical fields as the export has them: ids become keys, values that gave way in a merge come back. */
export async function readCanonical(
  reader: Reader,
  stored: StoredDocument,
  row: Pick<Row, "kept">,
): Promise<{ fields: [string, string][]; references: Reference[] }> {
  const keys = new Map<string, string | readonly string[]>();
  const references: Reference[] = [];
  for (const ref of ownRefs(reader.table, row)) {
    const followed = ref.list === null ? await followRef(reader, stored, ref) : await followList(reader, stored, ref);
    if (followed === null) continue;
    references.push(...[followed].flat());
    keys.set(ref.name, Array.isArray(followed) ? followed.map(({ key }) => key) : followed.key);
  }
  return { fields: rowFields(reader.table, stored, row, (ref) => keys.get(ref.name)), references };
}
