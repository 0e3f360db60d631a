import type { GenericId } from "convex/values";
import { idsOf, legacyKeysOf } from "../../shared/document/references.js";
import type { PlannedRef, PlannedTable } from "../../shared/plan/plan.js";
import { chunksOf, mapTogether } from "../../shared/together.js";
import type { Batch } from "../run/batch.js";
import type { Environment, QueryCtx, StoredDocument } from "../run/environment.js";
import { type KeyCaches, perCall } from "../run/keyCaches.js";

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

/** A reference with an id, and the keys it may stand for: of a list those that are left for it and the ids after it. */
interface Followed {
  readonly ref: PlannedRef;
  readonly id: GenericId<string>;
  readonly keys: readonly string[];
}

/** Reads what the references of these documents lead to, all together. */
export async function prepareReferences(reader: Reader, documents: readonly StoredDocument[]): Promise<void> {
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

export interface Reference {
  readonly ref: PlannedRef;
  readonly key: string;
  readonly state: "resolved" | "unresolved" | "dangling";
}

/** A reference's key is the one its target carries, not the one the document says it should be. */
export async function followRef(reader: Reader, document: StoredDocument, ref: PlannedRef): Promise<Reference | null> {
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
export async function followList(
  reader: Reader,
  document: StoredDocument,
  ref: PlannedRef,
): Promise<Reference[] | null> {
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
