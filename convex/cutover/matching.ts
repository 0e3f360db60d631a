import { v } from "convex/values";
import type { Doc, Id } from "./_generated/dataModel.js";
import { mutation, query, type QueryCtx } from "./_generated/server.js";
import { currentRun, findTable } from "./current.js";
import { vMatch } from "./validators.js";

/** Records accounts that were there before the load. */
export const addAccounts = mutation({
  args: { progress: v.id("progress"), accounts: v.array(v.object({ key: v.string(), id: v.string() })) },
  returns: v.null(),
  handler: async (ctx, { progress, accounts }) => {
    const { run } = (await ctx.db.get("progress", progress))!;
    for (const account of accounts) await ctx.db.insert("accounts", { run, progress, ...account });
    return null;
  },
});

/** The accounts under a key (two are enough to say "several"), and whether this document is a survivor of a merge. */
export const look = query({
  args: { progress: v.id("progress"), key: v.union(v.string(), v.null()), id: v.string() },
  returns: v.object({ accounts: v.array(v.string()), isSurvivor: v.boolean() }),
  handler: async (ctx, { progress: progressId, key, id }) => {
    const { run, table } = (await ctx.db.get("progress", progressId))!;
    const survivor = await ctx.db
      .query("matches")
      .withIndex("by_run_and_table_and_id", (q) => q.eq("run", run).eq("table", table).eq("id", id))
      .first();
    const accounts = key === null ? [] : await accountsUnder(ctx, progressId, key);
    return { accounts: accounts.map((account) => account.id), isSurvivor: survivor !== null };
  },
});

/** Records that an imported row became part of an account. */
export const add = mutation({
  args: { progress: v.id("progress"), match: vMatch },
  returns: v.null(),
  handler: async (ctx, { progress: progressId, match }) => {
    const { run, table } = (await ctx.db.get("progress", progressId))!;
    await ctx.db.insert("matches", { ...match, run, table });
    const expected = await findTable(ctx, run, table);
    if (expected !== null) await ctx.db.patch("tables", expected._id, { matched: expected.matched + 1 });
    return null;
  },
});

/** How the row with this key was merged; null when it was not. */
export const find = query({
  args: { table: v.string(), legacyKey: v.string() },
  returns: v.union(vMatch, v.null()),
  handler: async (ctx, { table, legacyKey }) => {
    const run = await currentRun(ctx);
    if (run === null) return null;
    const match = await ctx.db
      .query("matches")
      .withIndex("by_run_and_table_and_key", (q) => q.eq("run", run._id).eq("table", table).eq("legacyKey", legacyKey))
      .first();
    return match === null ? null : renderMatch(match);
  },
});

/** All merges of a table, by key. */
export const list = query({
  args: { table: v.string(), cursor: v.union(v.string(), v.null()), numItems: v.number() },
  returns: v.object({ items: v.array(vMatch), isDone: v.boolean(), cursor: v.string() }),
  handler: async (ctx, { table, cursor, numItems }) => {
    const run = await currentRun(ctx);
    if (run === null) return { items: [], isDone: true, cursor: "" };
    const page = await ctx.db
      .query("matches")
      .withIndex("by_run_and_table_and_key", (q) =>
        q
          .eq("run", run._id)
          .eq("table", table)
          .gt("legacyKey", cursor ?? ""),
      )
      .take(numItems);
    return {
      items: page.map(renderMatch),
      isDone: page.length < numItems,
      cursor: page.at(-1)?.legacyKey ?? cursor ?? "",
    };
  },
});

async function accountsUnder({ db }: QueryCtx, progress: Id<"progress">, key: string): Promise<Doc<"accounts">[]> {
  return await db
    .query("accounts")
    .withIndex("by_progress_and_key", (q) => q.eq("progress", progress).eq("key", key))
    .take(2);
}

function renderMatch({ legacyKey, id, filled, kept }: Doc<"matches">) {
  return { legacyKey, id, filled, kept };
}
