import { ensureSidecar } from "../../catchUp/sidecar.js";
import { confirm } from "../confirm.js";
import { chooseDeployment } from "../../deployment/deployment.js";
import { createContext } from "../../stages/context.js";
import { readEnvironment } from "../../project/environment.js";
import type { Options } from "../options.js";
import { findOpenStages, runStage, stages } from "../../stages/pipeline.js";
import { loadProject } from "../../project/project.js";
import { readReport } from "../../report/report.js";
import { readManifest } from "../../run/manifest.js";
import { createRun, findLatestRun, type RunDirectory } from "../../run/runDirectory.js";
import type { Context } from "../../stages/stage.js";
import { type Command, done } from "./command.js";
import { reportAfterwards } from "./reportAfterwards.js";
import { sayWhatWouldHappen } from "./sayWhatWouldHappen.js";

/** The bulk of the work, done days before, while the old app lives. */
const preloaded: ReadonlySet<string> = new Set(["export", "load", "match", "resolve"]);

/** Everything up to the references, and the fingerprints that a catch-up compares with. */
export const preload: Command = async ({ options, progress, signal }) => {
  const project = await loadProject(options.plan);
  const deployment = chooseDeployment(options.deploymentFlags, readEnvironment());
  const chosen = stages.filter(({ name }) => preloaded.has(name));
  if (options.dryRun) return done(sayWhatWouldHappen(chosen, deployment.name, progress));
  await confirm(`preload replaces the planned tables of ${deployment.name}`, deployment.name, options.yes);
  const run = await openPreload(options);
  const context = createContext({ options, project, run, deployment, progress, signal });
  await run.journal.append({ stage: "preload", event: "started" });
  await reportAfterwards(context, async () => await runPreload(context));
  await run.journal.append({ stage: "preload", event: "finished" });
  progress.note("\nPreloaded. Next: cutover catch-up, as often as wanted; the last one is part of the window.");
  return done(await readReport(run));
};

async function runPreload(context: Context): Promise<void> {
  const { run, project } = context;
  for (const stage of findOpenStages(await run.journal.latest())) {
    if (preloaded.has(stage.name)) await runStage(context, stage);
  }
  await ensureSidecar(run, project.plan, (await readManifest(run.manifest))!);
}

/** A preload that was cut short goes on in its own run; otherwise a new run begins. */
async function openPreload({ dir }: Options): Promise<RunDirectory> {
  const latest = await findLatestRun(dir);
  const entry = (await latest?.journal.latest())?.get("preload");
  return latest !== null && entry !== undefined && entry.event !== "finished"
    ? latest
    : await createRun(dir, new Date());
}
