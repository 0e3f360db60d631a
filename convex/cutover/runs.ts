import { type Infer, v } from "convex/values";
import { internal } from "./_generated/api.js";
import type { Doc, Id } from "./_generated/dataModel.js";
import { mutation, type QueryCtx } from "./_generated/server.js";
import { allProgress, allTables, ensureRun, findTable, getCurrentRun, insertRun, latestRun } from "./current.js";
import { countRecords } from "./removed.js";
import { vCheck, vCounts, vExpected, vIssueCounts, vProgress, vRunState, vStage } from "./validators.js";
import { countIssues, isVerified, readChecks } from "./verdict.js";

/**
 * Starts a run: the records of the one before no longer count and are swept away in the background. Beginning the same
 * run again does the same, but keeps the waivers.
 */
export const begin = mutation({
  args: { runId: v.string(), planHash: v.string(), tables: v.array(vExpected) },
  returns: v.null(),
  handler: async (ctx, { runId, planHash, tables }) => {
    const old = await latestRun(ctx);
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

/** Somebody begins a stage: its tables follow one another by themselves, those that failed or were stopped before included. */
export const beginSeries = mutation({
  args: { stage: vStage },
  returns: v.null(),
  handler: async (ctx, { stage }) => {
    const run = await ensureRun(ctx);
    await ctx.db.patch("runs", run._id, { series: stage, seriesNumber: (run.seriesNumber ?? 0) + 1 });
    return null;
  },
});

/** No table follows by itself any more. */
export const endSeries = mutation({
  args: {},
  returns: v.null(),
  handler: async (ctx) => {
    const run = await ensureRun(ctx);
    if (run.series !== null) await ctx.db.patch("runs", run._id, { series: null });
    return null;
  },
});

/** Somebody removes the legacy fields before their time, and says why. Stands in the run's status from now on. */
export const allowCleanup = mutation({
  args: { reason: v.string() },
  returns: v.null(),
  handler: async (ctx, { reason }) => {
    const run = await getCurrentRun(ctx);
    await ctx.db.patch("runs", run._id, { cleanupReason: reason });
    return null;
  },
});

const vTableStatus = vExpected.omit("sums").extend({
  matched: v.number(),
  matchedBy: vCounts,
  issues: vIssueCounts,
  /** null while verify has not finished. */
  verified: v.union(v.boolean(), v.null()),
  checks: v.array(vCheck.omit("table")),
});

export const vRunStatus = v.object({
  runId: v.string(),
  state: vRunState,
  planHash: v.string(),
  begunAt: v.number(),
  /** The stage whose tables follow one another by themselves. */
  series: v.union(vStage, v.null()),
  /** How many series a command has begun; a round names its own. */
  seriesNumber: v.number(),
  /** Grows whenever the migration writes: what was verified before is not known to be true. */
  generation: v.number(),
  /** Why somebody removes the legacy fields before their time; null: nobody does. */
  cleanupReason: v.union(v.string(), v.null()),
  progress: v.array(vProgress),
  tables: v.array(vTableStatus),
  /** Records that wait to be read into the run's folder. */
  removed: v.number(),
  conflicts: v.number(),
});

/** The current run, or the one that was rolled back last; null when there is none. */
export async function readRunStatus(ctx: QueryCtx): Promise<Infer<typeof vRunStatus> | null> {
  const run = await latestRun(ctx);
  if (run === null) return null;
  const tables = await allTables(ctx, run._id);
  return {
    runId: run.runId,
    state: run.state,
    planHash: run.planHash,
    begunAt: run.begunAt,
    series: run.series,
    seriesNumber: run.seriesNumber ?? 0,
    generation: run.generation ?? 0,
    cleanupReason: run.cleanupReason ?? null,
    progress: (await allProgress(ctx, run._id)).map(renderProgress),
    tables: await Promise.all(tables.map((table) => readTable(ctx, run._id, table))),
    ...(await countRecords(ctx, run.runId)),
  };
}

function renderProgress({
  _id,
  _creationTime,
  run: _run,
  sums: _sums,
  numbers: _numbers,
  ...progress
}: Doc<"progress">) {
  return progress;
}

async function readTable(ctx: QueryCtx, run: Id<"runs">, expected: Doc<"tables">) {
  const { _id, _creationTime, run: _run, sums: _sums, ...counts } = expected;
  const checks = await readChecks(ctx, run, expected.table);
  return {
    ...counts,
    issues: await countIssues(ctx, run, expected.table),
    verified: await isVerified(ctx, run, expected.table),
    checks: checks.map(renderCheck),
  };
}

function renderCheck({ level, ok, expected, found, detail, buckets }: Doc<"checks">) {
  return { level, ok, expected, found, detail, buckets };
}
