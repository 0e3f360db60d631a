import { chooseDeployment } from "../../deployment/deployment.js";
import { createContext, relative } from "../../stages/context.js";
import { readEnvironment } from "../../project/environment.js";
import { CutoverError } from "../../errors.js";
import { loadProject } from "../../project/project.js";
import { readAttempt } from "../../rollback/attempt.js";
import { exportWrites } from "../../rollback/exportWrites.js";
import { type FoundWrites, readFoundWrites } from "../../rollback/findWrites.js";
import { renderWrites } from "../output/renderWrites.js";
import { isDiskFull } from "../../run/files.js";
import { listWrites, rollBack } from "../../rollback/rollBack.js";
import { printTaskEffects } from "../../tasks/tasksBeforeRollback.js";
import { updateWindow, readWindow } from "../../run/windowRecord.js";
import { releaseSpareDiskSpace } from "../../window/spareDiskSpace.js";
import { notify } from "../../window/notify.js";
import { getRollbackActions } from "../../window/rollBackWindow.js";
import { type Command, type CommandContext, confirm, done, getLatestRun } from "./command.js";

/** What hooks and the record read where a person typed the command. */
const reason = "cutover rollback";

/** Restores what the deployment held before the migration; lists first what that would lose. */
export const rollback: Command = async ({ options, progress, signal }) => {
  const project = await loadProject(options.plan);
  const deployment = chooseDeployment(options.deploymentFlags, readEnvironment());
  const run = await getLatestRun(options);
  const context = createContext({ options, project, run, deployment, progress, signal });
  const attempt = await readAttempt(run.journal);
  if (attempt.isFinished) {
    progress.note(`Run ${run.run} is already rolled back, and has written nothing since.`);
    return done({ run: run.run, lost: null, restored: null });
  }
  if (attempt.isBegun) progress.note("The rollback has begun: it resumes where it stopped.");
  if (!attempt.isBegun) await printTaskEffects(context);
  const lost = attempt.hasWritten ? await tryToListLosses(context, attempt.done.has("writes")) : null;
  if (options.dryRun) {
    progress.note(`deployment: ${deployment.name}. Dry run: nothing was changed.`);
    return done({ run: run.run, lost, restored: null });
  }
  const action = `rollback replaces all tables in ${deployment.name} with ${relative(run.backup)}`;
  if (!attempt.isBegun) await confirm(action, deployment.name, options.yes);
  await releaseSpareDiskSpace(run);
  const { restored } = await rollBack(context, getRollbackActions(context, reason), lost !== null);
  await closeWindow(context);
  progress.note(
    restored === null
      ? "The run had written nothing to the deployment; everything is as it was before."
      : `The deployment is restored: ${restored.documents} documents in ${restored.tables} tables, verified against the backup.`,
  );
  return done({ run: run.run, lost, restored });
};

/** Records the end of the cutover window this rolled back, where there was one: on disk and in the component. */
async function closeWindow(context: CommandContext): Promise<void> {
  const { app, run } = context;
  if ((await readWindow(run)) === null) return;
  await updateWindow(run, (record) => ({ ...record, outcome: "rolledBack", reason: record.reason ?? reason }));
  await app.recordStep(run.run, "rollback", "finished", reason, { closes: true });
  await notify(context, { outcome: "rolled-back", reason });
}

/** A deployment that does not answer, or a full disk, must not keep the old app frozen: the rollback lists again before it restores. */
async function tryToListLosses(context: CommandContext, isListed: boolean): Promise<FoundWrites | null> {
  try {
    return await listLosses(context, isListed);
  } catch (error) {
    const canComeLater = error instanceof CutoverError && (error.failure === "deployment" || isDiskFull(error));
    if (!canComeLater || context.options.dryRun) throw error;
    context.progress.note(`What users wrote in Convex cannot be listed now: ${error.message}`);
    return null;
  }
}

async function listLosses(context: CommandContext, isListed: boolean): Promise<FoundWrites> {
  const { options, progress, run } = context;
  // A half-restored deployment no longer shows what users wrote.
  const writes = (isListed ? await readFoundWrites(run) : null) ?? (await listWrites(context));
  progress.note(renderWrites(writes, relative(run.file("writes"))));
  if (options.exportWrites) progress.note(await exportWrites(context, writes));
  return writes;
}
