import { statfs } from "node:fs/promises";
import { exitOf } from "../check/grade.js";
import { readLastCheck } from "../check/lastCheck.js";
import { CutoverError, exitCodes } from "../errors.js";
import { stageFailures } from "../stages/failures.js";
import { findUnguardedWrites } from "../project/unguardedWrites/findUnguardedWrites.js";
import { readRehearsed } from "../rehearsal/rehearsed.js";
import { findSourceFaults } from "../rows/validate/sourceFaults.js";
import { readManifest } from "../run/manifest.js";
import type { RunDirectory } from "../run/runDirectory.js";
import type { Gate } from "../run/windowRecord.js";
import type { Context } from "../stages/stage.js";
import { measureChecklist } from "./checklist.js";
import { measureBefore } from "./checks.js";
import { type Deadline, renderSeconds } from "./deadline.js";
import { measureRights } from "./gates/rights.js";
import { measureScheduledWork } from "./gates/scheduledWork.js";
import { measureSourceBackup } from "./gates/sourceBackup.js";
import { measureUnguarded } from "./gates/unguarded.js";

/** A check says little about rows that came after it. */
const freshHours = 24;
/** The documents, a snapshot of the deployment, and the upload composed of both. */
const timesDocuments = 4;
const leastFreeBytes = 256 * 2 ** 20;
const largestSkewSeconds = 5;

/** Everything that can be known before anybody notices anything. Throws where plan and source do not fit. */
export async function measurePreflight(
  context: Context,
  deadline: Deadline,
  steps: readonly string[],
): Promise<Gate[]> {
  const skewMs = await lookAtSource(context);
  return [
    await measureRights(context.app),
    await measureCheck(context),
    ...(await measureRehearsal(context)),
    ...(await measureWrites(context)),
    ...(steps.includes("catch-up") ? [await measureLag(context.run)] : []),
    await measureSourceBackup(context),
    await measureDisk(context),
    ...(skewMs === null ? [] : [measureClock(skewMs)]),
    ...measureForecast(deadline, steps),
    ...(await measureBefore(context)),
    ...(await measureChecklist(context.options.dir, context.project.plan.window.checklist)),
  ];
}

/** How far this machine's clock is from the source's; null where the source says no time. */
async function lookAtSource(context: Context): Promise<number | null> {
  const before = Date.now();
  const source = await context.openSource();
  const after = Date.now();
  try {
    const faults = findSourceFaults(context.project.plan, await source.tables());
    if (faults.length > 0) throw new CutoverError(stageFailures.planDoesNotFitSource, faults);
    return source.snapshotTime === undefined ? null : distanceMs(source.snapshotTime, { before, after });
  } finally {
    await source.close();
  }
}

/** The source read its clock while it was opened, which takes seconds on a busy machine: a time in between is right. */
export function distanceMs(time: number, { before, after }: { before: number; after: number }): number {
  return Math.max(before - time, time - after, 0);
}

async function measureCheck({ options, project }: Context): Promise<Gate> {
  const gate = {
    name: "check",
    limit: `nothing lost, with this plan, within ${freshHours} h`,
    opens: "cutover check",
  } as const;
  const last = await readLastCheck(options.dir);
  if (last === null) return { ...gate, value: "no check was made", isOpen: false };
  const hours = (Date.now() - last.at) / 3_600_000;
  const isSame = last.report.planHash === project.planHash;
  const isClean = exitOf(last.report, false) === exitCodes.done;
  const value = `grade ${last.report.grade}, ${hours.toFixed(1)} h ago${isSame ? "" : ", with another plan or schema"}`;
  return { ...gate, value, isOpen: isSame && isClean && hours <= freshHours };
}

async function measureWrites(context: Context): Promise<Gate[]> {
  const writes = await findUnguardedWrites(context.project.appDir);
  return [measureUnguarded(writes), await measureScheduledWork(context, writes)];
}

async function measureRehearsal({ options, project }: Context): Promise<Gate[]> {
  const rehearsed = await readRehearsed(options.dir);
  const isSame = rehearsed?.planHash === project.planHash;
  const found =
    rehearsed === null ? "no rehearsal was green" : `run ${rehearsed.run}, ${rehearsed.at}, on ${rehearsed.on}`;
  const value = rehearsed === null || isSame ? found : `${found}, with another plan or schema`;
  const rolledBack = isSame && rehearsed.withRollback;
  return [
    { name: "rehearsal", value, limit: "green with this plan", isOpen: isSame, opens: "cutover rehearse" },
    {
      name: "rollback-rehearsed",
      value: rolledBack ? value : "the rollback was not rehearsed with this plan",
      limit: "rehearsed with this plan",
      isOpen: rolledBack,
      opens: "cutover rehearse --with-rollback",
    },
  ];
}

/** How far Convex is behind the source: since the last catch-up, or since the preload where none came after it. */
export async function measureLag({ manifest }: RunDirectory, now = Date.now()): Promise<Gate> {
  const { snapshotTime, finishedAt } = (await readManifest(manifest))!;
  const hours = (now - (snapshotTime ?? Date.parse(finishedAt))) / 3_600_000;
  return {
    name: "catch-up-lag",
    value: `the source was read ${hours.toFixed(1)} h ago`,
    limit: `${freshHours} h`,
    isOpen: hours <= freshHours,
    opens: "cutover catch-up",
  };
}

async function measureDisk({ options, run }: Context): Promise<Gate> {
  const last = await readLastCheck(options.dir);
  const documents = last?.report.tables.reduce((sum, { bytes }) => sum + bytes, 0) ?? 0;
  const needed = Math.max(leastFreeBytes, documents * timesDocuments);
  const { bavail, bsize } = await statfs(run.root);
  const free = bavail * bsize;
  return {
    name: "disk",
    value: `${megabytes(free)} free`,
    limit: `${megabytes(needed)} (${timesDocuments} × the documents, at least ${megabytes(leastFreeBytes)})`,
    isOpen: free >= needed,
    opens: `Make room, or name another folder with --dir (now: ${run.root})`,
  };
}

function measureClock(skewMs: number): Gate {
  const skew = skewMs / 1000;
  return {
    name: "clock",
    value: `${skew.toFixed(1)} s from the source's`,
    limit: `${largestSkewSeconds} s`,
    isOpen: skew <= largestSkewSeconds,
    opens: "Set the clock of this machine",
  };
}

function measureForecast(deadline: Deadline, steps: readonly string[]): Gate[] {
  const { remainingSeconds, windowSeconds, fits } = deadline.outlook(steps, 0);
  if (windowSeconds === null) return [];
  return [
    {
      name: "forecast",
      value: `the steps need about ${renderSeconds(remainingSeconds)}`,
      limit: renderSeconds(windowSeconds),
      isOpen: fits,
      opens: "Name a longer window (--window), preload before it (cutover preload), or take a larger deployment class",
    },
  ];
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MB`;
}
