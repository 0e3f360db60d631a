import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import type { Document } from "../../convex/shared/document/document.js";
import { encodeDocument } from "../../scripts/rows/write/encode.js";

/** Documents by table, as a deployment would export them. */
export type Tables = Readonly<Record<string, readonly Document[]>>;

/** Writes what `convex export` would: every table with its documents. */
export async function writeExport(file: string, tables: Tables): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const zip = new ZipFile();
  for (const [name, documents] of Object.entries(tables)) {
    const lines = documents.map((document) => `${encodeDocument(document, "zip")}\n`).join("");
    zip.addBuffer(Buffer.from(lines), `${name}/documents.jsonl`);
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(file));
}
