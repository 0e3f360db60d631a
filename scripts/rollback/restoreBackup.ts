import { existsSync } from "node:fs";
import path from "node:path";
import { exportDeployment } from "../deployment/exportDeployment.js";
import { CutoverError } from "../errors.js";
import { rollbackFailures } from "./failures.js";
import { removeFile } from "../run/files.js";
import { type BackupCounts, checkBackup, findTableDifferences, readFingerprints } from "../stages/backup.js";
import { relative } from "../stages/context.js";
import { findTouchedTables } from "../project/touchedTables.js";
import type { Context } from "../stages/stage.js";
import type { RunDirectory } from "../run/runDirectory.js";
import { isOurs } from "./compareAfter.js";
import { ensureMaintenance, refuseOtherRun, stopStages } from "./deploymentState.js";

/** Calls that `whenWritable` put off: who made them was told that they will run. */
const postponed = "_components/cutover/postponed";

/** What putting the whole backup back takes away, in words: everything since, in every table. Changes nothing. */
export async function describeRestore(context: Context): Promise<string> {
  const { run } = context;
  const { fingerprints } = await checkBackup(run);
  await refuseOtherRun(context);
  const listed = run.file("rollback", "listed.zip");
  await removeFile(listed);
  await exportDeployment(context.app, listed);
  const now = await readFingerprints(listed);
  const differences = findTableDifferences(now, fingerprints).filter(({ table }) => !isOurs(table));
  const lines = differences.map(({ table, what }) => `  ${table}: ${what}`);
  const waiting = now.find(({ table }) => table === postponed)?.documents ?? 0;
  if (waiting > 0) lines.push(`  ${postponed}: ${waiting} call(s) put off during maintenance mode that will not run`);
  return [
    `--restore-backup replaces all tables with ${relative(run.backup)}. What was written since then is gone, by whomever:`,
    ...(lines.length === 0 ? ["  (nothing differs)"] : lines),
    `What is gone stays readable in ${relative(nextSnapshot(run))}: all tables as they are when it begins.`,
    "Sessions too are as they were then, so users sign in again. Files, environment variables and code are not touched.",
  ].join("\n");
}

/**
 * The component's tables that others write meanwhile: this command and its first call, and the app's people, who sign in, use a
 * link or have a call put off.
 */
const writtenMeanwhile =
  /^_components\/cutover\/(?:switches|leases|deployment|windows|steps|postponed|claims|invites)$/;

/**
 * Puts the backup over everything, tables of components included, so that no record is left of a run that is gone. The flag of
 * maintenance mode comes back as it was then, so it is switched on again at once.
 */
export async function restoreBackup(context: Context): Promise<BackupCounts> {
  const { app, run } = context;
  const backup = await checkBackup(run);
  await refuseOtherRun(context);
  await ensureMaintenance(context);
  await stopStages(context);
  // An operator was asked, and in maintenance mode calls are put off and people sign in: what came since the list goes, too.
  await exportDeployment(app, nextSnapshot(run));
  await app.convex.call("import", ["--replace-all", "--yes", path.resolve(run.backup)]);
  await app.setMaintenance(true);
  await compareWithBackup(context, backup);
  return backup;
}

/** Migrated tables and those that refer to them must be what the backup holds; what differs elsewhere is a note. */
async function compareWithBackup(context: Context, { fingerprints }: BackupCounts): Promise<void> {
  const file = context.run.file("rollback", "restored.zip");
  await removeFile(file);
  await exportDeployment(context.app, file);
  const found = await readFingerprints(file);
  const differences = findTableDifferences(fingerprints, found);
  const strict = findTouchedTables(context.project);
  const isStrict = (table: string) => strict.has(table) || (isOurs(table) && !writtenMeanwhile.test(table));
  const noted = differences.filter(({ table }) => !isStrict(table) && !isOurs(table));
  for (const { table, what } of noted) context.progress.note(`         ${table}: ${what}`);
  const wrong = differences.filter(({ table }) => isStrict(table));
  if (wrong.length === 0) return;
  const next =
    "cutover rollback --restore-backup restores once more. Somebody who still writes to the deployment has to be held off first.";
  const where = context.app.convex.deploymentName;
  throw new CutoverError(rollbackFailures.notAsBefore, [
    { what: "The deployment is not what the backup holds", where, next },
    ...wrong.map(({ table, what }) => ({ what, where: table })),
  ]);
}

/** Each attempt has its own: after a kill in the middle, an earlier one holds what the restore has taken away. */
function nextSnapshot(run: RunDirectory): string {
  for (let number = 1; ; number++) {
    const file = run.file("rollback", `before-restore-${number}.zip`);
    if (!existsSync(file)) return file;
  }
}
