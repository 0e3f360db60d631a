import { createHash, type Hash } from "node:crypto";
import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { rename } from "node:fs/promises";
import path from "node:path";
import { PassThrough, Readable, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { makeFolder, namePartial, privateFile, removeFile, syncFolder, withDiskFaults } from "../../run/files.js";
import type { Format } from "../../run/manifest.js";
import { makeZip, type ZipEntry } from "../../run/zip.js";

const flushedBytes = 256 * 1024;
/** With room for the line that comes after. */
const bufferBytes = flushedBytes + 16 * 1024;
const lineFeed = 0x0a;

/** Where lines go: the stream that takes them, and a promise that resolves when all of them are on disk. */
interface Sink {
  readonly stream: Writable;
  readonly done: Promise<void>;
}

type OpenSink = (write: (bytes: Readable) => Promise<void>) => Sink;

/**
 * Writes lines to a file of another name and renames it in `finish`: a file with its final name is complete. Back-pressure is the
 * stream's.
 */
export class LineWriter {
  private pending = Buffer.allocUnsafe(bufferBytes);
  private pendingBytes = 0;
  private written = 0;
  private largest = 0;

  constructor(
    private readonly file: string,
    private readonly sink: Sink,
    private readonly hash: Hash,
  ) {}

  /** A plain file of lines. */
  static async create(file: string): Promise<LineWriter> {
    return await openWriter(file, (write) => {
      const stream = new PassThrough({ highWaterMark: bufferBytes });
      return { stream, done: write(stream) };
    });
  }

  /** A ZIP for `convex import` that holds this table's documents, marked as "uniform" (see encode.ts). */
  static async createZip(file: string, table: string): Promise<LineWriter> {
    return await openWriter(file, (write) => {
      const stream = new PassThrough({ highWaterMark: bufferBytes });
      // Abandoned before its turn comes, nobody listens to it yet; whoever reads it then is told.
      stream.on("error", () => {});
      const zip = makeZip([uniformMark(table), { name: documentsOf(table), chunks: stream }]);
      return { stream, done: write(Readable.from(zip, { objectMode: false })) };
    });
  }

  /** The writer of a table's documents in this format. */
  static async createDocuments(file: string, table: string, format: Format): Promise<LineWriter> {
    return format === "zip" ? await LineWriter.createZip(file, table) : await LineWriter.create(file);
  }

  /** `line`: without the line feed. */
  async write(line: string): Promise<void> {
    const length = Buffer.byteLength(line);
    this.makeRoom(length + 1);
    this.pending.write(line, this.pendingBytes);
    this.endLine(length);
    if (this.pendingBytes >= flushedBytes) await this.flush();
  }

  /** A line that is bytes already; they are copied. `flushFull` waits for the disk: call it every few hundred lines. */
  append(bytes: Uint8Array, start: number, end: number): void {
    this.makeRoom(end - start + 1);
    this.pending.set(bytes.subarray(start, end), this.pendingBytes);
    this.endLine(end - start);
  }

  /** Writes what is pending, where it is enough to be worth it. */
  async flushFull(): Promise<void> {
    if (this.pendingBytes >= flushedBytes) await this.flush();
  }

  private makeRoom(bytes: number): void {
    const needed = this.pendingBytes + bytes;
    if (needed <= this.pending.length) return;
    const grown = Buffer.allocUnsafe(Math.max(needed, 2 * this.pending.length));
    this.pending.copy(grown, 0, 0, this.pendingBytes);
    this.pending = grown;
  }

  private endLine(length: number): void {
    this.pending[this.pendingBytes + length] = lineFeed;
    this.pendingBytes += length + 1;
    this.written += length + 1;
    this.largest = Math.max(this.largest, length);
  }

  /** Bytes of all lines, line feeds included. */
  get bytes(): number {
    return this.written;
  }

  /** Bytes of the longest line. */
  get largestBytes(): number {
    return this.largest;
  }

  /** Of the file, in hexadecimal. */
  async finish(): Promise<string> {
    await this.flush();
    await withDiskFaults(this.file, async () => {
      this.sink.stream.end();
      await this.sink.done;
      await rename(namePartial(this.file), this.file);
      await syncFolder(path.dirname(this.file));
    });
    return this.hash.digest("hex");
  }

  /** Stops without renaming, and removes what was written so far. */
  async abandon(): Promise<void> {
    this.sink.stream.destroy(new Error("abandoned"));
    await this.sink.done.catch(() => {});
    await removeFile(namePartial(this.file));
  }

  private async flush(): Promise<void> {
    if (this.pendingBytes === 0) return;
    const bytes = this.pending.subarray(0, this.pendingBytes);
    // The stream keeps what it was given.
    this.pending = Buffer.allocUnsafe(bufferBytes);
    this.pendingBytes = 0;
    if (this.sink.stream.write(bytes)) return;
    // A disk error settles `done`, never `drain`.
    await withDiskFaults(this.file, async () => await Promise.race([once(this.sink.stream, "drain"), this.sink.done]));
  }
}

/** In a folder of a ZIP, it says that its numbers are written as encode.ts writes them. */
function uniformMark(table: string): ZipEntry {
  return { name: `${table}/generated_schema.jsonl`, chunks: [Buffer.from('"uniform"\n')] };
}

function documentsOf(table: string): string {
  return `${table}/documents.jsonl`;
}

/** Opened when its turn comes. */
async function* readChunks(file: string): AsyncGenerator<Buffer> {
  yield* createReadStream(file) as AsyncIterable<Buffer>;
}

/** A file of lines that is to become a table's documents. */
export interface TableLines {
  readonly table: string;
  readonly file: string;
  /** Written as encode.ts writes for a ZIP; otherwise they are read as plain JSON lines. */
  readonly isUniform: boolean;
}

/** One ZIP for `convex import` of several tables: each import costs seconds. */
export async function zipTables(file: string, tables: readonly TableLines[]): Promise<void> {
  const zip = makeZip(
    tables.flatMap(({ table, file: lines, isUniform }) => [
      ...(isUniform ? [uniformMark(table)] : []),
      { name: documentsOf(table), chunks: readChunks(lines) },
    ]),
  );
  await makeFolder(path.dirname(file));
  await withDiskFaults(file, async () => {
    await pipeline(zip, writePrivately(namePartial(file)));
    await rename(namePartial(file), file);
    await syncFolder(path.dirname(file));
  });
}

async function openWriter(file: string, open: OpenSink): Promise<LineWriter> {
  await makeFolder(path.dirname(file));
  const hash = createHash("sha256");
  const sink = open(async (bytes) => {
    bytes.on("data", (chunk: Buffer) => hash.update(chunk));
    await pipeline(bytes, writePrivately(namePartial(file)));
  });
  // `finish` and `flush` report the failure; until then it must not end the process.
  sink.done.catch(() => {});
  return new LineWriter(file, sink, hash);
}

/** Synced when it ends. */
function writePrivately(file: string) {
  return createWriteStream(file, { mode: privateFile, flush: true });
}
