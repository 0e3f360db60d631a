import { ExportComparison } from "../comparison/compareExport.js";
import { writeIdMap } from "../comparison/idMap.js";
import type { AppStatus } from "../deployment/answers.js";
import { CutoverError } from "../errors.js";
import { readManifest } from "../run/manifest.js";
import { loadedRun } from "../run/runDirectory.js";
import type { Snapshot } from "../run/snapshot.js";
import { ensureLoaded } from "./appStages.js";
import { stageFailures } from "./failures.js";
import { hasCleanupBegun, idMapFile, withExport } from "./keepIds.js";
import type { Context } from "./stage.js";
import { readUsersWrites, type UsersWrites } from "./usersWrites.js";
import { type Baseline, DifferenceFile, readBaseline, separateUsers, type Verification } from "./verification.js";

/** Exports the deployment once, which is one consistent snapshot, and compares every migrated document in it. */
export async function verifyByExport(context: Context): Promise<Verification> {
  const { project, run } = context;
  const status = await ensureLoaded(context);
  refuseUnfinished(status);
  const { generation } = status;
  return await withExport(context, async (now, exportedAt) => {
    const baseline = await readBaseline(run, generation);
    const writes = baseline === null ? await readUsersWrites(context, generation, exportedAt) : null;
    const verification = await compare(context, generation, now, { baseline, writes });
    // The verdict lets the legacy fields be removed, by whoever asks: the map has to be there before.
    await writeIdMap(project.plan, now, idMapFile(run));
    await record(context, generation, verification);
    return verification;
  });
}

/** References are compared by where they lead, so they must have been written. */
function refuseUnfinished(status: AppStatus): void {
  const { stages } = status;
  const waiting = stages.filter(({ stage, state }) => (stage === "match" || stage === "resolve") && state !== "done");
  if (waiting.length > 0) {
    const faults = waiting.map(({ stage, table }) => ({ what: `${stage} has not finished`, where: table }));
    const next = `cutover ${waiting[0]!.stage}`;
    throw new CutoverError(stageFailures.notResolved, [...faults, { what: "There is nothing to verify yet", next }]);
  }
  if (!hasCleanupBegun(status)) return;
  throw new CutoverError(stageFailures.cleanupBegan, {
    what: "The cleanup has begun to remove the legacy fields that documents are compared by",
    next: "cutover verify --since",
  });
}

async function compare(
  { run, project, progress, env }: Context,
  generation: number,
  now: Snapshot,
  { baseline, writes }: { readonly baseline: Baseline | null; readonly writes: UsersWrites | null },
): Promise<Verification> {
  const loaded = loadedRun(run);
  const { tables } = (await readManifest(loaded.manifest))!;
  const earlier = { by: "verification", since: baseline?.verified.at ?? null, why: null } as const;
  for (const { table, written } of tables) progress.total(table, written);
  const differences = await DifferenceFile.create(run);
  try {
    const noteRows = (table: string, rows: number) => progress.rows(table, rows);
    const isPlain = env["CUTOVER_PLAIN"] === "1";
    const comparison = await ExportComparison.open({ plan: project.plan, run: loaded, tables, now, noteRows, isPlain });
    for await (const difference of comparison.differences())
      for (const each of separateUsers(difference, baseline, writes)) await differences.write(each);
    return await differences.finish("export", generation, comparison.tables, writes?.told ?? earlier);
  } catch (error) {
    await differences.abandon();
    throw error;
  }
}

const tablesPerCall = 100;

/** The component has to know: the removal of legacy fields waits for it, whoever asks. */
async function record({ app, run }: Context, generation: number, { tables }: Verification): Promise<void> {
  const verdicts = tables.map(({ kept: _kept, ...verdict }) => verdict);
  for (let at = 0; at < verdicts.length; at += tablesPerCall)
    await app.recordVerification(run.run, generation, verdicts.slice(at, at + tablesPerCall));
}
