import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline/promises";
import { CutoverError } from "../../errors.js";
import { cliFailures } from "../failures.js";
import { readEnvironment } from "../../project/environment.js";
import { findRehearsal, rehearsalDeployment } from "../../rehearsal/rehearse.js";
import { chooseDeployment, type Deployment } from "../../deployment/deployment.js";
import type { Output } from "../output/output.js";
import { makePrintable } from "../output/safeStream.js";
import { findLatestRun, findLostRun, isRehearsal, rehearsalsIn, RunDirectory } from "../../run/runDirectory.js";
import type { Context, Progress, Stage } from "../../stages/stage.js";
import type { Options } from "../options.js";

/** With every flag that was typed, and where the answer goes. */
export interface CommandContext extends Context<Options> {
  readonly output: Output;
}

export type Command = (call: Call) => Promise<Answer>;

/** What a command is given. */
export interface Call {
  readonly options: Options;
  /** What the command was asked for goes to `output.show`, everything else to `progress`. */
  readonly output: Output;
  readonly progress: Progress;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** What --json prints when the command ends, and the exit code of a command that did what it was asked to. */
export interface Answer {
  readonly json: unknown;
  readonly exitCode: number;
}

export function done(json: unknown): Answer {
  return { json, exitCode: 0 };
}

/** The current run. */
export async function getLatestRun({ dir }: Pick<Options, "dir">): Promise<RunDirectory> {
  const run = await findLatestRun(dir);
  if (run !== null) return run;
  const where = path.resolve(dir);
  const lost = await findLostRun(dir);
  if (lost === null) throw new CutoverError(cliFailures.noRun, { ...(await describeNoRun(dir)), where });
  throw new CutoverError(cliFailures.runFolderGone, {
    what: `The folder of run ${lost} is gone`,
    where: path.join(where, lost),
    next: "Put it back: it holds the backup and says what was done. cutover status says what the deployment knows of it.",
  });
}

/** Whoever has rehearsed, and types a command that asks a deployment, hears which one is there. */
async function describeNoRun(dir: string): Promise<{ what: string; next: string }> {
  const root = rehearsalsIn(dir);
  const living = await findRehearsal(root);
  if (living !== null) {
    const what = `There is no run yet, only the rehearsal ${living.run}, whose deployment still runs`;
    return { what, next: `The same command with --dir ${path.relative(process.cwd(), root) || "."}` };
  }
  const over = await findLatestRun(root);
  if (over === null) return { what: "There is no run yet", next: "cutover export" };
  const what = `There is no run yet, only the rehearsal ${over.run}, whose deployment is gone`;
  return { what, next: "cutover export begins a run; cutover report, issues, diff and rejects read the rehearsal" };
}

/** For commands that control: the current run, or without one the rehearsal that still lives, which is said. */
export async function getRunToControl({
  options,
  progress,
}: Pick<Call, "options" | "progress">): Promise<RunDirectory> {
  const { dir } = options;
  if ((await findLatestRun(dir)) !== null || (await findLostRun(dir)) !== null) return await getLatestRun(options);
  const rehearsal = await findRehearsal(rehearsalsIn(dir));
  if (rehearsal === null) return await getLatestRun(options);
  progress.note(`There is no run yet; this is the rehearsal ${rehearsal.run}.`);
  return new RunDirectory(rehearsalsIn(dir), rehearsal.run);
}

/** For commands that read the run's files: the current run, or without one the newest rehearsal, which is said. */
export async function getRunToRead(options: Options, progress: Progress): Promise<RunDirectory> {
  const latest = await findLatestRun(options.dir);
  if (latest !== null) return latest;
  const rehearsal = await findLatestRun(rehearsalsIn(options.dir));
  if (rehearsal === null) return await getLatestRun(options);
  progress.note(`There is no run yet; this is the rehearsal ${rehearsal.run}.`);
  return rehearsal;
}

/** A run or a rehearsal, by its name. `command`: where the name was typed. */
export async function findNamedRun(
  { dir }: Pick<Options, "dir">,
  name: string,
  command: string,
): Promise<RunDirectory> {
  const isName = name !== "" && name !== "latest" && path.basename(name) === name && !name.startsWith(".");
  for (const root of isName ? [dir, rehearsalsIn(dir)] : []) {
    const run = new RunDirectory(root, name);
    if (existsSync(run.file("journal.jsonl"))) return run;
  }
  const names = [...(await listRuns(dir)), ...(await listRuns(rehearsalsIn(dir)))];
  throw new CutoverError(cliFailures.noRun, {
    what: `There is no run ${JSON.stringify(name)}`,
    where: path.resolve(dir),
    next: names.length === 0 ? "cutover export begins one" : `${command} <run>, one of: ${names.join(", ")}`,
  });
}

async function listRuns(root: string): Promise<string[]> {
  const names = await readdir(root).catch(() => []);
  return names.filter((name) => name !== "latest" && existsSync(path.join(root, name, "journal.jsonl"))).toSorted();
}

/** Whether this run is a rehearsal whose deployment has ended: only its files are left. */
export async function isRehearsalGone(run: RunDirectory): Promise<boolean> {
  return isRehearsal(run) && (await findRehearsal(run.root))?.run !== run.run;
}

/** The deployment of the rehearsal while this run is one that still lives; otherwise what the flags and the environment choose. */
export async function findDeploymentOf({ root, run }: RunDirectory, options: Options): Promise<Deployment> {
  const env = readEnvironment();
  const rehearsal = await findRehearsal(root);
  return rehearsal?.run === run ? rehearsalDeployment(rehearsal, env) : chooseDeployment(options.deploymentFlags, env);
}

/** Asks on a terminal whether files of the app may be changed as shown. Without a terminal only --yes allows it. */
export async function mayEdit(question: string, yes: boolean): Promise<boolean> {
  if (yes || !process.stdin.isTTY) return yes;
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(?:es)?$/i.test((await reader.question(makePrintable(`${question} [y/N] `))).trim());
  } finally {
    reader.close();
  }
}

/** For --dry-run. */
export function showPlannedActions(stages: readonly Stage[], deployment: string, output: Output): Answer {
  for (const { name, summary, reads, writes, undo } of stages) {
    output.show(`${name} would ${summary}\n  reads: ${reads}\n  writes: ${writes}\n  undo: ${undo}`);
  }
  output.show(`deployment: ${deployment}. Dry run: nothing was changed.`);
  const planned = stages.map(({ name, summary, reads, writes, undo }) => ({ name, summary, reads, writes, undo }));
  return done({ deployment, stages: planned });
}

/**
 * Asks for the deployment's name before anything is replaced or deleted. Without a terminal, or when something else is typed,
 * nothing happens.
 */
export async function confirm(action: string, deployment: string, yes: boolean): Promise<void> {
  if (yes) return;
  const next = "Type the deployment's name when asked, or pass --yes.";
  const what = `Confirmation required: ${action}`;
  const where = what.includes(deployment) ? {} : { where: deployment };
  if (!process.stdin.isTTY) throw new CutoverError(cliFailures.notConfirmed, { what, ...where, next });
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await reader.question(makePrintable(`${what}. Type "${deployment}" to continue: `));
    if (answer.trim() !== deployment)
      throw new CutoverError(cliFailures.notConfirmed, { what: "Not confirmed; nothing was changed", next });
  } finally {
    reader.close();
  }
}
