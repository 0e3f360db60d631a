import { setTimeout as sleep } from "node:timers/promises";
import { createContext } from "../../stages/context.js";
import { renderStatus, type RunStatus } from "../output/renderStatus.js";
import { findOpenStages } from "../../stages/pipeline.js";
import { loadProject } from "../../project/project.js";
import { signalProcess } from "../../rehearsal/on/throwAway.js";
import type { RunDirectory } from "../../run/runDirectory.js";
import type { AppStatus } from "../../deployment/answers.js";
import type { App } from "../../deployment/app.js";
import { type Call, type Command, done } from "./command.js";
import { readWindow } from "../../run/windowRecord.js";
import { deploymentOf } from "./deploymentOf.js";
import { getLatestRun } from "./latestRun.js";

const watchMs = 2000;

/**
 * What is done, what waits and for what, the next command. `--watch` looks again until nothing runs any more, and shows what has
 * changed; with `--json` each look that found a change is a line of its own.
 */
export const status: Command = async (call) => {
  const { options, progress, signal } = call;
  const run = await getLatestRun(options);
  const open = once(async () => await openApp(call, run));
  let shown = "";
  for (;;) {
    const found = (await hasBegun(run)) ? await (await open()).status() : null;
    const seen = await look(run, found);
    const text = renderStatus(seen, found);
    if (text !== shown) progress.note(text);
    if (!options.watch || !(await isMoving(run, seen))) return done(seen);
    if (options.json && text !== shown) console.log(JSON.stringify(seen));
    shown = text;
    await sleep(watchMs, undefined, { signal });
  }
};

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return async () => await (made ??= make());
}

async function look(run: RunDirectory, found: AppStatus | null): Promise<RunStatus> {
  const last = (await run.journal.entries()).at(-1);
  const step = last?.stage ?? null;
  const wasKilled = last?.event === "started" && !(await isAtWork(run));
  const state = wasKilled ? "killed" : (last?.event ?? null);
  const message = last?.message === undefined ? {} : { message: last.message };
  return { run: run.run, step, state, ...message, ...found, ...(await waitOf(run, { step, state }, found)) };
}

type Wait = Pick<RunStatus, "waitingFor" | "next">;

/** What somebody has said comes first, then what is at work here, then a way back or a window that is open. */
async function waitOf(
  run: RunDirectory,
  { step, state }: Pick<RunStatus, "step" | "state">,
  found: AppStatus | null,
): Promise<Wait> {
  if (found !== null && found.control.action !== "run") return found;
  if (state === "started") {
    const inside = found?.stages.some((stage) => stage.state === "running") ? `${step}: ${found.waitingFor}` : step!;
    return {
      waitingFor: inside,
      next: "nothing to type: it is at work (cutover pause stops it before its next batch)",
    };
  }
  if (step?.startsWith("rollback") && state !== "finished") {
    return { waitingFor: `you: the way back is not complete (${step} ${state})`, next: "cutover rollback" };
  }
  if ((await readWindow(run))?.outcome === "open") {
    return { waitingFor: `you: the window is open (${step} ${state})`, next: "cutover go, or back: cutover rollback" };
  }
  return found ?? { waitingFor: "you", next: await nextOf(run) };
}

/** Whether the command that began the newest stage or step still lives, on this machine. */
async function isAtWork({ journal }: RunDirectory): Promise<boolean> {
  const pid = (await journal.entries()).findLast((entry) => entry.pid !== undefined)?.pid;
  return pid !== undefined && signalProcess(pid, 0);
}

/** Before the first load, and outside of a window, the deployment has nothing to say. */
async function hasBegun(run: RunDirectory): Promise<boolean> {
  const latest = await run.journal.latest();
  return latest.get("load")?.event === "finished" || latest.has("backup");
}

async function openApp({ options, progress, signal }: Call, run: RunDirectory): Promise<App> {
  const project = await loadProject(options.plan, { mayBeFinal: true });
  const deployment = await deploymentOf(options, run);
  return createContext({ options, project, run, deployment, progress, signal, isConcurrent: true }).app;
}

async function nextOf(run: RunDirectory): Promise<string> {
  if ((await run.journal.latest()).has("preflight")) return "cutover go";
  const [open] = findOpenStages(await run.journal.latest());
  return open === undefined ? "nothing" : `cutover ${open.name}`;
}

/** Something runs here or in Convex. */
async function isMoving(run: RunDirectory, { stages = [] }: RunStatus): Promise<boolean> {
  return (await isAtWork(run)) || stages.some(({ state }) => state === "running");
}
