import { CutoverError } from "../errors.js";
import type { Context } from "../stages/stage.js";
import { lookAtSource, type SourceBaseline } from "./sourceNote.js";
import type { TasksStatus } from "../deployment/tasks.js";
import { TaskCalls } from "./taskCalls.js";

/** Schedules what follows the cut-over, and notes how the source stands, so that a later look has something to compare with. */
export async function scheduleTasks(context: Context, name?: string): Promise<TasksStatus> {
  const source = name === undefined ? await noteSource(context) : null;
  return await new TaskCalls(context.app, context.run).schedule({
    ...(name === undefined ? {} : { name }),
    ...(source === null ? {} : { source }),
  });
}

async function noteSource({ env, options, progress }: Context): Promise<Omit<SourceBaseline, "checks"> | null> {
  try {
    return (await lookAtSource(options.source, env["CUTOVER_FREEZE_URL"]))?.note ?? null;
  } catch (error) {
    if (!(error instanceof CutoverError)) throw error;
    progress.note(
      `         the source cannot be looked at, so later checks have nothing to compare with: ${error.message}`,
    );
    return null;
  }
}
