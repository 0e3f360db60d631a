import type { FreezePlan } from "../../../convex/shared/plan/window.js";
import { readdir } from "node:fs/promises";
import { z } from "zod";
import { CutoverError } from "../../errors.js";
import { windowFailures } from "../failures.js";
import { removeFile } from "../../run/files.js";
import { type JsonFormat, readJsonFile, writeJsonFile } from "../../run/jsonFile.js";
import { RunDirectory } from "../../run/runDirectory.js";
import { vGrants } from "./grants.js";

/**
 * How writes to the source are held off. Every verb may be repeated, in any process, after a kill at any moment: what was
 * there before lies in `.cutover/<run>/freeze.json` from before the first change until it has been restored.
 */
export interface Freeze {
  readonly kind: FreezePlan["kind"];
  /** What each verb does: for `--dry-run` and the report. */
  readonly describe: Readonly<Record<"freeze" | "verify" | "unfreeze", string>>;
  /** Throws a CutoverError ("gate") with everything that stands in the way of a freeze. Changes nothing. */
  check(): Promise<void>;
  /** Gives what was done, in words. */
  freeze(): Promise<string>;
  /**
   * Tries to write. Gives what was tried, how it failed, and what this freeze cannot stop, in words. Throws a CutoverError ("gate")
   * that names what still can write.
   */
  verify(): Promise<string>;
  /** Restores exactly what was there before; nothing where nothing was frozen. Gives what was done, in words. */
  unfreeze(): Promise<string>;
  isFrozen(): Promise<boolean>;
}

const vFrozenDatabase = z.object({
  /** The database, whatever address it was reached by: the cluster's own number and the database's name. */
  target: z.string(),
  /** The server's clock when the freeze was in force (epoch seconds); null until then. */
  since: z.string().nullable(),
});

const vReadOnlyState = vFrozenDatabase.extend({
  kind: z.literal("readOnlyDatabase"),
  /** What ALTER DATABASE had set; null when it had set nothing. */
  before: z.string().nullable(),
});
export type ReadOnlyState = Readonly<z.infer<typeof vReadOnlyState>>;

const vRevokedState = vFrozenDatabase.extend({
  kind: z.literal("revokeWrites"),
  role: z.string(),
  /** What is taken from the role. */
  before: vGrants,
});
export type RevokedState = Readonly<z.infer<typeof vRevokedState>>;

const vRefusingState = vFrozenDatabase.extend({ kind: z.literal("refuseWrites") });
export type RefusingState = Readonly<z.infer<typeof vRefusingState>>;

/** Freezes of PostgreSQL: the database itself keeps the same. */
export const vDatabaseState = z.discriminatedUnion("kind", [
  vReadOnlyState.readonly(),
  vRevokedState.readonly(),
  vRefusingState.readonly(),
]);
export type DatabaseState = z.infer<typeof vDatabaseState>;

/** `isDone`: the command ended well. */
const vHookedState = z.object({ kind: z.literal("hooks"), isDone: z.boolean() });
export type HookedState = Readonly<z.infer<typeof vHookedState>>;

const vFreezeState = z.discriminatedUnion("kind", [
  vReadOnlyState.readonly(),
  vRevokedState.readonly(),
  vRefusingState.readonly(),
  vHookedState.readonly(),
]);
/** What was there before a source freeze, as `.cutover/<run>/freeze.json`: exists while there is something to restore. */
export type FreezeState = z.infer<typeof vFreezeState>;

const freezeFormat: JsonFormat<FreezeState> = {
  version: 1,
  content: vFreezeState,
  next: "Put the file back as it was: it says what ends the source freeze.",
};

export async function readState(run: RunDirectory): Promise<FreezeState | null> {
  return await readJsonFile(fileOf(run), freezeFormat);
}

export async function writeState(run: RunDirectory, state: FreezeState): Promise<void> {
  await writeJsonFile(fileOf(run), freezeFormat, state);
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

/** A freeze ends in the database that was frozen, and nowhere else. */
export function refuseOtherDatabase(state: DatabaseState, target: string): void {
  if (state.target === target) return;
  throw new CutoverError(windowFailures.otherDatabase, {
    what: `This run froze another database (${state.target}) than the one it reaches now (${target})`,
    next: "Name the same source as before, and undo the freeze there first",
  });
}

/** Since when the freeze is in force; refuses where it is not, or was interrupted. */
export function getSince(state: DatabaseState | null): string {
  const since = state?.since ?? null;
  if (since === null)
    throw new CutoverError(windowFailures.notFrozen, { what: "The source is not frozen", next: "cutover go" });
  return since;
}

function fileOf(run: RunDirectory): string {
  return run.file("freeze.json");
}
