import { setTimeout as sleep } from "node:timers/promises";
import { createContext } from "../context.js";
import { renderStatus } from "../output/renderStatus.js";
import { findOpenStages } from "../pipeline.js";
import { loadProject } from "../project.js";
import type { RunDirectory } from "../run/runDirectory.js";
import type { App, AppStatus } from "../target/app.js";
import { type Call, type Command, done } from "./command.js";
import { deploymentOf } from "./deploymentOf.js";
import { getLatestRun } from "./latestRun.js";

const watchMs = 2000;

/** What is done, what waits and for what, the next command. `--watch` looks again until nothing runs any more. */
export const status: Command = async (call) => {
  const { options, progress, signal } = call;
  const run = await getLatestRun(options);
  const app = (await hasBegun(run)) ? await openApp(call, run) : null;
  for (;;) {
    const found = (await app?.status()) ?? null;
    progress.note(renderStatus(run.run, await run.journal.entries(), found, await nextOf(run)));
    if (!options.watch || !(await isMoving(run, found))) return done({ run: run.run, ...found });
    await sleep(watchMs, undefined, { signal });
  }
};

/** Before the first load, and outside of a window, the deployment has nothing to say. */
async function hasBegun(run: RunDirectory): Promise<boolean> {
  const latest = await run.journal.latest();
  return latest.get("load")?.event === "finished" || latest.has("backup");
}

async function openApp({ options, progress, signal }: Call, run: RunDirectory): Promise<App> {
  const project = await loadProject(options.plan);
  const deployment = await deploymentOf(options, run);
  return createContext({ options, project, run, deployment, progress, signal, isAside: true }).app;
}

async function nextOf(run: RunDirectory): Promise<string> {
  const latest = await run.journal.latest();
  if (latest.has("preflight")) return "cutover go";
  const [open] = await findOpenStages(run.journal);
  return open === undefined ? "nothing" : `cutover ${open.name}`;
}

/** Something runs here or in Convex. */
async function isMoving(run: RunDirectory, found: AppStatus | null): Promise<boolean> {
  const entries = await run.journal.entries();
  return entries.at(-1)?.event === "started" || (found?.stages.some(({ state }) => state === "running") ?? false);
}
