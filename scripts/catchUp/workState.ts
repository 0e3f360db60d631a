import { readFile } from "node:fs/promises";
import { removeFile, writeFileAtomically } from "../run/files.js";
import { RunDirectory } from "../run/runDirectory.js";

/** What a table's rows came to in a catch-up. */
export interface CaughtUpTable {
  readonly table: string;
  readonly inserted: number;
  readonly changed: number;
  readonly deleted: number;
  readonly unchanged: number;
}

/**
 * A difference that is on its way into Convex, and how far it is: `scanned`, it lies in files; `imported`, it is in the
 * component; `applied`, Convex is as the new files say, and they take the place of the old ones. Written when a step is
 * complete; every step may be done twice.
 */
export interface WorkState {
  /** Names the difference, in the component, too. */
  readonly catchUp: string;
  readonly step: "scanned" | "imported" | "applied";
  readonly tables: readonly CaughtUpTable[];
  readonly changes: number;
  readonly inserts: number;
  readonly retry: readonly string[];
  /** As of when the source was read, in epoch milliseconds. */
  readonly snapshotTime: number;
  readonly scanSeconds: number;
}

/** Where a catch-up works: new documents, rejected rows, manifest and fingerprints, until they are true of Convex. */
export function workDirectory(run: RunDirectory): RunDirectory {
  return new RunDirectory(run.file(), "catchUp");
}

const stateFile = (work: RunDirectory) => work.file("state.json");

export async function readState(work: RunDirectory): Promise<WorkState | null> {
  try {
    return JSON.parse(await readFile(stateFile(work), "utf8")) as WorkState;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

export async function writeState(work: RunDirectory, state: WorkState): Promise<WorkState> {
  await writeFileAtomically(stateFile(work), `${JSON.stringify(state, null, 2)}\n`);
  return state;
}

export async function removeState(work: RunDirectory): Promise<void> {
  await removeFile(stateFile(work));
}
