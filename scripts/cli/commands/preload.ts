import { ensureRowHashes } from "../../rows/keys/rowHashes.js";
import { chooseDeployment } from "../../deployment/deployment.js";
import { createContext } from "../../stages/context.js";
import { readEnvironment } from "../../project/environment.js";
import type { Options } from "../options.js";
import { findOpenStages, runStage, stages } from "../../stages/pipeline.js";
import { loadProject } from "../../project/project.js";
import { readReport } from "../../report/report.js";
import { readManifest } from "../../run/manifest.js";
import { isForgotten } from "../../run/forgetRun.js";
import { createRun, findLatestRun, type RunDirectory } from "../../run/runDirectory.js";
import { refuseBadMoment } from "../../stages/loadGates.js";
import type { Context } from "../../stages/stage.js";
import { type Command, confirm, showPlannedActions, done } from "./command.js";
import { withReport } from "./report.js";

/** The bulk load, done days ahead, while the old app is live. */
const preloadStages: ReadonlySet<string> = new Set(["export", "load", "match", "resolve"]);

/** Every stage up to resolve, and the row hashes that a catch-up compares with. */
export const preload: Command = async ({ options, output, progress, signal }) => {
  const project = await loadProject(options.plan);
  const deployment = chooseDeployment(options.deploymentFlags, readEnvironment());
  const chosen = stages.filter(({ name }) => preloadStages.has(name));
  if (options.dryRun) return showPlannedActions(chosen, deployment.name, output);
  await confirm(`preload writes into the planned tables in ${deployment.name}`, deployment.name, options.yes);
  const run = await openPreload(options);
  const context = createContext({ options, project, run, deployment, progress, signal });
  await run.journal.append({ stage: "preload", event: "started" });
  await withReport(context, output, async () => await context.asOnlyWriter(async () => await runPreload(context)));
  await run.journal.append({ stage: "preload", event: "finished" });
  progress.note("\nPreloaded. Next: cutover catch-up, as often as you like; the last one is part of cutover go.");
  return done(await readReport(run));
};

async function runPreload(context: Context): Promise<void> {
  const { run, project } = context;
  // Before the source is read for an hour.
  await refuseBadMoment(context);
  for (const stage of findOpenStages(await run.journal.latest())) {
    if (preloadStages.has(stage.name)) await runStage(context, stage);
  }
  await ensureRowHashes(run, project.plan, (await readManifest(run.manifest))!);
}

/** An interrupted preload resumes in its own run, unless that was forgotten; otherwise a new run begins. */
async function openPreload({ dir }: Options): Promise<RunDirectory> {
  const latest = await findLatestRun(dir);
  const entry = (await latest?.journal.latest())?.get("preload");
  const isOpen = entry !== undefined && entry.event !== "finished";
  return latest !== null && isOpen && !(await isForgotten(latest)) ? latest : await createRun(dir, new Date());
}
