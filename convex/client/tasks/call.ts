import { makeFunctionReference } from "convex/server";
import type { Outcome, Task } from "../../cutover/taskValidators.js";
import type { AppTask, CleanupTask } from "../../shared/plan/tasks.js";
import { describeError } from "../run/refuse.js";
import { readStatus, type StageStatus } from "../run/status.js";
import { changeTask, findBlocker, stopTask, passed, type TaskContext, waitForBlocker, wakeAt } from "./taskContext.js";

/**
 * A call that has not returned for so long was killed: Convex ends an action of its own runtime after 30 minutes, a Node action
 * after ten, and starts none twice. No other call starts before.
 */
export function leaseMsOf({ type }: AppTask): number {
  return (type === "action" ? 31 : 11) * 60_000;
}

/** Between attempts; after the last one the task fails. */
const retryMs: readonly number[] = [60_000, 5 * 60_000, 30 * 60_000, 2 * 3_600_000];

/** Calls the app's function, unless a call is still out or something blocks it. */
export async function advanceCall(context: TaskContext, planned: AppTask, task: Task): Promise<Task> {
  const { lease, state, verb } = task;
  if (lease !== null && lease.until > Date.now()) return await wakeAt(context, task, lease.until, null, {});
  const isLost = lease !== null && state === "running";
  if (isLost && task.attempts >= retryMs.length) return await fail(context, task, lostCall);
  const status = await readStatus(context.environment, context.ctx, context.module);
  const blocker = verb === "run" ? await findBlocker(context, planned, task, status) : null;
  if (blocker !== null)
    return await waitForBlocker(context, await changeTask(context, task, null, { lease: null }), blocker);
  return await call(context, planned, task, isLost);
}

const lostCall = "the call did not return: it was killed, or the deployment went down";

async function call(context: TaskContext, planned: AppTask, task: Task, isLost: boolean): Promise<Task> {
  const { name, verb, attempts } = task;
  const until = Date.now() + leaseMsOf(planned);
  const ticket = task.ticket + 1;
  const perform = makeFunctionReference<"action">(`${context.module}:performTask`);
  await context.ctx.scheduler.runAfter(0, perform, { name, ticket, verb });
  const begins = task.state === "running" ? null : `${verb} starts`;
  return await wakeAt(context, task, until, isLost ? `${lostCall}; called again` : begins, {
    state: "running",
    waitsFor: null,
    guard: passed(),
    attempts: isLost ? attempts + 1 : attempts,
    lease: { ticket, until, claimed: false },
    begunAt: task.begunAt ?? Date.now(),
  });
}

/** Advances the task by the outcome of a call. */
export async function handleOutcome(context: TaskContext, task: Task, outcome: Outcome): Promise<Task> {
  const back = { ...task, lease: null };
  if (task.state !== "running") {
    return await changeTask(context, task, `a call that was still out returned: ${describeOutcome(outcome)}`, {
      lease: null,
    });
  }
  if (outcome.kind === "threw") return await retry(context, back, outcome.error);
  const { isDone, result, againAt = 0, waitsFor = null } = outcome;
  if (isDone) return await finishCall(context, back, result);
  const resumesAt = Math.max(againAt, Date.now());
  const isPause = againAt > Date.now();
  const reason = isPause ? (waitsFor ?? "its own time") : null;
  return await wakeAt(context, back, resumesAt, reason, {
    state: isPause ? "waiting" : "running",
    waitsFor: reason,
    result,
    error: null,
    attempts: 0,
    lease: null,
  });
}

async function finishCall(context: TaskContext, task: Task, result: Task["result"]): Promise<Task> {
  const outcomeFields = { result, error: null, attempts: 0 };
  switch (task.verb) {
    case "run":
      return await stopTask(context, task, "done", { ...outcomeFields, state: "done" });
    case "undo":
      return await stopTask(context, task, "undone", { ...outcomeFields, state: "cancelled", verb: "run" });
    case "close":
      return await stopTask(context, task, "closed", {
        ...outcomeFields,
        state: "done",
        verb: "run",
        closedAt: Date.now(),
      });
  }
}

export async function retry(context: TaskContext, task: Task, error: string): Promise<Task> {
  const waitMs = retryMs[task.attempts];
  if (waitMs === undefined) return await fail(context, task, error);
  const attempts = task.attempts + 1;
  const waitsFor = `its next attempt: attempt ${attempts} of ${retryMs.length + 1} failed: ${error}`;
  const to = { state: "waiting" as const, waitsFor, error, attempts, lease: null };
  return await wakeAt(context, task, Date.now() + waitMs, waitsFor, to);
}

async function fail(context: TaskContext, task: Task, error: string): Promise<Task> {
  const attempts = task.attempts + 1;
  return await stopTask(context, task, `failed: ${error}`, { state: "failed", error, attempts });
}

function describeOutcome(outcome: Outcome): string {
  if (outcome.kind === "threw") return outcome.error;
  return outcome.isDone ? "done" : "not done yet";
}

/** How often to check the stage, which runs by itself. */
const checkMs = 60_000;

/** Starts the cleanup stage, follows it while it runs, and records its result. */
export async function advanceCleanup(context: TaskContext, planned: CleanupTask, task: Task): Promise<Task> {
  const status = await readStatus(context.environment, context.ctx, context.module);
  const tables = status.stages.filter(({ stage }) => stage === "cleanup");
  if (tables.every(({ state }) => state === "done")) return await finishCleanup(context, task, tables);
  const result = { documents: countChanged(tables) };
  if (tables.some(({ state }) => state === "running"))
    return await wakeAt(context, task, Date.now() + checkMs, null, { state: "running", waitsFor: null, result });
  const blocker = await findBlocker(context, planned, task, status);
  if (blocker !== null) return await waitForBlocker(context, task, blocker);
  const failed = tables.find(({ state }) => state === "failed");
  if (task.state === "running" && failed !== undefined)
    return await retry(context, task, `${failed.table}: ${failed.error}`);
  return await startCleanup(context, task);
}

async function startCleanup(context: TaskContext, task: Task): Promise<Task> {
  const run = makeFunctionReference<"mutation", { stage: "cleanup" }>(`${context.module}:run`);
  try {
    await context.ctx.runMutation(run, { stage: "cleanup" });
  } catch (error) {
    return await retry(context, task, describeError(error));
  }
  const to = { state: "running" as const, waitsFor: null, guard: passed() };
  return await wakeAt(context, task, Date.now() + checkMs, "the cleanup starts", to);
}

/** A document that could not be patched still has its legacy fields. */
async function finishCleanup(context: TaskContext, task: Task, tables: readonly StageStatus[]): Promise<Task> {
  const left = tables.reduce((sum, { issues }) => sum + issues.open, 0);
  const result = { documents: countChanged(tables), tables: tables.length };
  if (left === 0) return await stopTask(context, task, "done", { state: "done", result, error: null });
  const error = `${left} document(s) could not be changed: npx cutover issues`;
  return await stopTask(context, task, error, { state: "failed", result, error });
}

function countChanged(tables: readonly StageStatus[]): number {
  return tables.reduce((sum, { changed }) => sum + changed, 0);
}
