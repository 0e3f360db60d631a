import path from "node:path";
import { exportDeployment } from "../deployment/exportDeployment.js";
import { CutoverError } from "../errors.js";
import { removeFile } from "../run/files.js";
import { type BackupCounts, checkBackup, findTableDifferences, readFingerprints } from "../stages/backup.js";
import { relative } from "../stages/context.js";
import { findTouchedTables } from "../project/touchedTables.js";
import type { Context } from "../stages/stage.js";
import { isOurs } from "./compareAfter.js";
import { ensureMaintenance, refuseOtherRun, stopStages } from "./deploymentState.js";

/** What putting the whole backup back takes away, in words: everything since, in every table. Changes nothing. */
export async function describeRestore(context: Context): Promise<string> {
  const { run } = context;
  const { fingerprints } = await checkBackup(run);
  await refuseOtherRun(context);
  const now = await readFingerprints(await exportFresh(context, "now"));
  const differences = findTableDifferences(now, fingerprints).filter(({ table }) => !isOurs(table));
  const lines = differences.map(({ table, what }) => `  ${table}: ${what}`);
  return [
    `--restore-backup replaces all tables with ${relative(run.backup)}. What was written since then is gone, by whomever:`,
    ...(lines.length === 0 ? ["  (nothing differs)"] : lines),
    "Sessions too are as they were then, so users sign in again. Files, environment variables and code are not touched.",
  ].join("\n");
}

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
  await app.convex.call("import", ["--replace-all", "--yes", path.resolve(run.backup)]);
  await app.setMaintenance(true);
  await compareWithBackup(context, backup);
  return backup;
}

/** Migrated tables and those that refer to them must be what the backup holds; what differs elsewhere is a note. */
async function compareWithBackup(context: Context, { fingerprints }: BackupCounts): Promise<void> {
  const found = await readFingerprints(await exportFresh(context, "restored"));
  const differences = findTableDifferences(fingerprints, found);
  const strict = findTouchedTables(context.project);
  // Switched on since, taken by this command, or made by its first call.
  const ownChanges = /^_components\/cutover\/(?:switches|leases|deployment|windows|steps)$/;
  const isStrict = (table: string) => strict.has(table) || (isOurs(table) && !ownChanges.test(table));
  const noted = differences.filter(({ table }) => !isStrict(table) && !isOurs(table));
  for (const { table, what } of noted) context.progress.note(`         ${table}: ${what}`);
  const wrong = differences.filter(({ table }) => isStrict(table));
  if (wrong.length === 0) return;
  const next =
    "cutover rollback --restore-backup restores once more. Somebody who still writes to the deployment has to be held off first.";
  const where = context.app.convex.deploymentName;
  throw new CutoverError("mismatch", [
    { what: "The deployment is not what the backup holds", where, next },
    ...wrong.map(({ table, what }) => ({ what, where: table })),
  ]);
}

async function exportFresh({ app, run }: Context, name: string): Promise<string> {
  const file = run.file("rollback", `${name}.zip`);
  await removeFile(file);
  await exportDeployment(app, file);
  return file;
}
