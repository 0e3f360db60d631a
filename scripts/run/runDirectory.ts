import { constants, existsSync } from "node:fs";
import { access, readlink, realpath, rename, rm, symlink } from "node:fs/promises";
import path from "node:path";
import { CutoverError } from "../errors.js";
import { runFailures } from "./failures.js";
import type { Format } from "./manifest.js";
import { makeFolder, syncFolder } from "./files.js";
import { Journal } from "./journal.js";

/** The folder of one run: `.cutover/<run>/`. Knows where everything lies; reads and writes nothing but the folder. */
export class RunDirectory {
  readonly journal: Journal;
  /** How the plan's hooks ended. */
  readonly hooks: Journal;

  constructor(
    readonly root: string,
    readonly run: string,
  ) {
    this.journal = new Journal(this.file("journal.jsonl"));
    this.hooks = new Journal(this.file("hooks.jsonl"));
  }

  file(...names: string[]): string {
    return path.join(this.root, this.run, ...names);
  }

  get manifest(): string {
    return this.file("manifest.json");
  }

  /** What the load stage brought, by table. */
  get loaded(): string {
    return this.file("load.json");
  }

  get report(): string {
    return this.file("report.json");
  }

  /** The same for people. */
  get reportPage(): string {
    return this.file("report.html");
  }

  /** The deployment before the first load; of a run that was loaded over an earlier one, what there was before that one. */
  get backup(): string {
    return this.file("backup.zip");
  }

  /** The deployment as the window found it, where `backup` is older: after a preload, or in a run that was loaded over another. */
  get windowBackup(): string {
    return this.file("backup-window.zip");
  }

  documents(table: string, format: Format): string {
    return this.file("documents", `${table}.${format === "zip" ? "zip" : "jsonl"}`);
  }

  /** Of the documents, in their order. */
  fingerprints(table: string): string {
    return this.file("fingerprints", `${table}.bin`);
  }

  rejected(table: string): string {
    return this.file("rejected", `${table}.jsonl`);
  }

  /** Values that the plan's `.invalid(…)` replaced. */
  replaced(table: string): string {
    return this.file("replaced", `${table}.jsonl`);
  }

  merged(table: string): string {
    return this.file("merged", `${table}.jsonl`);
  }
}

/** Where a rehearsal's part of the run lies: documents and a manifest of their own. */
export function findSample(run: RunDirectory): RunDirectory {
  return new RunDirectory(run.file(), "sample");
}

/** What is loaded: the sample where one was taken, otherwise the run itself. */
export function loadedRun(run: RunDirectory): RunDirectory {
  const sample = findSample(run);
  return existsSync(sample.manifest) ? sample : run;
}

/** By its start in UTC. */
export function nameRun(now: Date): string {
  return now.toISOString().slice(0, 23).replace(/[-:]/g, "").replace("T", "-").replace(".", "-");
}

/** A new run; `.cutover/latest` names it from now on. */
export async function createRun(root: string, now: Date): Promise<RunDirectory> {
  const run = nameRun(now);
  await makeFolder(path.join(root, run));
  await pointLatest(root, run);
  return new RunDirectory(root, run);
}

/** The run `.cutover/latest` names, or null where there is none. */
export async function findLatestRun(root: string): Promise<RunDirectory | null> {
  const name = await readLatest(root);
  return name === null || !(await isOwnFolder(root, name)) ? null : new RunDirectory(root, name);
}

/** The run `.cutover/latest` names although its folder is gone; null where nothing is missing. */
export async function findLostRun(root: string): Promise<string | null> {
  const name = await readLatest(root);
  return name === null || (await isOwnFolder(root, name)) ? null : name;
}

async function readLatest(root: string): Promise<string | null> {
  const link = path.join(root, "latest");
  try {
    const name = await readlink(link);
    if (path.basename(name) === name && name !== "." && name !== "..") return name;
    throw createLatestError(link, `It leads out of the folder of runs, to ${name}`);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    if (code === "EINVAL") throw createLatestError(link, "It is no link");
    throw error;
  }
}

/** False: there is no such folder. One that is itself a link to elsewhere is not a run of this folder. */
async function isOwnFolder(root: string, name: string): Promise<boolean> {
  try {
    const [folder, parent] = [await realpath(path.join(root, name)), await realpath(root)];
    if (path.dirname(folder) === parent) return true;
    throw createLatestError(path.join(root, name), `It leads out of the folder of runs, to ${folder}`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

function createLatestError(where: string, what: string): CutoverError {
  const next = `Point it at the run that is meant: ln -sfn <run> ${path.join(path.dirname(where), "latest")}`;
  return new CutoverError(runFailures.latestUnusable, { what, where, next });
}

/** Rehearsals live apart: `.cutover/latest` never names one. */
export function rehearsalsIn(root: string): string {
  return path.join(root, "rehearsals");
}

/** The folder that rehearsals and runs share: what people decided holds for both. */
export function ownerOf(root: string): string {
  return holdsRehearsals(root) ? path.dirname(path.resolve(root)) : root;
}

export function isRehearsal({ root }: RunDirectory): boolean {
  return holdsRehearsals(root);
}

function holdsRehearsals(root: string): boolean {
  return path.basename(path.resolve(root)) === path.basename(rehearsalsIn("."));
}

/** Makes the folder of runs, or says at once why it cannot be. */
export async function ensureRoot(root: string): Promise<void> {
  try {
    await makeFolder(root);
    await access(root, constants.W_OK | constants.X_OK);
  } catch (error) {
    if (error instanceof CutoverError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    const next = "Name a folder that can be made and written with --dir.";
    throw new CutoverError(runFailures.rootUnusable, {
      what: `The folder of runs cannot be used: ${code}`,
      where: root,
      next,
    });
  }
}

/** Renaming over the old link is atomic: there is no moment without a latest run. */
async function pointLatest(root: string, run: string): Promise<void> {
  const next = path.join(root, `latest.${process.pid}`);
  await rm(next, { force: true });
  await symlink(run, next);
  await rename(next, path.join(root, "latest"));
  await syncFolder(root);
}
