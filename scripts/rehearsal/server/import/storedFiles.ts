import { z } from "zod";
import type { Component, Engine } from "../engine/engine.js";
import type { FileContent } from "../engine/fileContents.js";
import { findMismatch, storageTable } from "../engine/storedFiles.js";
import { ensureCreationTime, ensureId } from "./documents.js";
import type { ImportedStorage } from "./files.js";
import { ImportError, inRow } from "./importError.js";
import { JsonNumber, type Json } from "./json.js";

/** A file of an import whose bytes are on the disk. */
export interface KeptFile {
  componentPath: string;
  id: string;
  content: FileContent;
  metadata: Metadata | undefined;
}

const vMetadata = z.object({
  _id: z.string(),
  _creationTime: z.number().nullish(),
  sha256: z.string().nullish(),
  size: z.number().nullish(),
  contentType: z.string().nullish(),
  internalId: z.string().nullish(),
});
type Metadata = z.infer<typeof vMetadata>;

/**
 * As the server does it: the files that are in the ZIP come in, those without a line of metadata too, and a line without a
 * file is passed over. A sha256 that is given has to be the file's.
 */
export async function keepFiles(engine: Engine, { componentPath, rows, files }: ImportedStorage): Promise<KeptFile[]> {
  const metadata = new Map(rows.map((row, index) => readMetadata(row, index + 1)).map((line) => [line._id, line]));
  const kept: KeptFile[] = [];
  for (const { id, bytes } of files) {
    ensureStorageId(id);
    const found = metadata.get(id);
    const content = await engine.files.contents.keep([bytes]);
    const mismatch = findMismatch(found?.sha256 ?? undefined, content);
    if (mismatch !== undefined) throw new ImportError(mismatch);
    engine.components.get(componentPath)?.store.reserveId(id);
    kept.push({ componentPath, id, content, metadata: found });
  }
  return kept;
}

function readMetadata(row: Json, number: number): Metadata {
  return inRow(number, "is not a valid Convex value", () => {
    if (!(row instanceof Map)) throw new Error("expected an object");
    const fields = [...row].map(([name, value]) => [name, value instanceof JsonNumber ? Number(value.text) : value]);
    const metadata = vMetadata.parse(Object.fromEntries(fields));
    ensureId(metadata._id, storageTable);
    ensureCreationTime(metadata._creationTime ?? undefined);
    return metadata;
  });
}

function ensureStorageId(id: string): void {
  try {
    ensureId(id, storageTable);
  } catch (error) {
    throw new ImportError(`_storage id '${id}' invalid: ${(error as Error).message}`, { cause: error });
  }
}

/** Inside a transaction, after everything else that may fail: what a file's URL leads to is not taken back. */
export function insertFiles(engine: Engine, files: readonly KeptFile[]): void {
  for (const file of files) insertDocument(engine, file);
  for (const { componentPath, id, content, metadata } of files)
    engine.files.link(componentPath, id, content, metadata?.internalId ?? undefined);
}

function insertDocument(engine: Engine, { componentPath, id, content, metadata }: KeptFile): void {
  const { store } = engine.components.get(componentPath) as Component;
  if (store.has(storageTable, id)) throw new ImportError(`Files have the same _id ${id}`);
  const _creationTime = metadata?._creationTime ?? store.newCreationTime();
  const { sha256, size } = content;
  store.put({ _id: id, _creationTime, contentType: metadata?.contentType ?? null, sha256, size });
}
