import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { CutoverError } from "../errors.js";
import { runFailures } from "./failures.js";
import { syncFolder } from "./files.js";
import { type JsonFormat, readJsonFile, writeJsonFile } from "./jsonFile.js";
import type { RunDirectory } from "./runDirectory.js";

/** What says how the migration went, and holds no row: everything else of a run goes, whatever file a later version adds. */
export const keptFiles = [
  "report.json",
  "manifest.json",
  "load.json",
  "journal.jsonl",
  "window.json",
  "freeze.json",
  "backup.json",
  "deployment.json",
  "forgotten.json",
] as const;

const vForgotten = z.object({
  /** ISO 8601, UTC. */
  at: z.string(),
  by: z.string(),
  /** Why, where the run could still have been rolled back. */
  reason: z.string().nullable(),
});
/** That a run's personal data is deleted, or is being: `.cutover/<run>/forgotten.json`. Written before the first file goes. */
export type Forgotten = Readonly<z.infer<typeof vForgotten>>;

const forgottenFormat: JsonFormat<Forgotten> = {
  version: 1,
  content: vForgotten,
  next: "Delete the file, then: cutover forget <run>",
};

const forgottenFile = (run: RunDirectory) => run.file("forgotten.json");

export interface Deleted {
  readonly files: number;
  readonly bytes: number;
}

/** Deletes what the run's folder holds of people. Killed anywhere, the same call goes on. */
export async function forgetRun(run: RunDirectory, forgotten: Forgotten): Promise<Deleted> {
  if (!(await isForgotten(run))) await writeJsonFile(forgottenFile(run), forgottenFormat, forgotten);
  const kept = new Set<string>(keptFiles);
  const deleted = { files: 0, bytes: 0 };
  for (const name of await readdir(run.file())) {
    if (kept.has(name)) continue;
    const { files, bytes } = await measure(run.file(name));
    await rm(run.file(name), { recursive: true, force: true });
    deleted.files += files;
    deleted.bytes += bytes;
  }
  await syncFolder(run.file());
  return deleted;
}

async function measure(place: string): Promise<Deleted> {
  const entry = await stat(place).catch(() => null);
  if (entry === null || !entry.isDirectory()) return { files: 1, bytes: entry?.size ?? 0 };
  const below = await Promise.all((await readdir(place)).map((name) => measure(path.join(place, name))));
  return below.reduce((sum, one) => ({ files: sum.files + one.files, bytes: sum.bytes + one.bytes }), {
    files: 0,
    bytes: 0,
  });
}

export async function isForgotten(run: RunDirectory): Promise<boolean> {
  return (await readJsonFile(forgottenFile(run), forgottenFormat)) !== null;
}

/** Throws where the run's documents and backups have been deleted: nothing can go on with it, and nothing can take it back. */
export async function refuseForgotten(run: RunDirectory): Promise<void> {
  const forgotten = await readJsonFile(forgottenFile(run), forgottenFormat);
  if (forgotten === null) return;
  throw new CutoverError(runFailures.forgotten, {
    what: `The documents and backups of run ${run.run} were deleted by ${forgotten.by} at ${forgotten.at}`,
    where: run.file(),
    next: "cutover export begins a new run; cutover report still shows this one",
  });
}
