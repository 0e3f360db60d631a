import { execFile, spawn } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { ConvexCommand } from "../../scripts/target/convexCommand.js";
import { projectDir } from "./cutover.js";

const run = promisify(execFile);
const convexScript = path.join(
  path.dirname(createRequire(import.meta.url).resolve("convex/package.json")),
  "bin/main.js",
);

export interface TestDeployment {
  /** Chooses it, for the `convex` command and for ours. */
  readonly env: NodeJS.ProcessEnv;
  /** The real `convex` command, against this deployment. */
  convex(...words: string[]): Promise<{ stdout: string; stderr: string }>;
  stop(): void;
}

/** A rehearsal deployment of the app at the root of `convex/`, as a process of its own. */
export async function startDeployment(): Promise<TestDeployment> {
  const words = [
    "--import",
    "tsx",
    path.join(projectDir, "scripts/rehearsal/main.ts"),
    path.join(projectDir, "convex"),
  ];
  const child = spawn(process.execPath, words, { cwd: projectDir, stdio: ["ignore", "pipe", "inherit"] });
  const { url, adminKey } = JSON.parse(await firstLine(child.stdout)) as { url: string; adminKey: string };
  const env = { CONVEX_SELF_HOSTED_URL: url, CONVEX_SELF_HOSTED_ADMIN_KEY: adminKey };
  return {
    env,
    convex: async (...args) =>
      await run(process.execPath, [convexScript, ...args], { cwd: projectDir, env: { ...process.env, ...env } }),
    stop: () => void child.kill("SIGTERM"),
  };
}

/** Our own wrapper of the command, against this deployment. */
export function convexCommand({ env }: TestDeployment, workDir: string): ConvexCommand {
  const signal = new AbortController().signal;
  return new ConvexCommand(projectDir, { name: "test", flags: [], env }, signal, path.join(workDir, "command.pid"));
}

export async function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: stream })) return line;
  throw new Error("the deployment ended before it started");
}
