import { makeFunctionReference } from "convex/server";
import type { Task } from "../../cutover/taskValidators.js";
import type { CleanupTask } from "../../shared/plan/tasks.js";
import { describeError } from "../run/batch.js";
import { readMessage } from "../run/refuse.js";
import { readStatus, type StageStatus } from "../run/status.js";
import { retry } from "./call.js";
import { type Desk, rest, wakeAt } from "./desk.js";
import { findHindrance, passed, waitFor } from "./guard.js";

/** The stage goes on by itself; this often it is looked at. */
const lookMs = 60_000;

/** Starts the clean-up stage, checks after it while it runs, and says what it did. */
export async function advanceCleanup(desk: Desk, planned: CleanupTask, task: Task): Promise<Task> {
  const status = await readStatus(desk.environment, desk.ctx, desk.module);
  const tables = status.stages.filter(({ stage }) => stage === "cleanup");
  if (tables.every(({ state }) => state === "done")) return await finish(desk, task, tables);
  const result = { documents: countChanged(tables) };
  if (tables.some(({ state }) => state === "running"))
    return await wakeAt(desk, task, Date.now() + lookMs, null, { state: "running", waitsFor: null, result });
  const hindrance = await findHindrance(desk, planned, task, status);
  if (hindrance !== null) return await waitFor(desk, task, hindrance);
  const failed = tables.find(({ state }) => state === "failed");
  if (task.state === "running" && failed !== undefined)
    return await retry(desk, task, `${failed.table}: ${failed.error}`);
  return await start(desk, task);
}

async function start(desk: Desk, task: Task): Promise<Task> {
  const run = makeFunctionReference<"mutation", { stage: "cleanup" }>(`${desk.module}:run`);
  try {
    await desk.ctx.runMutation(run, { stage: "cleanup" });
  } catch (error) {
    return await retry(desk, task, readMessage(describeError(error)));
  }
  const to = { state: "running" as const, waitsFor: null, guard: passed() };
  return await wakeAt(desk, task, Date.now() + lookMs, "the clean-up begins", to);
}

/** A document that could not be patched still has its legacy fields. */
async function finish(desk: Desk, task: Task, tables: readonly StageStatus[]): Promise<Task> {
  const left = tables.reduce((sum, { issues }) => sum + issues.open, 0);
  const result = { documents: countChanged(tables), tables: tables.length };
  if (left === 0) return await rest(desk, task, "done", { state: "done", result, error: null });
  const error = `${left} document(s) could not be changed: npx convex run ${desk.module}:issues '{"state":"open"}'`;
  return await rest(desk, task, error, { state: "failed", result, error });
}

function countChanged(tables: readonly StageStatus[]): number {
  return tables.reduce((sum, { changed }) => sum + changed, 0);
}
