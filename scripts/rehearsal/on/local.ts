import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { cp, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseEnv } from "node:util";
import { z } from "zod";
import { CutoverError } from "../../errors.js";
import { rehearsalFailures } from "../failures.js";
import type { Project } from "../../project/project.js";
import type { RehearsalStart } from "./rehearsalStart.js";
import { firstLine, signalProcess } from "./throwAway.js";
import { privateFile, withDiskFaults, writeFileAtomically } from "../../run/files.js";
import { parseJson } from "../../run/jsonFile.js";
import type { Deployment } from "../../deployment/deployment.js";
import { noDeploymentVariables } from "../../deployment/deployment.js";
import { findConvexScript } from "../../deployment/findConvexScript.js";

export const vLocalBackend = z.object({
  on: z.literal("local"),
  url: z.string(),
  /** Its own: data, address and key lie there, and the project's .env.local and .convex/ stay as they are. */
  folder: z.string(),
  /** Of the `convex` command. */
  pid: z.number(),
});
/** Convex's official local backend, kept alive by the `convex` command that started it. */
export type LocalBackend = Readonly<z.infer<typeof vLocalBackend>>;

const ready = "cutover: functions deployed";
/** For a look at a rehearsal that failed; nobody needs it longer. */
const longestMs = 24 * 3_600_000;

/** What `convex dev` runs beside the backend, which ends with it. */
const keepAlive = `"${process.execPath}" -e "console.log('${ready}'); setTimeout(() => {}, ${longestMs})"`;

/** Deploys the functions once, says so, and does not look at the files any more. */
const devFlags = [
  "--once",
  "--start",
  keepAlive,
  "--typecheck",
  "disable",
  "--codegen",
  "disable",
  "--tail-logs",
  "disable",
];

const env = { ...noDeploymentVariables, CONVEX_DEPLOYMENT: undefined, CONVEX_AGENT_MODE: "anonymous" };

/** Downloads the backend at first use, starts an empty one and deploys the app's functions to it. */
export async function startLocal({ dir, project, signal }: RehearsalStart): Promise<LocalBackend> {
  const folder = path.resolve(dir, "local");
  await makeFolder(folder, project);
  const logFile = path.join(dir, "rehearsal.log");
  const log = await withDiskFaults(logFile, async () => openSync(logFile, "w", privateFile));
  const child = spawn(process.execPath, [findConvexScript(project.dir), "dev", ...devFlags], {
    cwd: folder,
    env: { ...process.env, FORCE_COLOR: "0", NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", log],
    detached: true,
  });
  closeSync(log);
  const interrupt = () => void child.kill("SIGINT");
  signal.addEventListener("abort", interrupt);
  const said = await firstLine(child.stdout!);
  signal.removeEventListener("abort", interrupt);
  if (said !== ready) {
    await rm(folder, { recursive: true, force: true });
    throw notStarted((await readFile(logFile, "utf8")).trim(), logFile);
  }
  child.stdout!.destroy();
  child.unref();
  return { on: "local", url: await readUrl(folder), folder, pid: child.pid! };
}

/** The end of the `convex` command is the end of the backend; SIGINT is the one signal it cleans up after. */
export async function stopLocal({ pid, folder }: LocalBackend): Promise<void> {
  const deadline = performance.now() + stopMs;
  signalProcess(pid, "SIGINT");
  while (signalProcess(pid, 0) && performance.now() < deadline) await sleep(100);
  await rm(folder, { recursive: true, force: true });
}

const stopMs = 15_000;

export function localDeployment({ url, folder }: LocalBackend): Deployment {
  return { name: `local backend at ${url}`, kind: "rehearsal", flags: [], env, folder };
}

/** A project of its own for the `convex` command, whose functions are the app's. */
async function makeFolder(folder: string, { dir, appDir }: Project): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  const own = await readJson(path.join(dir, "convex.json"));
  const config = { ...own, functions: `${path.relative(folder, appDir)}/` };
  await writeFileAtomically(path.join(folder, "convex.json"), `${JSON.stringify(config, null, 2)}\n`);
  await cp(path.join(dir, "package.json"), path.join(folder, "package.json"));
}

async function readJson(file: string): Promise<object> {
  try {
    return parseJson(await readFile(file, "utf8"), z.looseObject({}), file, "Correct the file.");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw error;
  }
}

/** The `convex` command writes it down under the name that the app's framework wants. */
async function readUrl(folder: string): Promise<string> {
  const variables = parseEnv(await readFile(path.join(folder, ".env.local"), "utf8"));
  const [, url] = Object.entries(variables).find(([name]) => name.endsWith("CONVEX_URL"))!;
  return url!;
}

const noDownload =
  /Failed to fetch latest backend version|version\.convex\.dev returned|File not found at https:|Unsupported platform/;

function notStarted(log: string, logFile: string): CutoverError {
  // The first is the cause; the others are of the command's own error reporting.
  const cause = log.split("\n").find((line) => line.includes("✖"));
  const shown = (cause ?? log).replace(/^/gm, "    ");
  if (noDownload.test(log)) {
    return new CutoverError(rehearsalFailures.localBackend, {
      what: `Convex's local backend could not be downloaded:\n${shown}`,
      where: "from version.convex.dev and github.com, by `convex dev`",
      next: "Type the same command again where both can be reached. `cutover rehearse` without --on needs no download.",
    });
  }
  return new CutoverError(rehearsalFailures.localBackend, {
    what: `Convex's local backend did not start with the functions of the app:\n${shown}`,
    where: logFile,
    next: "Fix what it says, then type the same command again.",
  });
}
