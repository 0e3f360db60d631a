import { existsSync } from "node:fs";
import path from "node:path";
import { tablesWithFiles } from "../../convex/shared/plan/files.js";
import { FileUploads } from "../deployment/fileUploads.js";
import { CutoverError, type Fault } from "../errors.js";
import { storedFileFailures } from "../files/failures.js";
import { openFolder } from "../files/folder.js";
import { listFiles } from "../files/listFiles.js";
import type { Place } from "../files/place.js";
import {
  type FileTotals,
  nameOf,
  readFileTotals,
  readListedFiles,
  removeListedFiles,
  writeListedFiles,
} from "../files/storedFiles.js";
import { storeFiles } from "../files/storeFiles.js";
import type { Context } from "./stage.js";

/**
 * Stores the files that rows name, where the plan names any: those that are new, or have changed. What rows are converted after it
 * finds them. null: the plan names none.
 */
export async function transferFiles(context: Context): Promise<FileTotals | null> {
  const { files, project, progress, app, signal } = context;
  const { run } = files;
  if (tablesWithFiles(project.plan).length === 0) return null;
  progress.stage("files", "store the files that rows name: new and changed ones");
  const startedAt = performance.now();
  const named = await listNamed(context);
  progress.total("files", named.length);
  const listed = await storeFiles(named, {
    uploads: new FileUploads(app, run.run, signal),
    run: run.run,
    places: await openPlaces(context),
    before: new Map(readListedFiles(run).map((file) => [nameOf(file), file])),
    isLoaded: existsSync(run.loaded),
    signal,
    onStored: (count) => progress.rows("files", count),
    note: (text) => progress.note(text),
  });
  const totals = await writeListedFiles(run, listed);
  files.forget();
  progress.stageDone("files", (performance.now() - startedAt) / 1000);
  return totals;
}

async function listNamed(context: Context) {
  const { project, env, signal, progress } = context;
  const source = await context.openSource();
  try {
    const corrections = await context.readCorrections();
    const onRows = (table: string, count: number) => progress.rows(table, count);
    return await listFiles(source, { plan: project.plan, env, corrections, signal, onRows });
  } finally {
    await source.close();
  }
}

async function openPlaces({ project, env }: Context): Promise<Map<string, Place>> {
  const places = new Map<string, Place>();
  for (const [name, place] of Object.entries(project.plan.files))
    places.set(name, await openFolder(path.resolve(project.dir, env[placeVariable(name)] ?? place.path)));
  return places;
}

/** A folder lies elsewhere on another machine: `CUTOVER_FILES_AVATARS`. */
function placeVariable(place: string): string {
  return `CUTOVER_FILES_${place.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_")}`;
}

/**
 * Deletes the files that this run has stored; those that were there before, or that users have stored, stay. Its documents have no
 * files any more: an export begins anew.
 */
export async function deleteFiles({ files, project, app, signal, progress }: Context): Promise<void> {
  const { run } = files;
  if (tablesWithFiles(project.plan).length === 0) return;
  // The deployment is asked, not the folder: a pass that was killed has stored files and listed none.
  const { deleted, left } = await new FileUploads(app, run.run, signal).deleteStored();
  if (deleted === 0 && left === 0 && (await readFileTotals(run)) === null) return;
  const stay =
    left === 0 ? "" : `; ${left} that were recognized only by their contents stay, since a user may have stored them`;
  progress.note(`rollback deletes ${deleted === 1 ? "1 file" : `${deleted} files`} that this run has stored${stay}`);
  await run.journal.append({ stage: "export", event: "interrupted", message: "its files were deleted" });
  await removeListedFiles(run);
  files.forget();
}

/** Throws for every table with more missing files than the plan allows. */
export async function refuseMissingFiles({
  files: { run },
  project,
}: Pick<Context, "files" | "project">): Promise<void> {
  const totals = await readFileTotals(run);
  if (totals === null && tablesWithFiles(project.plan).length > 0) {
    const what = "The files that rows name are not stored";
    throw new CutoverError(storedFileFailures.filesNotStored, { what, where: run.file(), next: "cutover export" });
  }
  const faults = Object.entries(totals?.tables ?? {}).flatMap(([table, { missing, failed }]): Fault[] => {
    const allowed = project.plan.tables.get(table)?.allow.files ?? 0;
    if (missing + failed <= allowed) return [];
    const what = `${table}: ${missing} files are missing and ${failed} could not be stored, the plan allows ${allowed}`;
    const next = `Put them there and type it again, or allow them: { allow: { files: ${missing + failed} } }.`;
    return [{ what, where: run.file("files.jsonl"), next }];
  });
  if (faults.length > 0) throw new CutoverError(storedFileFailures.filesMissing, faults);
}
