import { existsSync } from "node:fs";
import { readlink, rename, rm, symlink } from "node:fs/promises";
import path from "node:path";
import type { Format } from "./manifest.js";
import { makeFolder } from "./files.js";
import { Journal } from "./journal.js";

/** The folder of one run: `.cutover/<run>/`. Knows where everything lies; reads and writes nothing but the folder. */
export class RunDirectory {
  readonly journal: Journal;

  constructor(
    readonly root: string,
    readonly run: string,
  ) {
    this.journal = new Journal(this.file("journal.jsonl"));
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

  get backup(): string {
    return this.file("backup.zip");
  }

  /** The deployment as a window after a preload found it; a window without a preload has `backup`. */
  get windowBackup(): string {
    return this.file("backup-window.zip");
  }

  documents(table: string, format: Format): string {
    return this.file("documents", `${table}.${format === "zip" ? "zip" : "jsonl"}`);
  }

  rejected(table: string): string {
    return this.file("rejected", `${table}.jsonl`);
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
  try {
    return new RunDirectory(root, await readlink(path.join(root, "latest")));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** Renaming over the old link is atomic: there is no moment without a latest run. */
async function pointLatest(root: string, run: string): Promise<void> {
  const next = path.join(root, `latest.${process.pid}`);
  await rm(next, { force: true });
  await symlink(run, next);
  await rename(next, path.join(root, "latest"));
}
