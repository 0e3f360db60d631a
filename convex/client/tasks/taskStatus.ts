import { internalQueryGeneric } from "convex/server";
import type { Task } from "../../cutover/taskValidators.js";
import type { PlannedTask } from "../../shared/plan/tasks.js";
import { type Environment, type QueryCtx, readModule } from "../run/environment.js";
import { scheduleCommand } from "./taskContext.js";

type Shown = Omit<Task, "job" | "ticket" | "lease" | "cutoverAt" | "dueAt">;

/** A task as users see it; `next` is the exact command to type. */
export interface TaskStatus extends Shown {
  readonly kind: PlannedTask["kind"];
  /** Epoch milliseconds; null while nothing is scheduled. */
  readonly cutoverAt: number | null;
  readonly dueAt: number | null;
  readonly next: string;
}

export interface TasksStatus {
  readonly tasks: readonly TaskStatus[];
  readonly next: string;
}

/** `npx convex run migrations:tasks` */
export function defineTasks(environment: Environment) {
  return internalQueryGeneric({
    args: {},
    handler: async (ctx: QueryCtx) => await readTasks(environment, ctx, await readModule(ctx)),
  });
}

export async function readTasks(
  { component, plan }: Environment,
  ctx: Pick<QueryCtx, "runQuery">,
  module: string,
): Promise<TasksStatus> {
  const known = new Map((await ctx.runQuery(component.tasks.list, {})).map((task) => [task.name, task]));
  const tasks = [...plan.tasks.values()].map((planned) => {
    const task = known.get(planned.name);
    return task === undefined ? renderUnscheduled(module, planned) : renderTask(module, planned, task);
  });
  const first =
    tasks.find(({ state }) => state === "failed") ??
    tasks.find(({ state }) => state === "waiting") ??
    tasks.find(({ state }) => state === "running" || state === "scheduled");
  return { tasks, next: first?.next ?? "nothing" };
}

export function renderTask(
  module: string,
  planned: PlannedTask,
  { job: _job, ticket: _ticket, lease: _lease, ...shown }: Task,
): TaskStatus {
  return { ...shown, kind: planned.kind, next: nextCommand(module, planned, shown) };
}

function renderUnscheduled(module: string, { name, kind }: PlannedTask): TaskStatus {
  return {
    name,
    kind,
    cutoverAt: null,
    dueAt: null,
    state: "waiting",
    verb: "run",
    waitsFor: "the cutover: nothing is scheduled yet",
    guard: null,
    result: null,
    error: null,
    attempts: 0,
    nextAt: null,
    closedAt: null,
    items: [],
    history: [],
    next: scheduleCommand(module),
  };
}

function nextCommand(
  module: string,
  planned: PlannedTask,
  { name, state, nextAt, closedAt }: Omit<Shown, "dueAt">,
): string {
  const look = `npx convex run ${module}:tasks`;
  switch (state) {
    case "waiting":
      return planned.kind === "checklist" ? `npx cutover tasks run ${name}` : look;
    case "scheduled":
      return `nothing before ${new Date(nextAt ?? 0).toISOString()}; sooner: ${runCommand(module, name)}`;
    case "running":
      return `${look} --watch`;
    case "failed":
    case "cancelled":
      return scheduleCommand(module, name);
    case "done":
      return planned.kind === "app" && closedAt === null && planned.functions.close !== null
        ? `npx convex run ${module}:closeTask '{"name":"${name}"}', once nothing of it has to be undone`
        : "nothing";
  }
}

function runCommand(module: string, name: string): string {
  return `npx convex run ${module}:runTask '{"name":"${name}"}'`;
}
