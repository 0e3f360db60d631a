import { existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { linkFile, makeFolder, removeFile } from "../run/files.js";
import { type JsonFormat, readJsonFile, writeJsonFile } from "../run/jsonFile.js";
import { type Manifest, readManifest, vLoadedTable, writeManifest } from "../run/manifest.js";
import { RunDirectory } from "../run/runDirectory.js";

const vLoadState = z.object({
  /** Names the list of changes, in the component, too. */
  list: z.string(),
  /**
   * `listed`: decided; `beginning`: the component may know the run, and may have forgotten the one before; `begun`: it knows
   * the run; `sent`: it has the changes.
   */
  step: z.enum(["listed", "beginning", "begun", "sent"]),
  /** When the export that is loaded was finished. */
  exported: z.string(),
  changes: z.number(),
  lines: z.number(),
  inserts: z.number(),
  tables: z.array(vLoadedTable.readonly()).readonly(),
  /** Whether this load has switched maintenance mode on, and has to switch it off again. */
  maintenance: z.boolean(),
});
/** A load on its way, and how far it is. Written when a step is complete; every step may be done twice. */
export type LoadState = Readonly<z.infer<typeof vLoadState>>;

const stateFormat: JsonFormat<LoadState> = {
  version: 1,
  content: vLoadState,
  next: "Delete the file, then: cutover load",
};

/** Where a load works: the list of changes, what is uploaded, and the state of it. */
export function loadFolder(run: RunDirectory): RunDirectory {
  return new RunDirectory(run.file(), "load");
}

const stateFile = (run: RunDirectory) => loadFolder(run).file("state.json");

export async function readLoadState(run: RunDirectory): Promise<LoadState | null> {
  return await readJsonFile(stateFile(run), stateFormat);
}

export async function writeLoadState(run: RunDirectory, state: LoadState): Promise<LoadState> {
  await writeJsonFile(stateFile(run), stateFormat, state);
  return state;
}

export async function removeLoadState(run: RunDirectory): Promise<void> {
  await removeFile(stateFile(run));
}

/** The documents as the last load or catch-up of a run has brought them, with their manifest: what the next one compares with. */
export function inConvex(run: RunDirectory): RunDirectory {
  return new RunDirectory(run.file(), "inConvex");
}

/** The same of a load that is on its way. */
export function onTheWay(run: RunDirectory): RunDirectory {
  return new RunDirectory(run.file(), "onTheWay");
}

/** Keeps the documents files as they are now, whatever the next export writes: links, which take no room. */
export async function keepDocuments(from: RunDirectory, manifest: Manifest, to: RunDirectory): Promise<void> {
  await rm(to.file(), { recursive: true, force: true });
  await makeFolder(to.file("documents"));
  for (const { table, format } of manifest.tables) {
    await linkFile(from.documents(table, format), to.documents(table, format));
  }
  await writeManifest(to.manifest, manifest);
}

/** What was on its way has arrived. Goes on where a kill left it. */
export async function confirmArrival(run: RunDirectory): Promise<void> {
  if (!existsSync(onTheWay(run).manifest)) return;
  await rm(inConvex(run).file(), { recursive: true, force: true });
  await rename(onTheWay(run).file(), inConvex(run).file());
}

/** Documents of an earlier load, with their row counts. */
export interface Earlier {
  readonly run: RunDirectory;
  /** The run they are of. */
  readonly of: RunDirectory;
  readonly manifest: Manifest;
  /** False: they were on their way, so some of them may not have arrived. */
  readonly isComplete: boolean;
}

/** What is known of the documents that the run in the deployment has brought; null where nothing is known in this folder. */
export async function findEarlier(run: RunDirectory, heldRun: string | null): Promise<Earlier | null> {
  if (heldRun !== null) {
    const of = new RunDirectory(run.root, path.basename(heldRun));
    const arrived = await readManifest(inConvex(of).manifest);
    if (arrived !== null) return { run: inConvex(of), of, manifest: arrived, isComplete: true };
  }
  const onItsWay = await readManifest(onTheWay(run).manifest);
  return onItsWay === null ? null : { run: onTheWay(run), of: run, manifest: onItsWay, isComplete: false };
}
