import { CutoverError, type Fault } from "../errors.js";
import { stageFailures } from "./failures.js";
import { type Manifest, readManifest, type TableCounts } from "../run/manifest.js";
import type { Snapshot } from "../run/snapshot.js";
import { readCurrentRun } from "./loadMerges.js";
import type { Context } from "./stage.js";
import { countWaivedRejects } from "./waivers.js";

/**
 * Throws for every table with more rejected rows than the plan allows, those that somebody has waived left out. `next`: what to
 * do about it, which depends on the command.
 */
export async function refuseTooManyRejects(
  { options, project, run }: Pick<Context, "options" | "project" | "run">,
  manifest: Manifest,
  next: (counts: TableCounts) => string,
): Promise<void> {
  const faults: Fault[] = [];
  for (const counts of manifest.tables) {
    const { table, rejected, rejectedByCode } = counts;
    const allowed = project.plan.tables.get(table)!.allow.rejected;
    if (rejected <= allowed) continue;
    const waived = await countWaivedRejects(options.dir, run, table);
    if (rejected - waived <= allowed) continue;
    const codes = Object.entries(rejectedByCode).map(([code, count]) => `${count} ${code}`);
    const but = waived === 0 ? "" : `, ${waived} of them waived`;
    const what = `${table}: ${rejected} rows rejected (${codes.join(", ")})${but}, the plan allows ${allowed}`;
    faults.push({ what, where: run.rejected(table), next: next(counts) });
  }
  if (faults.length > 0) throw new CutoverError(stageFailures.tooManyRejected, faults);
}

export async function getExported({ run, project }: Context): Promise<Manifest> {
  const manifest = await readManifest(run.manifest);
  if (manifest === null)
    throw new CutoverError(stageFailures.notExported, {
      what: "Nothing is exported yet",
      where: run.file(),
      next: "cutover export",
    });
  if (manifest.planHash !== project.planHash) {
    throw new CutoverError(stageFailures.planChanged, {
      what: "plan.ts or schema.ts changed since the export",
      where: run.file(),
      next: "cutover export",
    });
  }
  return manifest;
}

/**
 * Without legacy fields, documents of an earlier load cannot be recognized: they would stay, and come a second time. And another
 * run's open cutover window counts on what it has loaded.
 */
export async function refuseBadMoment({ app, run }: Pick<Context, "app" | "run">): Promise<void> {
  const { stages, window } = await app.status();
  const where = app.convex.deploymentName;
  if (window?.state === "open" && window.runId !== run.run) {
    const what = `The cutover window of run ${window.runId} is open here, at ${window.step}: a load of run ${run.run} would replace what it counts on`;
    const next = `In the folder of run ${window.runId}: cutover go ends that window, cutover rollback takes it back. Nothing was changed.`;
    throw new CutoverError(stageFailures.badMoment, { what, where, next });
  }
  if (!stages.some(({ stage, state }) => stage === "cleanup" && state !== "waiting")) return;
  throw new CutoverError(stageFailures.badMoment, {
    what: "Cleanup has already removed legacy fields here, so a load would bring every document a second time",
    where,
    next: "Put the backup back first: cutover rollback --restore-backup",
  });
}

/**
 * Accounts that an earlier match merged look like documents of an earlier load; only the component's records tell them
 * apart.
 */
export async function refuseWithoutRecords({ app }: Context, snapshot: Snapshot, runId: string | null): Promise<void> {
  if (runId === null || (await readCurrentRun(snapshot)) !== null) return;
  throw new CutoverError(stageFailures.badMoment, {
    what: `Run ${runId} has begun here, but the export has no records of the component: accounts merged by match could not be told from imported rows`,
    where: app.convex.deploymentName,
    next: "Deploy the app as it was when that run began, with the component under the same name in convex.config.ts, then: cutover load",
  });
}

/** What a merge has given an account can be taken back only where it is known what the rows were. */
export function refuseUnknownMerges({ app, run }: Context, table: string, merged: number): never {
  throw new CutoverError(stageFailures.badMoment, {
    what: `${merged} row(s) of ${table} are part of an account here, by a run whose documents are not in ${run.root}: a load could not tell what is the account's own`,
    where: app.convex.deploymentName,
    next: "Load in the folder of that run, or take it back there first: cutover rollback",
  });
}
