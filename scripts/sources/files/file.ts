import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { CutoverError } from "../../errors.js";
import type { BrokenRow, Row, SourceFile, SourceTable } from "../source.js";

/** What a file (or a part of one) gives as one table. */
export interface FileTable {
  readonly name: string;
  /** From a first pass over the file, made once: every column of every row, and how many rows there are. */
  describe(): Promise<SourceTable>;
  /** Rows in the order of the columns that `describe` names. */
  read(): AsyncIterable<readonly (Row | BrokenRow)[]>;
  files(): readonly SourceFile[];
}

/** A data file as it was when its source was opened. */
export interface DataFile {
  readonly path: string;
  /** Where its text starts: behind a byte order mark. */
  readonly start: number;
  readonly size: number;
  readonly modifiedMs: number;
}

/** Also the size of a page of rows. */
const chunkBytes = 256 * 1024;

/** A row has at most as many bytes: what is larger is no row but a file of another form. */
export const largestRowBytes = 64 * 1024 * 1024;

/** Beginnings of files that hold no text of ours. */
const otherFormats: readonly (readonly [string, string, string])[] = [
  ["\x1f\x8b", "is compressed with gzip", "Unpack it: gunzip -k"],
  ["\x28\xb5\x2f\xfd", "is compressed with zstd", "Unpack it: zstd -d"],
  ["PK\x03\x04", "is a ZIP archive or a workbook", "Unpack it, or save the sheet as CSV:"],
  ["\xff\xfe", "is UTF-16", "Make it UTF-8: iconv -f UTF-16 -t UTF-8"],
  ["\xfe\xff", "is UTF-16", "Make it UTF-8: iconv -f UTF-16 -t UTF-8"],
];

export async function checkDataFile(path: string): Promise<DataFile> {
  const { size, mtimeMs } = await getStat(path);
  const head = await readHead(path);
  for (const [magic, what, next] of otherFormats) {
    if (!head.startsWith(magic)) continue;
    throw new CutoverError("source", { what: `The file ${what}`, where: path, next: `${next} ${path}` });
  }
  return { path, start: head.startsWith("\xef\xbb\xbf") ? 3 : 0, size, modifiedMs: mtimeMs };
}

/** Its bytes behind the byte order mark. Columns were noted in a first pass: they mean nothing once the file has changed. */
export async function* readChunks(file: DataFile): AsyncGenerator<Buffer> {
  await checkUnchanged(file);
  const chunks: AsyncIterable<Buffer> = createReadStream(file.path, { start: file.start, highWaterMark: chunkBytes });
  yield* chunks;
  await checkUnchanged(file);
}

async function checkUnchanged(file: DataFile): Promise<void> {
  const { size, mtimeMs } = await getStat(file.path);
  if (size === file.size && mtimeMs === file.modifiedMs) return;
  throw new CutoverError("source", {
    what: "The file has changed while it was read",
    where: file.path,
    next: "Wait until it is complete and run the same command again",
  });
}

async function getStat(path: string) {
  try {
    const found = await stat(path);
    if (found.isFile()) return found;
  } catch (cause) {
    throw new CutoverError("source", { what: "There is no such file", where: path, next: "Check the path" }, { cause });
  }
  throw new CutoverError("source", {
    what: "This is not a file",
    where: path,
    next: "Give a file, or a folder of them",
  });
}

async function readHead(path: string): Promise<string> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.toString("latin1", 0, bytesRead);
  } finally {
    await file.close();
  }
}

export interface Line {
  /** Without its end, which may be LF or CR LF. */
  readonly bytes: Buffer;
  /** From 1. */
  readonly number: number;
}

const newline = 0x0a;
const carriageReturn = 0x0d;

/** The lines of a file, as many at a time as end in one chunk of it. */
export async function* readLines(file: DataFile): AsyncGenerator<Line[]> {
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let number = 1;
  for await (const chunk of readChunks(file)) {
    const last = chunk.lastIndexOf(newline);
    pending.push(last === -1 ? chunk : chunk.subarray(0, last));
    pendingBytes += chunk.length;
    if (last === -1) {
      if (pendingBytes > largestRowBytes) throw getTooLong(file, number);
      continue;
    }
    const lines = splitLines(Buffer.concat(pending), number);
    number += lines.length;
    yield lines;
    pending = [chunk.subarray(last + 1)];
    pendingBytes = chunk.length - last - 1;
  }
  if (pendingBytes > 0) yield splitLines(Buffer.concat(pending), number);
}

function splitLines(bytes: Buffer, first: number): Line[] {
  const lines: Line[] = [];
  for (let start = 0; start <= bytes.length;) {
    const found = bytes.indexOf(newline, start);
    const stop = found === -1 ? bytes.length : found;
    const end = stop > start && bytes[stop - 1] === carriageReturn ? stop - 1 : stop;
    lines.push({ bytes: bytes.subarray(start, end), number: first + lines.length });
    start = stop + 1;
  }
  return lines;
}

function getTooLong({ path }: DataFile, line: number): CutoverError {
  return new CutoverError("source", {
    what: "A line is longer than 64 MiB: the file does not hold one row per line",
    where: `${path} line ${String(line)}`,
    next: "If it holds one JSON document, name it .json",
  });
}
