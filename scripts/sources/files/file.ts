import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { CutoverError } from "../../errors.js";
import { sourceFailures } from "../failures.js";
import { fileFailures } from "../fileFailures.js";
import type { BrokenRow, Row, SourceFile, SourceTable } from "../source.js";
import { isLinesFile } from "./json/isLinesFile.js";

/** A table that is read from a file, or from a part of one. */
export interface FileTable {
  readonly name: string;
  /** Made by a first pass over the file, once: the columns of all rows, and how many rows there are. */
  describe(): Promise<SourceTable>;
  /** Rows in the order of the columns that `describe` names. */
  read(): AsyncIterable<readonly (Row | BrokenRow)[]>;
  files(): readonly SourceFile[];
}

/** The state of a data file when its source was opened. */
export interface DataFile {
  readonly path: string;
  /** Where its text starts: after the byte order mark. */
  readonly start: number;
  readonly size: number;
  readonly modifiedMs: number;
  /** One JSON text per line. */
  readonly isLines: boolean;
  /** Absent: a file that looks as if COPY had written it is refused. */
  readonly decode?: Decode;
  /** The whole source as a locator that decodes this file so: the other files stay as they were named. */
  readonly locator: (decode: Decode) => string;
}

/**
 * `copy`: JSONLines written by `\copy (select row_to_json(t) …)`, and `.tsv` files written by COPY, are decoded once. `plain`: read as
 * they are.
 */
export type Decode = "plain" | "copy";

/** Also the size of a page of rows. */
const chunkBytes = 256 * 1024;

/** The limit for one row: anything larger means that the file has another format. */
export const largestRowBytes = 64 * 1024 * 1024;

/** Signatures of files that cannot be read as text, and how to convert them. */
const otherFormats: readonly (readonly [string, string, string])[] = [
  ["\x1f\x8b", "is compressed with gzip", "Unpack it: gunzip -k"],
  ["\x28\xb5\x2f\xfd", "is compressed with zstd", "Unpack it: zstd -d"],
  ["PK\x03\x04", "is a ZIP archive or a workbook", "Unpack it, or save the sheet as CSV:"],
  ["\xff\xfe", "is UTF-16", "Convert it to UTF-8: iconv -f UTF-16 -t UTF-8"],
  ["\xfe\xff", "is UTF-16", "Convert it to UTF-8: iconv -f UTF-16 -t UTF-8"],
];

export async function checkDataFile(
  path: string,
  decode: Decode | undefined,
  locator: DataFile["locator"],
): Promise<DataFile> {
  const { size, mtimeMs } = await getStat(path);
  const head = await readHead(path);
  for (const [magic, what, next] of otherFormats) {
    if (!head.startsWith(magic)) continue;
    throw new CutoverError(fileFailures.otherFormat, {
      what: `The file ${what}`,
      where: path,
      next: `${next} ${path}`,
    });
  }
  const start = head.startsWith("\xef\xbb\xbf") ? 3 : 0;
  return { path, start, size, modifiedMs: mtimeMs, isLines: await isLinesFile(path, start), decode, locator };
}

/** Its bytes after the byte order mark. Refuses a file that changed: its columns come from an earlier pass. */
export async function* readChunks(file: DataFile): AsyncGenerator<Buffer> {
  await checkUnchanged(file);
  const chunks: AsyncIterable<Buffer> = createReadStream(file.path, { start: file.start, highWaterMark: chunkBytes });
  yield* chunks;
  await checkUnchanged(file);
}

async function checkUnchanged(file: DataFile): Promise<void> {
  const { size, mtimeMs } = await getStat(file.path);
  if (size === file.size && mtimeMs === file.modifiedMs) return;
  throw new CutoverError(sourceFailures.changedWhileRead, {
    what: "The file has changed while it was read",
    where: file.path,
    next: "Wait until it is complete and run the same command again",
  });
}

async function getStat(path: string) {
  try {
    const stats = await stat(path);
    if (stats.isFile()) return stats;
  } catch (cause) {
    throw new CutoverError(
      fileFailures.fileMissing,
      { what: "The file does not exist", where: path, next: "Check the path" },
      { cause },
    );
  }
  throw new CutoverError(fileFailures.fileMissing, {
    what: "This is not a file",
    where: path,
    next: "Name a file, or a folder of files",
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
  /** Without its line end, LF or CR LF. */
  readonly bytes: Buffer;
  /** From 1. */
  readonly number: number;
}

const newline = 0x0a;
const carriageReturn = 0x0d;

/** The lines of a file; a page holds the lines that end in one chunk. */
export async function* readLines(file: DataFile): AsyncGenerator<Line[]> {
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let number = 1;
  for await (const chunk of readChunks(file)) {
    const last = chunk.lastIndexOf(newline);
    pending.push(last === -1 ? chunk : chunk.subarray(0, last));
    pendingBytes += chunk.length;
    if (last === -1) {
      if (pendingBytes > largestRowBytes) throw lineTooLong(file, number);
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
    const lineFeed = bytes.indexOf(newline, start);
    const stop = lineFeed === -1 ? bytes.length : lineFeed;
    const end = stop > start && bytes[stop - 1] === carriageReturn ? stop - 1 : stop;
    lines.push({ bytes: bytes.subarray(start, end), number: first + lines.length });
    start = stop + 1;
  }
  return lines;
}

function lineTooLong({ path }: DataFile, line: number): CutoverError {
  return new CutoverError(fileFailures.otherFormat, {
    what: "A line is longer than 64 MiB: the file does not have one row per line",
    where: `${path} line ${String(line)}`,
    next: "If it contains one JSON document, name it .json",
  });
}
