import { ConvexError, type GenericId, v } from "convex/values";
import { vStage, vExpected } from "../../cutover/validators.js";
import { type Plan, getTable } from "../../shared/plan/plan.js";
import { refuseCleanup } from "../cleanup/cleanupGuard.js";
import { commandMutation } from "./commandFunctions.js";
import { migrate, scheduleBatches, takeBatch } from "./scheduledBatch.js";
import { type Environment, type MutationCtx, readModule } from "./environment.js";
import { refuse, refuseStopped } from "./refuse.js";
import { findNextTables } from "./sideBySide.js";
import { runCommand, type Stage, stages } from "./stages.js";
import { isOver } from "./stageStatus.js";
import { type CutoverStatus, readStatus, type StageStatus } from "./status.js";

/**
 * Runs a stage over its tables, side by side where they do not depend on each other; each goes on by itself until it is done.
 * The same command continues what was stopped or failed (with smaller batches then). `reset` does the stage again from the
 * beginning; a cleanup that has begun is continued instead: what verified its tables cannot be found again. `dryRun` shows in the
 * log what the first batch would change, and keeps nothing. `reason`: cleanup begins although its guard names something to wait
 * for; the reason is recorded. It schedules itself with `batch`, the table whose next batch it takes, and with `after`, the table
 * that is done, so that the next ones begin; both answer nothing.
 */
export function defineRun(environment: Environment) {
  return commandMutation({
    args: {
      stage: vStage,
      reset: v.optional(v.boolean()),
      dryRun: v.optional(v.boolean()),
      reason: v.optional(v.string()),
      batch: v.optional(v.string()),
      after: v.optional(v.string()),
    },
    handler: async (ctx: MutationCtx, args): Promise<CutoverStatus | null> => {
      const { stage, reset, dryRun, reason, batch, after } = args;
      const module = await readModule(ctx);
      if (batch !== undefined) await takeBatch(environment, ctx, module, { stage, table: batch });
      if (after !== undefined) await continueSeries(environment, ctx, module, stage);
      if (batch !== undefined || after !== undefined) return null;
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
      else if (reset === true && !isRemoving(stage, status)) await startOver(environment, ctx, module, stage);
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
  const unfinished = all.find((each) => earlier.includes(each.stage) && !isOver(each));
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
  await ctx.runMutation(environment.component.progress.drop, { stage, keepsExport: stage === "verify" });
  await continueStage(environment, ctx, await readStatus(environment, ctx, module), stage);
}

function isRemoving(stage: Stage, { stages: all }: CutoverStatus): boolean {
  return stage === "cleanup" && hasCleanupBegun(all);
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

/** What is not done is begun or resumed: at once as many tables as may run side by side, and the others after them. */
async function continueStage(environment: Environment, ctx: MutationCtx, status: CutoverStatus, stage: Stage) {
  await ctx.runMutation(environment.component.runs.beginSeries, { stage });
  await startTables(environment, ctx, status, stage);
}

async function startTables(environment: Environment, ctx: MutationCtx, status: CutoverStatus, stage: Stage) {
  const tables = status.stages.filter((each) => each.stage === stage);
  if (tables.every(({ state }) => state === "done")) await ctx.runMutation(environment.component.runs.endSeries, {});
  else await scheduleBatches(environment, ctx, status, stage, findNextTables(environment.plan, stage, tables));
}

/** A table is done, and others may have waited for it. Where one has failed or was stopped meanwhile, somebody has to look first. */
async function continueSeries(environment: Environment, ctx: MutationCtx, module: string, stage: Stage): Promise<void> {
  const status = await readStatus(environment, ctx, module);
  const needsSomebody = status.stages.some(
    (each) => each.stage === stage && each.isOfSeries && (each.state === "failed" || each.state === "canceled"),
  );
  if (status.control.action !== "run" || status.series !== stage || needsSomebody) return;
  await startTables(environment, ctx, status, stage);
}

async function dryRunStage(environment: Environment, ctx: MutationCtx, { stages: all }: CutoverStatus, stage: Stage) {
  const table = all.find((each) => each.stage === stage && each.state !== "done");
  if (table === undefined) return;
  try {
    await migrate(environment, ctx, table, { dryRun: true });
  } catch (error) {
    // The library ends a dry run with this error, so that nothing is kept.
    if (!(error instanceof ConvexError) || (error.data as { kind?: unknown }).kind !== "DRY RUN") throw error;
    const { error: failure } = (error.data as { status: { error?: string } }).status;
    if (failure !== undefined) throw new Error(failure, { cause: error });
  }
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
  for (const { state, function: name, job } of all) {
    if (state !== "running") continue;
    if (job === null) await ctx.runMutation(environment.migrations.lib.cancel, { name });
    else await ctx.scheduler.cancel(job as GenericId<"_scheduled_functions">);
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
