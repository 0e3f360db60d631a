import { spawn } from "node:child_process";
import { once } from "node:events";
import { open, readdir, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Hook, HookName, WindowPlan } from "../../convex/shared/plan/window.js";
import { CutoverError } from "../errors.js";
import { windowFailures } from "./failures.js";
import { makeFolder, removeFile, writeFileAtomically } from "../run/files.js";
import { endGroup, signalGroup, within } from "../run/processGroup.js";
import { type JsonFormat, readJsonFile, writeJsonFile } from "../run/jsonFile.js";
import { relative } from "../stages/context.js";
import { maskSecrets, registerEnvironment } from "../secrets.js";
import type { RunDirectory } from "../run/runDirectory.js";
import type { Context } from "../stages/stage.js";

const defaultTimeoutSeconds = 120;
const graceMs = 5_000;
const pollMs = 100;
const tailLength = 2_000;

interface Command {
  readonly command: string;
  readonly timeoutSeconds: number;
}

/** How a cutover ended, for the hooks that undo and tell: `CUTOVER_OUTCOME` and `CUTOVER_REASON`. */
export interface HookEnding {
  readonly outcome: "done" | "rolled-back" | "failed";
  /** In one sentence; empty where everything went well. */
  readonly reason: string;
}

/**
 * Runs one of the plan's commands through the shell, in the project's folder and in a process group of its own, which is
 * ended when the time is up. Its output stays in `.cutover/<run>/hooks/`. Throws a CutoverError ("gate") when it fails. A
 * hook may be run again: after a kill it is.
 */
export async function runHook(
  name: HookName,
  hook: Hook,
  context: WindowContext,
  step: string = name,
  ending: HookEnding | null = null,
): Promise<void> {
  const command = readHook(hook);
  const folder = context.run.file("hooks");
  await makeFolder(folder);
  await finishEarlierHook(context);
  const log = await nextLog(folder, name);
  const env = {
    ...context.env,
    CUTOVER_RUN: context.run.run,
    CUTOVER_STEP: step,
    CUTOVER_DEPLOYMENT: context.deployment,
    ...(ending === null ? {} : { CUTOVER_OUTCOME: ending.outcome, CUTOVER_REASON: ending.reason }),
  };
  registerEnvironment(env);
  await context.run.hooks.append({ stage: name, event: "started" });
  const startedAt = performance.now();
  const end = await runInGroup(command, log, context, env);
  const ended = end === null ? { event: "finished" as const } : { event: "failed" as const, message: end };
  await context.run.hooks.append({ stage: name, ...ended, durationMs: Math.round(performance.now() - startedAt) });
  const output = await maskLog(log);
  if (end === null) return;
  throw new CutoverError(windowFailures.hookFailed, {
    what: `Hook ${name} ${end}:\n${tailOf(output).replace(/^/gm, "    ")}`,
    where: relative(log),
    next: `Fix \`${maskSecrets(command.command)}\`, then type the same command again`,
  });
}

/** What a dry run says: `freeze: ./stop.sh (at most 120 s)`. */
export function describeHook(name: HookName, hook: Hook): string {
  const { command, timeoutSeconds } = readHook(hook);
  return `${name}: ${maskSecrets(command)} (at most ${timeoutSeconds} s)`;
}

function readHook(hook: Hook): Command {
  const { command, timeoutSeconds = defaultTimeoutSeconds } = typeof hook === "string" ? { command: hook } : hook;
  return { command, timeoutSeconds };
}

/** How it ended, in words; null when it ended well. */
async function runInGroup(
  { command, timeoutSeconds }: Command,
  log: string,
  context: WindowContext,
  env: NodeJS.ProcessEnv,
): Promise<string | null> {
  // A file, not a pipe: when this process is killed, the hook must be able to finish what it began.
  const file = await open(log, "w", 0o600);
  try {
    const child = spawn(command, {
      shell: true,
      detached: true,
      cwd: context.projectDir,
      env,
      stdio: ["ignore", file.fd, file.fd],
    });
    const ended = once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
    const group = child.pid ?? 0;
    await writeJsonFile(runningFile(context), runningFormat, { group, timeoutSeconds, log });
    const exit = await within(timeoutSeconds * 1000, ended);
    if (exit === null) await endGroup(group, ended);
    await removeFile(runningFile(context));
    if (exit === null) return `was ended after ${timeoutSeconds} s`;
    const [code, signal] = exit;
    if (signal !== null) return `was ended by ${signal}`;
    return code === 0 ? null : `failed with exit code ${code}`;
  } finally {
    await file.close();
  }
}

async function maskLog(log: string): Promise<string> {
  const output = maskSecrets(await readFile(log, "utf8"));
  await writeFileAtomically(log, output);
  return output;
}

const vRunningHook = z.object({ group: z.number(), timeoutSeconds: z.number(), log: z.string() });
/** The hook of a run that was killed carries on by itself. */
type RunningHook = Readonly<z.infer<typeof vRunningHook>>;

const runningFormat: JsonFormat<RunningHook> = {
  version: 1,
  content: vRunningHook,
  next: "Make sure that no hook is still at work, delete the file, then type the same command again.",
};

/** Two hooks at a time could undo each other. */
async function finishEarlierHook(context: WindowContext): Promise<void> {
  const earlier = await readJsonFile(runningFile(context), runningFormat);
  if (earlier === null) return;
  const deadline = performance.now() + earlier.timeoutSeconds * 1000 + graceMs;
  while (signalGroup(earlier.group, 0)) {
    if (performance.now() > deadline) {
      throw new CutoverError(windowFailures.hookStillRuns, {
        what: `The hook of an earlier run is still at work (process group ${earlier.group})`,
        next: `End it, or if that is another program delete ${relative(runningFile(context))}; then type the same command again`,
      });
    }
    await sleep(pollMs);
  }
  await maskLog(earlier.log);
  await removeFile(runningFile(context));
}

function runningFile({ run }: WindowContext): string {
  return run.file("hooks", "running.json");
}

/** `freeze-1.log`, `freeze-2.log`, …: nothing is written over. */
async function nextLog(folder: string, name: HookName): Promise<string> {
  const numbers = (await readdir(folder)).map((file) =>
    Number(new RegExp(`^${name}-(\\d+)\\.log$`).exec(file)?.[1] ?? 0),
  );
  return `${folder}/${name}-${Math.max(0, ...numbers) + 1}.log`;
}

function tailOf(output: string): string {
  const text = output.trimEnd();
  if (text === "") return "(it printed nothing)";
  return text.length > tailLength ? `…${text.slice(-tailLength)}` : text;
}

/** What freeze and hooks need to know of the command they are part of. */
export interface WindowContext {
  readonly window: WindowPlan;
  /** The source as it was typed: may hold a password. */
  readonly source: string | null;
  /** Of the source, as the plan names them. */
  readonly tables: readonly string[];
  /** Where hooks run. */
  readonly projectDir: string;
  readonly run: RunDirectory;
  /** For people; never holds a key. */
  readonly deployment: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export function getWindowContext({ options, project, run, app, env }: Context): WindowContext {
  return {
    window: project.plan.window,
    source: options.source,
    tables: [...project.plan.tables.values()].flatMap(({ parts }) => parts.flatMap(({ sources }) => sources)),
    projectDir: project.dir,
    run,
    deployment: app.convex.deploymentName,
    env,
  };
}

export function isPostgres(source: string | null): source is string {
  return source !== null && /^postgres(?:ql)?:/i.test(source);
}
