import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const projectDir = fileURLToPath(new URL("../..", import.meta.url));

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

/** Starts the command as a process of its own, exactly as a person would, in the project's folder. */
export function startCutover(args: readonly string[], env: NodeJS.ProcessEnv = {}): Started {
  const words = ["--import", "tsx", path.join(projectDir, "scripts/cli/cli.ts"), ...args];
  const child = spawn(process.execPath, words, {
    cwd: projectDir,
    env: { ...withoutDeployment(process.env), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (output.stderr += text));
  const finished = new Promise<Finished>((resolve, fail) => {
    child.on("error", fail).on("close", (code) => resolve({ code, ...output }));
  });
  return { child, finished, stdout: () => output.stdout, stderr: () => output.stderr };
}

export async function runCutover(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Finished> {
  return await startCutover(args, env).finished;
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

/** A folder of its own for runs, and what removes it. */
export async function temporaryDir(): Promise<{ dir: string; remove: () => Promise<void> }> {
  const dir = await mkdtemp(path.join(os.tmpdir(), "cutover-test-"));
  return { dir, remove: async () => await rm(dir, { recursive: true, force: true }) };
}

function withoutDeployment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const names = [
    "CUTOVER_SOURCE",
    "CONVEX_DEPLOYMENT",
    "CONVEX_DEPLOY_KEY",
    "CONVEX_SELF_HOSTED_URL",
    "CONVEX_SELF_HOSTED_ADMIN_KEY",
  ];
  return Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)));
}
