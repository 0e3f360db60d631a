import { existsSync } from "node:fs";
import { z } from "zod";
import { CutoverError } from "../errors.js";
import { type JsonFormat, readJsonFile, writeJsonFile } from "../run/jsonFile.js";
import type { RunDirectory } from "../run/runDirectory.js";
import { Snapshot } from "../run/snapshot.js";
import { findTableDifferences, fingerprintSnapshot, type TableFingerprint } from "./fingerprints.js";

const vBackupCounts = z.object({
  tables: z.number(),
  documents: z.number(),
  fingerprints: z.array(z.object({ table: z.string(), documents: z.number(), sum: z.string() }).readonly()).readonly(),
});
/** What the backup holds: `.cutover/<run>/backup.json`. */
export type BackupCounts = Readonly<z.infer<typeof vBackupCounts>>;

const backupFormat: JsonFormat<BackupCounts> = {
  version: 1,
  content: vBackupCounts,
  next: "Put the file back as it was, or delete it: the backup is then counted again.",
};

/**
 * Opens the run's backup and reads every byte of it: counts the documents and takes the fingerprint of each table. The first
 * result is kept; a backup that is not the same any more is refused.
 */
export async function checkBackup(run: RunDirectory): Promise<BackupCounts> {
  const counts = await readCounts(run.backup);
  const kept = await readKept(run);
  if (kept === null) await writeJsonFile(fileOf(run), backupFormat, counts);
  else refuseOther(run, kept, counts);
  return counts;
}

async function readCounts(file: string): Promise<BackupCounts> {
  if (!existsSync(file)) {
    const next = "Nothing was changed. Look for the file: without it there is no way back.";
    throw new CutoverError("gate", { what: "There is no backup", where: file, next });
  }
  try {
    const fingerprints = await readFingerprints(file);
    const documents = fingerprints.reduce((sum, table) => sum + table.documents, 0);
    return { tables: fingerprints.length, documents, fingerprints };
  } catch (error) {
    const next =
      "Nothing was changed. Take a copy that can be read, or before a load: delete the file and make a new one.";
    const what = `The backup cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    throw new CutoverError("gate", { what, where: file, next }, { cause: error });
  }
}

/** Of every table in a ZIP of `convex export`. */
export async function readFingerprints(file: string): Promise<TableFingerprint[]> {
  const snapshot = await Snapshot.open(file);
  try {
    return await fingerprintSnapshot(snapshot);
  } finally {
    snapshot.close();
  }
}

async function readKept(run: RunDirectory): Promise<BackupCounts | null> {
  return await readJsonFile(fileOf(run), backupFormat);
}

function refuseOther(run: RunDirectory, kept: BackupCounts, counts: BackupCounts): void {
  const differences = findTableDifferences(kept.fingerprints, counts.fingerprints);
  if (differences.length === 0) return;
  const faults = differences.map(({ table, what }) => ({ what: `The backup has changed: ${what}`, where: table }));
  const next = `Put the file back as it was, or delete ${fileOf(run)} if this one is meant. Nothing was changed.`;
  throw new CutoverError("gate", [...faults, { what: "This is not the backup that was checked", next }]);
}

function fileOf(run: RunDirectory): string {
  return run.file("backup.json");
}
