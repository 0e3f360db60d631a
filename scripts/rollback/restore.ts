import path from "node:path";
import { CutoverError } from "../errors.js";
import { removeFile } from "../run/files.js";
import { Snapshot } from "../run/snapshot.js";
import type { Context } from "../stages/stage.js";
import { exportDeployment } from "../deployment/exportDeployment.js";
import { type BackupCounts, readFingerprints, findTableDifferences } from "../stages/backup.js";
import { readLoadedRecords } from "./loadedRecords.js";

/** A fresh export of the deployment, for comparing. */
export async function exportFresh({ app, run }: Context, name: string): Promise<string> {
  const file = run.file("rollback", `${name}.zip`);
  await removeFile(file);
  await exportDeployment(app, file);
  return file;
}

/** A deployment that holds another run has another backup. Nobody's is put over it. */
export async function refuseOtherRun({ app, run }: Context, fresh: string): Promise<void> {
  const held = await readRunId(fresh);
  if (held === null || held === run.run || held === (await readRunId(run.backup))) return;
  throw new CutoverError("gate", {
    what: `The deployment holds run ${held}, this folder has ${run.run}`,
    where: app.convex.deploymentName,
    next: `Roll back in the folder of run ${held}. Nothing was changed.`,
  });
}

async function readRunId(file: string): Promise<string | null> {
  const snapshot = await Snapshot.open(file);
  try {
    return (await readLoadedRecords(snapshot)).runId;
  } finally {
    snapshot.close();
  }
}

/** Puts the backup over everything, tables of components included, so that no record is left of a run that is gone. */
export async function restoreBackup(context: Context): Promise<void> {
  const { app, run } = context;
  await stopStages(context);
  await app.convex.call("import", ["--replace-all", "--yes", path.resolve(run.backup)]);
}

/** A batch that came after the restore would write once more. */
async function stopStages({ app, progress }: Context): Promise<void> {
  try {
    await app.control("abort", "cutover rollback");
  } catch (error) {
    if (!(error instanceof CutoverError) || !/Could not find function/.test(error.message)) throw error;
    progress.note(`         ${app.functionName("control")} is not deployed: a stage that runs cannot be stopped`);
  }
}

/** The deployment must hold exactly what the backup holds. */
export async function compareWithBackup(context: Context, { fingerprints }: BackupCounts): Promise<void> {
  const found = await readFingerprints(await exportFresh(context, "restored"));
  const differences = findTableDifferences(fingerprints, found);
  if (differences.length === 0) return;
  const next =
    "cutover rollback restores once more. Somebody who still writes to the deployment has to be held off first.";
  const where = context.app.convex.deploymentName;
  throw new CutoverError("mismatch", [
    { what: "The deployment is not what the backup holds", where, next },
    ...differences.map(({ table, what }) => ({ what, where: table })),
  ]);
}
