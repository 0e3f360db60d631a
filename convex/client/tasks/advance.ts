import { internalMutationGeneric } from "convex/server";
import { v } from "convex/values";
import { type Measurement, type Task, vMeasurements } from "../../cutover/taskValidators.js";
import type { PlannedTask } from "../../shared/plan/tasks.js";
import { commandMutation } from "../run/commandFunctions.js";
import type { Environment, MutationCtx } from "../run/environment.js";
import { describeError, refuse } from "../run/refuse.js";
import { advanceCall, advanceCleanup, retry } from "./call.js";
import { advanceChecklist } from "./checklist.js";
import { type TaskContext, findTask, getTask, changeTask, openTaskContext, stopTask, wakeAt } from "./taskContext.js";
import { renderTask, type TaskStatus } from "./taskStatus.js";

/** Wakes a task that is due. Only the scheduler calls it; a task that was rescheduled since has another ticket. */
export function defineWakeTask(environment: Environment) {
  return internalMutationGeneric({
    args: { name: v.string(), ticket: v.number() },
    returns: v.null(),
    handler: async (ctx: MutationCtx, { name, ticket }) => {
      const opened = await openTaskContext(environment, ctx);
      const task = await findTask(opened, name);
      if (task?.ticket !== ticket) return null;
      const context = { ...opened, ownJob: task.job };
      const planned = environment.plan.tasks.get(name);
      if (planned === undefined) await stopTask(context, task, "the plan no longer has it", { state: "cancelled" });
      else if (task.nextAt !== null && Date.now() < task.nextAt) await wakeAt(context, task, task.nextAt, null, {});
      else await tryToAdvance(context, planned, task);
      return null;
    },
  });
}

/** An error is retried and recorded with the task; thrown on, it would only be in the log. */
async function tryToAdvance(context: TaskContext, planned: PlannedTask, task: Task): Promise<void> {
  try {
    await advance(context, planned, task, []);
  } catch (error) {
    await retry(context, task, describeError(error));
  }
}

/**
 * Runs the task now, due or not; any other blocker still holds. For a checklist it records what `cutover tasks run` measured.
 * A running or completed task is left alone.
 */
export function defineRunTask(environment: Environment) {
  return commandMutation({
    args: { name: v.string(), measured: v.optional(vMeasurements) },
    handler: async (ctx: MutationCtx, { name, measured = [] }): Promise<TaskStatus> => {
      const context = await openTaskContext(environment, ctx);
      const { planned, task } = await getTask(context, name);
      const isOver = task.state === "done" && planned.kind !== "checklist";
      const isAtWork = task.state === "running" && planned.kind === "app";
      return renderTask(
        context.module,
        planned,
        isOver || isAtWork ? task : await advance(context, planned, restarted(task), measured),
      );
    },
  });
}

/** Undoes the task with the plan's `undo` function. */
export function defineUndoTask(environment: Environment) {
  return defineVerb(environment, "undo");
}

/** Deletes what undo would need with the plan's `close` function: nothing can be restored afterwards. */
export function defineCloseTask(environment: Environment) {
  return defineVerb(environment, "close");
}

function defineVerb(environment: Environment, verb: "undo" | "close") {
  return commandMutation({
    args: { name: v.string() },
    handler: async (ctx: MutationCtx, { name }): Promise<TaskStatus> => {
      const context = await openTaskContext(environment, ctx);
      const { planned, task } = await getTask(context, name);
      refuseVerb(context, planned, task, verb);
      // The other verb was not finished: this one starts fresh.
      const turned =
        task.verb === verb ? task : await changeTask(context, restarted(task), null, { verb, attempts: 0 });
      return renderTask(context.module, planned, await advance(context, planned, restarted(turned), []));
    },
  });
}

function refuseVerb({ module }: TaskContext, planned: PlannedTask, task: Task, verb: "undo" | "close"): void {
  const { name } = planned;
  const look = `npx convex run ${module}:tasks`;
  if (planned.kind !== "app" || planned.functions[verb] === null)
    refuse(
      "no_function",
      `The plan has no function to ${verb} ${name}.`,
      `tasks: { ${name}: { ${verb}: "module:function" } }`,
    );
  if (verb === "undo" && task.begunAt === undefined)
    refuse("not_begun", `${name} has not run yet: there is nothing to undo.`, `npx cutover tasks cancel ${name}`);
  if (task.closedAt !== null) refuse("closed", `${name} is closed: what undo would need is deleted.`, look);
  if (task.state === "running") refuse("running", `${name} is running: ${verb} it afterwards.`, look);
  if (verb === "close" && task.state !== "done" && task.verb !== "close")
    refuse("not_done", `${name} is ${task.state}: only a completed task can be closed.`, look);
}

/** A failed or cancelled task starts with fresh attempts. */
function restarted(task: Task): Task {
  return task.state === "failed" || task.state === "cancelled" ? { ...task, state: "scheduled", attempts: 0 } : task;
}

async function advance(
  context: TaskContext,
  planned: PlannedTask,
  task: Task,
  measured: readonly Measurement[],
): Promise<Task> {
  switch (planned.kind) {
    case "app":
      return await advanceCall(context, planned, task);
    case "cleanup":
      return await advanceCleanup(context, planned, task);
    case "checklist":
      return await advanceChecklist(context, task, measured);
  }
}
