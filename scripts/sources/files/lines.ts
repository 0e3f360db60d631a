import { CutoverError } from "../../errors.js";
import { type DataFile, largestRowBytes, readChunks } from "./file.js";

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
