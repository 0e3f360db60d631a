import type { RollbackActions } from "../rollback/rollBack.js";
import { cancelTasks } from "../tasks/tasksBeforeRollback.js";
import type { Context } from "../stages/stage.js";
import { readState } from "./freeze/freezeState.js";
import { openFreeze } from "./freeze/openFreeze.js";
import { runHook } from "./hooks.js";
import { getWindowContext } from "./windowContext.js";
import { readWindow } from "../run/windowRecord.js";

/** What a rollback undoes besides the data, as far as this run has done it. */
export function getRollbackActions(context: Context): RollbackActions {
  return {
    switchBack: async () => await switchBack(context),
    unfreeze: async () => await unfreeze(context),
    cancelTasks: async () => await cancelTasks(context),
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
