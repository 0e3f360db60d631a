import { existsSync } from "node:fs";
import path from "node:path";
import type { PlannedTable } from "../../convex/shared/plan/plan.js";
import { exportDeployment } from "../deployment/exportDeployment.js";
import { CutoverError } from "../errors.js";
import { checkDocuments } from "../rows/write/checkDocuments.js";
import { writeSample } from "../rows/write/writeSample.js";
import { removeFile } from "../run/files.js";
import { writeJsonFile } from "../run/jsonFile.js";
import { type LoadedTable, loadFormat, type Manifest, readManifest, type TableCounts } from "../run/manifest.js";
import { findSample, loadedRun } from "../run/runDirectory.js";
import { Snapshot } from "../run/snapshot.js";
import { composeUpload, readCurrentRun, type Upload } from "./composeUpload.js";
import type { Context, Stage } from "./stage.js";

export const loadStage: Stage = {
  name: "load",
  summary: "import the documents with `npx convex import`, each table all or nothing",
  reads: "documents/, manifest.json; a snapshot of the deployment",
  writes: "the app's tables; backup.zip before the first of them; the run's counts in the component",
  undo: "npx convex import --replace-all backup.zip",
  async run(context) {
    const exported = await getManifest(context);
    refuseTooManyRejects(
      context,
      exported,
      ({ rejected }) =>
        `Fix the rows or the plan, or allow them: { allow: { rejected: ${rejected} } }. Nothing was loaded.`,
    );
    await refuseAfterCleanup(context);
    await checkDocuments(context.run, exported);
    const manifest = await ensureSample(context, exported);
    const snapshot = await takeSnapshot(context);
    try {
      await refuseWithoutRecords(context, snapshot);
      const loaded: LoadedTable[] = [];
      for (const counts of manifest.tables) loaded.push(await loadTable(context, snapshot, counts));
      await writeJsonFile(context.run.loaded, loadFormat, { tables: loaded });
    } finally {
      snapshot.close();
    }
    await context.app.begin(context.run.run, manifest.planHash, manifest.tables);
  },
};

/** Throws for every table with more rejected rows than the plan allows. `next`: what to do about it, which depends on the command. */
export function refuseTooManyRejects(
  { project, run }: Pick<Context, "project" | "run">,
  manifest: Manifest,
  next: (counts: TableCounts) => string,
): void {
  const faults = manifest.tables.flatMap((counts) => {
    const { table, rejected, rejectedByCode } = counts;
    const allowed = project.plan.tables.get(table)!.allow.rejected;
    if (rejected <= allowed) return [];
    const codes = Object.entries(rejectedByCode).map(([code, count]) => `${count} ${code}`);
    const what = `${table}: ${rejected} rows rejected (${codes.join(", ")}), the plan allows ${allowed}`;
    return [{ what, where: run.rejected(table), next: next(counts) }];
  });
  if (faults.length > 0) throw new CutoverError("gate", faults);
}

async function getManifest({ run, project }: Context): Promise<Manifest> {
  const manifest = await readManifest(run.manifest);
  if (manifest === null)
    throw new CutoverError("gate", { what: "Nothing is exported yet", where: run.file(), next: "cutover export" });
  if (manifest.planHash !== project.planHash) {
    throw new CutoverError("gate", {
      what: "plan.ts or schema.ts changed since the export",
      where: run.file(),
      next: "cutover export",
    });
  }
  return manifest;
}

/** A rehearsal loads a part where all is more than its engine takes; everything else loads all. */
async function ensureSample({ run, project, sampleRows, progress }: Context, manifest: Manifest): Promise<Manifest> {
  const sample = findSample(run);
  await removeFile(sample.manifest);
  const total = manifest.tables.reduce((sum, { written }) => sum + written, 0);
  if (sampleRows === null || total <= sampleRows) return manifest;
  await writeSample(run, project.plan, manifest, sampleRows);
  const taken = (await readManifest(sample.manifest))!;
  const count = taken.tables.reduce((sum, { written }) => sum + written, 0);
  progress.note(
    `         a sample of ${count} of ${total} documents, and everything they reference (--rows all takes everything)`,
  );
  return taken;
}

/** Without legacy fields, documents of an earlier load cannot be recognized: they would stay, and come a second time. */
async function refuseAfterCleanup({ app, run }: Context): Promise<void> {
  const { stages } = await app.status();
  if (!stages.some(({ stage, state }) => stage === "cleanup" && state !== "waiting")) return;
  throw new CutoverError("gate", {
    what: "Cleanup has already removed legacy fields here, so a load would bring every document a second time",
    where: app.convex.deploymentName,
    next: `Put the backup back first: npx convex import --replace-all ${run.backup}`,
  });
}

/**
 * Accounts that an earlier match merged look like documents of an earlier load; only the component's records tell them
 * apart. Where a run has begun and the export lacks its records, a load would drop those accounts.
 */
async function refuseWithoutRecords({ app }: Context, snapshot: Snapshot): Promise<void> {
  const { runId } = await app.status();
  if (runId === null || (await readCurrentRun(snapshot)) !== null) return;
  throw new CutoverError("gate", {
    what: `Run ${runId} has begun here, but the export has no records of the component "cutover": accounts merged by match could not be told from imported rows`,
    where: app.convex.deploymentName,
    next: 'Install the component under its own name in convex.config.ts: app.use(cutover), without { name: "…" }.',
  });
}

/** The deployment as it is now. The first one of a run is the backup, and is never written again. */
async function takeSnapshot({ app, run }: Context): Promise<Snapshot> {
  const file = existsSync(run.backup) ? run.file("load", "snapshot.zip") : run.backup;
  await exportDeployment(app, file);
  return await Snapshot.open(file);
}

async function loadTable(context: Context, snapshot: Snapshot, counts: TableCounts): Promise<LoadedTable> {
  const startedAt = performance.now();
  const table = context.project.plan.tables.get(counts.table) as PlannedTable;
  const upload = await composeUpload(loadedRun(context.run), snapshot, table, counts);
  const added = await importFile(context, table.name, upload);
  const expected = upload.existing + counts.written;
  if (added !== expected) {
    throw new CutoverError("mismatch", {
      what: `convex import added ${added} documents, expected ${expected}`,
      where: table.name,
      next: "cutover load",
    });
  }
  context.progress.rows(table.name, counts.written);
  return {
    table: table.name,
    loaded: counts.written,
    existing: upload.existing,
    seconds: (performance.now() - startedAt) / 1000,
  };
}

/** Imports over the table and gives the number of documents the command says it added. */
async function importFile({ app }: Context, table: string, upload: Upload): Promise<number> {
  const target = upload.format === "zip" ? [] : ["--table", table];
  const { stderr } = await app.convex.call("import", [...target, "--replace", "--yes", path.resolve(upload.file)]);
  const match = /Added (\d+) documents/.exec(stderr);
  if (match === null)
    throw new CutoverError("deployment", {
      what: `convex import did not say how many documents it added:\n${stderr}`,
      where: table,
      next: "cutover load",
    });
  return Number(match[1]);
}
