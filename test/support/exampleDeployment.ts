import { execFile, spawn } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { projectDir } from "./cutover.js";

const run = promisify(execFile);
const convexScript = path.join(
  path.dirname(createRequire(import.meta.url).resolve("convex/package.json")),
  "bin/main.js",
);

export interface ExampleDeployment {
  /** Chooses it, for the `convex` command and for ours. */
  readonly env: NodeJS.ProcessEnv;
  /** What a function of the app answers to `convex run`, asked by this person, if any. */
  call<T>(name: string, args: object, subject?: string): Promise<T>;
  stop(): void;
}

/** A rehearsal deployment of an example's app that stays until it is stopped, unlike the one of `cutover rehearse`. */
export async function startExample(example: string, deploymentEnv: NodeJS.ProcessEnv = {}): Promise<ExampleDeployment> {
  const exampleDir = path.join(projectDir, "examples", example);
  const main = path.join(projectDir, "scripts/rehearsal/main.ts");
  const words = ["--import", "tsx", main, path.join(exampleDir, "convex")];
  const ownEnv = { ...process.env, ...deploymentEnv };
  const child = spawn(process.execPath, words, { cwd: projectDir, env: ownEnv, stdio: ["ignore", "pipe", "inherit"] });
  const { url, adminKey } = JSON.parse(await firstLine(child.stdout)) as { url: string; adminKey: string };
  const env = { CONVEX_SELF_HOSTED_URL: url, CONVEX_SELF_HOSTED_ADMIN_KEY: adminKey };
  return {
    env,
    async call<T>(name: string, args: object, subject?: string) {
      const identity = subject === undefined ? [] : ["--identity", JSON.stringify({ subject })];
      const all = [convexScript, "run", name, JSON.stringify(args), ...identity];
      const { stdout } = await run(process.execPath, all, { cwd: exampleDir, env: { ...process.env, ...env } });
      return JSON.parse(stdout) as T;
    },
    stop: () => void child.kill("SIGTERM"),
  };
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: stream })) return line;
  throw new Error("the deployment ended before it started");
}
