import { existsSync } from "node:fs";
import { applyChanges, importChanges } from "../deployment/applyChanges.js";
import { exportDeployment } from "../deployment/exportDeployment.js";
import { forgetRowHashes } from "../rows/keys/rowHashes.js";
import { ChangeListWriter, changesFile, insertsFile } from "../rows/write/changeList.js";
import { checkDocuments } from "../rows/write/checkDocuments.js";
import { writeSample } from "../rows/write/writeSample.js";
import { removeFile } from "../run/files.js";
import { readJsonFile, writeJsonFile } from "../run/jsonFile.js";
import { type LoadedTable, loadFormat, type Manifest, readManifest, type TableCounts } from "../run/manifest.js";
import { findSample, loadedRun, RunDirectory } from "../run/runDirectory.js";
import { Snapshot } from "../run/snapshot.js";
import { inheritBackup } from "./backup.js";
import { noteRecords } from "./downloadRecords.js";
import { endMaintenance, importEmptyTables, TableFilledError } from "./loadImport.js";
import { writeLiveTable } from "./loadList.js";
import { readMerges } from "./loadMerges.js";
import {
  confirmArrival,
  type Earlier,
  findEarlier,
  keepDocuments,
  loadFolder,
  type LoadState,
  onTheWay,
  readLoadState,
  removeLoadState,
  writeLoadState,
} from "./loadRecord.js";
import {
  getExported,
  refuseBadMoment,
  refuseTooManyRejects,
  refuseUnknownMerges,
  refuseWithoutRecords,
} from "./loadGates.js";
import type { AppStatus } from "../deployment/answers.js";
import { refuseMissingFiles } from "./files.js";
import type { Context, Stage } from "./stage.js";

export const loadStage: Stage = {
  name: "load",
  summary: "import the documents of empty tables, insert the others beside the app's own",
  reads: "documents/, manifest.json; a snapshot of the deployment",
  writes: "the app's tables; backup.zip before the first of them; the run's counts in the component",
  undo: "cutover rollback",
  async run(context) {
    const exported = await getExported(context);
    await refuseTooManyRejects(
      context,
      exported,
      ({ rejected }) =>
        `Fix the rows or the plan, or allow them: { allow: { rejected: ${rejected} } }. Nothing was loaded.`,
    );
    await refuseMissingFiles(context);
    await refuseBadMoment(context);
    await checkDocuments(context.run, exported);
    const open = await finishInterrupted(context);
    if (open?.exported === exported.finishedAt) return;
    const manifest = await ensureSample(context, exported);
    const state = await load(context, manifest);
    await finish(context, state);
  },
};

/** What the component knows of is finished with the files it was begun with. Gives what was finished; null: nothing was. */
async function finishInterrupted(context: Context): Promise<LoadState | null> {
  const { run, app } = context;
  const open = await readLoadState(run);
  if (open === null || open.step === "listed") return null;
  if ((await app.status()).runId !== run.run) return null;
  context.progress.note("         an earlier load is finished first");
  await finish(context, open);
  return open;
}

/** A sample of nearly everything leaves out rows for nothing. */
const allowedExcess = 1.05;

/** A rehearsal loads a part where all is more than its engine takes; everything else loads all. */
async function ensureSample({ run, project, sampleRows, progress }: Context, manifest: Manifest): Promise<Manifest> {
  const sample = findSample(run);
  await removeFile(sample.manifest);
  const total = manifest.tables.reduce((sum, { written }) => sum + written, 0);
  if (sampleRows === null || total <= sampleRows * allowedExcess) return manifest;
  await writeSample(run, project.plan, manifest, sampleRows);
  const taken = (await readManifest(sample.manifest))!;
  const count = taken.tables.reduce((sum, { written }) => sum + written, 0);
  progress.note(
    `         a sample of ${count} of ${total} documents: rows with dangling references or shared addresses, an even choice of the others, and everything they reference (--rows all takes everything)`,
  );
  return taken;
}

/** Somebody may write into an empty table between the look at it and the import; then it is live, and looked at again. */
const mostLooks = 5;

async function load(context: Context, manifest: Manifest): Promise<LoadState> {
  for (let look = 1; ; look += 1) {
    const { state, empty } = await decide(context, manifest);
    try {
      return await importEmptyTables(context, loadedRun(context.run), empty, state);
    } catch (error) {
      if (!(error instanceof TableFilledError) || look === mostLooks) throw error;
      context.progress.note("         a table that was empty has documents now: looking again");
    }
  }
}

/** Which tables are imported, and the list of changes that brings the rows of all others. */
async function decide(context: Context, manifest: Manifest): Promise<{ state: LoadState; empty: TableCounts[] }> {
  const { app, run } = context;
  const held = await app.status();
  const { runId } = held;
  const earlier = await findEarlier(run, runId);
  const loadedBefore = runId === null ? [] : await readLoaded(new RunDirectory(run.root, runId));
  if (runId !== run.run) noteLeftTables(context, manifest, earlier);
  const maintenance = (await readLoadState(run))?.maintenance ?? false;
  const snapshot = await takeSnapshot(context, held);
  const writer = await ChangeListWriter.create(loadFolder(run));
  const tables: LoadedTable[] = [];
  const empty: TableCounts[] = [];
  try {
    await refuseWithoutRecords(context, snapshot, runId);
    for (const counts of manifest.tables) {
      const startedAt = performance.now();
      const existing = await writeIfLive({ context, snapshot, writer, counts, earlier });
      if (existing === null) empty.push(counts);
      const before = earlier === null ? undefined : loadedBefore.find(({ table }) => table === counts.table);
      tables.push({
        table: counts.table,
        loaded: counts.written,
        existing: existing ?? 0,
        wasEmpty: before?.wasEmpty ?? existing === null,
        loadedBy: existing === null ? "import" : (before?.loadedBy ?? "changes"),
        seconds: (performance.now() - startedAt) / 1000,
      });
    }
  } finally {
    snapshot.close();
  }
  const counted = await writer.finish();
  await keepDocuments(loadedRun(run), manifest, onTheWay(run));
  const list = { list: new Date().toISOString(), step: "listed", exported: manifest.finishedAt } as const;
  return { state: await writeLoadState(run, { ...list, ...counted, tables, maintenance }), empty };
}

/** What an earlier run brought into tables that the plan no longer has is nobody's to change, and is not taken back with this run. */
function noteLeftTables({ progress }: Context, manifest: Manifest, earlier: Earlier | null): void {
  const planned = new Set(manifest.tables.map(({ table }) => table));
  const left = earlier?.manifest.tables.filter(({ table, written }) => !planned.has(table) && written > 0) ?? [];
  for (const { table, written } of left) {
    progress.note(
      `         ${table}: ${written} documents of an earlier run stay, because the plan no longer has the table (cutover rollback before a load takes them back)`,
    );
  }
}

interface Deciding {
  readonly context: Context;
  readonly snapshot: Snapshot;
  readonly writer: ChangeListWriter;
  readonly counts: TableCounts;
  readonly earlier: Earlier | null;
}

/** The number of the app's own documents in the table; null where there is none at all, and it can be imported. */
async function writeIfLive({ context, snapshot, writer, counts, earlier }: Deciding): Promise<number | null> {
  const table = context.project.plan.tables.get(counts.table)!;
  const lines = snapshot.lines(table.name);
  const isEmpty = (await lines.next()).done === true;
  await lines.return(undefined);
  if (isEmpty) return null;
  const merges = await readMerges(snapshot, table);
  if (merges.keys.size > 0 && earlier?.isComplete !== true) refuseUnknownMerges(context, table.name, merges.keys.size);
  return await writeLiveTable(writer, { table, snapshot, run: loadedRun(context.run), counts, earlier, merges });
}

async function readLoaded(run: RunDirectory): Promise<readonly LoadedTable[]> {
  return (await readJsonFile(run.loaded, loadFormat))?.tables ?? [];
}

/** The deployment as it is now. The first one of a run, or of those it is loaded over, is the backup, and is never written again. */
async function takeSnapshot({ app, run }: Context, held: AppStatus): Promise<Snapshot> {
  const hasBackup = (await inheritBackup(run, held)) || existsSync(run.backup);
  const file = hasBackup ? loadFolder(run).file("snapshot.zip") : run.backup;
  await exportDeployment(app, file);
  return await Snapshot.open(file);
}

/** From the step it is at to the end. Every step may be done twice. */
async function finish(context: Context, found: LoadState): Promise<void> {
  const { app, run } = context;
  let state = await endMaintenance(context, found);
  const manifest = (await readManifest(onTheWay(run).manifest)) ?? (await getExported(context));
  if (state.step === "listed" || state.step === "beginning") {
    await writeLoadState(run, { ...state, step: "beginning" });
    await app.begin(run.run, manifest.planHash, withOrigins(manifest.tables, state.tables));
    state = await writeLoadState(run, { ...state, step: "begun" });
  }
  if (state.step === "begun" && state.changes > 0) {
    const folder = loadFolder(run);
    await importChanges(app, { changes: changesFile(folder), inserts: insertsFile(folder) }, state, "cutover load");
    state = await writeLoadState(run, { ...state, step: "sent" });
  }
  if (state.changes > 0) {
    context.progress.note(`         rows that go in beside documents of the app's own: ${state.changes}`);
    const list = { runId: run.run, changes: state.list, purpose: "load", retry: [] } as const;
    await applyChanges(context, list, "cutover load");
    await noteRecords(context);
  }
  await confirmArrival(run);
  await forgetRowHashes(run);
  await writeJsonFile(run.loaded, loadFormat, { tables: state.tables });
  await removeLoadState(run);
}

/** The counts of each table, with what its first load has found there. */
function withOrigins(counts: readonly TableCounts[], tables: readonly LoadedTable[]) {
  return counts.map((each) => {
    const { wasEmpty, loadedBy } = tables.find(({ table }) => table === each.table)!;
    return { ...each, wasEmpty, loadedBy };
  });
}
