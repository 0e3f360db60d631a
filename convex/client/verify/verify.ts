import type { GenericId, Value } from "convex/values";
import { canonicalFields, type Document, fingerprintFields } from "../../shared/document/document.js";
import { fingerprintText } from "../../shared/document/fingerprint.js";
import type { PlannedRef, PlannedTable } from "../../shared/plan/plan.js";
import type { Kept } from "../../cutover/validators.js";
import { type Batch, type KeyCaches, defineStage, type StageFunction } from "../run/batch.js";
import type { Environment, QueryCtx, StoredDocument } from "../run/environment.js";
import { findAlias } from "../resolve/resolve.js";
import { describeError } from "../run/refuse.js";

/** Reads every migrated document, adds up its fingerprint and follows its references. Writes nothing to the app's tables. */
export function defineVerify(environment: Environment, table: PlannedTable): StageFunction {
  return defineStage(environment, {
    stage: "verify",
    table,
    migrateOne: verifyDocument,
  });
}

async function verifyDocument(batch: Batch, document: StoredDocument): Promise<void> {
  const { environment, ctx, table, started } = batch;
  if (document[table.id.field] === undefined) return;
  const rows = started.hasMatches ? await readRows(environment, ctx, table, document) : [rowOf(table, document)];
  for (const row of rows) await verifyRow(batch, document, row);
}

async function verifyRow(batch: Batch, document: StoredDocument, { legacyKey, kept }: Row): Promise<void> {
  const { environment, ctx, table, started } = batch;
  try {
    const reader: Reader = {
      ctx,
      table,
      kept,
      caches: batch.keys,
      findAlias: async (target, key) => (started.hasAliases ? await findAlias(environment, ctx, target, key) : null),
    };
    const { fields, references } = await readCanonical(reader, document);
    for (const { state } of references) batch.count(state);
    batch.sums.add(legacyKey, fingerprintFields(fields));
  } catch (error) {
    // It still counts, but as a text no exported document has: its bucket differs, and the log says why.
    console.error(`${table.name} ${JSON.stringify(legacyKey)} cannot be read: ${describeError(error)}`);
    batch.sums.add(legacyKey, fingerprintText("unreadable"));
  }
}

/** What reading the canonical fields of a row takes. */
export interface Reader {
  readonly ctx: QueryCtx | Batch["ctx"];
  readonly table: PlannedTable;
  readonly kept: readonly Kept[];
  readonly caches: KeyCaches;
  findAlias: (
    target: string,
    key: { readonly field: string; readonly key: string },
  ) => Promise<GenericId<string> | null>;
}

/** A row that maps to a document. `kept`: what the row had where the document says something else. */
export interface Row {
  readonly legacyKey: string;
  readonly kept: readonly Kept[];
}

export function rowOf(table: PlannedTable, document: StoredDocument): Row {
  return { legacyKey: document[table.id.field] as string, kept: [] };
}

/** The rows that map to a document: its own, and those that became part of it. */
export async function readRows(
  { component }: Environment,
  ctx: Pick<QueryCtx, "runQuery">,
  table: PlannedTable,
  document: StoredDocument,
): Promise<Row[]> {
  const matches = await ctx.runQuery(component.matching.ofSurvivor, { table: table.name, id: document._id as string });
  const own = rowOf(table, document);
  const isMatched = matches.some(({ legacyKey }) => legacyKey === own.legacyKey);
  const rows = isMatched ? matches : [{ ...own, filled: [] }, ...matches];
  return rows.map(({ legacyKey, kept }) => {
    const others = rows.filter((row) => row.legacyKey !== legacyKey);
    const foreign = others.flatMap(({ filled }) => plannedNames(table, filled)).map((field) => ({ field }));
    return { legacyKey, kept: [...foreign, ...kept, { field: table.id.field, value: legacyKey }] };
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
): Promise<{ fields: [string, string][]; references: Reference[] }> {
  const kept = new Map(reader.kept.map(({ field, value }) => [field, value as Value | undefined]));
  const document: Document = { ...(stored as Document), ...Object.fromEntries(kept) };
  const keys = new Map<string, string>();
  const references: Reference[] = [];
  for (const ref of reader.table.refs) {
    if (kept.has(ref.name)) {
      const key = kept.get(ref.name);
      if (typeof key === "string") keys.set(ref.name, key);
      continue;
    }
    const reference = await followRef(reader, stored, ref);
    if (reference === null) continue;
    references.push(reference);
    keys.set(ref.name, reference.key);
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
  const key = await reader.caches.carried.get(`${id} ${ref.lookup.field}`, async () => {
    const target = await reader.ctx.db.get(id);
    return (target?.[ref.lookup.field] ?? null) as string | null;
  });
  if (key === null) return { ref, key: `dangling:${id}`, state: "dangling" };
  return { ref, key: await keyOfAlias(reader, document, ref, key), state: "resolved" };
}

/** A document of several rows carries one key: what the reference says counts where it is another one of its. */
async function keyOfAlias(reader: Reader, document: StoredDocument, ref: PlannedRef, carried: string): Promise<string> {
  const key = document[ref.legacyField] as string | undefined;
  if (key === undefined || key === carried) return carried;
  const { field } = ref.lookup;
  const alias = await reader.caches.aliases.get(`${ref.target} ${field} ${key}`, () =>
    reader.findAlias(ref.target, { field, key }),
  );
  return alias === document[ref.name] ? key : carried;
}
