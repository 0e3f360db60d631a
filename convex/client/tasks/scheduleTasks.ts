import { internalMutationGeneric } from "convex/server";
import { v } from "convex/values";
import { type Task, vSourceBaseline } from "../../cutover/taskValidators.js";
import type { PlannedTask } from "../../shared/plan/tasks.js";
import { type Environment, type MutationCtx, isScheduled } from "../run/environment.js";
import { refuse } from "../run/refuse.js";
import { checklistOf } from "./checklists.js";
import { completeChecklist } from "./decommission.js";
import { type Desk, findTask, getPlanned, getTask, openDesk, rest, wakeAt } from "./desk.js";
import { readTasks, renderTask, type TasksStatus, type TaskStatus } from "./taskStatus.js";

/**
 * Schedules every task of the plan that is not scheduled yet, counted from the cut-over, and those whose scheduled function was
 * lost; again is harmless. With `name` also one that was cancelled or has failed. `at`: when people were let in, where no
 * window of `cutover go` says it. `source`: what a later look at the source is compared with.
 */
export function defineScheduleTasks(environment: Environment) {
  return internalMutationGeneric({
    args: {
      name: v.optional(v.string()),
      at: v.optional(v.number()),
      source: v.optional(vSourceBaseline.omit("checks")),
    },
    handler: async (ctx: MutationCtx, { name, at, source }): Promise<TasksStatus> => {
      const desk = await openDesk(environment, ctx);
      const cutoverAt = await getCutover(desk, at);
      const all = [...environment.plan.tasks.values()];
      const wanted = name === undefined ? all : [getPlanned(environment, name, desk.module)];
      for (const planned of wanted) await ensureScheduled(desk, planned, cutoverAt, name !== undefined);
      if (source !== undefined)
        await ctx.runMutation(environment.component.tasks.saveSourceBaseline, { cutoverAt, baseline: source });
      return await readTasks(environment, ctx, desk.module);
    },
  });
}

/** Keeps the task from running, or all of them before a way back. What has been done stays done. */
export function defineCancelTask(environment: Environment) {
  return internalMutationGeneric({
    args: { name: v.optional(v.string()), by: v.optional(v.string()) },
    handler: async (ctx: MutationCtx, { name, by = "somebody" }): Promise<TasksStatus> => {
      const desk = await openDesk(environment, ctx);
      const wanted = name === undefined ? [...environment.plan.tasks.keys()] : [name];
      if (name !== undefined) refuseRunningCleanup(desk, await getTask(desk, name));
      for (const each of wanted) {
        const task = await findTask(desk, each);
        if (task !== null) await cancelTask(desk, task, by);
      }
      return await readTasks(environment, ctx, desk.module);
    },
  });
}

/** Writes down who says that an item of a checklist is so. A measurement that says otherwise stays beside it. */
export function defineConfirmTask(environment: Environment) {
  return internalMutationGeneric({
    args: { name: v.string(), item: v.string(), by: v.string(), reason: v.optional(v.string()) },
    handler: async (ctx: MutationCtx, { name, item, by, reason = "" }): Promise<TaskStatus> => {
      const desk = await openDesk(environment, ctx);
      const { planned, task } = await getTask(desk, name);
      if (task.items.every((each) => each.item !== item)) {
        const known = task.items.map((each) => each.item).join(", ") || "nothing to confirm";
        refuse("no_item", `${name} has no item "${item}". It has: ${known}.`, `npx convex run ${desk.module}:tasks`);
      }
      const confirm = environment.component.tasks.confirm;
      const confirmed = await ctx.runMutation(confirm, { name, item, by, reason });
      const isOver = task.state === "done" || task.state === "cancelled";
      return renderTask(desk.module, planned, isOver ? confirmed : await completeChecklist(desk, confirmed));
    },
  });
}

async function getCutover({ environment, ctx, module }: Desk, at: number | undefined): Promise<number> {
  const { standing, at: recorded } = await ctx.runQuery(environment.component.tasks.cutover, {});
  if (standing === "rolledBack")
    return refuse("went_back", "The last window went back, so there is no launch to follow.", "npx cutover go");
  if (recorded !== null) return recorded;
  if (standing === "none" && at !== undefined) return at;
  // Scheduled before, without a window: that counts on.
  const known = (await ctx.runQuery(environment.component.tasks.list, {})).find(({ state }) => state !== "cancelled");
  if (standing === "none" && known !== undefined) return known.cutoverAt;
  const message = "Times count from the cut-over, and none is recorded here.";
  const next = `npx cutover go; after a launch without it: npx convex run ${module}:scheduleTasks '{"at":<epoch milliseconds>}'`;
  return refuse("no_cutover", message, next);
}

async function ensureScheduled(desk: Desk, planned: PlannedTask, cutoverAt: number, isNamed: boolean): Promise<void> {
  const { name, afterMs } = planned;
  const dueAt = cutoverAt + afterMs;
  const known = await findTask(desk, name);
  if (known === null || known.cutoverAt !== cutoverAt) return await create(desk, planned, known, cutoverAt);
  if (known.state === "done") return;
  if (known.state === "failed" || known.state === "cancelled") {
    if (!isNamed) return;
    const to = { state: "scheduled" as const, waitsFor: null, error: null, attempts: 0 };
    return void (await wakeAt(desk, known, Math.max(dueAt, Date.now()), "scheduled again", to));
  }
  if (known.dueAt !== dueAt) {
    const moved = await setDue(desk, known, dueAt);
    if (known.state === "scheduled") return void (await wakeAt(desk, moved, dueAt, "the plan has another time", {}));
  }
  const isLost = !(await isScheduled(desk.ctx, known.job));
  if (isLost)
    await wakeAt(desk, known, Math.max(known.nextAt ?? dueAt, Date.now()), "its scheduled function was lost", {});
}

async function create(desk: Desk, { name, afterMs }: PlannedTask, old: Task | null, cutoverAt: number): Promise<void> {
  const { environment, ctx } = desk;
  if (old !== null) await rest(desk, old, "another cut-over", {});
  const dueAt = cutoverAt + afterMs;
  const task = await ctx.runMutation(environment.component.tasks.create, {
    name,
    cutoverAt,
    dueAt,
    items: checklistOf(name),
  });
  await wakeAt(desk, task, Math.max(dueAt, Date.now()), null, {});
}

async function setDue({ environment, ctx }: Desk, { name }: Task, dueAt: number): Promise<Task> {
  return await ctx.runMutation(environment.component.tasks.move, { name, detail: null, to: {}, dueAt });
}

/** Its batches follow one another by themselves: only a pause reaches them. A way back says abort besides. */
function refuseRunningCleanup({ module }: Desk, { planned, task }: Awaited<ReturnType<typeof getTask>>): void {
  if (planned.kind !== "cleanup" || task.state !== "running") return;
  const message = `${task.name} is removing fields: what is gone is gone, and a pause keeps the rest.`;
  refuse("running", message, `npx convex run ${module}:control '{"action":"pause"}'`);
}

async function cancelTask(desk: Desk, task: Task, by: string): Promise<void> {
  const { state, lease } = task;
  if (state === "done" || state === "cancelled" || state === "failed") return;
  // A call that is out cannot be stopped: its lease keeps another one from beginning beside it.
  await rest(desk, task, `cancelled by ${by}`, { state: "cancelled", lease });
}
