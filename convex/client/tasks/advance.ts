import { internalMutationGeneric } from "convex/server";
import { v } from "convex/values";
import { type Measurement, type Task, vMeasurements } from "../../cutover/taskValidators.js";
import type { PlannedTask } from "../../shared/plan/tasks.js";
import type { Environment, MutationCtx } from "../run/environment.js";
import { describeError } from "../run/batch.js";
import { readMessage, refuse } from "../run/refuse.js";
import { advanceCall, retry } from "./call.js";
import { advanceCleanup } from "./cleanup.js";
import { advanceChecklist } from "./decommission.js";
import { type Desk, findTask, getTask, moveTask, openDesk, rest, wakeAt } from "./desk.js";
import { renderTask, type TaskStatus } from "./taskStatus.js";

/** Looks at a task whose time has come. Only the scheduler calls it; one that was scheduled anew since has another ticket. */
export function defineWakeTask(environment: Environment) {
  return internalMutationGeneric({
    args: { name: v.string(), ticket: v.number() },
    returns: v.null(),
    handler: async (ctx: MutationCtx, { name, ticket }) => {
      const opened = await openDesk(environment, ctx);
      const task = await findTask(opened, name);
      if (task?.ticket !== ticket) return null;
      const desk = { ...opened, ownJob: task.job };
      const planned = environment.plan.tasks.get(name);
      if (planned === undefined) await rest(desk, task, "the plan does not have it any more", { state: "cancelled" });
      else if (task.nextAt !== null && Date.now() < task.nextAt) await wakeAt(desk, task, task.nextAt, null, {});
      else await tryToAdvance(desk, planned, task);
      return null;
    },
  });
}

/** A task that stumbles is tried again and fails in the end; thrown on, the error would be in the log alone. */
async function tryToAdvance(desk: Desk, planned: PlannedTask, task: Task): Promise<void> {
  try {
    await advance(desk, planned, task, []);
  } catch (error) {
    await retry(desk, task, readMessage(describeError(error)));
  }
}

/**
 * Runs the task now, whether it is due or not; what else stands against it still does. Of a checklist it takes over what
 * `cutover tasks run` has measured. One that runs or is done already is left alone.
 */
export function defineRunTask(environment: Environment) {
  return internalMutationGeneric({
    args: { name: v.string(), measured: v.optional(vMeasurements) },
    handler: async (ctx: MutationCtx, { name, measured = [] }): Promise<TaskStatus> => {
      const desk = await openDesk(environment, ctx);
      const { planned, task } = await getTask(desk, name);
      const isOver = task.state === "done" && planned.kind !== "checklist";
      const isAtWork = task.state === "running" && planned.kind === "app";
      return renderTask(
        desk.module,
        planned,
        isOver || isAtWork ? task : await advance(desk, planned, again(task), measured),
      );
    },
  });
}

/** Puts back what the task did, by the plan's own function. */
export function defineUndoTask(environment: Environment) {
  return defineVerb(environment, "undo");
}

/** Throws away what undo would need, by the plan's own function: nothing can be put back afterwards. */
export function defineCloseTask(environment: Environment) {
  return defineVerb(environment, "close");
}

function defineVerb(environment: Environment, verb: "undo" | "close") {
  return internalMutationGeneric({
    args: { name: v.string() },
    handler: async (ctx: MutationCtx, { name }): Promise<TaskStatus> => {
      const desk = await openDesk(environment, ctx);
      const { planned, task } = await getTask(desk, name);
      refuseVerb(desk, planned, task, verb);
      // The other verb was not finished: this one begins anew.
      const turned = task.verb === verb ? task : await moveTask(desk, again(task), null, { verb, attempts: 0 });
      return renderTask(desk.module, planned, await advance(desk, planned, again(turned), []));
    },
  });
}

function refuseVerb({ module }: Desk, planned: PlannedTask, task: Task, verb: "undo" | "close"): void {
  const { name } = planned;
  const look = `npx convex run ${module}:tasks`;
  if (planned.kind !== "app" || planned.functions[verb] === null)
    refuse(
      "no_function",
      `The plan has no function to ${verb} ${name}.`,
      `tasks: { ${name}: { ${verb}: "module:function" } }`,
    );
  if (task.closedAt !== null) refuse("closed", `${name} is closed: what undo would need is gone.`, look);
  if (task.state === "running") refuse("running", `${name} is running: ${verb} comes after that.`, look);
  if (verb === "close" && task.state !== "done" && task.verb !== "close")
    refuse("not_done", `${name} is ${task.state}: only what is done can be closed.`, look);
}

/** A failed or cancelled task begins with fresh attempts. */
function again(task: Task): Task {
  return task.state === "failed" || task.state === "cancelled" ? { ...task, state: "scheduled", attempts: 0 } : task;
}

async function advance(desk: Desk, planned: PlannedTask, task: Task, measured: readonly Measurement[]): Promise<Task> {
  switch (planned.kind) {
    case "app":
      return await advanceCall(desk, planned, task);
    case "cleanup":
      return await advanceCleanup(desk, planned, task);
    case "checklist":
      return await advanceChecklist(desk, task, measured);
  }
}
