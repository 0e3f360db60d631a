import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { CutoverError } from "../../errors.js";
import { rehearsalFailures } from "../failures.js";
import type { RehearsalStart } from "./rehearsalStart.js";
import { privateFile, withDiskFaults, writeFileAtomically } from "../../run/files.js";
import type { Deployment } from "../../deployment/deployment.js";
import { noDeploymentVariables } from "../../deployment/deployment.js";

export const vThrowAway = z.object({
  on: z.literal("throw-away"),
  url: z.string(),
  adminKey: z.string(),
  pid: z.number(),
});
/** Our own rehearsal deployment, in a process of its own. */
export type ThrowAway = Readonly<z.infer<typeof vThrowAway>>;

/** The rules of a real deployment that are a switch of the built-in one. */
const strictRules = { CUTOVER_REHEARSAL_REDACT: "on", CUTOVER_REHEARSAL_BUNDLE: "on" } as const;
/** For 1,000 rows of an import or export, in milliseconds. */
const strictPace = "500";

function environmentOf({ strict }: RehearsalStart): NodeJS.ProcessEnv {
  const { CUTOVER_REHEARSAL_SLOW: slow = strictPace } = process.env;
  return strict ? { ...process.env, ...strictRules, CUTOVER_REHEARSAL_SLOW: slow } : process.env;
}

export async function startThrowAway(start: RehearsalStart): Promise<ThrowAway> {
  const { dir, project } = start;
  const logFile = path.join(dir, "rehearsal.log");
  await writeFileAtomically(logFile, "");
  const log = await withDiskFaults(logFile, async () => openSync(logFile, "a", privateFile));
  const child = spawn(process.execPath, [...serverScript(), project.appDir], {
    cwd: project.dir,
    env: environmentOf(start),
    stdio: ["ignore", "pipe", log],
    detached: true,
  });
  closeSync(log);
  const started = await firstLine(child.stdout!);
  if (started === null) throw notStarted((await readFile(logFile, "utf8")).trim(), logFile);
  child.stdout!.destroy();
  child.unref();
  return { on: "throw-away", ...vThrowAway.omit({ on: true }).parse(JSON.parse(started)) };
}

/** Node's arguments: from the sources it needs tsx, as the command itself does. */
function serverScript(): string[] {
  const extension = path.extname(fileURLToPath(import.meta.url));
  const main = fileURLToPath(new URL(`../server/main${extension}`, import.meta.url));
  return extension === ".js" ? [main] : ["--import", import.meta.resolve("tsx"), main];
}

export function stopThrowAway({ pid }: ThrowAway): void {
  signalProcess(pid, "SIGTERM");
}

export function throwAwayDeployment({ url, adminKey }: ThrowAway): Deployment {
  return {
    name: `throw-away deployment at ${url}`,
    kind: "rehearsal",
    flags: [],
    env: { ...noDeploymentVariables, CONVEX_SELF_HOSTED_URL: url, CONVEX_SELF_HOSTED_ADMIN_KEY: adminKey },
  };
}

/** False when the process is gone. */
export function signalProcess(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    return false;
  }
}

/** null: it ended without one. */
export async function firstLine(stdout: NodeJS.ReadableStream): Promise<string | null> {
  for await (const line of createInterface({ input: stdout })) return line;
  return null;
}

function notStarted(log: string, logFile: string): CutoverError {
  return new CutoverError(rehearsalFailures.rehearsalNotStarted, {
    what: `The rehearsal deployment did not start:\n${log.replace(/^/gm, "    ")}`,
    where: logFile,
    next: "Fix what it says (a function of convex/ that cannot be loaded?), then type the same command again.",
  });
}
