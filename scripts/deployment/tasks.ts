import { z } from "zod";
import { type JsonFormat, readJsonFile, writeJsonFile } from "../run/jsonFile.js";
import type { RunDirectory } from "../run/runDirectory.js";

const vChecklistItem = z.object({
  item: z.string(),
  title: z.string(),
  measured: z.object({ ok: z.boolean().nullable(), value: z.string(), at: z.number() }).readonly().nullable(),
  confirmed: z.object({ by: z.string(), at: z.number(), reason: z.string() }).readonly().nullable(),
});
export type ChecklistItem = Readonly<z.infer<typeof vChecklistItem>>;

export const vTaskResult = z.record(z.string(), z.union([z.number(), z.string()])).readonly();

export const vTaskStatus = z.object({
  name: z.string(),
  kind: z.enum(["app", "cleanup", "checklist"]),
  state: z.enum(["waiting", "scheduled", "running", "done", "failed", "cancelled"]),
  /** Epoch milliseconds; null while nothing is scheduled. */
  dueAt: z.number().nullable(),
  waitsFor: z.string().nullable(),
  result: vTaskResult.nullable(),
  error: z.string().nullable(),
  items: z.array(vChecklistItem.readonly()).readonly(),
  next: z.string(),
});
/** The part of what `migrations:tasks` answers that the command reads (all of it: convex/client/tasks/taskStatus.ts). */
export type TaskStatus = Readonly<z.infer<typeof vTaskStatus>>;

export const vTasksStatus = z.object({ tasks: z.array(vTaskStatus.readonly()).readonly(), next: z.string() });
export type TasksStatus = Readonly<z.infer<typeof vTasksStatus>>;

const tasksFormat: JsonFormat<TasksStatus> = { version: 1, content: vTasksStatus, next: "cutover tasks" };

/** The tasks as the deployment last answered them, for the closing report; null where none were scheduled. */
export async function readTasks(run: RunDirectory): Promise<TasksStatus | null> {
  return await readJsonFile(tasksFile(run), tasksFormat);
}

export async function writeTasks(run: RunDirectory, status: TasksStatus): Promise<void> {
  await writeJsonFile(tasksFile(run), tasksFormat, status);
}

export function tasksFile(run: RunDirectory): string {
  return run.file("tasks.json");
}

/** `deleted 12, kept 3`: a task's counts, for one line. */
export function describeTaskResult(result: TaskStatus["result"]): string {
  return Object.entries(result ?? {})
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");
}
