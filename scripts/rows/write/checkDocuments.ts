import { CutoverError, type Fault } from "../../errors.js";
import { rowFailures } from "../failures.js";
import { digestFile } from "../../run/files.js";
import type { Manifest, TableCounts } from "../../run/manifest.js";
import type { RunDirectory } from "../../run/runDirectory.js";

/** Throws for every documents file that is not, to the bit, the one that was exported. */
export async function checkDocuments(run: RunDirectory, { tables }: Manifest): Promise<void> {
  const faults: Fault[] = [];
  for (const counts of tables) faults.push(...(await findFault(run, counts)));
  if (faults.length > 0) throw new CutoverError(rowFailures.exportedFileChanged, faults);
}

/** Whether the documents file is, to the bit, the one that was exported. */
export async function isAsExported(run: RunDirectory, { table, format, sha256 }: TableCounts): Promise<boolean> {
  return (await hashFile(run.documents(table, format))) === sha256;
}

async function findFault(run: RunDirectory, { table, format, sha256 }: TableCounts): Promise<Fault[]> {
  const file = run.documents(table, format);
  const found = await hashFile(file);
  if (found === sha256) return [];
  const what = found === null ? "The exported documents are gone" : "The file is not the one that was exported";
  return [{ what, where: file, next: "cutover export" }];
}

/** null: there is no such file. */
async function hashFile(file: string): Promise<string | null> {
  try {
    return (await digestFile(file)).sha256;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
