import { rollBack, type RollbackActions } from "../rollback/rollBack.js";
import { updateWindow, readWindow } from "../run/windowRecord.js";
import { releaseSpareDiskSpace } from "./spareDiskSpace.js";
import type { OpenWindow } from "./step.js";
import { cancelTasks } from "../tasks/tasksBeforeRollback.js";
import type { Context } from "../stages/stage.js";
import { readState } from "./freeze/freeze.js";
import { openFreeze } from "./freeze/openFreeze.js";
import { runHook, getWindowContext } from "./hooks.js";
import { notify } from "./notify.js";

/** Why the window ends with everything as it was before. */
export class RollbackNeeded extends Error {
  constructor(
    readonly reason: string,
    readonly failure: unknown,
  ) {
    super(reason, { cause: failure });
  }
}

/** The whole rollback: traffic, the deployment's data, the source. Safe to run again. */
export async function rollBackWindow(window: OpenWindow, reason: string): Promise<void> {
  const { context } = window;
  await releaseSpareDiskSpace(context.run);
  await updateWindow(context.run, (record) => ({ ...record, reason: record.reason ?? reason }));
  context.progress.stage("rollback", reason);
  await tellIfItFails(
    context,
    async () => void (await rollBack(context, getRollbackActions(context, reason), { reason })),
  );
  await updateWindow(context.run, (record) => ({ ...record, outcome: "rolledBack" }));
  await notify(context, { outcome: "rolled-back", reason });
}

/** A rollback that does not get through is what somebody has to know first. */
async function tellIfItFails(context: Context, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (!context.signal.aborted) await notify(context, { outcome: "failed", reason });
    throw error;
  }
}

/** What a rollback undoes besides the data, as far as this run has done it. */
export function getRollbackActions(context: Context, reason: string): RollbackActions {
  return {
    switchBack: async () => await switchBack(context, reason),
    unfreeze: async () => await unfreeze(context),
    cancelTasks: async () => await cancelTasks(context),
  };
}

async function switchBack(context: Context, reason: string): Promise<void> {
  const hook = context.project.plan.window.hooks?.switchBack;
  if (hook === undefined || (await readWindow(context.run))?.switched !== true) return;
  const ending = { outcome: "rolled-back", reason } as const;
  await runHook("switchBack", hook, getWindowContext(context), "switchBack", ending);
}

/** Where nothing was frozen nothing is asked of the source, which may be gone. */
async function unfreeze(context: Context): Promise<void> {
  if ((await readState(context.run)) === null) return;
  const freeze = await openFreeze(getWindowContext(context));
  context.progress.note(`         ${await freeze.unfreeze()}`);
}
