import type { Doc, Id } from "./_generated/dataModel.js";
import type { MutationCtx, QueryCtx } from "./_generated/server.js";
import { ensureSwitches } from "./switches.js";
import type { Stage } from "./validators.js";

/** The name of a run that nobody began: a stage was started by hand, so there is nothing to compare with. */
export const unmeasuredRun = "unmeasured";

export async function currentRun({ db }: QueryCtx): Promise<Doc<"runs"> | null> {
  return await db
    .query("runs")
    .withIndex("by_state", (q) => q.eq("state", "current"))
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
