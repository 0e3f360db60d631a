import { makeFunctionReference } from "convex/server";
import type { Outcome, Task } from "../../cutover/taskValidators.js";
import type { AppTask } from "../../shared/plan/tasks.js";
import { readStatus } from "../run/status.js";
import { type Desk, moveTask, rest, wakeAt } from "./desk.js";
import { findHindrance, passed, waitFor } from "./guard.js";

/**
 * A call that has not come back for so long was killed: Convex ends an action after ten minutes, and starts none twice. Nothing
 * else is started before.
 */
export const leaseMs = 11 * 60_000;

/** Between attempts; after the last one somebody has to look. */
const retryMs: readonly number[] = [60_000, 5 * 60_000, 30 * 60_000, 2 * 3_600_000];

/** Calls the app's function, unless a call of it is still out or the guard says no. */
export async function advanceCall(desk: Desk, planned: AppTask, task: Task): Promise<Task> {
  const { lease, state, verb } = task;
  if (lease !== null && lease.until > Date.now()) return await wakeAt(desk, task, lease.until, null, {});
  const isLost = lease !== null && state === "running";
  if (isLost && task.attempts >= retryMs.length) return await fail(desk, task, lost);
  const status = await readStatus(desk.environment, desk.ctx, desk.module);
  const hindrance = verb === "run" ? await findHindrance(desk, planned, task, status) : null;
  if (hindrance !== null) return await waitFor(desk, await moveTask(desk, task, null, { lease: null }), hindrance);
  return await call(desk, task, isLost);
}

const lost = "the call did not come back: it was killed, or the deployment went down";

async function call(desk: Desk, task: Task, isLost: boolean): Promise<Task> {
  const { name, verb, attempts } = task;
  const until = Date.now() + leaseMs;
  const ticket = task.ticket + 1;
  const perform = makeFunctionReference<"action">(`${desk.module}:performTask`);
  await desk.ctx.scheduler.runAfter(0, perform, { name, ticket, verb });
  const begins = task.state === "running" ? null : `${verb} begins`;
  return await wakeAt(desk, task, until, isLost ? `${lost}; called again` : begins, {
    state: "running",
    waitsFor: null,
    guard: passed(),
    attempts: isLost ? attempts + 1 : attempts,
    lease: { ticket, until, claimed: false },
  });
}

/** Goes on from what a call has led to. */
export async function takeOutcome(desk: Desk, task: Task, outcome: Outcome): Promise<Task> {
  const back = { ...task, lease: null };
  if (task.state !== "running") {
    return await moveTask(desk, task, `a call that was still out came back: ${describeOutcome(outcome)}`, {
      lease: null,
    });
  }
  if (outcome.kind === "threw") return await retry(desk, back, outcome.error);
  const { isDone, result, againAt = 0, waitsFor = null } = outcome;
  if (isDone) return await finish(desk, back, result);
  const goesOnAt = Math.max(againAt, Date.now());
  const isPause = againAt > Date.now();
  const reason = isPause ? (waitsFor ?? "its own time") : null;
  return await wakeAt(desk, back, goesOnAt, reason, {
    state: isPause ? "waiting" : "running",
    waitsFor: reason,
    result,
    error: null,
    attempts: 0,
    lease: null,
  });
}

async function finish(desk: Desk, task: Task, result: Task["result"]): Promise<Task> {
  const settled = { result, error: null, attempts: 0 };
  switch (task.verb) {
    case "run":
      return await rest(desk, task, "done", { ...settled, state: "done" });
    case "undo":
      return await rest(desk, task, "undone: what it did is put back", { ...settled, state: "cancelled", verb: "run" });
    case "close":
      return await rest(desk, task, "closed", { ...settled, state: "done", verb: "run", closedAt: Date.now() });
  }
}

export async function retry(desk: Desk, task: Task, error: string): Promise<Task> {
  const waitMs = retryMs[task.attempts];
  if (waitMs === undefined) return await fail(desk, task, error);
  const attempts = task.attempts + 1;
  const waitsFor = `its next attempt: attempt ${attempts} of ${retryMs.length + 1} failed: ${error}`;
  const to = { state: "waiting" as const, waitsFor, error, attempts, lease: null };
  return await wakeAt(desk, task, Date.now() + waitMs, waitsFor, to);
}

async function fail(desk: Desk, task: Task, error: string): Promise<Task> {
  const attempts = task.attempts + 1;
  return await rest(desk, task, `failed: ${error}`, { state: "failed", error, attempts });
}

function describeOutcome(outcome: Outcome): string {
  if (outcome.kind === "threw") return outcome.error;
  return outcome.isDone ? "done" : "not done yet";
}
