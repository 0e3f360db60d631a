import type { Component, Engine } from "../engine/engine.js";
import { toDocument, toStoredDocument, type ImportedDocument } from "./documents.js";
import type { ImportedFiles, ImportedTable } from "./files.js";
import { insertFiles, keepFiles, type KeptFile } from "./storedFiles.js";
import { ImportError } from "./importError.js";
import type { Pace } from "../pace.js";
import { findReplacedTables, type ImportMode } from "./plan.js";

/** Rows of an append become visible in batches of this size, as on the server, which fills half a transaction. */
const appendBatch = 8_000;
/** Rows between two breaks while a hidden table is filled. */
const hiddenBatch = 1_000;

/** What whoever waits for the import is told. */
export interface ImportListener {
  begun(table: ImportedTable): void;
  moved(table: ImportedTable, documents: number): void;
  done(table: ImportedTable, documents: number): void;
  filesDone(componentPath: string, files: number): void;
}

export interface ImportJob {
  engine: Engine;
  files: ImportedFiles;
  mode: ImportMode;
  pace: Pace;
  listener: ImportListener;
}

/**
 * Writes the rows and returns how many. Everything but an append fills hidden tables and makes them the tables at the
 * end: what functions wrote to the old ones meanwhile goes with the old ones, in the mode for empty tables too.
 */
export async function writeImport(job: ImportJob): Promise<number> {
  if (job.mode === "append") return appendImport(job);
  const { engine, files, mode } = job;
  const tables: ReadTable[] = [];
  for (const table of files.tables) tables.push(await fillHiddenTable(job, table));
  const stored = await keepAll(job);
  const writtenAt = engine.log.now();
  if (tables.length === 0) await job.pace(0);
  await engine.transaction(() => {
    const replaced = findReplacedTables(engine, files, mode);
    engine.log.swapTables(
      replaced.map(({ component, table }) => `${component.path}/${table}`),
      writtenAt,
    );
    for (const { component, table } of replaced) deleteAll(component, table);
    for (const { component, table, documents } of tables) insertAll(component, table, documents);
    insertFiles(engine, stored);
  });
  return tables.reduce((sum, { documents }) => sum + documents.length, 0);
}

/** The bytes of all files, on the disk; the files are there once `insertFiles` has written their documents. */
async function keepAll({ engine, files, listener }: ImportJob): Promise<KeptFile[]> {
  const kept: KeptFile[] = [];
  for (const storage of files.stored) {
    kept.push(...(await keepFiles(engine, storage)));
    listener.filesDone(storage.componentPath, storage.files.length);
  }
  return kept;
}

async function fillHiddenTable({ engine, pace, listener }: ImportJob, table: ImportedTable): Promise<ReadTable> {
  listener.begun(table);
  const hidden = readTable(engine, table, 0, hiddenBatch);
  await pace(hidden.documents.length);
  for (let start = hiddenBatch; start < table.rows.length; start += hiddenBatch) {
    listener.moved(table, start);
    const { documents } = readTable(engine, table, start, start + hiddenBatch);
    hidden.documents.push(...documents);
    await pace(documents.length);
  }
  listener.done(table, hidden.documents.length);
  return hidden;
}

/** Not atomic, like the real one: a bad row leaves the batches before it. */
async function appendImport(job: ImportJob): Promise<number> {
  const { engine, files, pace, listener } = job;
  let written = 0;
  for (const table of files.tables) {
    listener.begun(table);
    for (let start = 0; start < table.rows.length; start += appendBatch) {
      const batch = readTable(engine, table, start, start + appendBatch);
      await pace(batch.documents.length);
      await engine.transaction(() => insertAll(batch.component, batch.table, batch.documents));
      written += batch.documents.length;
      listener.moved(table, start + batch.documents.length);
    }
    listener.done(table, table.rows.length);
  }
  for (const file of await keepAll(job)) await engine.transaction(() => insertFiles(engine, [file]));
  return written;
}

interface ReadTable {
  component: Component;
  table: string;
  documents: ImportedDocument[];
}

function readTable(
  engine: Engine,
  { componentPath, table, encoding, rows }: ImportedTable,
  start: number,
  end: number,
) {
  const component = engine.components.get(componentPath) as Component;
  const rules = { table, encoding, validator: component.validators?.get(table) };
  const documents = rows.slice(start, end).map((row, index) => toDocument(row, start + index + 1, rules));
  // At once, so that a function that inserts while the rest is read is not given one of these ids.
  for (const { _id } of documents) if (_id !== undefined) component.store.reserveId(_id);
  return { component, table, documents } satisfies ReadTable;
}

function deleteAll({ store, index }: Component, table: string): void {
  for (const { _id } of index.documents(table)) store.remove(_id);
}

function insertAll({ store }: Component, table: string, documents: readonly ImportedDocument[]): void {
  const given = new Set<string>();
  for (const document of documents) {
    const id = document._id ?? store.newId(table);
    if (given.has(id) || store.has(table, id)) {
      throw new ImportError(`Documents of table "${table}" have the same _id ${id}`);
    }
    given.add(id);
    store.put(toStoredDocument(document, id, document._creationTime ?? store.newCreationTime()));
  }
}
