import { z } from "zod";
import { removeFile } from "./files.js";
import { type JsonFormat, readJsonFile, writeJsonFile } from "./jsonFile.js";
import { RunDirectory } from "./runDirectory.js";

const vCaughtUpTable = z.object({
  table: z.string(),
  inserted: z.number(),
  changed: z.number(),
  deleted: z.number(),
  unchanged: z.number(),
});
/** What a table's rows came to in a catch-up. */
export type CaughtUpTable = Readonly<z.infer<typeof vCaughtUpTable>>;

const vWorkState = z.object({
  /** Names the difference, in the component, too. */
  catchUp: z.string(),
  step: z.enum(["scanned", "imported", "applied"]),
  tables: z.array(vCaughtUpTable.readonly()).readonly(),
  changes: z.number(),
  /** Of the file of changes: large ones have several. */
  lines: z.number(),
  inserts: z.number(),
  retry: z.array(z.string()).readonly(),
  /** As of when the source was read, in epoch milliseconds. */
  snapshotTime: z.number(),
  scanSeconds: z.number(),
});
/**
 * A difference that is on its way into Convex, and how far it is: `scanned`, it lies in files; `imported`, it is in the
 * component; `applied`, Convex is as the new files say, and they take the place of the old ones. Written when a step is
 * complete; every step may be done twice.
 */
export type WorkState = Readonly<z.infer<typeof vWorkState>>;

const workFormat: JsonFormat<WorkState> = {
  version: 1,
  content: vWorkState,
  next: "Delete the file, then: cutover catch-up",
};

/** Where a catch-up works: new documents, rejected rows, manifest and fingerprints, until they are true of Convex. */
export function workDirectory(run: RunDirectory): RunDirectory {
  return new RunDirectory(run.file(), "catchUp");
}

const stateFile = (work: RunDirectory) => work.file("state.json");

export async function readState(work: RunDirectory): Promise<WorkState | null> {
  return await readJsonFile(stateFile(work), workFormat);
}

export async function writeState(work: RunDirectory, state: WorkState): Promise<WorkState> {
  await writeJsonFile(stateFile(work), workFormat, state);
  return state;
}

export async function removeState(work: RunDirectory): Promise<void> {
  await removeFile(stateFile(work));
}
