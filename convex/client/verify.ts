import type { GenericId, Value } from "convex/values";
import { canonicalFields, type Document, fingerprintFields } from "../shared/document.js";
import { fingerprintText } from "../shared/fingerprint.js";
import type { PlannedRef, PlannedTable } from "../shared/plan.js";
import type { Kept } from "../cutover/validators.js";
import { type Batch, describeError } from "./batch.js";
import { defineStage, type StageFunction } from "./batches.js";
import type { Environment, QueryCtx, StoredDocument } from "./environment.js";

/** Reads every migrated document, adds up its fingerprint and follows its references. Writes nothing to the app's tables. */
export function defineVerify(environment: Environment, table: PlannedTable): StageFunction {
  return defineStage(environment, {
    stage: "verify",
    table,
    migrateOne: verifyDocument,
  });
}

async function verifyDocument(batch: Batch, document: StoredDocument): Promise<void> {
  const key = document[batch.table.id.field] as string | undefined;
  if (key === undefined) return;
  try {
    const reader: Reader = {
      ctx: batch.ctx,
      table: batch.table,
      once: (name, read) => batch.once(name, read),
      readKept: () => (batch.started.hasMatches ? readKept(batch.environment, batch.ctx, batch.table, key) : noneKept),
    };
    const { fields, references } = await readCanonical(reader, document);
    for (const { state } of references) batch.count(state);
    batch.sums.add(key, fingerprintFields(fields));
  } catch (error) {
    // It still counts, but as a text no exported document has: its bucket differs, and the log says why.
    console.error(`${batch.table.name} ${JSON.stringify(key)} cannot be read: ${describeError(error)}`);
    batch.sums.add(key, fingerprintText("unreadable"));
  }
}

/** What reading a document's canonical fields takes. */
export interface Reader {
  readonly ctx: QueryCtx | Batch["ctx"];
  readonly table: PlannedTable;
  once<T>(name: string, read: () => Promise<T>): Promise<T>;
  readKept(): Promise<readonly Kept[]>;
}

export const noneKept: Promise<readonly Kept[]> = Promise.resolve([]);

/** The legacy values of a merged row that gave way to the account's own. */
export async function readKept(
  { component }: Environment,
  ctx: Pick<QueryCtx, "runQuery">,
  table: PlannedTable,
  legacyKey: string,
): Promise<readonly Kept[]> {
  const match = await ctx.runQuery(component.matching.find, { table: table.name, legacyKey });
  return match?.kept ?? [];
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
  const kept = new Map((await reader.readKept()).map(({ field, value }) => [field, value as Value | undefined]));
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
  const key = await reader.once(`${id} ${ref.lookup.field}`, async () => {
    const target = await reader.ctx.db.get(id);
    return (target?.[ref.lookup.field] ?? null) as string | null;
  });
  return key === null ? { ref, key: `dangling:${id}`, state: "dangling" } : { ref, key, state: "resolved" };
}
