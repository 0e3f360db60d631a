import { type GenericId, jsonToConvex, type JSONValue } from "convex/values";
import { type Document, fingerprintExported, fingerprintFields } from "../../shared/document/document.js";
import { fingerprintText } from "../../shared/document/fingerprint.js";
import { ownRefs, type Row, rowFields, rowsOf } from "../../shared/document/rows.js";
import type { PlannedRef, PlannedTable } from "../../shared/plan/plan.js";
import { chunksOf, mapTogether } from "../../shared/together.js";
import type { KeptValue } from "../../cutover/changeValidators.js";
import type { Match } from "../../cutover/validators.js";
import { type Batch, defineStage, type StageFunction } from "../run/batch.js";
import type { Environment, QueryCtx, StoredDocument } from "../run/environment.js";
import { type KeyCaches, perCall } from "../run/keyCaches.js";
import { describeError } from "../run/refuse.js";

/** Reads every migrated document, adds up its fingerprint and follows its references. Writes nothing to the app's tables. */
export function defineVerify(environment: Environment, table: PlannedTable): StageFunction {
  const pages = new WeakMap<Batch, Map<string, readonly Row[]>>();
  return defineStage(environment, {
    stage: "verify",
    table,
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

/** What reading the canonical fields of rows takes. */
export interface Reader {
  readonly environment: Environment;
  readonly ctx: QueryCtx | Batch["ctx"];
  readonly table: PlannedTable;
  readonly caches: KeyCaches;
  /** Whether any row has been merged, and whether any document stands for more than one. */
  readonly hasMatches: boolean;
  /** Whether any document has a value of somebody's own that a catch-up has left there. */
  readonly hasKeptValues: boolean;
  readonly hasAliases: boolean;
}

/** The rows that each of these documents stands for, by its id. What reading them takes is asked for together. */
export async function preparePage(
  reader: Reader,
  page: readonly StoredDocument[],
): Promise<Map<string, readonly Row[]>> {
  const { table } = reader;
  const documents = page.filter((document) => document[table.id.field] !== undefined);
  const matches = reader.hasMatches ? await readMatches(reader, documents) : new Map<string, Match[]>();
  const references = documents.flatMap((document) =>
    table.refs.flatMap((ref) => {
      const id = document[ref.name] as GenericId<string> | null | undefined;
      return id === undefined || id === null ? [] : [{ ref, id, key: document[ref.legacyField] as string | undefined }];
    }),
  );
  const carried = await mapTogether(references, async ({ ref, id }) => await readCarried(reader, ref, id));
  const own = reader.hasKeptValues ? await readKeptValues(reader, documents) : new Map<string, KeptValue[]>();
  await carryGone(
    reader,
    references.filter((_, at) => carried[at] === null),
  );
  const aliases = references.flatMap(({ ref: { target, lookup }, key }, at) =>
    key === undefined || carried[at] === null || carried[at] === key ? [] : { table: target, field: lookup.field, key },
  );
  if (reader.hasAliases) await reader.caches.askAliases(reader, aliases);
  return new Map(
    documents.map((document) => {
      const id = document._id as string;
      return [id, rowsOf(table, document, matches.get(id) ?? [], own.get(id) ?? [])];
    }),
  );
}

/** A reference to a document that people have deleted leads to the row that it was. */
async function carryGone(
  { environment, ctx, caches }: Reader,
  dangling: readonly { ref: PlannedRef; id: GenericId<string>; key: string | undefined }[],
): Promise<void> {
  const known = dangling.filter(({ ref: { target, lookup }, key }) => {
    return key !== undefined && environment.plan.tables.get(target)?.id.field === lookup.field;
  });
  for (const chunk of chunksOf(known, perCall)) {
    const rows = chunk.map(({ ref: { target: table }, key }) => ({ table, legacyKey: key! }));
    const areGone = await ctx.runQuery(environment.component.kept.areGone, { rows });
    for (const [at, { ref, id, key }] of chunk.entries())
      if (areGone[at] === true) caches.carried.put(`${id} ${ref.lookup.field}`, key!);
  }
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

interface Reference {
  readonly ref: PlannedRef;
  readonly key: string;
  readonly state: "resolved" | "unresolved" | "dangling";
}

/** The document's canonical fields as the export has them: ids become keys, values that gave way in a merge come back. */
export async function readCanonical(
  reader: Reader,
  stored: StoredDocument,
  row: Pick<Row, "kept">,
): Promise<{ fields: [string, string][]; references: Reference[] }> {
  const keys = new Map<string, string>();
  const references: Reference[] = [];
  for (const ref of ownRefs(reader.table, row)) {
    const reference = await followRef(reader, stored, ref);
    if (reference === null) continue;
    references.push(reference);
    keys.set(ref.name, reference.key);
  }
  return { fields: rowFields(reader.table, stored, row, (ref) => keys.get(ref.name)), references };
}

/** A reference's key is the one its target carries, not the one the document says it should be. */
async function followRef(reader: Reader, document: StoredDocument, ref: PlannedRef): Promise<Reference | null> {
  const id = document[ref.name] as GenericId<string> | null | undefined;
  if (id === undefined || id === null) {
    const key = document[ref.legacyField] as string | undefined;
    return key === undefined ? null : { ref, key, state: "unresolved" };
  }
  const key = await readCarried(reader, ref, id);
  if (key === null) return { ref, key: `dangling:${id}`, state: "dangling" };
  return { ref, key: await keyOfAlias(reader, document, ref, key), state: "resolved" };
}

async function readCarried({ ctx, caches }: Reader, { lookup }: PlannedRef, id: GenericId<string>) {
  return await caches.carried.get(`${id} ${lookup.field}`, async () => {
    const target = await ctx.db.get(id);
    return (target?.[lookup.field] ?? null) as string | null;
  });
}

/** A document of several rows carries one key: what the reference says counts where it is another one of its. */
async function keyOfAlias(reader: Reader, document: StoredDocument, ref: PlannedRef, carried: string): Promise<string> {
  const key = document[ref.legacyField] as string | undefined;
  if (key === undefined || key === carried || !reader.hasAliases) return carried;
  const alias = await reader.caches.aliasOf(reader, { table: ref.target, field: ref.lookup.field, key });
  return alias === document[ref.name] ? key : carried;
}
