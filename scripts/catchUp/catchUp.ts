import type { RunDirectory } from "../run/runDirectory.js";
import { confirmArrival, keepDocuments, onTheWay } from "../stages/loadRecord.js";
import { noteRecords } from "../stages/downloadRecords.js";
import type { Context } from "../stages/stage.js";
import { noteLastWrite } from "../stages/usersWrites.js";
import { applyChanges, importChanges } from "../deployment/applyChanges.js";
import { changesFile, insertsFile } from "../rows/write/changeList.js";
import { getLoadedManifest, refuseOtherHashes } from "./gates.js";
import { scan } from "./scan.js";
import type { UsersChanges } from "./writeChanges.js";
import {
  type CaughtUpTable,
  readState,
  removeState,
  workDirectory,
  type WorkState,
  writeState,
} from "../run/catchUpState.js";
import { existsSync } from "node:fs";
import { rename } from "node:fs/promises";
import path from "node:path";
import type { Plan } from "../../convex/shared/plan/plan.js";
import { makeFolder, removeFile } from "../run/files.js";
import { readJsonFile, writeJsonFile } from "../run/jsonFile.js";
import { loadFormat, type Manifest, readManifest, type TableCounts, writeManifest } from "../run/manifest.js";
import { describeHashed, ensureRowHashes, rowHashFile, writeHashed } from "../rows/keys/rowHashes.js";

/** What a catch-up came to. */
export interface CatchUpReport {
  readonly run: string;
  readonly tables: readonly CaughtUpTable[];
  readonly scanSeconds: number;
  readonly applySeconds: number;
  /** How far Convex is behind the source: the time since the source was read. */
  readonly lagSeconds: number;
}

/**
 * Brings what changed in the source since the preload, or the last catch-up, to Convex. One that was interrupted is
 * finished first: a part of its difference may be in Convex already. `apply: false` only says what would change.
 * `usersChanges`: what people did to migrated documents stays and is listed; without it verify counts it as a fault.
 */
export async function catchUp(
  context: Context,
  { apply = true, usersChanges = new Map() }: { apply?: boolean; usersChanges?: UsersChanges } = {},
): Promise<CatchUpReport> {
  const { run, progress } = context;
  const work = workDirectory(run);
  try {
    await finishInterrupted(context, work);
    const state = await scanDifference(context, work, { usersChanges, apply });
    const appliedAt = performance.now();
    // Without a state on disk, one that only looks leaves nothing that a later command would apply.
    if (apply) await finish(context, work, await writeState(work, state));
    return reportOf(run, state, millisecondsSince(appliedAt) / 1000);
  } finally {
    progress.end();
  }
}

async function finishInterrupted(context: Context, work: RunDirectory): Promise<void> {
  const interrupted = await readState(work);
  if (interrupted === null) return;
  context.progress.stage("apply", "finish what an earlier catch-up began");
  // Files that are true of Convex already may be in their place in part: only the component knows the run then.
  if (interrupted.step !== "applied") await getLoadedManifest(context);
  await finish(context, work, interrupted);
}

async function scanDifference(
  context: Context,
  work: RunDirectory,
  wanted: { readonly usersChanges: UsersChanges; readonly apply: boolean },
): Promise<WorkState> {
  const { run, project, progress } = context;
  const manifest = await getLoadedManifest(context);
  const hashed = await ensureRowHashes(run, project.plan, manifest);
  refuseOtherHashes(hashed, context);
  progress.stage("scan", "read every row again, and find those that are not in Convex as they are");
  const state = await scan(context, work, { manifest, hashed, ...wanted });
  progress.stageDone("scan", state.scanSeconds);
  return state;
}

/** From wherever the difference is to Convex and to the files that say what is there. Every step may be done twice. */
async function finish(context: Context, work: RunDirectory, found: WorkState): Promise<void> {
  const { run, project, app, progress } = context;
  const startedAt = performance.now();
  let state = found;
  progress.stage("apply", `write the changes (${state.changes}), with the documents they refer to`);
  if (state.step === "scanned" && state.changes > 0) {
    const files = { changes: changesFile(work), inserts: insertsFile(work) };
    await importChanges(app, files, state, "cutover catch-up");
    state = await writeState(work, { ...state, step: "imported" });
  }
  if (state.step !== "applied") {
    const list = { runId: run.run, changes: state.catchUp, purpose: "catchUp", retry: state.retry } as const;
    if (state.changes > 0) await applyChanges(context, list, "cutover catch-up");
    await noteRecords(context);
    state = await writeState(work, { ...state, step: "applied" });
  }
  const manifest = await promote(run, work, project.plan);
  await app.begin(run.run, manifest.planHash, manifest.tables, { append: true });
  await noteLastWrite(context);
  await reopenVerify(run);
  await removeState(work);
  progress.stageDone("apply", millisecondsSince(startedAt) / 1000);
}

/** What was verified before is not what is there now: in the journal, verify waits again. */
async function reopenVerify({ journal }: RunDirectory): Promise<void> {
  const { durationMs } = (await journal.latest()).get("resolve") ?? {};
  const took = durationMs === undefined ? {} : { durationMs };
  await journal.append({ stage: "resolve", event: "finished", ...took });
}

function reportOf({ run }: RunDirectory, state: WorkState, applySeconds: number): CatchUpReport {
  const { tables, scanSeconds, snapshotTime } = state;
  return { run, tables, scanSeconds, applySeconds, lagSeconds: (Date.now() - snapshotTime) / 1000 };
}

function millisecondsSince(startedAt: number): number {
  return Math.round(performance.now() - startedAt);
}

/**
 * The files of the new scan take the place of the run's: what verification compares with, what the report counts, and the
 * fingerprints the next scan is compared with. Goes on where a kill left it, because what was moved is not there any more.
 */
async function promote(run: RunDirectory, work: RunDirectory, plan: Plan): Promise<Manifest> {
  const manifest: Manifest = { ...(await readManifest(work.manifest))!, run: run.run };
  for (const counts of manifest.tables) await promoteTable(run, work, plan, counts);
  await writeHashed(run, describeHashed(manifest));
  await updateLoaded(run, manifest);
  await writeManifest(run.manifest, manifest);
  // What a load after this one compares with.
  await keepDocuments(run, manifest, onTheWay(run));
  await confirmArrival(run);
  return manifest;
}

async function promoteTable(run: RunDirectory, work: RunDirectory, plan: Plan, { table, format }: TableCounts) {
  const isMerged = plan.tables.get(table)!.merge !== undefined;
  await move(work.documents(table, format), run.documents(table, format));
  await removeFile(run.documents(table, format === "zip" ? "jsonl" : "zip"));
  await move(work.fingerprints(table), run.fingerprints(table));
  await move(work.rejected(table), run.rejected(table));
  if (isMerged) await move(work.merged(table), run.merged(table));
  await move(work.replaced(table), run.replaced(table));
  await move(rowHashFile(work, table), rowHashFile(run, table));
}

async function move(from: string, to: string): Promise<void> {
  if (!existsSync(from)) return;
  await makeFolder(path.dirname(to));
  await rename(from, to);
}

/** The report says how many documents of a table are loaded; documents of the app's own are as they were. */
async function updateLoaded(run: RunDirectory, manifest: Manifest): Promise<void> {
  const previous = await readJsonFile(run.loaded, loadFormat);
  if (previous === null) return;
  const written = new Map(manifest.tables.map((counts) => [counts.table, counts.written]));
  const tables = previous.tables.map((each) => ({ ...each, loaded: written.get(each.table) ?? each.loaded }));
  await writeJsonFile(run.loaded, loadFormat, { tables });
}
