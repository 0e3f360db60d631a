import type { Doc, Id } from "./_generated/dataModel.js";
import type { MutationCtx, QueryCtx } from "./_generated/server.js";
import { ensureSwitches } from "./switches.js";
import type { RunState, Stage } from "./validators.js";

/** The name of a run that nobody began: a stage was started by hand, so there is nothing to compare with. */
export const unmeasuredRun = "unmeasured";

/** The run whose rows the deployment holds, also while they are being taken back. */
export async function currentRun(ctx: QueryCtx): Promise<Doc<"runs"> | null> {
  return (await findRunIn(ctx, "current")) ?? (await findRunIn(ctx, "rollingBack"));
}

/** The current run, or the last one where it was rolled back. */
export async function latestRun(ctx: QueryCtx): Promise<Doc<"runs"> | null> {
  return (await currentRun(ctx)) ?? (await findRunIn(ctx, "rolledBack"));
}

async function findRunIn({ db }: QueryCtx, state: RunState): Promise<Doc<"runs"> | null> {
  return await db
    .query("runs")
    .withIndex("by_state", (q) => q.eq("state", state))
    .unique();
}

export async function getCurrentRun(ctx: QueryCtx): Promise<Doc<"runs">> {
  const run = await currentRun(ctx);
  if (run === null) throw new Error("No run has begun.");
  return run;
}

/** The current run; one without expectations if nobody began any. */
export async function ensureRun(ctx: MutationCtx): Promise<Doc<"runs">> {
  const run = await currentRun(ctx);
  if (run !== null) return run;
  const id = await insertRun(ctx, unmeasuredRun, "");
  return (await ctx.db.get("runs", id))!;
}

export async function insertRun(ctx: MutationCtx, runId: string, planHash: string): Promise<Id<"runs">> {
  await ensureSwitches(ctx);
  const begunAt = Date.now();
  return await ctx.db.insert("runs", { runId, planHash, begunAt, state: "current", series: null, issueCount: 0 });
}

export async function findProgress({ db }: QueryCtx, run: Id<"runs">, stage: Stage, table: string) {
  return await db
    .query("progress")
    .withIndex("by_run_and_stage_and_table", (q) => q.eq("run", run).eq("stage", stage).eq("table", table))
    .unique();
}

/** Every round of the run: tables × stages documents at most. */
export async function allProgress({ db }: QueryCtx, run: Id<"runs">): Promise<Doc<"progress">[]> {
  return await db
    .query("progress")
    .withIndex("by_run_and_stage_and_table", (q) => q.eq("run", run))
    .collect();
}

/** The rounds of one stage. */
export async function progressOf({ db }: QueryCtx, run: Id<"runs">, stage: Stage): Promise<Doc<"progress">[]> {
  return await db
    .query("progress")
    .withIndex("by_run_and_stage_and_table", (q) => q.eq("run", run).eq("stage", stage))
    .collect();
}

export async function findTable({ db }: QueryCtx, run: Id<"runs">, table: string): Promise<Doc<"tables"> | null> {
  return await db
    .query("tables")
    .withIndex("by_run_and_table", (q) => q.eq("run", run).eq("table", table))
    .unique();
}

export async function allTables({ db }: QueryCtx, run: Id<"runs">): Promise<Doc<"tables">[]> {
  return await db
    .query("tables")
    .withIndex("by_run_and_table", (q) => q.eq("run", run))
    .collect();
}
