import { v } from "convex/values";
import { Checksums } from "../shared/document/fingerprint.js";
import { internal } from "./_generated/api.js";
import type { Doc, Id } from "./_generated/dataModel.js";
import { mutation, type MutationCtx, query, type QueryCtx } from "./_generated/server.js";
import { allProgress, allTables, currentRun, ensureRun, findProgress, progressOf } from "./current.js";
import { hasKeptValues } from "./kept.js";
import { dropExportChecks, findRefusal, writeChecks } from "./verdict.js";
import { readSwitches } from "./switches.js";
import { type Stage, stages, vControl, vCounts, vStage } from "./validators.js";

const vSizes = v.record(v.string(), v.object({ averageBytes: v.number(), largestBytes: v.number() }));

/** What a batch needs to know before it reads its page. */
const vStarted = v.object({
  refused: v.null(),
  progress: v.id("progress"),
  /** ConversionInputs from the batches before; null at first. */
  batchSize: v.union(v.number(), v.null()),
  /** Sizes of documents per table, as exported; empty when no run has begun. */
  sizes: vSizes,
  /** Whether any account can be found, and whether any row has been merged or settled: most batches save a look-up by it. */
  hasAccounts: v.boolean(),
  hasMatches: v.boolean(),
  /** Whether any document has a value of somebody's own that a catch-up has left there. */
  hasKeptValues: v.boolean(),
  /** Whether any document stands for more than one row. */
  hasAliases: v.boolean(),
  /** Whether any key led to another document before. */
  hasFormerTargets: v.boolean(),
});
const vIntention = v.object({
  table: v.string(),
  batchSize: v.number(),
  largestBatch: v.union(v.number(), v.null()),
  job: v.string(),
});
const vRefused = v.object({ refused: v.object({ code: v.string(), message: v.string() }) });

/**
 * Opens a batch, in its own transaction. `first`: it starts at the beginning of the table, so a new round begins, and what
 * the round before and later stages had found no longer counts.
 */
export const start = mutation({
  args: { stage: vStage, table: v.string(), first: v.boolean() },
  returns: v.union(vStarted, vRefused),
  handler: async (ctx, { stage, table, first }) => {
    const refused = await findRefusal(ctx, stage, table, first);
    if (refused !== null) return { refused };
    const run = await ensureRun(ctx);
    const progress = first
      ? await startRound(ctx, run._id, stage, table)
      : (await findProgress(ctx, run._id, stage, table))!;
    return {
      refused: null,
      progress: progress._id,
      batchSize: progress.batchSize,
      sizes: await readSizes(ctx, run._id),
      hasAccounts: await hasAccounts(ctx, progress._id),
      hasMatches: await hasMatches(ctx, run, table),
      hasKeptValues: await hasKeptValues(ctx, run.runId, table),
      hasAliases: await hasAliases(ctx, run._id),
      hasFormerTargets: await hasFormerTargets(ctx, run._id),
    };
  },
});

/** Closes a batch, in its own transaction. `continues`: the stage goes on with its next table by itself. */
export const report = mutation({
  args: {
    progress: v.id("progress"),
    processed: v.number(),
    changed: v.number(),
    counts: vCounts,
    batchSize: v.union(v.number(), v.null()),
    /** Fingerprint sums of the batch; empty unless the stage is verify. */
    sums: v.array(v.string()),
    done: v.boolean(),
  },
  returns: v.object({ continues: v.boolean() }),
  handler: async (ctx, { progress: id, ...batch }) => {
    const progress = (await ctx.db.get("progress", id))!;
    const sums = new Checksums().addRendered(progress.sums).addRendered(batch.sums).render();
    await ctx.db.patch("progress", id, {
      processed: progress.processed + batch.processed,
      changed: progress.changed + batch.changed,
      counts: addCounts(progress.counts, batch.counts),
      batchSize: limitTo(batch.batchSize ?? progress.batchSize, progress.largestBatch),
      job: null,
      sums: progress.stage === "verify" ? sums : [],
      done: batch.done,
      error: null,
      movedAt: Date.now(),
    });
    if (batch.done) await finishRound(ctx, (await ctx.db.get("progress", id))!);
    const run = await currentRun(ctx);
    return { continues: batch.done && run?.series === progress.stage };
  },
});

/**
 * Forgets a stage's rounds, and those of later stages, so that every table starts over. `keepsExport`: what an export has
 * shown is still true, because nothing but verify starts over.
 */
export const drop = mutation({
  args: { stage: vStage, keepsExport: v.optional(v.boolean()) },
  returns: v.null(),
  handler: async (ctx, { stage, keepsExport = false }) => {
    const run = await currentRun(ctx);
    if (run === null) return null;
    if (!keepsExport) await dropExportChecks(ctx, run._id);
    for (const round of await allProgress(ctx, run._id)) {
      if (stages.indexOf(round.stage) >= stages.indexOf(stage)) await dropRound(ctx, round);
    }
    return null;
  },
});

/** Records that an attempt to start or continue failed as a whole, so that nothing else could. */
export const fail = mutation({
  args: { stage: vStage, table: v.string(), error: v.string() },
  returns: v.null(),
  handler: async (ctx, { stage, table, error }) => {
    const progress = await ensureRound(ctx, stage, table);
    await ctx.db.patch("progress", progress._id, { error, job: null });
    return null;
  },
});

/**
 * Says, in a transaction of its own, what the next batch of each table takes and which scheduled function takes it: a batch
 * that dies can record nothing, and is known by this. It takes no more than the batch before has found to fit. `largestBatch`:
 * since a batch that took more has died.
 */
export const intend = mutation({
  args: { stage: vStage, batches: v.array(vIntention) },
  returns: v.null(),
  handler: async (ctx, { stage, batches }) => {
    for (const { table, batchSize, largestBatch, job } of batches) {
      const progress = await ensureRound(ctx, stage, table);
      const run = (await ctx.db.get("runs", progress.run))!;
      const limit = largestBatch === null ? {} : { largestBatch };
      const fitting = limitTo(batchSize, progress.batchSize ?? undefined);
      const next = { batchSize: fitting, job, error: null, movedAt: Date.now(), series: run.seriesNumber ?? 0 };
      await ctx.db.patch("progress", progress._id, { ...next, ...limit });
    }
    return null;
  },
});

/** One table's round, and nothing that other tables' batches write: reading that, batches side by side would conflict. */
export const read = query({
  args: { stage: vStage, table: v.string() },
  returns: v.object({
    control: vControl,
    round: v.union(v.object({ processed: v.number(), job: v.union(v.string(), v.null()) }), v.null()),
  }),
  handler: async (ctx, { stage, table }) => {
    const { control } = await readSwitches(ctx);
    const run = await currentRun(ctx);
    const round = run === null ? null : await findProgress(ctx, run._id, stage, table);
    return { control, round: round === null ? null : { processed: round.processed, job: round.job ?? null } };
  },
});

async function startRound(ctx: MutationCtx, run: Id<"runs">, stage: Stage, table: string): Promise<Doc<"progress">> {
  const old = await findProgress(ctx, run, stage, table);
  if (old !== null) await dropRound(ctx, old);
  if (stages.indexOf(stage) < stages.indexOf("verify")) await dropExportChecks(ctx, run);
  for (const later of stages.slice(stages.indexOf(stage) + 1)) {
    for (const round of await progressOf(ctx, run, later)) await dropRound(ctx, round);
  }
  return await insertRound(ctx, run, stage, table, old);
}

async function ensureRound(ctx: MutationCtx, stage: Stage, table: string): Promise<Doc<"progress">> {
  const run = await ensureRun(ctx);
  const known = await findProgress(ctx, run._id, stage, table);
  return known ?? (await insertRound(ctx, run._id, stage, table, null));
}

async function insertRound(
  ctx: MutationCtx,
  run: Id<"runs">,
  stage: Stage,
  table: string,
  old: Doc<"progress"> | null,
): Promise<Doc<"progress">> {
  const learned = {
    batchSize: old?.batchSize ?? null,
    ...(old?.series === undefined ? {} : { series: old.series }),
    ...(old?.largestBatch === undefined ? {} : { largestBatch: old.largestBatch }),
  };
  const issues = { open: 0, cleared: 0, waived: 0 };
  const nothing = { issues, codes: {}, processed: 0, changed: 0, counts: {}, sums: [], done: false, error: null };
  const id = await ctx.db.insert("progress", { ...nothing, ...learned, run, stage, table, startedAt: Date.now() });
  return (await ctx.db.get("progress", id))!;
}

async function dropRound(ctx: MutationCtx, { _id, run, stage, table }: Doc<"progress">): Promise<void> {
  await ctx.db.delete("progress", _id);
  if (stage === "verify") {
    const checks = await ctx.db
      .query("checks")
      .withIndex("by_run_and_table", (q) => q.eq("run", run).eq("table", table))
      .collect();
    for (const { _id: check, level } of checks) if (level !== "export") await ctx.db.delete("checks", check);
  }
  await ctx.scheduler.runAfter(0, internal.sweep.progress, { progress: _id });
}

async function finishRound(ctx: MutationCtx, progress: Doc<"progress">): Promise<void> {
  const { run, stage, table } = progress;
  if (stage === "verify") await writeChecks(ctx, progress);
  if (stage === "cleanup") await ctx.scheduler.runAfter(0, internal.sweep.matching, { run, table });
}

async function readSizes(ctx: QueryCtx, run: Id<"runs">) {
  const tables = await allTables(ctx, run);
  return Object.fromEntries(
    tables.map(({ table, averageBytes, largestBytes }) => [table, { averageBytes, largestBytes }]),
  );
}

export async function hasAccounts({ db }: QueryCtx, progress: Id<"progress">): Promise<boolean> {
  const account = await db
    .query("accounts")
    .withIndex("by_progress_and_key", (q) => q.eq("progress", progress))
    .first();
  return account !== null;
}

export async function hasMatches({ db }: QueryCtx, { _id: run, runId }: Doc<"runs">, table: string): Promise<boolean> {
  const match = await db
    .query("matches")
    .withIndex("by_run_and_table_and_key", (q) => q.eq("run", run).eq("table", table))
    .first();
  const settlement = await db
    .query("settlements")
    .withIndex("by_run_and_table_and_key", (q) => q.eq("runId", runId).eq("table", table))
    .first();
  return match !== null || settlement !== null;
}

export async function hasAliases({ db }: QueryCtx, run: Id<"runs">): Promise<boolean> {
  const alias = await db
    .query("aliases")
    .withIndex("by_run_and_table_and_field_and_key", (q) => q.eq("run", run))
    .first();
  return alias !== null;
}

function limitTo(batchSize: number | null, most: number | undefined): number | null {
  return batchSize === null || most === undefined ? batchSize : Math.min(batchSize, most);
}

function addCounts(left: Record<string, number>, right: Record<string, number>): Record<string, number> {
  const sum = { ...left };
  for (const [name, count] of Object.entries(right)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}

export async function hasFormerTargets({ db }: QueryCtx, run: Id<"runs">): Promise<boolean> {
  const former = await db
    .query("formerTargets")
    .withIndex("by_run_and_table_and_field_and_key", (q) => q.eq("run", run))
    .first();
  return former !== null;
}
