import { existsSync } from "node:fs";
import { changesFile } from "../rows/write/changeList.js";
import type { RunDirectory } from "../run/runDirectory.js";
import { loadFolder, readLoadState } from "../stages/loadRecord.js";
import { type FieldChange, readChanges } from "./changeFile.js";

export type RestoredFields = Readonly<Record<string, FieldChange>>;

/**
 * What a load was about to put back when it was killed, by document. The component has forgotten the merges as soon as it knows
 * the load's run: from then on only the load's own list says what an account had before rows became part of it.
 */
export async function readUnfinishedRestores(run: RunDirectory): Promise<ReadonlyMap<string, RestoredFields>> {
  const restores = new Map<string, RestoredFields>();
  const state = await readLoadState(run);
  const file = changesFile(loadFolder(run));
  if (state === null || state.step === "listed" || !existsSync(file)) return restores;
  for await (const change of readChanges(file))
    if (change.kind === "restore") restores.set(change.id, JSON.parse(change.fields) as RestoredFields);
  return restores;
}
