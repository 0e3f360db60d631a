import { v } from "convex/values";
import { internal } from "./_generated/api.js";
import { mutation } from "./_generated/server.js";
import { currentRun, ensureRun, findTable, getCurrentRun, insertRun } from "./current.js";
import { vExpected, vStage } from "./validators.js";

/**
 * Starts a run: the records of the one before no longer count and are swept away in the background. Beginning the same
 * run again does the same, but keeps what people waived.
 */
export const begin = mutation({
  args: { runId: v.string(), planHash: v.string(), tables: v.array(vExpected) },
  returns: v.null(),
  handler: async (ctx, { runId, planHash, tables }) => {
    const old = await currentRun(ctx);
    if (old !== null) {
      await ctx.db.patch("runs", old._id, { state: "replaced" });
      await ctx.scheduler.runAfter(0, internal.sweep.run, { run: old._id, keepWaivers: old.runId === runId });
    }
    const run = await insertRun(ctx, runId, planHash);
    for (const table of tables) await ctx.db.insert("tables", { ...table, run, matched: 0, matchedBy: {} });
    return null;
  },
});

/** Adds tables to the run that has begun: a plan of many tables does not fit into one call. */
export const expect = mutation({
  args: { runId: v.string(), tables: v.array(vExpected) },
  returns: v.null(),
  handler: async (ctx, { runId, tables }) => {
    const run = await getCurrentRun(ctx);
    if (run.runId !== runId) throw new Error(`The run that has begun here is ${run.runId}, not ${runId}.`);
    for (const table of tables) {
      const known = await findTable(ctx, run._id, table.table);
      if (known === null) await ctx.db.insert("tables", { ...table, run: run._id, matched: 0, matchedBy: {} });
      else await ctx.db.patch("tables", known._id, table);
    }
    return null;
  },
});

/** Says which stage's tables follow one another by themselves; null stops after the table in hand. */
export const setSeries = mutation({
  args: { stage: v.union(vStage, v.null()) },
  returns: v.null(),
  handler: async (ctx, { stage }) => {
    const run = await ensureRun(ctx);
    if (run.series !== stage) await ctx.db.patch("runs", run._id, { series: stage });
    return null;
  },
});
