import { v } from "convex/values";
import type { Id } from "./_generated/dataModel.js";
import { mutation, type MutationCtx, query } from "./_generated/server.js";
import { currentRun } from "./current.js";

/**
 * Records which documents old keys map to, in the transaction that removes the keys: a document's own key and those of the
 * rows merged into it. A known key maps to the newer document.
 */
export const record = mutation({
  args: { progress: v.id("progress"), entries: v.array(v.object({ legacyKey: v.string(), id: v.string() })) },
  returns: v.null(),
  handler: async (ctx, { progress: progressId, entries }) => {
    const { run, table } = (await ctx.db.get("progress", progressId))!;
    const hasMerged = (await mergedInto(ctx, run, table)).length > 0;
    for (const { legacyKey, id } of entries) {
      const merged = hasMerged ? await mergedInto(ctx, run, table, id) : [];
      for (const key of new Set([legacyKey, ...merged])) await put(ctx, { table, legacyKey: key, id });
    }
    return null;
  },
});

/** The Convex id of the document that an old key maps to; null for any other text. The document may have been deleted since. */
export const find = query({
  args: { table: v.string(), legacyKey: v.string() },
  returns: v.union(v.string(), v.null()),
  handler: async (ctx, { table, legacyKey }) => {
    const known = await ctx.db
      .query("idMap")
      .withIndex("by_table_and_key", (q) => q.eq("table", table).eq("legacyKey", legacyKey))
      .first();
    if (known !== null) return known.id;
    const run = await currentRun(ctx);
    if (run === null) return null;
    const match = await ctx.db
      .query("matches")
      .withIndex("by_run_and_table_and_key", (q) => q.eq("run", run._id).eq("table", table).eq("legacyKey", legacyKey))
      .first();
    return match?.id ?? null;
  },
});

/** More rows than this never become one document: people have a handful of accounts at most. */
const mostMerged = 256;

/** Keys of rows that became part of this document; without one, whether there is any. */
async function mergedInto({ db }: MutationCtx, run: Id<"runs">, table: string, id?: string): Promise<string[]> {
  const matches = await db
    .query("matches")
    .withIndex("by_run_and_table_and_id", (q) => {
      const ofTable = q.eq("run", run).eq("table", table);
      return id === undefined ? ofTable : ofTable.eq("id", id);
    })
    .take(id === undefined ? 1 : mostMerged);
  return matches.map(({ legacyKey }) => legacyKey);
}

async function put({ db }: MutationCtx, entry: { table: string; legacyKey: string; id: string }): Promise<void> {
  const known = await db
    .query("idMap")
    .withIndex("by_table_and_key", (q) => q.eq("table", entry.table).eq("legacyKey", entry.legacyKey))
    .first();
  if (known === null) await db.insert("idMap", entry);
  else if (known.id !== entry.id) await db.patch("idMap", known._id, { id: entry.id });
}
