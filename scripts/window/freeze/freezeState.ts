import { readdir, readFile } from "node:fs/promises";
import { CutoverError } from "../../errors.js";
import { removeFile, writeFileAtomically } from "../../run/files.js";
import { RunDirectory } from "../../run/runDirectory.js";
import type { Grants } from "./grants.js";

interface Known {
  /** The database, whatever address it was reached by: the cluster's own number and the database's name. */
  readonly target: string;
  /** The server's clock when the freeze was in force (epoch seconds); null until then. */
  readonly since: string | null;
}

/** `before`: what ALTER DATABASE had set; null when it had set nothing. */
export interface ReadOnlyState extends Known {
  readonly kind: "readOnlyDatabase";
  readonly before: string | null;
}

/** `before`: what is taken from the role. */
export interface RevokedState extends Known {
  readonly kind: "revokeWrites";
  readonly role: string;
  readonly before: Grants;
}

/** `isDone`: the command ended well. */
export interface HookedState {
  readonly kind: "hooks";
  readonly isDone: boolean;
}

/** What was there before a freeze, as `.cutover/<run>/freeze.json`: exists while there is something to restore. */
export type FreezeState = ReadOnlyState | RevokedState | HookedState;

export async function readState(run: RunDirectory): Promise<FreezeState | null> {
  try {
    return JSON.parse(await readFile(fileOf(run), "utf8")) as FreezeState;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

export async function writeState(run: RunDirectory, state: FreezeState): Promise<void> {
  await writeFileAtomically(fileOf(run), `${JSON.stringify(state, null, 2)}\n`);
}

export async function removeState(run: RunDirectory): Promise<void> {
  await removeFile(fileOf(run));
}

/** Freezes of other runs that were never undone: what the database shows now is not what was there before. */
export async function findOtherStates(
  run: RunDirectory,
  isSame: (state: FreezeState) => boolean,
): Promise<{ run: RunDirectory; state: FreezeState }[]> {
  const found: { run: RunDirectory; state: FreezeState }[] = [];
  for (const entry of await readdir(run.root, { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name === run.run) continue;
    const other = new RunDirectory(run.root, entry.name);
    const state = await readState(other);
    if (state !== null && isSame(state)) found.push({ run: other, state });
  }
  return found;
}

/** The way back leads into the database that was frozen, and nowhere else. */
export function refuseOtherDatabase(state: ReadOnlyState | RevokedState, target: string): void {
  if (state.target === target) return;
  throw new CutoverError("gate", {
    what: `This run froze another database (${state.target}) than the one it reaches now (${target})`,
    next: "Name the same source as before, and undo the freeze there first",
  });
}

/** Since when the freeze is in force; refuses where it is not, or was interrupted. */
export function getSince(state: ReadOnlyState | RevokedState | null): string {
  const since = state?.since ?? null;
  if (since === null) throw new CutoverError("gate", { what: "The source is not frozen", next: "cutover go" });
  return since;
}

function fileOf(run: RunDirectory): string {
  return run.file("freeze.json");
}
