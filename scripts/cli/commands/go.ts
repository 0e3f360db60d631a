import { confirm } from "../confirm.js";
import { chooseDeployment } from "../../deployment/deployment.js";
import { createContext } from "../../stages/context.js";
import { readEnvironment } from "../../project/environment.js";
import { CutoverError } from "../../errors.js";
import type { Options } from "../options.js";
import { loadProject } from "../../project/project.js";
import { readReport } from "../../report/report.js";
import { createRun, findLatestRun, type RunDirectory } from "../../run/runDirectory.js";
import { changeRecord } from "../../window/changeRecord.js";
import { describeWindow } from "../../window/describeWindow.js";
import { takeSteps } from "../../window/go.js";
import { GoBack, goBack } from "../../window/goBack.js";
import { openWindow } from "../../window/openWindow.js";
import { releaseReserve } from "../../window/reserve.js";
import { sayHowItStands } from "../../window/sayHowItStands.js";
import type { OpenWindow } from "../../window/step.js";
import { steps } from "../../window/steps.js";
import { readWindow } from "../../run/windowRecord.js";
import { type Command, done } from "./command.js";
import { reportAfterwards } from "./reportAfterwards.js";

/** The maintenance window, from the preflight to the closing report, or back. */
export const go: Command = async ({ options, progress, signal }) => {
  const project = await loadProject(options.plan);
  const deployment = chooseDeployment(options.deploymentFlags, readEnvironment());
  const { run, isPreloaded } = await openRun(options);
  const context = createContext({ options, project, run, deployment, progress, signal });
  const chosen = steps[isPreloaded ? "preloaded" : "whole"];
  if (options.dryRun) {
    progress.note(describeWindow(context, chosen));
    return done({ run: run.run, steps: chosen.map(({ name }) => name) });
  }
  await confirm(`go replaces the planned tables of ${deployment.name}`, deployment.name, options.yes);
  const window = await openWindow(context, chosen);
  progress.note(`window ${run.run} on ${deployment.name}${isPreloaded ? ", preloaded" : ""}`);
  await reportAfterwards(context, async () => await takeWindow(window));
  return done(await readReport(run));
};

/** A window that was interrupted goes on, forward or back; a preload is where a new one begins; else a run of its own. */
async function openRun({ dir, dryRun }: Options): Promise<{ run: RunDirectory; isPreloaded: boolean }> {
  const latest = await findLatestRun(dir);
  const entries = await latest?.journal.latest();
  const isPreloaded = entries?.get("preload")?.event === "finished" && entries.get("load")?.event === "finished";
  const outcome = latest === null ? null : ((await readWindow(latest))?.outcome ?? null);
  if (outcome === "done") throw alreadyDone(latest!);
  const isOpen = outcome === "open";
  if (latest !== null && (isOpen || isPreloaded)) return { run: latest, isPreloaded };
  return { run: dryRun && latest !== null ? latest : await createRun(dir, new Date()), isPreloaded: false };
}

/** Another window would put the old rows over what people have written since. */
function alreadyDone({ run }: RunDirectory): CutoverError {
  return new CutoverError("gate", {
    what: `The window of run ${run} is done: people are in the new app`,
    next: "cutover tasks lists what comes after it. To move once more: cutover rollback first.",
  });
}

async function takeWindow(window: OpenWindow): Promise<void> {
  const { context } = window;
  const reason = (await readWindow(context.run))?.reason ?? null;
  try {
    if (reason !== null) throw new GoBack(reason, null);
    await takeSteps(window);
  } catch (error) {
    if (error instanceof GoBack) return await turnBack(window, error);
    if (!context.signal.aborted) context.progress.note(`\n${await sayHowItStands(window)}`);
    throw error;
  }
  await context.app.recordStep(context.run.run, "done", "finished", "", true);
  // Last: from here on another `go` is refused.
  await changeRecord(context, (record) => ({ ...record, outcome: "done" }));
  await releaseReserve(context.run);
  context.progress.note(
    "\nThe window is closed; people are in the new app. The way back stays open: cutover rollback.",
  );
}

/** The command fails with what made it go back, once everything is as it was before. */
async function turnBack(window: OpenWindow, { reason, failure }: GoBack): Promise<never> {
  await goBack(window, reason);
  const { context } = window;
  throw new CutoverError(failure instanceof CutoverError ? failure.failure : "gate", {
    what: `The window went back, and everything is as it was before: ${reason}`,
    where: context.app.convex.deploymentName,
    next: `Mend the cause and rehearse it, then: cutover go. What was written since lies in ${context.run.file("writes")}.`,
  });
}
