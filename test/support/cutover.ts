import { type ChildProcess, type ChildProcessByStdio, spawn } from "node:child_process";
import path from "node:path";
import type { Readable, Writable } from "node:stream";
import { runCli } from "../../scripts/cli/runCli.js";
import { projectDir } from "./folders.js";

export interface Finished {
  /** null when it was killed. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
  /** Everything printed so far. */
  stdout(): string;
  stderr(): string;
}

/** Starts the command as a process of its own, exactly as a person would, in the project's folder; `stdin` is piped into it. */
export function startCutover(args: readonly string[], env: NodeJS.ProcessEnv = {}, stdin?: string): Started {
  const words = ["--import", "tsx", path.join(projectDir, "scripts/cli/cli.ts"), ...args];
  const child = spawn(process.execPath, words, {
    cwd: projectDir,
    env: { ...withoutDeployment(process.env), ...env },
    stdio: [stdin === undefined ? "ignore" : "pipe", "pipe", "pipe"],
  }) as ChildProcessByStdio<Writable | null, Readable, Readable>;
  child.stdin?.end(stdin);
  const output = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (output.stderr += text));
  const finished = new Promise<Finished>((resolve, fail) => {
    child.on("error", fail).on("close", (code) => resolve({ code, ...output }));
  });
  return { child, finished, stdout: () => output.stdout, stderr: () => output.stderr };
}

/** Runs the command in this process: what is tested is what it does and prints, not that it is a process. */
export async function runCutover(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Finished> {
  const output = { stdout: "", stderr: "" };
  const streams = {
    stdout: { write: (text: string) => (output.stdout += text) },
    stderr: { write: (text: string) => (output.stderr += text) },
  };
  const restore = setEnvironment({ ...withoutDeployment(process.env), ...env });
  try {
    const code = await runCli(args, streams, new AbortController().signal);
    return { code, ...output };
  } finally {
    restore();
  }
}

/** The variables that commands in this process see, while one runs. */
let current: { readonly key: string; readonly before: NodeJS.ProcessEnv; users: number } | null = null;

function setEnvironment(env: NodeJS.ProcessEnv): () => void {
  const key = JSON.stringify(Object.entries(env).toSorted(([left], [right]) => (left < right ? -1 : 1)));
  current ??= { key, before: { ...process.env }, users: 0 };
  if (current.key !== key) throw new Error("another command runs in this process with another environment");
  current.users += 1;
  process.env = { ...env };
  const { before } = current;
  return () => {
    current!.users -= 1;
    if (current!.users > 0) return;
    process.env = before;
    current = null;
  };
}

/** Waits until the command has printed this to stderr; fails when it ends without it. */
export async function waitForOutput(started: Started, words: RegExp): Promise<void> {
  await new Promise<void>((resolve, fail) => {
    const look = () => words.test(started.stderr()) && resolve();
    started.child.stderr!.on("data", look);
    started.child.on("close", () => fail(new Error(`it ended without saying ${words}:\n${started.stderr()}`)));
    look();
  });
}

function withoutDeployment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const names = [
    "CUTOVER_SOURCE",
    "CONVEX_DEPLOYMENT",
    "CONVEX_DEPLOY_KEY",
    "CONVEX_SELF_HOSTED_URL",
    "CONVEX_SELF_HOSTED_ADMIN_KEY",
    // Whoever runs the tests in colour gets them no colours to compare.
    "FORCE_COLOR",
  ];
  return Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)));
}
