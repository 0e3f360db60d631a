import { existsSync } from "node:fs";
import { rename } from "node:fs/promises";
import path from "node:path";
import type { Plan } from "../../convex/shared/plan/plan.js";
import { makeFolder, removeFile } from "../run/files.js";
import { readJsonFile, writeJsonFile } from "../run/jsonFile.js";
import { loadFormat, type Manifest, readManifest, type TableCounts, writeManifest } from "../run/manifest.js";
import type { RunDirectory } from "../run/runDirectory.js";
import { describeSidecar, sidecarFile, writeSidecar } from "./sidecar.js";

/**
 * The files of the new scan take the place of the run's: what verification compares with, what the report counts, and the
 * fingerprints the next scan is compared with. Goes on where a kill left it, because what was moved is not there any more.
 */
export async function promote(run: RunDirectory, work: RunDirectory, plan: Plan): Promise<Manifest> {
  const manifest: Manifest = { ...(await readManifest(work.manifest))!, run: run.run };
  for (const books of manifest.tables) await promoteTable(run, work, plan, books);
  await writeSidecar(run, describeSidecar(manifest));
  await updateLoaded(run, manifest);
  await writeManifest(run.manifest, manifest);
  return manifest;
}

async function promoteTable(run: RunDirectory, work: RunDirectory, plan: Plan, { table, format }: TableCounts) {
  const isMerged = plan.tables.get(table)!.merge !== undefined;
  await move(work.documents(table, format), run.documents(table, format));
  await removeFile(run.documents(table, format === "zip" ? "jsonl" : "zip"));
  await move(work.rejected(table), run.rejected(table));
  if (isMerged) await move(work.merged(table), run.merged(table));
  await move(sidecarFile(work, table), sidecarFile(run, table));
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
  const written = new Map(manifest.tables.map((books) => [books.table, books.written]));
  const tables = previous.tables.map((each) => ({ ...each, loaded: written.get(each.table) ?? each.loaded }));
  await writeJsonFile(run.loaded, loadFormat, { tables });
}
