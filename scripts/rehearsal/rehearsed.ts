import { readFile } from "node:fs/promises";
import path from "node:path";
import type { RehearsalPlace } from "./rehearse.js";
import { writeFileAtomically } from "../run/files.js";

/** What the last green rehearsal of each plan came to: `.cutover/rehearsed.json`. */
export interface Rehearsed {
  readonly planHash: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly run: string;
  readonly on: RehearsalPlace;
  /** Whether it also went back to what was there before, and forward again. */
  readonly withRollback: boolean;
}

export async function writeRehearsed(dir: string, rehearsed: Rehearsed): Promise<void> {
  await writeFileAtomically(fileOf(dir), `${JSON.stringify(rehearsed, null, 2)}\n`);
}

/** The last green rehearsal, or null where there was none. */
export async function readRehearsed(dir: string): Promise<Rehearsed | null> {
  try {
    return JSON.parse(await readFile(fileOf(dir), "utf8")) as Rehearsed;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

function fileOf(dir: string): string {
  return path.join(dir, "rehearsed.json");
}
