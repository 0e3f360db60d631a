import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { CutoverError } from "../errors.js";
import { writeFileAtomically } from "../run/files.js";
import type { RunDirectory } from "../run/runDirectory.js";
import { Snapshot } from "../run/snapshot.js";
import { findTableDifferences, fingerprintSnapshot, type TableFingerprint } from "./fingerprints.js";

/** What the backup holds: `.cutover/<run>/backup.json`. */
export interface BackupBooks {
  readonly tables: number;
  readonly documents: number;
  readonly fingerprints: readonly TableFingerprint[];
}

/**
 * Opens the run's backup and reads every byte of it: counts the documents and takes the fingerprint of each table. The first
 * result is kept; a backup that is not the same any more is refused.
 */
export async function checkBackup(run: RunDirectory): Promise<BackupBooks> {
  const books = await readBooks(run.backup);
  const kept = await readKept(run);
  if (kept === null) await writeFileAtomically(fileOf(run), `${JSON.stringify(books, null, 2)}\n`);
  else refuseOther(run, kept, books);
  return books;
}

async function readBooks(file: string): Promise<BackupBooks> {
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

async function readKept(run: RunDirectory): Promise<BackupBooks | null> {
  if (!existsSync(fileOf(run))) return null;
  return JSON.parse(await readFile(fileOf(run), "utf8")) as BackupBooks;
}

function refuseOther(run: RunDirectory, kept: BackupBooks, books: BackupBooks): void {
  const differences = findTableDifferences(kept.fingerprints, books.fingerprints);
  if (differences.length === 0) return;
  const faults = differences.map(({ table, what }) => ({ what: `The backup has changed: ${what}`, where: table }));
  const next = `Put the file back as it was, or delete ${fileOf(run)} if this one is meant. Nothing was changed.`;
  throw new CutoverError("gate", [...faults, { what: "This is not the backup that was checked", next }]);
}

function fileOf(run: RunDirectory): string {
  return run.file("backup.json");
}
