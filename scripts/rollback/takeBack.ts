import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { rename } from "node:fs/promises";
import { z } from "zod";
import { exportDeployment } from "../deployment/exportDeployment.js";
import { applyChanges, importChanges } from "../deployment/applyChanges.js";
import { CutoverError } from "../errors.js";
import { rollbackFailures } from "./failures.js";
import { removeFile } from "../run/files.js";
import { type JsonFormat, readJsonFile, writeJsonFile } from "../run/jsonFile.js";
import { readManifest } from "../run/manifest.js";
import { loadedRun, type RunDirectory } from "../run/runDirectory.js";
import { checkBackup } from "../stages/backup.js";
import { relative } from "../stages/context.js";
import type { Context } from "../stages/stage.js";
import { downloadRecords } from "../stages/downloadRecords.js";
import { readLoadState } from "../stages/loadRecord.js";
import { compareAfter } from "./compareAfter.js";
import { ensureMaintenance, refuseOtherRun, stopStages } from "./deploymentState.js";
import { findWrites, type FoundWrites } from "./findWrites.js";
import { changesFile, type Keep } from "./changeFile.js";
import { writeChanges } from "./rollbackChanges.js";

const vTakenBack = z.object({
  /** Documents that went, those of `later` included. */
  removed: z.number(),
  /** Accounts that have their own values again. */
  restored: z.number(),
  /** Documents that users wrote into tables the app had empty. They are in `writes/`. */
  later: z.number(),
  /** Fields that somebody had changed since; each in `writes/conflicts.jsonl`. */
  conflicts: z.number(),
  /** Documents that were not as they were listed; each in `writes/removed.jsonl`. */
  changedMeanwhile: z.number(),
  /** Documents in the deployment now. */
  documents: z.number(),
});
/** What taking the migration back came to. */
export type TakenBack = Readonly<z.infer<typeof vTakenBack>>;

const vState = z.object({
  /** Names the list of changes, in the component, too. */
  list: z.string(),
  /** `applying`: Convex may have begun with it; `applied`: it is worked off; then it was compared, well or not. */
  step: z.enum(["applying", "applied", "done", "mismatched"]),
  /** Whether the files of the writes that belong to it were put aside for a later list. */
  areWritesKept: z.boolean(),
  taken: vTakenBack.readonly(),
});
/** How far the migration is taken back. Written before Convex begins with a list: one that is not here has changed nothing. */
type State = Readonly<z.infer<typeof vState>>;

const stateFormat: JsonFormat<State> = {
  version: 1,
  content: vState,
  next: "Delete the file, then: cutover rollback",
};

/** What users wrote in Convex since the migration, from an export that `isReused` by what takes it back. Changes nothing. */
export async function listWrites(context: Context): Promise<FoundWrites> {
  const { run } = context;
  // Without it nobody knows what was there before.
  await checkBackup(run);
  await refuseOtherRun(context);
  await keepEarlierWrites(run);
  await exportFresh(context, nowFile(run));
  return await findWrites(context, nowFile(run));
}

/** What a user confirmed; `isFresh`: just now, and nobody was asked in between. */
export interface Listed {
  readonly writes: FoundWrites;
  readonly isFresh: boolean;
}

export interface TakeBackOptions {
  readonly keep: Keep;
  readonly listed: Listed | null;
  /** Whether it has begun before, and nothing was loaded since. */
  readonly isResumed: boolean;
}

/** Takes back what the migration did, and nothing else. Killed anywhere, it resumes. */
export async function takeBack(context: Context, { keep, listed, isResumed }: TakeBackOptions): Promise<TakenBack> {
  const { run } = context;
  const held = await refuseOtherRun(context);
  let state = await readState(run);
  const isDone = state?.step === "done" && held.state === "rolledBack";
  // A load that was killed since may have left rows that the deployment knows of no run for.
  if (isResumed && isDone && (await readLoadState(run)) === null) return state!.taken;
  await ensureMaintenance(context);
  await stopStages(context);
  if (state?.step !== "applying" && state?.step !== "applied") state = await list(context, keep, listed);
  if (state.step === "applying") {
    await refuseOtherRun(context);
    const applied = { runId: run.run, changes: state.list, purpose: "rollback", retry: [] } as const;
    await applyChanges(context, applied, command);
    state = await writeState(run, { ...state, step: "applied" });
  }
  state = await download(context, state);
  const { documents } = await compare(context, state);
  const { taken } = await writeState(run, { ...state, step: "done", taken: { ...state.taken, documents } });
  return taken;
}

/** Counts add up: a download that was killed has brought some records already. */
async function download(context: Context, state: State): Promise<State> {
  const { conflicts, removed } = await downloadRecords(context, { forget: true });
  if (conflicts + removed === 0) return state;
  const { taken } = state;
  const sums = { conflicts: taken.conflicts + conflicts, changedMeanwhile: taken.changedMeanwhile + removed };
  return await writeState(context.run, { ...state, taken: { ...taken, ...sums } });
}

/** What continues it. */
const command = "cutover rollback";

/** Whether Convex may have begun to take back, and has not finished. */
export async function isTakingBack(run: RunDirectory): Promise<boolean> {
  const state = await readState(run);
  return state?.step === "applying" || state?.step === "applied";
}

/** Once more, now that nobody writes: what came since the list that was shown is not taken back unseen. */
async function list(context: Context, keep: Keep, listed: Listed | null): Promise<State> {
  const { run } = context;
  if (listed === null || !listed.isFresh) {
    const writes = await listWrites(context);
    if (listed !== null) refuseGrown(context, listed.writes, writes);
    refuseUnknown(context, writes);
  } else refuseUnknown(context, listed.writes);
  const counts = await writeChanges(context, nowFile(run), keep);
  await ensureRun(context);
  const files = { changes: changesFile(run), inserts: "" };
  if (counts.rows > 0) await importChanges(context.app, files, { lines: counts.rows, inserts: 0 }, command);
  const { removed, restored, later } = counts;
  const taken = { removed, restored, later, conflicts: 0, changedMeanwhile: 0, documents: 0 };
  return await writeState(run, { list: randomUUID(), step: "applying", areWritesKept: false, taken });
}

/** A load that was killed before it told the component of its run has left rows all the same. */
async function ensureRun(context: Context): Promise<void> {
  const { app, run } = context;
  const { runId, state } = await refuseOtherRun(context);
  if (runId === run.run && state !== "rolledBack") return;
  const manifest = await readManifest(loadedRun(run).manifest);
  await app.begin(run.run, manifest?.planHash ?? context.project.planHash, manifest?.tables ?? []);
}

function refuseGrown({ app }: Context, shown: FoundWrites, found: FoundWrites): void {
  const grown = found.tables.filter((table) => {
    const before = shown.tables.find((each) => each.table === table.table);
    return (["inserted", "changed", "deleted"] as const).some((kind) => table[kind] > (before?.[kind] ?? 0));
  });
  if (grown.length === 0) return;
  throw new CutoverError(rollbackFailures.moreWritten, {
    what: `More was written since the list was shown (${grown.map(({ table }) => table).join(", ")}): somebody writes in spite of maintenance mode`,
    where: app.convex.deploymentName,
    next: "cutover rollback shows the list again; with --yes it takes back what is listed by then. Nothing was taken back.",
  });
}

/** Without legacy keys the migration's documents cannot be told from the others. */
function refuseUnknown({ app }: Context, { unknown }: FoundWrites): void {
  if (unknown === null) return;
  const next = "cutover rollback --restore-backup puts the whole backup back; it says first what that takes away.";
  throw new CutoverError(rollbackFailures.writesUnknown, { what: unknown, where: app.convex.deploymentName, next });
}

async function compare(context: Context, state: State) {
  const { run, progress } = context;
  const after = run.file("rollback", "after.zip");
  await exportFresh(context, after);
  try {
    const comparison = await compareAfter(context, nowFile(run), after);
    for (const note of comparison.notes) progress.note(`         ${note}`);
    return comparison;
  } catch (error) {
    // The next attempt has to list and to take back once more, not only to look.
    if (error instanceof CutoverError && error.failure === "mismatch")
      await writeState(run, { ...state, step: "mismatched" });
    throw error;
  }
}

/** The files of an earlier list name documents that are gone from Convex: they are kept beside the new ones. */
async function keepEarlierWrites(run: RunDirectory): Promise<void> {
  const names = ["writes", "writes.json", "writes.sql", "writes.not-inverted.jsonl"];
  const state = await readState(run);
  if (state === null || state.areWritesKept) return;
  let number = 1;
  while (existsSync(run.file(`writes-${number}`))) number += 1;
  // The folder last: until it is there, the number is not taken.
  for (const name of names.toReversed())
    if (existsSync(run.file(name))) await rename(run.file(name), run.file(name.replace("writes", `writes-${number}`)));
}

async function exportFresh({ app }: Context, file: string): Promise<void> {
  await removeFile(file);
  await exportDeployment(app, file);
}

function nowFile(run: RunDirectory): string {
  return run.file("rollback", "now.zip");
}

async function readState(run: RunDirectory): Promise<State | null> {
  return await readJsonFile(stateFile(run), stateFormat);
}

async function writeState(run: RunDirectory, state: State): Promise<State> {
  await writeJsonFile(stateFile(run), stateFormat, state);
  return state;
}

function stateFile(run: RunDirectory): string {
  return run.file("rollback", "state.json");
}

/** What is said when it is done. */
export function describeTakenBack(run: RunDirectory, taken: TakenBack): string {
  const { removed, restored, later, conflicts, changedMeanwhile, documents } = taken;
  const lines = [
    `The migration is taken back: ${removed} documents removed, ${restored} accounts as they were; ${documents} documents compared.`,
    ...(later > 0
      ? [`  ${later} of them were written by users into tables the app had empty: ${relative(run.file("writes"))}`]
      : []),
    ...(conflicts > 0
      ? [
          `  ${conflicts} fields had been changed since: both values in ${relative(run.file("writes", "conflicts.jsonl"))}`,
        ]
      : []),
    ...(changedMeanwhile > 0
      ? [
          `  ${changedMeanwhile} documents changed during the rollback: ${relative(run.file("writes", "removed.jsonl"))}`,
        ]
      : []),
  ];
  return lines.join("\n");
}
