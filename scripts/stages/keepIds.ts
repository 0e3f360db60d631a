import { readComponentRecords } from "../comparison/componentRecords.js";
import { writeIdMap } from "../comparison/idMap.js";
import type { AppStatus } from "../deployment/answers.js";
import { exportDeployment } from "../deployment/exportDeployment.js";
import { removeFile } from "../run/files.js";
import type { RunDirectory } from "../run/runDirectory.js";
import { Snapshot } from "../run/snapshot.js";
import { ensureLoaded } from "./appStages.js";
import type { Context } from "./stage.js";

/** Which document stands for which row: what `verify --since` compares by when the legacy fields are gone. */
export function idMapFile(run: RunDirectory): string {
  return run.file("ids.zip");
}

/** An export of the deployment, for as long as the work takes. `exportedAt`: see `exportDeployment`. */
export async function withExport<T>(
  { app, run }: Context,
  work: (now: Snapshot, exportedAt: number | null) => Promise<T>,
): Promise<T> {
  const file = run.file("verify.zip");
  await removeFile(file);
  const exportedAt = await exportDeployment(app, file);
  try {
    const now = await Snapshot.open(file);
    return await work(now, exportedAt).finally(() => now.close());
  } finally {
    await removeFile(file);
  }
}

/** Whether the clean-up has begun to remove the legacy fields. */
export function hasCleanupBegun({ stages }: Pick<AppStatus, "stages">): boolean {
  return stages.some(({ stage, state, processed }) => stage === "cleanup" && (processed > 0 || state === "done"));
}

/** Before the legacy fields go: without an export by which this run was verified the map is not there, or of before. */
export async function ensureIdMap(context: Context): Promise<void> {
  const { run, project } = context;
  const status = await ensureLoaded(context);
  // The stage refuses by itself what is not verified.
  const isVerified = status.tables.every(({ verified }) => verified === true);
  if (!isVerified || hasCleanupBegun(status) || (await readGeneration(run)) === status.generation) return;
  await withExport(context, async (now) => await writeIdMap(project.plan, now, idMapFile(run)));
}

/** How often the migration had written when the map was kept; null where there is none of this run. */
async function readGeneration(run: RunDirectory): Promise<number | null> {
  const map = await Snapshot.openIfThere(idMapFile(run));
  if (map === null) return null;
  try {
    const { runId, generation } = await readComponentRecords(map);
    return runId === run.run ? generation : null;
  } finally {
    map.close();
  }
}
