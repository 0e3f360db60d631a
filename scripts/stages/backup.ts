import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { CutoverError } from "../errors.js";
import { stageFailures } from "./failures.js";
import { linkFile, removeFile } from "../run/files.js";
import { type JsonFormat, readJsonFile, writeJsonFile } from "../run/jsonFile.js";
import { RunDirectory } from "../run/runDirectory.js";
import { Snapshot } from "../run/snapshot.js";
import { readWindow } from "../run/windowRecord.js";
import type { AppStatus } from "../deployment/answers.js";
import { type Fingerprint, fingerprintText, renderFingerprint } from "../../convex/shared/document/fingerprint.js";
import { joinFields, splitFields } from "../rows/write/documentLines.js";

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
    const next = "Nothing was changed. Look for the file: without it there is no rollback.";
    throw new CutoverError(stageFailures.backupUnusable, { what: "There is no backup", where: file, next });
  }
  try {
    return countBackup(await readFingerprints(file));
  } catch (error) {
    const next =
      "Nothing was changed. Take a copy that can be read, or before a load: delete the file and make a new one.";
    const what = `The backup cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    throw new CutoverError(stageFailures.backupUnusable, { what, where: file, next }, { cause: error });
  }
}

export function countBackup(fingerprints: readonly TableFingerprint[]): BackupCounts {
  const documents = fingerprints.reduce((sum, table) => sum + table.documents, 0);
  return { tables: fingerprints.length, documents, fingerprints: [...fingerprints] };
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

/**
 * A run over an earlier one of this folder takes both back, to what was there before the first of them; never one that was
 * launched, whose documents users work with. `held`: the run that the deployment holds, unless it was rolled back. Done already,
 * it says so again; false: there is nothing to inherit.
 */
export async function inheritBackup(
  run: RunDirectory,
  held: Pick<AppStatus, "runId" | "launchedAt">,
): Promise<boolean> {
  if (held.runId === null || held.runId === run.run || (held.launchedAt ?? null) !== null) return false;
  const earlier = new RunDirectory(run.root, path.basename(held.runId));
  if (!existsSync(earlier.backup) || (await readWindow(earlier))?.outcome === "done") return false;
  if (existsSync(run.backup)) return await isSameFile(earlier.backup, run.backup);
  // The backup last: until it is there, nothing is inherited.
  await removeFile(fileOf(run));
  if (existsSync(fileOf(earlier))) await linkFile(fileOf(earlier), fileOf(run));
  await linkFile(earlier.backup, run.backup);
  return true;
}

/** A copy of a backup has its size, too; one that was taken later holds what the earlier run brought. */
async function isSameFile(left: string, right: string): Promise<boolean> {
  return (await stat(left)).size === (await stat(right)).size;
}

/** So that the next one is taken anew. The counts first: without them the backup is counted again, the other way it is refused. */
export async function removeBackup(run: RunDirectory): Promise<void> {
  await removeFile(fileOf(run));
  await removeFile(run.backup);
}

async function readKept(run: RunDirectory): Promise<BackupCounts | null> {
  return await readJsonFile(fileOf(run), backupFormat);
}

function refuseOther(run: RunDirectory, kept: BackupCounts, counts: BackupCounts): void {
  const differences = findTableDifferences(kept.fingerprints, counts.fingerprints);
  if (differences.length === 0) return;
  const faults = differences.map(({ table, what }) => ({ what: `The backup has changed: ${what}`, where: table }));
  const next = `Put the file back as it was, or delete ${fileOf(run)} if this one is meant. Nothing was changed.`;
  throw new CutoverError(stageFailures.backupUnusable, [
    ...faults,
    { what: "This is not the backup that was checked", next },
  ]);
}

function fileOf(run: RunDirectory): string {
  return run.file("backup.json");
}

/** What a table holds, as one number: the sum over its documents, each with its id and every digit. */
export interface TableFingerprint {
  /** Of a component: `_components/<name>/<table>`. */
  readonly table: string;
  readonly documents: number;
  readonly sum: string;
}

/**
 * Which deployment it is, and which command works there now: neither is data, and the second changes with every renewal
 * (convex/cutover/schema.ts).
 */
const beyondData: ReadonlySet<string> = new Set(["_components/cutover/deployment", "_components/cutover/leases"]);

/** One for every table with data, those of components too, by name. */
export async function fingerprintSnapshot(snapshot: Snapshot): Promise<TableFingerprint[]> {
  const tables: TableFingerprint[] = [];
  for (const table of snapshot.allTables.filter((name) => !beyondData.has(name)).toSorted()) {
    let documents = 0;
    const sum = { high: 0, low: 0 };
    for await (const line of snapshot.lines(table)) {
      add(sum, fingerprintText(joinFields(new Map([...splitFields(line)].toSorted(byName)))));
      documents += 1;
    }
    tables.push({ table, documents, sum: renderFingerprint(sum) });
  }
  return tables;
}

/** How each table that is not the same differs, in words. A table that is not there holds nothing. */
export function findTableDifferences(
  expected: readonly TableFingerprint[],
  found: readonly TableFingerprint[],
): { readonly table: string; readonly what: string }[] {
  const tables = [...new Set([...expected, ...found].map(({ table }) => table))].toSorted();
  return tables.flatMap((table) => {
    const [left, right] = [expected, found].map((list) => list.find((each) => each.table === table) ?? none);
    if (left!.documents !== right!.documents) {
      return [{ table, what: `${right!.documents} documents instead of ${left!.documents}` }];
    }
    return left!.sum === right!.sum ? [] : [{ table, what: `${left!.documents} documents, but not the same ones` }];
  });
}

const none = { documents: 0, sum: "0".repeat(16) };

function add(sum: { high: number; low: number }, { high, low }: Fingerprint): void {
  sum.high = (sum.high + high) >>> 0;
  sum.low = (sum.low + low) >>> 0;
}

function byName([left]: [string, string], [right]: [string, string]): number {
  return left < right ? -1 : 1;
}
