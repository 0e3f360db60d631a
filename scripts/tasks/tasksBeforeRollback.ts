import { existsSync } from "node:fs";
import { CutoverError } from "../errors.js";
import type { Context } from "../stages/stage.js";
import { describeTaskResult, tasksFile, type TasksStatus } from "../deployment/tasks.js";
import { TaskCalls } from "./taskCalls.js";

/** What tasks did outside of Convex stays done; a restore of the backup takes what would put it back. */
export async function printTaskEffects(context: Context): Promise<void> {
  const found = await tryTo(context, async (calls) => await calls.list());
  const ran = found?.tasks.filter(({ kind, result }) => kind === "app" && result !== null) ?? [];
  for (const { name, result } of ran) {
    const did = `task ${name} has run: ${describeTaskResult(result)}`;
    context.progress.note(
      `${did}. A rollback leaves that as it is; what puts it back: cutover tasks undo ${name} --watch`,
    );
  }
}

/** The launch they follow is being rolled back. */
export async function cancelTasks(context: Context): Promise<void> {
  await tryTo(context, async (calls) => await calls.cancel({ by: "cutover rollback" }));
}

/** Nothing of it may block the rollback: once the window was rolled back, the tasks' own guard holds them, too. */
async function tryTo(
  { app, progress, run }: Context,
  work: (calls: TaskCalls) => Promise<TasksStatus>,
): Promise<TasksStatus | null> {
  if (!existsSync(tasksFile(run))) return null;
  try {
    return await work(new TaskCalls(app, run));
  } catch (error) {
    if (!(error instanceof CutoverError)) throw error;
    progress.note(`The tasks after the launch cannot be asked: ${error.message}`);
    return null;
  }
}
