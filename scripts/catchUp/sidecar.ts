import { z } from "zod";
import type { Plan } from "../../convex/shared/plan/plan.js";
import { type JsonFormat, readJsonFile, writeJsonFile } from "../run/jsonFile.js";
import type { Manifest } from "../run/manifest.js";
import type { RunDirectory } from "../run/runDirectory.js";
import { hashKey, hashRow, readDocumentRows } from "./documentRows.js";
import { readRowHashes, RowHashWriter } from "./rowHashFile.js";
import type { RowHashes } from "./rowHashes.js";

const vSidecar = z.object({
  planHash: z.string(),
  tables: z.array(z.object({ table: z.string(), rows: z.number() }).readonly()).readonly(),
});
/** What the rows in Convex were when they were last written: a file of hashes per table, and this beside them. */
export type Sidecar = Readonly<z.infer<typeof vSidecar>>;

const sidecarFormat: JsonFormat<Sidecar> = {
  version: 1,
  content: vSidecar,
  next: "Delete the file, then: cutover catch-up",
};

/** The hashes of the rows that are in Convex. Made from the documents that were loaded, where no preload has made them. */
export async function ensureSidecar(run: RunDirectory, plan: Plan, manifest: Manifest): Promise<Sidecar> {
  const known = await readSidecar(run);
  if (known !== null) return known;
  for (const books of manifest.tables) {
    const writer = await RowHashWriter.create(sidecarFile(run, books.table));
    for await (const page of readDocumentRows(run, plan.tables.get(books.table)!, books)) {
      for (const row of page) await writer.write(hashKey(row), hashRow(row));
    }
    await writer.finish();
  }
  const sidecar = describeSidecar(manifest);
  await writeSidecar(run, sidecar);
  return sidecar;
}

export function describeSidecar({ planHash, tables }: Manifest): Sidecar {
  return { planHash, tables: tables.map(({ table, written }) => ({ table, rows: written })) };
}

export async function writeSidecar(run: RunDirectory, sidecar: Sidecar): Promise<void> {
  await writeJsonFile(run.file("sidecar", "sidecar.json"), sidecarFormat, sidecar);
}

export async function readSidecar(run: RunDirectory): Promise<Sidecar | null> {
  return await readJsonFile(run.file("sidecar", "sidecar.json"), sidecarFormat);
}

export async function readTableHashes(run: RunDirectory, { tables }: Sidecar, table: string): Promise<RowHashes> {
  const rows = tables.find((each) => each.table === table)?.rows ?? 0;
  return await readRowHashes(sidecarFile(run, table), rows);
}

export function sidecarFile(run: RunDirectory, table: string): string {
  return run.file("sidecar", `${table}.hashes`);
}
