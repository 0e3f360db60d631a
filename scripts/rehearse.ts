import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { CutoverError } from "./errors.js";
import { hashFiles, type Project } from "./project.js";
import { removeFile, withDiskFaults, writeFileAtomically } from "./run/files.js";
import type { Deployment } from "./target/convexCommand.js";

/** A rehearsal deployment that runs in a process of its own, so that a killed command finds it again. */
export interface Rehearsal {
  readonly url: string;
  readonly adminKey: string;
  readonly pid: number;
  /** Of the functions it runs: code changed since then is not in it. */
  readonly appHash: string;
}

/** The deployment an interrupted rehearsal left behind, if it still answers. */
export async function findRehearsal(dir: string): Promise<Rehearsal | null> {
  let rehearsal: Rehearsal;
  try {
    rehearsal = JSON.parse(await readFile(rehearsalFile(dir), "utf8")) as Rehearsal;
  } catch {
    return null;
  }
  return (await answers(rehearsal)) ? rehearsal : null;
}

/** False when a function, the plan or the schema changed since it was started. */
export async function runsThisCode({ appHash }: Rehearsal, project: Project): Promise<boolean> {
  return appHash === (await hashApp(project));
}

/** Starts a deployment that holds the app's functions and nothing else. */
export async function startRehearsal(dir: string, project: Project): Promise<Rehearsal> {
  const logFile = path.join(dir, "rehearsal.log");
  await writeFileAtomically(logFile, "");
  const log = await withDiskFaults(logFile, async () => openSync(logFile, "a"));
  const main = fileURLToPath(new URL(`rehearsal/main${path.extname(fileURLToPath(import.meta.url))}`, import.meta.url));
  const child = spawn(process.execPath, [...process.execArgv, main, project.appDir], {
    cwd: project.dir,
    stdio: ["ignore", "pipe", log],
    detached: true,
  });
  closeSync(log);
  const started = await firstLine(child.stdout!, logFile);
  child.stdout!.destroy();
  child.unref();
  const rehearsal = { ...(JSON.parse(started) as Omit<Rehearsal, "appHash">), appHash: await hashApp(project) };
  await writeFileAtomically(rehearsalFile(dir), `${JSON.stringify(rehearsal)}\n`);
  return rehearsal;
}

/** Ends the deployment; everything in it is gone. */
export async function stopRehearsal(dir: string, { pid }: Rehearsal): Promise<void> {
  try {
    process.kill(pid, "SIGTERM");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
  await removeFile(rehearsalFile(dir));
}

/** Chooses the rehearsal deployment and nothing else: whatever deployment the shell or .env.local names is out of reach. */
export function rehearsalDeployment({ url, adminKey }: Rehearsal): Deployment {
  return {
    name: `rehearsal deployment at ${url}`,
    flags: [],
    env: {
      CONVEX_SELF_HOSTED_URL: url,
      CONVEX_SELF_HOSTED_ADMIN_KEY: adminKey,
      CONVEX_DEPLOYMENT: "",
      CONVEX_DEPLOY_KEY: "",
    },
  };
}

async function hashApp({ appDir }: Project): Promise<string> {
  const names = await readdir(appDir, { recursive: true });
  const code = names.filter((name) => /\.[cm]?[jt]sx?$/.test(name) && !name.includes("node_modules"));
  return await hashFiles(code.toSorted().map((name) => path.join(appDir, name)));
}

function rehearsalFile(dir: string): string {
  return path.join(dir, "rehearsal.json");
}

async function firstLine(stdout: NodeJS.ReadableStream, logFile: string): Promise<string> {
  for await (const line of createInterface({ input: stdout })) return line;
  const log = (await readFile(logFile, "utf8")).trim();
  throw new CutoverError("deployment", {
    what: `The rehearsal deployment did not start:\n${log.replace(/^/gm, "    ")}`,
    where: logFile,
    next: "Mend what it says (a function of convex/ that cannot be loaded?), then type the same command again.",
  });
}

async function answers({ url }: Rehearsal): Promise<boolean> {
  try {
    const response = await fetch(`${url}/version`, { signal: AbortSignal.timeout(2000) });
    return response.ok;
  } catch {
    return false;
  }
}
