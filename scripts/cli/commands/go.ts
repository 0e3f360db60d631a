import { chooseDeployment } from "../../deployment/deployment.js";
import { createContext } from "../../stages/context.js";
import { readEnvironment } from "../../project/environment.js";
import { CutoverError } from "../../errors.js";
import { cliFailures } from "../failures.js";
import type { Options } from "../options.js";
import { loadProject } from "../../project/project.js";
import { readReport } from "../../report/report.js";
import { refuseForgotten } from "../../run/forgetRun.js";
import { createRun, findLatestRun, nameRun, RunDirectory } from "../../run/runDirectory.js";
import { updateWindow, readWindow } from "../../run/windowRecord.js";
import { describeWindow, describeOpenWindow, renderFlags } from "../../window/describeWindow.js";
import { takeSteps } from "../../window/go.js";
import { RollbackNeeded, rollBackWindow } from "../../window/rollBackWindow.js";
import { openWindow } from "../../window/openWindow.js";
import { releaseSpareDiskSpace } from "../../window/spareDiskSpace.js";
import type { OpenWindow } from "../../window/step.js";
import { chooseSteps } from "../../window/steps.js";
import { renderCatchUp } from "../output/renderCatchUp.js";
import { renderTasks } from "../output/renderTasks.js";
import { type Command, confirm, done } from "./command.js";
import { withReport } from "./report.js";

/** The cutover window, from the preflight checks to the closing report, or a rollback. */
export const go: Command = async ({ options, output, progress, signal }) => {
  const project = await loadProject(options.plan);
  const deployment = chooseDeployment(options.deploymentFlags, readEnvironment());
  const { latest, isPreloaded } = await findRun(options);
  const chosen = chooseSteps(project.plan, isPreloaded ? "preloaded" : "whole");
  const contextOf = (run: RunDirectory) => createContext({ options, project, run, deployment, progress, signal });
  if (options.dryRun) {
    const run = latest ?? new RunDirectory(options.dir, nameRun(new Date()));
    output.show(describeWindow(contextOf(run), chosen));
    return done({ run: run.run, steps: chosen.map(({ name }) => name) });
  }
  await confirm(`go migrates into the planned tables in ${deployment.name}`, deployment.name, options.yes);
  // Not before: `latest` names it, and what is looked at without a run is the newest rehearsal.
  const run = latest ?? (await createRun(options.dir, new Date()));
  const context = contextOf(run);
  const window = await openWindow(context, chosen, {
    caughtUp: (report) => progress.note(renderCatchUp(report, true)),
    tasksScheduled: (status) => progress.note(renderTasks(status)),
  });
  progress.note(`cutover window ${run.run} on ${deployment.name}${isPreloaded ? ", preloaded" : ""}`);
  await withReport(context, output, async () => await context.asOnlyWriter(async () => await runWindow(window)));
  return done(await readReport(run));
};

/** An interrupted cutover window resumes, forward or back; after a preload it uses that run; null: a new run begins. */
async function findRun({ dir }: Options): Promise<{ latest: RunDirectory | null; isPreloaded: boolean }> {
  const latest = await findLatestRun(dir);
  const entries = await latest?.journal.latest();
  const isPreloaded = entries?.get("preload")?.event === "finished" && entries.get("load")?.event === "finished";
  const outcome = latest === null ? null : ((await readWindow(latest))?.outcome ?? null);
  if (outcome === "done") throw alreadyDone(latest!);
  if (outcome !== "open" && !isPreloaded) return { latest: null, isPreloaded: false };
  await refuseForgotten(latest!);
  return { latest, isPreloaded };
}

/** A second cutover would overwrite what users have written since. */
function alreadyDone({ run }: RunDirectory): CutoverError {
  return new CutoverError(cliFailures.cutoverDone, {
    what: `The cutover of run ${run} is done: the app is reopened to users`,
    next: "cutover tasks lists what comes next. To migrate again, first: cutover rollback",
  });
}

async function runWindow(window: OpenWindow): Promise<void> {
  const { context } = window;
  const reason = (await readWindow(context.run))?.reason ?? null;
  try {
    if (reason !== null) throw new RollbackNeeded(reason, null);
    await takeSteps(window);
  } catch (error) {
    if (error instanceof RollbackNeeded) return await rollBackAndFail(window, error);
    if (!context.signal.aborted) context.progress.note(`\n${await describeOpenWindow(window)}`);
    throw error;
  }
  await context.app.recordStep(context.run.run, "done", "finished", "", { closes: true });
  // Last: from here on another `go` is refused.
  await updateWindow(context.run, (record) => ({ ...record, outcome: "done" }));
  await releaseSpareDiskSpace(context.run);
  context.progress.note(
    "\nThe cutover is done; the app is reopened to users. A rollback is still possible: cutover rollback",
  );
}

/** Once everything is as it was before, the command fails with what caused the rollback. */
async function rollBackAndFail(window: OpenWindow, { reason, failure }: RollbackNeeded): Promise<never> {
  await rollBackWindow(window, reason);
  const { context } = window;
  const again = `cutover go${renderFlags(context.options.deploymentFlags)}`;
  const afterwards = `Fix the cause and rehearse, then: ${again}. What users wrote in Convex is in ${context.run.file("writes")}.`;
  // The exit code is the cause's; its advice was for a window that is still open.
  throw new CutoverError(failure instanceof CutoverError ? failure.kind : cliFailures.rolledBack, {
    what: `The cutover was rolled back, and what it did in Convex is taken back: ${reason}`,
    where: context.app.convex.deploymentName,
    next: `Nothing is left to roll back: the old app has the traffic again and its data is complete (npx cutover explain ${cliFailures.rolledBack.code}). ${afterwards}`,
  });
}
