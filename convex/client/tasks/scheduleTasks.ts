import { internalMutationGeneric } from "convex/server";
import { v } from "convex/values";
import { type Task, vSourceBaseline } from "../../cutover/taskValidators.js";
import type { PlannedTask } from "../../shared/plan/tasks.js";
import { commandMutation } from "../run/commandFunctions.js";
import { type Environment, isScheduled, type MutationCtx } from "../run/environment.js";
import { refuse } from "../run/refuse.js";
import { completeChecklist, createChecklist } from "./checklist.js";
import { findTask, stopTask, getPlanned, getTask, openTaskContext, type TaskContext, wakeAt } from "./taskContext.js";
import { readTasks, renderTask, type TasksStatus, type TaskStatus } from "./taskStatus.js";

/**
 * Schedules every task of the plan that is not scheduled yet, relative to the cutover, and those whose scheduled function was
 * lost. Idempotent. With `name` also a cancelled or failed task. `at`: when the new app opened to users, where no window of
 * `cutover go` recorded it. `source`: the baseline that later checks of the source compare with.
 */
export function defineScheduleTasks(environment: Environment) {
  return commandMutation({
    args: {
      name: v.optional(v.string()),
      at: v.optional(v.number()),
      source: v.optional(vSourceBaseline.omit("checks")),
    },
    handler: async (ctx: MutationCtx, { name, at, source }): Promise<TasksStatus> => {
      const context = await openTaskContext(environment, ctx);
      const cutoverAt = await getCutover(context, at);
      const all = [...environment.plan.tasks.values()];
      const wanted = name === undefined ? all : [getPlanned(environment, name, context.module)];
      for (const planned of wanted) await ensureScheduled(context, planned, cutoverAt, name !== undefined);
      if (source !== undefined)
        await ctx.runMutation(environment.component.tasks.saveSourceBaseline, { cutoverAt, baseline: source });
      return await readTasks(environment, ctx, context.module);
    },
  });
}

/** Cancels the task, or all of them before a rollback. Completed work stays. */
export function defineCancelTask(environment: Environment) {
  return commandMutation({
    args: { name: v.optional(v.string()), by: v.optional(v.string()) },
    handler: async (ctx: MutationCtx, { name, by = "somebody" }): Promise<TasksStatus> => {
      const context = await openTaskContext(environment, ctx);
      const wanted = name === undefined ? [...environment.plan.tasks.keys()] : [name];
      if (name !== undefined) refuseRunningCleanup(context, await getTask(context, name));
      for (const each of wanted) {
        const task = await findTask(context, each);
        if (task !== null) await cancelTask(context, task, by);
      }
      return await readTasks(environment, ctx, context.module);
    },
  });
}

/**
 * Records who confirmed an item of a checklist, and why where it could have been measured. A measurement that contradicts it
 * stays beside it.
 */
export function defineConfirmTask(environment: Environment) {
  return commandMutation({
    args: { name: v.string(), item: v.string(), by: v.string(), reason: v.optional(v.string()) },
    handler: async (ctx: MutationCtx, { name, item, by, reason = "" }): Promise<TaskStatus> => {
      const context = await openTaskContext(environment, ctx);
      const { planned, task } = await getTask(context, name);
      refuseConfirmation(context, task, item, reason);
      const confirm = environment.component.tasks.confirm;
      const confirmed = await ctx.runMutation(confirm, { name, item, by, reason });
      const isOver = task.state === "done" || task.state === "cancelled";
      return renderTask(context.module, planned, isOver ? confirmed : await completeChecklist(context, confirmed));
    },
  });
}

function refuseConfirmation({ module }: TaskContext, { name, items }: Task, item: string, reason: string): void {
  const asked = items.find((each) => each.item === item);
  if (asked === undefined) {
    const known = items.map((each) => each.item).join(", ") || "nothing to confirm";
    return refuse("no_item", `${name} has no item "${item}". It has: ${known}.`, `npx convex run ${module}:tasks`);
  }
  if (asked.asks === "person" || reason.trim() !== "") return;
  const message = `"${item}" is measured: who confirms it all the same has to say why.`;
  refuse("no_reason", message, `npx cutover tasks confirm ${name} ${item} "<reason>"`);
}

async function getCutover({ environment, ctx, module }: TaskContext, at: number | undefined): Promise<number> {
  const { standing, at: recorded } = await ctx.runQuery(environment.component.tasks.cutover, {});
  if (standing === "rolledBack")
    return refuse(
      "rolled_back",
      "The last cutover was rolled back, so there is nothing to follow up.",
      "npx cutover go",
    );
  if (recorded !== null) return recorded;
  if (standing === "none" && at !== undefined) return at;
  // Scheduled before without a window: that time still counts.
  const known = (await ctx.runQuery(environment.component.tasks.list, {})).find(({ state }) => state !== "cancelled");
  if (standing === "none" && known !== undefined) return known.cutoverAt;
  const message = "Tasks are scheduled relative to the cutover, and none is recorded here.";
  const next = `npx cutover go; after a launch without it: npx convex run ${module}:scheduleTasks '{"at":<epoch milliseconds>}'`;
  return refuse("no_cutover", message, next);
}

async function ensureScheduled(
  context: TaskContext,
  planned: PlannedTask,
  cutoverAt: number,
  isNamed: boolean,
): Promise<void> {
  const { name, afterMs } = planned;
  const dueAt = cutoverAt + afterMs;
  const known = await findTask(context, name);
  if (known === null || known.cutoverAt !== cutoverAt) return await create(context, planned, known, cutoverAt);
  if (known.state === "done") return;
  if (known.state === "failed" || known.state === "cancelled") {
    if (!isNamed) return;
    const to = { state: "scheduled" as const, waitsFor: null, error: null, attempts: 0 };
    return void (await wakeAt(context, known, Math.max(dueAt, Date.now()), "scheduled again", to));
  }
  if (known.dueAt !== dueAt) {
    const moved = await setDue(context, known, dueAt);
    if (known.state === "scheduled") return void (await wakeAt(context, moved, dueAt, "the plan has another time", {}));
  }
  const isLost = !(await isScheduled(context.ctx, known.job));
  if (isLost)
    await wakeAt(context, known, Math.max(known.nextAt ?? dueAt, Date.now()), "its scheduled function was lost", {});
}

async function create(
  context: TaskContext,
  { name, afterMs }: PlannedTask,
  old: Task | null,
  cutoverAt: number,
): Promise<void> {
  const { environment, ctx } = context;
  if (old !== null) await stopTask(context, old, "another cutover", {});
  const dueAt = cutoverAt + afterMs;
  const task = await ctx.runMutation(environment.component.tasks.create, {
    name,
    cutoverAt,
    dueAt,
    items: createChecklist(name),
  });
  await wakeAt(context, task, Math.max(dueAt, Date.now()), null, {});
}

async function setDue({ environment, ctx }: TaskContext, { name }: Task, dueAt: number): Promise<Task> {
  return await ctx.runMutation(environment.component.tasks.move, { name, detail: null, to: {}, dueAt });
}

/** Its batches schedule one another: only a pause stops them. A rollback also aborts. */
function refuseRunningCleanup({ module }: TaskContext, { planned, task }: Awaited<ReturnType<typeof getTask>>): void {
  if (planned.kind !== "cleanup" || task.state !== "running") return;
  const message = `${task.name} is removing legacy fields, which cannot be undone. A pause keeps the remaining ones.`;
  refuse("running", message, `npx convex run ${module}:control '{"action":"pause"}'`);
}

/** Every task that is still to come, when the migration it follows is taken back. */
export async function cancelTasks(environment: Environment, ctx: MutationCtx, by: string): Promise<void> {
  const context = await openTaskContext(environment, ctx);
  const tasks = await ctx.runQuery(environment.component.tasks.list, {});
  for (const task of tasks) await cancelTask(context, task, by);
}

async function cancelTask(context: TaskContext, task: Task, by: string): Promise<void> {
  const { state, lease } = task;
  if (state === "done" || state === "cancelled" || state === "failed") return;
  // A call that is out cannot be stopped: its lease keeps another one from beginning beside it.
  await stopTask(context, task, `cancelled by ${by}`, { state: "cancelled", lease });
}

/** The source as the cutover left it, for the command that checks it; null where none was saved. */
export function defineReadSourceBaseline({ component }: Environment) {
  return internalMutationGeneric({
    args: {},
    handler: async (ctx) => await ctx.runMutation(component.tasks.readSourceBaseline, {}),
  });
}
