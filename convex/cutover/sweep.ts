import { v } from "convex/values";
import { internal } from "./_generated/api.js";
import type { Doc } from "./_generated/dataModel.js";
import { internalMutation, type MutationCtx } from "./_generated/server.js";

/** Documents deleted per mutation: far below what a transaction may write, so that nothing else has to wait for long. */
const batchSize = 1_000;

/** Deletes a replaced run and everything that belongs to it, in batches. */
export const run = internalMutation({
  args: { run: v.id("runs"), keepWaivers: v.boolean() },
  returns: v.null(),
  handler: async (ctx, args) => {
    const replaced = await ctx.db.get("runs", args.run);
    if (replaced === null) return null;
    const rest = await deleteSome(ctx, await someOfRun(ctx, replaced, args.keepWaivers));
    if (rest) await ctx.scheduler.runAfter(0, internal.sweep.run, args);
    else await ctx.db.delete("runs", replaced._id);
    return null;
  },
});

/** Deletes what a replaced round of a stage left: its issues and the accounts it recorded. */
export const progress = internalMutation({
  args: { progress: v.id("progress") },
  returns: v.null(),
  handler: async (ctx, args) => {
    const issues = await ctx.db
      .query("issues")
      .withIndex("by_progress_and_key", (q) => q.eq("progress", args.progress))
      .take(batchSize);
    const accounts = await ctx.db
      .query("accounts")
      .withIndex("by_progress_and_key", (q) => q.eq("progress", args.progress))
      .take(batchSize);
    const rest = await deleteSome(ctx, [...issues, ...accounts]);
    if (rest) await ctx.scheduler.runAfter(0, internal.sweep.progress, args);
    return null;
  },
});

/** Deletes what match wrote about a table, once its legacy fields are gone. */
export const matching = internalMutation({
  args: { run: v.id("runs"), table: v.string() },
  returns: v.null(),
  handler: async (ctx, args) => {
    const matches = await ctx.db
      .query("matches")
      .withIndex("by_run_and_table_and_key", (q) => q.eq("run", args.run).eq("table", args.table))
      .take(batchSize);
    const aliases = await ctx.db
      .query("aliases")
      .withIndex("by_run_and_table_and_field_and_key", (q) => q.eq("run", args.run).eq("table", args.table))
      .take(batchSize);
    const match = await ctx.db
      .query("progress")
      .withIndex("by_run_and_stage_and_table", (q) =>
        q.eq("run", args.run).eq("stage", "match").eq("table", args.table),
      )
      .unique();
    const accounts =
      match === null
        ? []
        : await ctx.db
            .query("accounts")
            .withIndex("by_progress_and_key", (q) => q.eq("progress", match._id))
            .take(batchSize);
    const rest = await deleteSome(ctx, [...matches, ...aliases, ...accounts]);
    if (rest) await ctx.scheduler.runAfter(0, internal.sweep.matching, args);
    return null;
  },
});

type Swept = Doc<
  | "tables"
  | "formerTargets"
  | "progress"
  | "accounts"
  | "matches"
  | "aliases"
  | "settlements"
  | "issues"
  | "checks"
  | "moves"
  | "waivers"
>;

/** True when there may be more. */
async function deleteSome({ db }: MutationCtx, documents: Swept[]): Promise<boolean> {
  for (const { _id } of documents) await db.delete(_id);
  return documents.length > 0;
}

/** Of one table at a time, so that a batch stays as small as it says. */
async function someOfRun(ctx: MutationCtx, replaced: Doc<"runs">, keepWaivers: boolean): Promise<Swept[]> {
  for (const read of [...readersOfRun(ctx, replaced), ...(keepWaivers ? [] : readersOfWords(ctx, replaced))]) {
    const some = await read();
    if (some.length > 0) return some;
  }
  return [];
}

type Reader = () => Promise<Swept[]>;

function readersOfRun({ db }: MutationCtx, { _id }: Doc<"runs">): Reader[] {
  return [
    () =>
      db
        .query("issues")
        .withIndex("by_run_and_number", (q) => q.eq("run", _id))
        .take(batchSize),
    () =>
      db
        .query("accounts")
        .withIndex("by_run", (q) => q.eq("run", _id))
        .take(batchSize),
    () =>
      db
        .query("matches")
        .withIndex("by_run_and_table_and_key", (q) => q.eq("run", _id))
        .take(batchSize),
    () =>
      db
        .query("aliases")
        .withIndex("by_run_and_table_and_field_and_key", (q) => q.eq("run", _id))
        .take(batchSize),
    () =>
      db
        .query("formerTargets")
        .withIndex("by_run_and_table_and_field_and_key", (q) => q.eq("run", _id))
        .take(batchSize),
    () =>
      db
        .query("moves")
        .withIndex("by_run", (q) => q.eq("run", _id))
        .take(batchSize),
    () =>
      db
        .query("checks")
        .withIndex("by_run_and_table", (q) => q.eq("run", _id))
        .take(batchSize),
    () =>
      db
        .query("progress")
        .withIndex("by_run_and_stage_and_table", (q) => q.eq("run", _id))
        .take(batchSize),
    () =>
      db
        .query("tables")
        .withIndex("by_run_and_table", (q) => q.eq("run", _id))
        .take(batchSize),
  ];
}

/** What people said about the run's rows. */
function readersOfWords({ db }: MutationCtx, { runId }: Doc<"runs">): Reader[] {
  return [
    () =>
      db
        .query("waivers")
        .withIndex("by_run_and_table_and_key", (q) => q.eq("runId", runId))
        .take(batchSize),
    () =>
      db
        .query("settlements")
        .withIndex("by_run_and_table_and_key", (q) => q.eq("runId", runId))
        .take(batchSize),
  ];
}
