import { chooseDeployment } from "../../deployment/deployment.js";
import { createContext, relative } from "../../stages/context.js";
import { readEnvironment } from "../../project/environment.js";
import { CutoverError } from "../../errors.js";
import { cliFailures } from "../failures.js";
import { loadProject } from "../../project/project.js";
import { endMaintenance, ensureMaintenance } from "../../rollback/deploymentState.js";
import { exportWrites } from "../../rollback/exportWrites.js";
import type { FoundWrites } from "../../rollback/findWrites.js";
import { renderWrites } from "../output/renderWrites.js";
import { isDiskFull } from "../../run/files.js";
import { hasWritten, readAttempt, rollBack, type RolledBack } from "../../rollback/rollBack.js";
import { describeRestore } from "../../rollback/restoreBackup.js";
import { describeTakenBack, isTakingBack, type Listed, listWrites } from "../../rollback/takeBack.js";
import { printTaskEffects } from "../../tasks/tasksBeforeRollback.js";
import { updateWindow, readWindow } from "../../run/windowRecord.js";
import { releaseSpareDiskSpace } from "../../window/spareDiskSpace.js";
import { notify } from "../../window/notify.js";
import { getRollbackActions } from "../../window/rollBackWindow.js";
import { type Answer, type Command, type CommandContext, confirm, done, getLatestRun } from "./command.js";

/** What hooks and the record read where a person typed the command. */
const reason = "cutover rollback";

/** Takes back what the migration did; lists first what users wrote since. */
export const rollback: Command = async ({ options, output, progress, signal }) => {
  const project = await loadProject(options.plan);
  const deployment = chooseDeployment(options.deploymentFlags, readEnvironment());
  const run = await getLatestRun(options);
  const context = { ...createContext({ options, project, run, deployment, progress, signal }), output };
  const work = async () => await runRollback(context);
  return await (options.dryRun ? work() : context.asOnlyWriter(work));
};

async function runRollback(context: CommandContext): Promise<Answer> {
  const { options, output, progress, run } = context;
  refuseUnknownKeep(options.keep);
  const attempt = await readAttempt(context);
  const isWritten = await tryToAsk(context, async () => await hasWritten(context));
  if (attempt.isFinished && isWritten === false) {
    await closeWindow(context);
    output.show(`Run ${run.run} is already rolled back, and has written nothing since.`);
    return done({ run: run.run, lost: null, taken: null, restored: null });
  }
  if (attempt.isBegun) progress.note("The rollback has begun: it resumes where it stopped.");
  else await printTaskEffects(context);
  if (options.dryRun) {
    const lost = await describeOnly(context, isWritten);
    return done({ run: run.run, lost, taken: null, restored: null });
  }
  const listed = isWritten === false ? null : await askFirst(context, attempt.isBegun);
  await releaseSpareDiskSpace(run);
  const keep = options.keep === "backup" ? "backup" : "theirs";
  const choices = { keep, listed, restoresBackup: options.restoreBackup, reason } as const;
  const rolledBack = await rollBack(context, getRollbackActions(context, reason), choices);
  await closeWindow(context);
  output.show(describeRolledBack(context, rolledBack, isWritten));
  return done({ run: run.run, lost: listed?.writes ?? null, ...rolledBack });
}

function refuseUnknownKeep(keep: string | null): void {
  if (keep === null || keep === "theirs" || keep === "backup") return;
  const what = `"${keep}" says nothing about which value stays`;
  throw new CutoverError(cliFailures.badCommandLine, {
    what,
    next: "cutover rollback --keep theirs, or --keep backup",
  });
}

function describeRolledBack(
  { run }: CommandContext,
  { taken, restored }: RolledBack,
  isWritten: boolean | null,
): string {
  if (taken !== null) return describeTakenBack(run, taken);
  if (restored !== null) return `The backup is restored: ${restored} documents, verified against the backup.`;
  return isWritten === false
    ? "The run had written nothing to the deployment; everything is as it was before."
    : "The migration had been taken back already.";
}

/** Records the end of the cutover window this rolled back, where there was one. */
async function closeWindow(context: CommandContext): Promise<void> {
  const { run } = context;
  const record = await readWindow(run);
  if (record === null || record.outcome === "rolledBack") return;
  await notify(context, { outcome: "rolled-back", reason });
  await updateWindow(run, (current) => ({ ...current, outcome: "rolledBack", reason: current.reason ?? reason }));
}

async function describeOnly(context: CommandContext, isWritten: boolean | null): Promise<FoundWrites | null> {
  const { app, options, output } = context;
  let writes: FoundWrites | null = null;
  if (options.restoreBackup) output.show(await describeRestore(context));
  else if (isWritten !== false) writes = await listAndPrint(context);
  output.show(`deployment: ${app.convex.deploymentName}. Dry run: nothing was changed.`);
  return writes;
}

/**
 * With maintenance mode on, what users wrote is listed and the operator is asked. Who does not confirm finds maintenance mode as
 * it was. null: the rollback makes its own list.
 */
async function askFirst(context: CommandContext, isBegun: boolean): Promise<Listed | null> {
  const { app, options } = context;
  const name = app.convex.deploymentName;
  const action = options.restoreBackup
    ? `rollback replaces all tables in ${name} with ${relative(context.run.backup)}`
    : `rollback takes back what the migration did in ${name}`;
  const isAsked = !isBegun && !options.yes;
  // Without a terminal it refuses before anything is switched.
  if (isAsked && !process.stdin.isTTY) await confirm(action, name, false);
  if (options.restoreBackup) return await asked(context, isAsked ? action : null, describeBackup);
  if (await isTakingBack(context.run)) return null;
  return await tryToAsk(context, async () => await asked(context, isAsked ? action : null, listAndPrint));
}

async function describeBackup(context: CommandContext): Promise<null> {
  context.progress.note(await describeRestore(context));
  return null;
}

async function asked(
  context: CommandContext,
  action: string | null,
  show: (context: CommandContext) => Promise<FoundWrites | null>,
): Promise<Listed | null> {
  const { wasOn } = await ensureMaintenance(context);
  try {
    const writes = await show(context);
    if (action !== null) await confirm(action, context.app.convex.deploymentName, false);
    return writes === null ? null : { writes, isFresh: action === null };
  } catch (error) {
    if (!wasOn) await endMaintenance(context);
    throw error;
  }
}

async function listAndPrint(context: CommandContext): Promise<FoundWrites> {
  const { options, output, progress, run } = context;
  const writes = await listWrites(context);
  // A question that follows is about this list: who sends stdout to a file must see it all the same.
  const show = (text: string) => (options.dryRun ? output.show(text) : progress.note(text));
  show(renderWrites(writes, relative(run.file("writes"))));
  if (options.exportWrites) show(await exportWrites(context, writes));
  return writes;
}

/** A deployment that does not answer, or a full disk, must not keep the old app frozen: the rollback asks again before it takes back. */
async function tryToAsk<T>(context: CommandContext, ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    const canComeLater = error instanceof CutoverError && (error.failure === "deployment" || isDiskFull(error));
    if (!canComeLater || context.options.dryRun) throw error;
    context.progress.note(`What users wrote in Convex cannot be listed now: ${error.message}`);
    return null;
  }
}
