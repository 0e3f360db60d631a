import { z } from "zod";
import type { App } from "../deployment/app.js";
import { type Page, vPage } from "../deployment/answers.js";
import type { Plan, PlannedTable } from "../../convex/shared/plan/plan.js";
import { CutoverError } from "../errors.js";
import { catchUpFailures } from "./failures.js";
import { type Manifest, readManifest, type TableCounts } from "../run/manifest.js";
import { refuseTooManyRejects } from "../stages/loadGates.js";
import type { RunDirectory } from "../run/runDirectory.js";
import type { Context } from "../stages/stage.js";
import { exportRows } from "../stages/export.js";
import { refuseMissingFiles, transferFiles } from "../stages/files.js";
import { type Affected, findMovedKeys, findRematched, findRetried } from "./affected.js";
import { compareTable, type Documents, type TableDifference } from "./difference.js";
import { nothingApplied } from "./gates.js";
import {
  describeHashed,
  type HashedTables,
  readTableHashes,
  rowHashFile,
  RowHashWriter,
  writeHashed,
} from "../rows/keys/rowHashes.js";
import type { WorkState } from "../run/catchUpState.js";
import { type UsersChanges, writeChanges } from "./writeChanges.js";

/**
 * Reads the source again, by the very code of an export, and finds the rows that differ from those in Convex. Everything
 * goes into the folder of work: what the run has stays true until the difference is applied.
 */
export async function scan(context: Context, work: RunDirectory, loaded: Loaded): Promise<WorkState> {
  const startedAt = Date.now();
  const workContext: Context = { ...context, run: work };
  if (loaded.apply) await transferFiles(context);
  await exportRows(workContext);
  const manifest = (await readManifest(work.manifest))!;
  await refuseMissingFiles(context);
  await refuseTooManyRejects(workContext, manifest, () => nothingApplied);
  const differences = await compareTables(context, work, manifest, loaded);
  const { plan } = context.project;
  const documentsOf = ({ name }: PlannedTable): Documents => ({ run: work, counts: countsOf(manifest, name) });
  const written = await writeChanges(work, differences, findMovedKeys(differences), { documentsOf, ...loaded });
  await writeHashed(work, describeHashed(manifest));
  return {
    catchUp: new Date(startedAt).toISOString(),
    step: "scanned",
    tables: differences.map(countDifference),
    ...written,
    retry: findRetried(plan, differences),
    snapshotTime: manifest.snapshotTime ?? startedAt,
    scanSeconds: (Date.now() - startedAt) / 1000,
  };
}

interface Loaded {
  readonly manifest: Manifest;
  readonly hashed: HashedTables;
  readonly usersChanges: UsersChanges;
  /** False: nothing is stored either; files that are new count as not stored. */
  readonly apply: boolean;
}

async function compareTables(
  context: Context,
  work: RunDirectory,
  manifest: Manifest,
  loaded: Loaded,
): Promise<Affected[]> {
  const { app, project, progress, signal } = context;
  const differences: Affected[] = [];
  for (const table of tablesOf(project.plan, manifest)) {
    signal.throwIfAborted();
    const now = { run: work, counts: countsOf(manifest, table.name) };
    const difference = await compareWithLoaded(context, table, now, loaded);
    const rematched = await findRematched(difference, now);
    const merged = table.match === undefined ? new Set<string>() : await readMergedKeys(app, table.name);
    differences.push({ ...difference, rematched, merged });
    progress.rows(table.name, now.counts.written);
  }
  return differences;
}

async function compareWithLoaded(
  { run }: Context,
  table: PlannedTable,
  now: Documents,
  { manifest, hashed }: Loaded,
): Promise<TableDifference> {
  const old = { run, counts: countsOf(manifest, table.name) };
  const hashes = await readTableHashes(run, hashed, table.name);
  const writer = await RowHashWriter.create(rowHashFile(now.run, table.name));
  try {
    const difference = await compareTable({ table, old, now, hashes, writer });
    await writer.finish();
    return difference;
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

function tablesOf({ tables }: Plan, manifest: Manifest): PlannedTable[] {
  return manifest.tables.map(({ table }) => tables.get(table)!);
}

function countsOf({ tables, run }: Manifest, name: string): TableCounts {
  const counts = tables.find(({ table }) => table === name);
  if (counts !== undefined) return counts;
  throw new CutoverError(catchUpFailures.loadedFilesChanged, {
    what: `The export of run ${run} has no table`,
    where: name,
    next: "cutover preload",
  });
}

function countDifference({ table, inserted, changed, deleted, unchanged }: Affected) {
  return {
    table: table.name,
    inserted: inserted.size,
    changed: changed.size,
    deleted: deleted.size,
    unchanged,
  };
}

const vMatch = z.object({ legacyKey: z.string() });
const vMatches = vPage(vMatch);

const numItems = 500;

/** Keys of the rows that are part of an account in Convex. */
export async function readMergedKeys(app: App, table: string): Promise<Set<string>> {
  const keys = new Set<string>();
  for (let cursor: string | null = null; ;) {
    const args = { table, cursor, numItems };
    const page: Page<z.infer<typeof vMatch>> = await app.convex.run(app.functionName("matches"), args, vMatches);
    for (const { legacyKey } of page.items) keys.add(legacyKey);
    if (page.isDone) return keys;
    cursor = page.cursor;
  }
}
