import { rm } from "node:fs/promises";
import path from "node:path";
import type { Plan, PlannedTable } from "../../convex/shared/plan/plan.js";
import { readStrings } from "../rows/write/documentLines.js";
import { LineWriter, type TableLines, zipTables } from "../rows/write/lineWriter.js";
import type { Snapshot } from "../run/snapshot.js";
import { recordTables } from "./componentRecords.js";
import { SavedKeys } from "./savedKeys.js";

/**
 * Keeps which document stands for which row, so that documents can be compared when the legacy fields are gone: of each
 * migrated document its id and its legacy fields, and what the component knows. A ZIP in the form of an export, whose entries
 * have checksums.
 */
export async function writeIdMap(plan: Plan, now: Snapshot, file: string): Promise<void> {
  await writeTables(file, async (write) => {
    for (const table of plan.tables.values()) await write(table.name, savedLines(table, now));
    for (const table of recordTables) await write(table, now.lines(table));
  });
}

async function* savedLines({ name, id, legacyFields }: PlannedTable, now: Snapshot): AsyncGenerator<string> {
  for await (const line of now.lines(name)) {
    const document = readStrings(line);
    if (typeof document[id.field] !== "string") continue;
    const keys = legacyFields.flatMap((field) => (document[field] === undefined ? [] : [[field, document[field]]]));
    yield JSON.stringify({ _id: document["_id"], ...(Object.fromEntries(keys) as object) });
  }
}

/**
 * The export as it would be with the legacy fields: those of the map are put back, by the documents' ids, and the component's
 * records are those of then. Gives how many documents of the map the export has.
 */
export async function restoreLegacyFields(
  plan: Plan,
  { now, map }: { readonly now: Snapshot; readonly map: Snapshot },
  file: string,
): Promise<{ found: number; saved: number }> {
  const counts = { found: 0, saved: 0 };
  await writeTables(file, async (write, folder) => {
    for (const table of plan.tables.values()) {
      const saved = await SavedKeys.open(map.lines(table.name), path.join(folder, "saved.jsonl"));
      counts.saved += saved.size;
      await write(table.name, restoredLines(table, now, saved, counts)).finally(() => saved.close());
    }
    for (const table of recordTables) await write(table, map.lines(table));
  });
  return counts;
}

async function* restoredLines(
  { name, id }: PlannedTable,
  now: Snapshot,
  saved: SavedKeys,
  counts: { found: number },
): AsyncGenerator<string> {
  for await (const line of now.lines(name)) {
    const document = readStrings(line);
    const keys = saved.find(document["_id"] as string);
    if (keys !== null) counts.found += 1;
    // The removal takes all legacy fields of a document at once: one that has its key has the others.
    const isWhole = keys === null || typeof document[id.field] === "string";
    yield isWhole ? line : `${keys.slice(0, -1)},${line.slice(line.indexOf("{") + 1)}`;
  }
}

type WriteTable = (table: string, lines: AsyncIterable<string>) => Promise<void>;

/** A ZIP that is there whole or not at all. Its lines lie beside it until then. */
async function writeTables(file: string, work: (write: WriteTable, folder: string) => Promise<void>): Promise<void> {
  const folder = `${file}.lines`;
  await rm(folder, { recursive: true, force: true });
  const tables: TableLines[] = [];
  try {
    await work(async (table, lines) => {
      tables.push({ table, file: path.join(folder, `${tables.length}.jsonl`), isUniform: true });
      await writeLines(tables.at(-1)!.file, lines);
    }, folder);
    await zipTables(file, tables);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeLines(file: string, lines: AsyncIterable<string>): Promise<void> {
  const writer = await LineWriter.create(file);
  try {
    for await (const line of lines) await writer.write(line);
    await writer.finish();
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}
