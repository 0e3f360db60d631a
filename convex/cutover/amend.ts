import { v } from "convex/values";
import type { Doc, Id } from "./_generated/dataModel.js";
import { mutation, query, type QueryCtx } from "./_generated/server.js";
import { findProgress, getCurrentRun } from "./current.js";
import { countMatch, renderMatch } from "./matching.js";
import { vCounts, vMatch } from "./validators.js";

/** What match and resolve wrote down stays true while single documents change: the rounds stay, their records are amended. */

const vRound = v.union(v.id("progress"), v.null());

/** The finished rounds of a table; null for a stage that does not work on it. */
export const rounds = query({
  args: { table: v.string() },
  returns: v.object({ match: vRound, resolve: vRound }),
  handler: async (ctx, { table }) => {
    const { _id: run } = await getCurrentRun(ctx);
    const match = await findProgress(ctx, run, "match", table);
    const resolve = await findProgress(ctx, run, "resolve", table);
    return { match: match?._id ?? null, resolve: resolve?._id ?? null };
  },
});

/** Adds to a round's counters, or takes from them. */
export const addCounts = mutation({
  args: { progress: v.id("progress"), counts: vCounts },
  returns: v.null(),
  handler: async (ctx, { progress: id, counts }) => {
    const progress = (await ctx.db.get("progress", id))!;
    const sum = { ...progress.counts };
    for (const [name, count] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + count;
    await ctx.db.patch("progress", id, { counts: sum });
    return null;
  },
});

/** Forgets what a round found wrong with these documents: they are looked at again. `codes`: only these, otherwise all. */
export const dropIssues = mutation({
  args: { progress: v.id("progress"), legacyKeys: v.array(v.string()), codes: v.optional(v.array(v.string())) },
  returns: v.null(),
  handler: async (ctx, { progress: id, legacyKeys, codes }) => {
    const round = (await ctx.db.get("progress", id))!;
    const left = { ...round.issues };
    const leftCodes = { ...round.codes };
    for (const legacyKey of new Set(legacyKeys)) {
      for (const issue of await issuesOf(ctx, id, legacyKey)) {
        if (codes !== undefined && !codes.includes(issue.code)) continue;
        await ctx.db.delete("issues", issue._id);
        left[issue.state] -= 1;
        leftCodes[issue.code] = (leftCodes[issue.code] ?? 1) - 1;
      }
    }
    await ctx.db.patch("progress", id, { issues: left, codes: leftCodes });
    return null;
  },
});

/** The keys after this one of documents with an issue of these codes, in order; `next` is null when there are no more. */
export const issueKeys = query({
  args: { progress: v.id("progress"), after: v.string(), numItems: v.number(), codes: v.array(v.string()) },
  returns: v.object({ legacyKeys: v.array(v.string()), next: v.union(v.string(), v.null()) }),
  handler: async (ctx, { progress, after, numItems, codes }) => {
    const issues = await ctx.db
      .query("issues")
      .withIndex("by_progress_and_key", (q) => q.eq("progress", progress).gt("legacyKey", after))
      .take(numItems);
    const legacyKeys = [
      ...new Set(issues.filter(({ code }) => codes.includes(code)).map(({ legacyKey }) => legacyKey)),
    ];
    return { legacyKeys, next: issues.length < numItems ? null : issues.at(-1)!.legacyKey };
  },
});

/** Forgets that a row became part of an account, and says how it had; null when it had not. */
export const removeMatch = mutation({
  args: { table: v.string(), legacyKey: v.string() },
  returns: v.union(vMatch, v.null()),
  handler: async (ctx, { table, legacyKey }) => {
    const { _id: run } = await getCurrentRun(ctx);
    const match = await ctx.db
      .query("matches")
      .withIndex("by_run_and_table_and_key", (q) => q.eq("run", run).eq("table", table).eq("legacyKey", legacyKey))
      .first();
    if (match === null) return null;
    await ctx.db.delete("matches", match._id);
    const aliases = await ctx.db
      .query("aliases")
      .withIndex("by_run_and_table_and_legacyKey", (q) =>
        q.eq("run", run).eq("table", table).eq("legacyKey", legacyKey),
      )
      .collect();
    for (const { _id } of aliases) await ctx.db.delete("aliases", _id);
    await countMatch(ctx, run, match, -1);
    return renderMatch(match);
  },
});

async function issuesOf({ db }: QueryCtx, progress: Id<"progress">, legacyKey: string): Promise<Doc<"issues">[]> {
  return await db
    .query("issues")
    .withIndex("by_progress_and_key", (q) => q.eq("progress", progress).eq("legacyKey", legacyKey))
    .collect();
}
