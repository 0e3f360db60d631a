import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { AppStatus } from "../../deployment/answers.js";
import type { App } from "../../deployment/app.js";
import { describePutOff, findPutOff, stillMs } from "../../deployment/putOff.js";
import { chooseDeployment } from "../../deployment/deployment.js";
import { CutoverError } from "../../errors.js";
import { cliFailures } from "../failures.js";
import { readEnvironment } from "../../project/environment.js";
import { readWindowWithoutRun, type WindowWithoutRun } from "../../window/withoutRun.js";
import { loadProject } from "../../project/project.js";
import { findRehearsal, rewriteNext } from "../../rehearsal/rehearse.js";
import { signalProcess } from "../../rehearsal/on/throwAway.js";
import { type JournalEntry, latestByStage } from "../../run/journal.js";
import { findLatestRun, findLostRun, RunDirectory } from "../../run/runDirectory.js";
import { createContext, relative } from "../../stages/context.js";
import { findOpenStages } from "../../stages/pipeline.js";
import { readWindow } from "../../run/windowRecord.js";
import { renderStatus, type RunStatus } from "../output/renderStatus.js";
import { renderOpenWindow } from "../output/renderOpenWindow.js";
import { chooseDeploymentIn } from "../nextCommand.js";
import { sourceToType } from "../resumeLine.js";
import type { Options } from "../options.js";
import {
  type Answer,
  type Call,
  type Command,
  done,
  findDeploymentOf,
  getRunToRead,
  isRehearsalGone,
} from "./command.js";

const watchMs = 2000;

/**
 * What is done, what the run waits for, the next command. `--watch` polls until nothing runs any more and shows each change;
 * with `--json` each change is one line.
 */
export const status: Command = async (call) => {
  const { options, output, progress, signal } = call;
  if ((await findLatestRun(options.dir)) === null) {
    const found = await findOpenWindow(call);
    if (found !== null) return showOpenWindow(call, found);
    await refuseLostRun(options.dir);
  }
  const run = await getRunToRead(options, progress);
  if (await isRehearsalGone(run)) return await showEndedRehearsal(call, run);
  const connect = memoise(async () => await connectApp(call, run));
  let shown = "";
  for (;;) {
    const history = readHistory(await run.journal.entries());
    const app = history.isDeploymentInvolved ? await (await connect()).status() : null;
    const putOff = app === null ? null : await findPutOffBatch(await connect(), app);
    const current = await stayInDeployment(await readStatus(run, history, app, putOff), run, options);
    const text = renderStatus(current, app);
    if (text !== shown) output.show(text);
    if (!options.watch || !isRunning(history, current)) return done(current);
    if (text !== shown) output.json(current);
    shown = text;
    await sleep(watchMs, undefined, { signal });
  }
};

/** Its deployment is gone, and there is nothing to ask: its folder says how it went. */
async function showEndedRehearsal({ options, output }: Call, run: RunDirectory): Promise<Answer> {
  const latest = await run.journal.latest();
  const isGreen = findOpenStages(latest).length === 0;
  const dir = relative(run.root);
  const { word, before } = options.source === null ? { word: " <source>", before: "" } : sourceToType(options);
  const next = isGreen
    ? `npx cutover report --dir ${dir}; then deploy convex/ and: npx cutover go`
    : `npx cutover report --dir ${dir}, or once more: ${before}npx cutover rehearse${word}`;
  const waitingFor = `you: this rehearsal ${isGreen ? "is green and over" : "did not end green"}; its deployment is gone`;
  const ended: RunStatus = {
    ...(await readStatus(run, readHistory(await run.journal.entries()), null, null)),
    waitingFor,
    next: chooseDeploymentIn(next, options.deploymentFlags),
  };
  output.show(renderStatus(ended, null));
  return done(ended);
}

/** What is to be typed next for a rehearsal's run goes on with the rehearsal; otherwise with the deployment that was chosen. */
async function stayInDeployment(current: RunStatus, { root, run }: RunDirectory, options: Options): Promise<RunStatus> {
  const rehearsal = await findRehearsal(root);
  const next =
    rehearsal?.run === run
      ? rewriteNext(current.next, rehearsal, root)
      : chooseDeploymentIn(current.next, options.deploymentFlags);
  return { ...current, next };
}

/** The folder of a run may be lost, or on another machine: the deployment and the source say what is open. */
async function findOpenWindow({ options, progress, signal }: Call): Promise<WindowWithoutRun | null> {
  const run = new RunDirectory(options.dir, "none");
  const project = await loadProject(options.plan, { mayBeFinal: true });
  const deployment = chooseDeployment(options.deploymentFlags, readEnvironment());
  const context = createContext({ options, project, run, deployment, progress, signal, isConcurrent: true });
  return await readWindowWithoutRun(context);
}

function showOpenWindow({ output }: Call, found: WindowWithoutRun): Answer {
  output.show(renderOpenWindow(found));
  return done(found);
}

async function refuseLostRun(dir: string): Promise<void> {
  const lost = await findLostRun(dir);
  if (lost === null) return;
  const what = `The folder of run ${lost} is gone; neither the deployment nor the source has anything open`;
  throw new CutoverError(cliFailures.runFolderGone, {
    what,
    where: path.join(path.resolve(dir), lost),
    next: "cutover export",
  });
}

function memoise<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return async () => await (made ??= make());
}

async function connectApp({ options, progress, signal }: Call, run: RunDirectory): Promise<App> {
  const project = await loadProject(options.plan, { mayBeFinal: true });
  const deployment = await findDeploymentOf(run, options);
  return createContext({ options, project, run, deployment, progress, signal, isConcurrent: true }).app;
}

/** What the journal said at one moment: it is read once per poll, since each read may find another file. */
interface History {
  /** The newest event of each stage. */
  readonly latest: ReadonlyMap<string, JournalEntry>;
  readonly last: JournalEntry | undefined;
  /** The process that started the newest stage or step still lives, on this machine. */
  readonly isProcessAlive: boolean;
  /** Before the first load, and outside a cutover window, the deployment knows nothing of the run. */
  readonly isDeploymentInvolved: boolean;
}

function readHistory(entries: readonly JournalEntry[]): History {
  const latest = latestByStage(entries);
  const pid = entries.findLast((entry) => entry.pid !== undefined)?.pid;
  return {
    latest,
    last: entries.at(-1),
    isProcessAlive: pid !== undefined && signalProcess(pid, 0),
    isDeploymentInvolved: latest.get("load")?.event === "finished" || latest.has("backup"),
  };
}

/** What a stage waits for in which no batch has moved for a while, as the deployment says it; null: none, or it does not say. */
async function findPutOffBatch(app: App, { stages }: AppStatus): Promise<string | null> {
  const isStill = stages.some(
    ({ state, movedAt }) => state === "running" && movedAt != null && Date.now() - movedAt > stillMs,
  );
  const putOff = isStill ? await findPutOff(app) : null;
  return putOff === null ? null : describePutOff(putOff);
}

async function readStatus(
  run: RunDirectory,
  history: History,
  app: AppStatus | null,
  putOff: string | null,
): Promise<RunStatus> {
  const { last, isProcessAlive } = history;
  const step = last?.stage ?? null;
  const state = last?.event === "started" && !isProcessAlive ? "killed" : (last?.event ?? null);
  const message = last?.message === undefined ? {} : { message: last.message };
  const isWindowOpen = (await readWindow(run))?.outcome === "open";
  const waiting = describeWait({ step, state, isWindowOpen }, history, app);
  const waitingFor = putOff === null ? waiting.waitingFor : `${waiting.waitingFor}. ${putOff}`;
  return { run: run.run, step, state, ...message, ...app, ...waiting, waitingFor };
}

type Wait = Pick<RunStatus, "waitingFor" | "next">;
type Position = Pick<RunStatus, "step" | "state"> & { readonly isWindowOpen: boolean };

/** Someone's pause or abort comes first, then what runs on this machine, then an unfinished rollback or an open cutover window. */
function describeWait({ step, state, isWindowOpen }: Position, { latest }: History, app: AppStatus | null): Wait {
  if (app !== null && app.control.action !== "run") return app;
  if (state === "started") {
    const isRunningInConvex = app?.stages.some((stage) => stage.state === "running") === true;
    return {
      waitingFor: isRunningInConvex ? `${step}: ${app.waitingFor}` : step!,
      next: "nothing to type: it is running (cutover pause stops it before its next batch)",
    };
  }
  if (step !== null && isRollbackStep(step) && state !== "finished") {
    return { waitingFor: `you: the rollback is not complete (${step} ${state})`, next: "cutover rollback" };
  }
  if (isWindowOpen) {
    const next = "cutover go, or to roll back: cutover rollback";
    return { waitingFor: `you: the cutover window is open (${step} ${state})`, next };
  }
  return app ?? { waitingFor: "you", next: findNextCommand(latest) };
}

/** `rollback` or one of its steps: their names begin alike. */
function isRollbackStep(step: string): boolean {
  return step.startsWith("rollback");
}

function findNextCommand(latest: History["latest"]): string {
  if (latest.has("preflight")) return "cutover go";
  const [open] = findOpenStages(latest);
  return open === undefined ? "nothing" : `cutover ${open.name}`;
}

/** Something runs, here or in Convex. */
function isRunning({ isProcessAlive }: History, { stages = [] }: RunStatus): boolean {
  return isProcessAlive || stages.some(({ state }) => state === "running");
}
