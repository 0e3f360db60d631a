import { rollBack, type RollbackActions } from "../rollback/rollBack.js";
import { updateWindow, readWindow } from "../run/windowRecord.js";
import { releaseSpareDiskSpace } from "./spareDiskSpace.js";
import type { OpenWindow } from "./step.js";
import { cancelTasks } from "../tasks/tasksBeforeRollback.js";
import type { Context } from "../stages/stage.js";
import { readState } from "./freeze/freeze.js";
import { openFreeze } from "./freeze/openFreeze.js";
import { runHook, getWindowContext } from "./hooks.js";

/** Why the window ends with everything as it was before. */
export class RollbackNeeded extends Error {
  constructor(
    readonly reason: string,
    readonly failure: unknown,
  ) {
    super(reason, { cause: failure });
  }
}

/** The whole rollback: traffic, the deployment's data, the source, the maintenance flag. Safe to run again. */
export async function rollBackWindow(window: OpenWindow, reason: string): Promise<void> {
  const { context, hook } = window;
  await releaseSpareDiskSpace(context.run);
  await updateWindow(context.run, (record) => ({ ...record, reason: record.reason ?? reason }));
  context.progress.stage("rollback", reason);
  await rollBack(context, getRollbackActions(context));
  await updateWindow(context.run, (record) => ({ ...record, outcome: "rolledBack" }));
  await context.app.recordStep(context.run.run, "rollback", "finished", reason, true);
  await hook("notify");
}

/** What a rollback undoes besides the data, as far as this run has done it. */
export function getRollbackActions(context: Context): RollbackActions {
  return {
    switchBack: async () => await switchBack(context),
    unfreeze: async () => await unfreeze(context),
    cancelTasks: async () => await cancelTasks(context),
    closeMaintenance: async () => await context.app.setMaintenance(false),
  };
}

async function switchBack(context: Context): Promise<void> {
  const hook = context.project.plan.window.hooks?.switchBack;
  if (hook === undefined || (await readWindow(context.run))?.switched !== true) return;
  await runHook("switchBack", hook, getWindowContext(context));
}

/** Where nothing was frozen nothing is asked of the source, which may be gone. */
async function unfreeze(context: Context): Promise<void> {
  if ((await readState(context.run)) === null) return;
  const freeze = await openFreeze(getWindowContext(context));
  context.progress.note(`         ${await freeze.unfreeze()}`);
}
