import { type GenericId, jsonToConvex, type JSONValue, type Value } from "convex/values";
import {
  canonicalFields,
  type Document,
  fingerprintExported,
  fingerprintFields,
} from "../../shared/document/document.js";
import { fingerprintText } from "../../shared/document/fingerprint.js";
import { idsOf, legacyKeysOf } from "../../shared/document/references.js";
import type { PlannedRef, PlannedTable } from "../../shared/plan/plan.js";
import { chunksOf, mapTogether } from "../../shared/together.js";
import type { KeptValue } from "../../cutover/changeValidators.js";
import type { Kept, Match } from "../../cutover/validators.js";
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
  await prepareReferences(reader, documents);
  const own = reader.hasKeptValues ? await readKeptValues(reader, documents) : new Map<string, KeptValue[]>();
  return new Map(
    documents.map((document) => {
      const id = document._id as string;
      return [id, rowsOf(table, document, matches).map((row) => withKeptValues(row, own.get(id) ?? []))];
    }),
  );
}

/** A reference with an id, and the keys it may stand for: of a list those that are left for it and the ids after it. */
interface Followed {
  readonly ref: PlannedRef;
  readonly id: GenericId<string>;
  readonly keys: readonly string[];
}

async function prepareReferences(reader: Reader, documents: readonly StoredDocument[]): Promise<void> {
  const references = documents.flatMap((document) =>
    reader.table.refs.flatMap((ref) => {
      const keys = legacyKeysOf(ref, document);
      const ids = idsOf(ref, document);
      // Keys without a document have no id, so an id may stand for its own key or for a later one.
      const mostLacking = Math.max(0, keys.length - ids.length);
      return ids.map((id, at): Followed => ({ ref, id, keys: keys.slice(at, at + mostLacking + 1) }));
    }),
  );
  const carried = await mapTogether(references, async ({ ref, id }) => await readCarried(reader, ref, id));
  await carryGone(
    reader,
    references.filter((_, at) => carried[at] === null),
  );
  const aliases = references.flatMap(({ ref: { target, lookup }, keys }, at) =>
    carried[at] === null || keys.includes(carried[at]!)
      ? []
      : keys.map((key) => ({ table: target, field: lookup.field, key })),
  );
  if (reader.hasAliases) await reader.caches.askAliases(reader, aliases);
}

/** A reference to a document that people have deleted leads to the row that it was: the first that is gone, in a list. */
async function carryGone({ environment, ctx, caches }: Reader, dangling: readonly Followed[]): Promise<void> {
  const known = dangling
    .filter(({ ref: { target, lookup } }) => environment.plan.tables.get(target)?.id.field === lookup.field)
    .flatMap(({ ref, id, keys }) => keys.map((key) => ({ ref, id, key })));
  for (const chunk of chunksOf(known, perCall)) {
    const rows = chunk.map(({ ref: { target: table }, key }) => ({ table, legacyKey: key }));
    const areGone = await ctx.runQuery(environment.component.kept.areGone, { rows });
    for (const [at, { ref, id, key }] of chunk.entries()) {
      const place = `${id} ${ref.lookup.field}`;
      if (areGone[at] === true && (await caches.carried.get(place, async () => null)) === null)
        caches.carried.put(place, key);
    }
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

interface Reference {
  readonly ref: PlannedRef;
  readonly key: string;
  readonly state: "resolved" | "unresolved" | "dangling";
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

/** A reference's key is the one its target carries, not the one the document says it should be. */
async function followRef(reader: Reader, document: StoredDocument, ref: PlannedRef): Promise<Reference | null> {
  const id = document[ref.name] as GenericId<string> | null | undefined;
  if (id === undefined || id === null) {
    const key = document[ref.legacyField] as string | undefined;
    return key === undefined ? null : { ref, key, state: "unresolved" };
  }
  const key = await readCarried(reader, ref, id);
  if (key === null) return danglingAt(ref, id);
  const said = document[ref.legacyField] as string | undefined;
  const isAlias = said !== undefined && (await isAliasOf(reader, ref, said, id, key));
  return { ref, key: isAlias ? said : key, state: "resolved" };
}

function danglingAt(ref: PlannedRef, id: string): Reference {
  return { ref, key: `dangling:${id}`, state: "dangling" };
}

/** The keys of a list in its own order: each has the next id, where that one leads to it, or none. A list that is not so is its users'. */
async function followList(reader: Reader, document: StoredDocument, ref: PlannedRef): Promise<Reference[] | null> {
  const isThere = (document[ref.name] ?? undefined) !== undefined;
  if (!isThere && document[ref.legacyField] === undefined) return null;
  const ids = idsOf(ref, document);
  const carried = await Promise.all(ids.map(async (id) => await readCarried(reader, ref, id)));
  const references: Reference[] = [];
  let at = 0;
  for (const key of legacyKeysOf(ref, document)) {
    const found = carried[at] ?? null;
    const leads = found === key || (found !== null && (await isAliasOf(reader, ref, key, ids[at]!, found)));
    references.push({ ref, key, state: leads ? "resolved" : "unresolved" });
    if (leads) at++;
  }
  if (at === ids.length) return references;
  return ids.map((id, place) => {
    const key = carried[place]!;
    return key === null ? danglingAt(ref, id) : { ref, key, state: "resolved" };
  });
}

async function readCarried({ ctx, caches }: Reader, { lookup }: PlannedRef, id: GenericId<string>) {
  return await caches.carried.get(`${id} ${lookup.field}`, async () => {
    const target = await ctx.db.get(id);
    return (target?.[lookup.field] ?? null) as string | null;
  });
}

/** A document of several rows carries one key: what the reference says counts where it is another one of its. */
async function isAliasOf(reader: Reader, ref: PlannedRef, key: string, id: string, carried: string): Promise<boolean> {
  if (key === carried || !reader.hasAliases) return false;
  return (await reader.caches.aliasOf(reader, { table: ref.target, field: ref.lookup.field, key })) === id;
}
