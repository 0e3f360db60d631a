import { makeFunctionReference } from "convex/server";
import type { GenericId } from "convex/values";
import type { TaskChange, Task } from "../../cutover/taskValidators.js";
import type { PlannedTask } from "../../shared/plan/tasks.js";
import { type Environment, type MutationCtx, readModule, isScheduled } from "../run/environment.js";
import { refuse } from "../run/refuse.js";

/** What a function that works on tasks has before it. */
export interface Desk {
  readonly environment: Environment;
  readonly ctx: MutationCtx;
  readonly module: string;
  /** The scheduled function that runs now: canceling that would keep what it schedules from being run. */
  readonly ownJob: string | null;
}

export async function openDesk(environment: Environment, ctx: MutationCtx): Promise<Desk> {
  return { environment, ctx, module: await readModule(ctx), ownJob: null };
}

export async function findTask({ environment, ctx }: Desk, name: string): Promise<Task | null> {
  return await ctx.runQuery(environment.component.tasks.find, { name });
}

/** The task of this name, which has to be in the plan and to be scheduled. */
export async function getTask(desk: Desk, name: string): Promise<{ planned: PlannedTask; task: Task }> {
  const planned = getPlanned(desk.environment, name, desk.module);
  const task = await findTask(desk, name);
  if (task !== null) return { planned, task };
  return refuse(
    "not_scheduled",
    `Nothing is scheduled yet, so ${name} cannot be either.`,
    scheduleCommand(desk.module),
  );
}

export function getPlanned({ plan }: Environment, name: string, module: string): PlannedTask {
  const planned = plan.tasks.get(name);
  if (planned !== undefined) return planned;
  const known = [...plan.tasks.keys()].join(", ");
  return refuse("no_task", `The plan has no task "${name}". It has: ${known}.`, `npx convex run ${module}:tasks`);
}

export function scheduleCommand(module: string, name?: string): string {
  return `npx convex run ${module}:scheduleTasks${name === undefined ? "" : ` '{"name":"${name}"}'`}`;
}

/** `detail`: for the history; null where nothing is worth remembering. */
export async function moveTask(
  { environment, ctx }: Desk,
  { name }: Task,
  detail: string | null,
  to: Partial<TaskChange>,
): Promise<Task> {
  return await ctx.runMutation(environment.component.tasks.move, { name, detail, to });
}

/** The timers that the rehearsal deployment runs on hold 24 days; who is woken too early sleeps on. */
const farthestMs = 20 * 86_400_000;

/** Moves the task, and has it looked at then instead of when it was to be before. */
export async function wakeAt(
  desk: Desk,
  task: Task,
  at: number,
  detail: string | null,
  to: Partial<TaskChange>,
): Promise<Task> {
  await dropJob(desk, task);
  const ticket = task.ticket + 1;
  const wake = makeFunctionReference<"mutation", { name: string; ticket: number }>(`${desk.module}:wakeTask`);
  const job = await desk.ctx.scheduler.runAt(Math.min(at, Date.now() + farthestMs), wake, { name: task.name, ticket });
  return await moveTask(desk, task, detail, { ...to, nextAt: at, job, ticket });
}

/** Moves the task to where nothing is scheduled for it any more. */
export async function rest(desk: Desk, task: Task, detail: string, to: Partial<TaskChange>): Promise<Task> {
  await dropJob(desk, task);
  const ticket = task.ticket + 1;
  return await moveTask(desk, task, detail, { waitsFor: null, lease: null, ...to, nextAt: null, job: null, ticket });
}

async function dropJob(desk: Desk, { job }: Task): Promise<void> {
  if (job !== null && job !== desk.ownJob && (await isScheduled(desk.ctx, job)))
    await desk.ctx.scheduler.cancel(job as GenericId<"_scheduled_functions">);
}
