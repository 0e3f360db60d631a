import { createFunctionHandle, makeFunctionReference, type TransactionLimits } from "convex/server";
import { ConvexError, v } from "convex/values";
import { vStage, vExpected } from "../../cutover/validators.js";
import { transactionLimits } from "../../shared/limits.js";
import { type Plan, getTable } from "../../shared/plan/plan.js";
import { refuseCleanup } from "../cleanup/cleanupGuard.js";
import { commandMutation } from "./commandFunctions.js";
import { type Environment, type MutationCtx, readModule } from "./environment.js";
import { describeError, refuse, refuseStopped } from "./refuse.js";
import { runCommand, type Stage, stages } from "./stages.js";
import { type CutoverStatus, readStatus, type StageStatus } from "./status.js";

/**
 * Runs a stage over its tables, one after the other; each goes on by itself until it is done. The same command continues
 * what was stopped or failed (with smaller batches then). `reset` does the stage again from the beginning; `dryRun`
 * shows in the log what the first batch would change, and keeps nothing. `reason`: cleanup begins although its guard names
 * something to wait for; the reason is recorded.
 */
export function defineRun(environment: Environment) {
  return commandMutation({
    args: {
      stage: vStage,
      reset: v.optional(v.boolean()),
      dryRun: v.optional(v.boolean()),
      reason: v.optional(v.string()),
    },
    handler: async (ctx: MutationCtx, { stage, reset, dryRun, reason }): Promise<CutoverStatus> => {
      const module = await readModule(ctx);
      await refuseStopped(environment, ctx);
      const status = await readStatus(environment, ctx, module);
      refuseMissingTables(
        environment.plan,
        status.tables.map(({ table }) => table),
      );
      refuseOutOfOrder(status, stage, module);
      if (stage === "cleanup") {
        refuseUnverified(status, module);
        if (reason !== undefined) await recordCleanupReason(environment, ctx, reason, module);
        await refuseCleanup(environment, ctx, module);
      }
      if (dryRun === true) await dryRunStage(environment, ctx, status, stage);
      else if (reset === true) await startOver(environment, ctx, module, stage);
      else await continueStage(environment, ctx, status, stage);
      return await readStatus(environment, ctx, module);
    },
  });
}

function refuseOutOfOrder({ stages: all }: CutoverStatus, stage: Stage, module: string): void {
  if (stage !== "cleanup" && hasCleanupBegun(all)) {
    const message = `${stage} needs the legacy fields, and the cleanup has begun to remove them. Restore the backup instead.`;
    refuse("cleanup_began", message, runCommand(module, "cleanup"));
  }
  const earlier = stages.slice(0, stages.indexOf(stage));
  const unfinished = all.find((each) => earlier.includes(each.stage) && each.state !== "done");
  if (unfinished !== undefined) {
    const { stage: first, table, state } = unfinished;
    refuse(
      "out_of_order",
      `${stage} comes after ${first}, and ${first} of ${table} is ${state}.`,
      runCommand(module, first),
    );
  }
  const busy = all.find((each) => each.stage !== stage && each.state === "running");
  if (busy !== undefined) {
    const message = `${stage} would change what ${busy.stage} of ${busy.table} is working on.`;
    refuse("busy", message, `npx convex run ${module}:status --watch`);
  }
}

async function startOver(environment: Environment, ctx: MutationCtx, module: string, stage: Stage): Promise<void> {
  await cancelRunning(environment, ctx, module);
  await ctx.runMutation(environment.component.progress.drop, { stage });
  await continueStage(environment, ctx, await readStatus(environment, ctx, module), stage);
}

/** A clean-up that was refused, or failed before its first document, has removed nothing. */
function hasCleanupBegun(all: readonly StageStatus[]): boolean {
  return all.some(({ stage, state, processed }) => stage === "cleanup" && (processed > 0 || state === "done"));
}

/** The component refuses too, table by table; here before anything starts, with the reason. */
function refuseUnverified({ stages: all, tables, runId, waitingFor }: CutoverStatus, module: string): void {
  if (
    hasCleanupBegun(all) ||
    (runId !== null && tables.length > 0 && tables.every(({ verified }) => verified === true))
  )
    return;
  const message =
    "The legacy fields stay until every table has passed verification: without them verification cannot be repeated " +
    `and nothing can be put right. It waits for ${waitingFor}.`;
  refuse("not_verified", message, `npx convex run ${module}:status`);
}

async function recordCleanupReason(environment: Environment, ctx: MutationCtx, reason: string, module: string) {
  const given = reason.trim();
  if (given === "") refuse("no_reason", "The reason is empty.", `${runCommand(module, "cleanup")} with a "reason"`);
  await ctx.runMutation(environment.component.runs.allowCleanup, { reason: given });
}

/** Starts the first table that is not done. When its last batch is done it calls this again for the next one. */
async function continueStage(environment: Environment, ctx: MutationCtx, { stages: all }: CutoverStatus, stage: Stage) {
  const { component } = environment;
  const tables = all.filter((each) => each.stage === stage);
  if (tables.some(({ state }) => state === "running")) return;
  const next = tables.find(({ state }) => state !== "done");
  await ctx.runMutation(component.runs.setSeries, { stage: next === undefined ? null : stage });
  if (next === undefined) return;
  if (next.state === "failed") await ctx.runMutation(component.progress.shrinkBatch, { stage, table: next.table });
  await attempt(environment, ctx, next);
}

/** Below the limits of a transaction, so that enough is left to record that the first batch was too large. */
const attemptLimits: TransactionLimits = {
  bytesRead: mostOf(transactionLimits.bytesRead),
  bytesWritten: mostOf(transactionLimits.bytesWritten),
  documentsRead: mostOf(transactionLimits.documentsRead),
  documentsWritten: mostOf(transactionLimits.documentsWritten),
};

function mostOf(limit: number): number {
  return Math.floor(limit * 0.85);
}

/** The first batch runs in this very transaction. When it fails as a whole, the library cannot record it: what it read is spent. */
export async function attempt(environment: Environment, ctx: MutationCtx, next: StageStatus): Promise<void> {
  try {
    await migrate(environment, ctx, next, false);
  } catch (error) {
    const { stage, table } = next;
    await ctx.runMutation(environment.component.progress.fail, { stage, table, error: describeError(error) });
  }
}

async function dryRunStage(environment: Environment, ctx: MutationCtx, { stages: all }: CutoverStatus, stage: Stage) {
  const table = all.find((each) => each.stage === stage && each.state !== "done");
  if (table === undefined) return;
  try {
    await migrate(environment, ctx, table, true);
  } catch (error) {
    // The library ends a dry run with this error, so that nothing is kept.
    if (!(error instanceof ConvexError) || (error.data as { kind?: unknown }).kind !== "DRY RUN") throw error;
    const { error: failure } = (error.data as { status: { error?: string } }).status;
    if (failure !== undefined) throw new Error(failure, { cause: error });
  }
}

/** Resumes where this run left off, or starts over: what the migrations component remembers of an older run does not count. */
async function migrate(environment: Environment, ctx: MutationCtx, table: StageStatus, dryRun: boolean): Promise<void> {
  const { function: name, processed } = table;
  const fnHandle = await createFunctionHandle(makeFunctionReference<"mutation">(name));
  const from = processed === 0 ? { cursor: null, reset: true } : {};
  await ctx.runMutation(
    environment.migrations.lib.migrate,
    { name, fnHandle, dryRun, ...from },
    dryRun ? {} : { transactionLimits: attemptLimits },
  );
}

/**
 * Starts a run, right after its load: what was exported becomes what verification expects. Stages of an older run that
 * are still going are canceled, and its records no longer count; what people waived in the same run stays. `append` adds
 * tables to the run instead: a plan of many tables takes several calls.
 */
export function defineBegin(environment: Environment) {
  return commandMutation({
    args: {
      runId: v.string(),
      planHash: v.string(),
      tables: v.array(vExpected.omit("allowedIssues")),
      append: v.optional(v.boolean()),
    },
    handler: async (ctx: MutationCtx, { runId, planHash, tables, append }): Promise<CutoverStatus> => {
      const { component, plan } = environment;
      const module = await readModule(ctx);
      refuseUnknownTables(
        plan,
        tables.map(({ table }) => table),
      );
      const expected = tables.map((table) => ({ ...table, allowedIssues: getTable(plan, table.table).allow.issues }));
      if (append === true) {
        await ctx.runMutation(component.runs.expect, { runId, tables: expected });
      } else {
        await cancelRunning(environment, ctx, module);
        await ctx.runMutation(component.runs.begin, { runId, planHash, tables: expected });
      }
      return await readStatus(environment, ctx, module);
    },
  });
}

/** Stops whatever is running; what was done so far stays done. */
export async function cancelRunning(environment: Environment, ctx: MutationCtx, module: string): Promise<void> {
  const { stages: all } = await readStatus(environment, ctx, module);
  for (const { state, function: name } of all) {
    if (state === "running") await ctx.runMutation(environment.migrations.lib.cancel, { name });
  }
}

function refuseUnknownTables(plan: Plan, given: readonly string[]): void {
  const unknown = given.filter((table) => !plan.tables.has(table));
  if (unknown.length === 0) return;
  refuseOtherPlan(`this deployment's plan lacks ${unknown.join(", ")}`);
}

/** A run that measures some tables has to measure all; one nobody began measures none. */
export function refuseMissingTables(plan: Plan, begun: readonly string[]): void {
  const missing = [...plan.tables.keys()].filter((table) => !begun.includes(table));
  if (begun.length === 0 || missing.length === 0) return;
  refuseOtherPlan(`the export lacks ${missing.join(", ")}`);
}

function refuseOtherPlan(difference: string): never {
  return refuse(
    "other_plan",
    `The export was made with another plan: ${difference}.`,
    "npx convex deploy, then export again",
  );
}
