import { confirm } from "../confirm.js";
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
import { sayWhatTasksDid } from "../../tasks/beforeRollback.js";
import { changeRecord } from "../../window/changeRecord.js";
import { releaseReserve } from "../../window/reserve.js";
import { wayBackOf } from "../../window/wayBack.js";
import { readWindow } from "../../run/windowRecord.js";
import { type Command, type CommandContext, done } from "./command.js";
import { getLatestRun } from "./latestRun.js";

/** The way back to what was there before the migration: says first what it would lose. */
export const rollback: Command = async ({ options, progress, signal }) => {
  const project = await loadProject(options.plan);
  const deployment = chooseDeployment(options.deploymentFlags, readEnvironment());
  const run = await getLatestRun(options);
  const context = createContext({ options, project, run, deployment, progress, signal });
  const attempt = await readAttempt(run.journal);
  if (attempt.isFinished) {
    progress.note(`Run ${run.run} was rolled back already, and has written nothing since.`);
    return done({ run: run.run, lost: null, restored: null });
  }
  if (attempt.isBegun) progress.note("The way back has begun: it goes on where it stood.");
  if (!attempt.isBegun) await sayWhatTasksDid(context);
  const lost = attempt.hasWritten ? await tryToShowLosses(context, attempt.done.has("writes")) : null;
  if (options.dryRun) {
    progress.note(`deployment: ${deployment.name}. Nothing was changed.`);
    return done({ run: run.run, lost, restored: null });
  }
  const question = `rollback puts ${relative(run.backup)} over all tables of ${deployment.name}`;
  if (!attempt.isBegun) await confirm(question, deployment.name, options.yes);
  await releaseReserve(run);
  const { restored } = await rollBack(context, wayBackOf(context), lost !== null);
  await closeWindow(context);
  progress.note(
    restored === null
      ? "The run had written nothing to the deployment; everything else is as it was before."
      : `The deployment holds again what it held before: ${restored.documents} documents in ${restored.tables} tables, compared.`,
  );
  return done({ run: run.run, lost, restored });
};

/** The window this was the way out of, where there was one, is over: on disk and in the component. */
async function closeWindow({ app, run }: CommandContext): Promise<void> {
  const reason = "cutover rollback";
  if ((await readWindow(run)) === null) return;
  await changeRecord({ run }, (record) => ({ ...record, outcome: "wentBack", reason: record.reason ?? reason }));
  await app.recordStep(run.run, "way back", "finished", reason, true);
}

/** A deployment that does not answer, or a full disk, must not keep the old app closed: the way back lists again before it restores. */
async function tryToShowLosses(context: CommandContext, areKept: boolean): Promise<FoundWrites | null> {
  try {
    return await showLosses(context, areKept);
  } catch (error) {
    const canComeLater = error instanceof CutoverError && (error.failure === "deployment" || isDiskFull(error));
    if (!canComeLater || context.options.dryRun) throw error;
    context.progress.note(`What people wrote in Convex cannot be listed now: ${error.message}`);
    return null;
  }
}

async function showLosses(context: CommandContext, areKept: boolean): Promise<FoundWrites> {
  const { options, progress, run } = context;
  // A deployment that is half restored says nothing any more of what people wrote.
  const found = (areKept ? await readFoundWrites(run) : null) ?? (await listWrites(context));
  progress.note(renderWrites(found, relative(run.file("writes"))));
  if (options.exportWrites) progress.note(await exportWrites(context, found));
  return found;
}
