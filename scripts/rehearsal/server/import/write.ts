import type { Component, Engine } from "../engine/engine.js";
import { toDocument, toStoredDocument, type ImportedDocument } from "./documents.js";
import type { ImportedFiles, ImportedTable } from "./files.js";
import { ImportError } from "./importError.js";
import type { ImportMode, TableChange } from "./plan.js";

/** Rows of an append become visible in batches of this size, as on the server, which fills half a transaction. */
const appendBatch = 8_000;

/** Writes the rows and returns how many; everything but an append is one transaction. */
export async function writeImport(
  engine: Engine,
  files: ImportedFiles,
  changes: readonly TableChange[],
  mode: ImportMode,
): Promise<number> {
  if (mode === "append") return appendImport(engine, files);
  const tables = files.tables.map((table) => readTable(engine, table, 0, table.rows.length));
  await engine.transaction(() => {
    if (mode !== "requireEmpty") for (const change of changes) deleteAll(change);
    for (const { component, table, documents } of tables) insertAll(component, table, documents);
  });
  return countOf(tables);
}

/** Not atomic, like the real one: a bad row leaves the batches before it. */
async function appendImport(engine: Engine, files: ImportedFiles): Promise<number> {
  let written = 0;
  for (const table of files.tables) {
    for (let start = 0; start < table.rows.length; start += appendBatch) {
      const batch = readTable(engine, table, start, start + appendBatch);
      await engine.transaction(() => insertAll(batch.component, batch.table, batch.documents));
      written += batch.documents.length;
    }
  }
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
  return { component, table, documents } satisfies ReadTable;
}

function countOf(tables: readonly ReadTable[]): number {
  return tables.reduce((sum, { documents }) => sum + documents.length, 0);
}

function deleteAll({ component, table }: TableChange): void {
  for (const { _id } of component.index.documents(table)) component.store.remove(_id);
}

function insertAll({ store }: Component, table: string, documents: readonly ImportedDocument[]): void {
  for (const { _id } of documents) if (_id !== undefined) store.reserveId(_id);
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
