import { makeFunctionReference } from "convex/server";
import type { GenericId } from "convex/values";
import type { Task, TaskChange } from "../../cutover/taskValidators.js";
import type { PlannedTask } from "../../shared/plan/tasks.js";
import { type Environment, isScheduled, type MutationCtx, readModule } from "../run/environment.js";
import { describeBlocker } from "../cleanup/cleanupGuard.js";
import { describeControl, refuse } from "../run/refuse.js";
import type { CutoverStatus } from "../run/status.js";

/** What functions that change tasks share. */
export interface TaskContext {
  readonly environment: Environment;
  readonly ctx: MutationCtx;
  readonly module: string;
  /** The scheduled function that runs now: canceling that would also cancel what it schedules. */
  readonly ownJob: string | null;
}

export async function openTaskContext(environment: Environment, ctx: MutationCtx): Promise<TaskContext> {
  return { environment, ctx, module: await readModule(ctx), ownJob: null };
}

export async function findTask({ environment, ctx }: TaskContext, name: string): Promise<Task | null> {
  return await ctx.runQuery(environment.component.tasks.find, { name });
}

/** The task of this name, which must be in the plan and scheduled. */
export async function getTask(context: TaskContext, name: string): Promise<{ planned: PlannedTask; task: Task }> {
  const planned = getPlanned(context.environment, name, context.module);
  const task = await findTask(context, name);
  if (task !== null) return { planned, task };
  return refuse("not_scheduled", `No task is scheduled yet, ${name} neither.`, scheduleCommand(context.module));
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

/** `detail`: for the history; null adds nothing to it. */
export async function changeTask(
  { environment, ctx }: TaskContext,
  { name }: Task,
  detail: string | null,
  to: Partial<TaskChange>,
): Promise<Task> {
  return await ctx.runMutation(environment.component.tasks.move, { name, detail, to });
}

/** The rehearsal deployment's timers hold 24 days; a task that wakes too early is scheduled again. */
const farthestMs = 20 * 86_400_000;

/** Changes the task, and reschedules when it wakes next. */
export async function wakeAt(
  context: TaskContext,
  task: Task,
  at: number,
  detail: string | null,
  to: Partial<TaskChange>,
): Promise<Task> {
  await dropJob(context, task);
  const ticket = task.ticket + 1;
  const wake = makeFunctionReference<"mutation", { name: string; ticket: number }>(`${context.module}:wakeTask`);
  const job = await context.ctx.scheduler.runAt(Math.min(at, Date.now() + farthestMs), wake, {
    name: task.name,
    ticket,
  });
  return await changeTask(context, task, detail, { ...to, nextAt: at, job, ticket });
}

/** Changes the task, and cancels whatever is scheduled for it. */
export async function stopTask(
  context: TaskContext,
  task: Task,
  detail: string,
  to: Partial<TaskChange>,
): Promise<Task> {
  await dropJob(context, task);
  const ticket = task.ticket + 1;
  return await changeTask(context, task, detail, {
    waitsFor: null,
    lease: null,
    ...to,
    nextAt: null,
    job: null,
    ticket,
  });
}

async function dropJob(context: TaskContext, { job }: Task): Promise<void> {
  if (job !== null && job !== context.ownJob && (await isScheduled(context.ctx, job)))
    await context.ctx.scheduler.cancel(job as GenericId<"_scheduled_functions">);
}

/** What blocks the task from running now; null when nothing does. */
export async function findBlocker(
  { environment, ctx }: TaskContext,
  planned: PlannedTask,
  task: Task,
  status: CutoverStatus,
): Promise<string | null> {
  const { standing, at } = await ctx.runQuery(environment.component.tasks.cutover, {});
  if (standing === "rolledBack") return "a cutover that stands: this one was rolled back";
  if (standing === "open") return "the end of the open cutover window";
  if (at !== null && at !== task.cutoverAt) return "npx cutover tasks schedule: there was another cutover since";
  if (status.control.action !== "run") return `somebody to resume: ${describeControl(status.control)}`;
  return planned.kind === "cleanup" ? findUnverified(task, status) : null;
}

/** Without the legacy fields nothing can be verified or corrected any more, so every table must be verified before. */
function findUnverified({ dueAt }: Task, { runId, tables, cleanupReason }: CutoverStatus): string | null {
  if (runId === null || tables.length === 0) return "a run that was loaded and verified: this deployment has none";
  const unverified = tables.filter(({ verified }) => verified !== true).map(({ table }) => table);
  if (unverified.length > 0) return `the verification of ${unverified.join(", ")}`;
  return cleanupReason === null ? describeBlocker(tables, dueAt) : null;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Checked again after an hour, then less often the longer it has waited, but at least daily. */
export async function waitForBlocker(context: TaskContext, task: Task, reason: string): Promise<Task> {
  const now = Date.now();
  const waited = now - task.dueAt;
  const guard = { ok: false, reason, at: now };
  const detail = task.waitsFor === reason ? null : reason;
  // There is no need to check before it is due.
  const again = waited < 0 ? task.dueAt : now + Math.min(Math.max(waited / 2, hourMs), dayMs);
  return await wakeAt(context, task, again, detail, { state: "waiting", waitsFor: reason, guard });
}

export function passed(): Task["guard"] {
  return { ok: true, reason: "nothing blocks it", at: Date.now() };
}
