import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { rename } from "node:fs/promises";
import path from "node:path";
import { PassThrough, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import { makeFolder, privateFile, withDiskFaults } from "../../run/files.js";
import type { Format } from "../../run/manifest.js";

const bufferBytes = 256 * 1024;

/** Where lines go: the stream that takes them, and a promise that resolves when all of them are on disk. */
interface Sink {
  readonly stream: Writable;
  readonly done: Promise<void>;
}

/**
 * Writes lines to `<file>.partial` and renames it in `finish`: a file with its final name is complete. Back-pressure is the
 * stream's.
 */
export class LineWriter {
  private pending: string[] = [];
  private pendingBytes = 0;
  private written = 0;
  private largest = 0;

  constructor(
    private readonly file: string,
    private readonly sink: Sink,
  ) {}

  /** A plain file of lines. */
  static async create(file: string): Promise<LineWriter> {
    return await openWriter(file, (partial) => {
      const stream = new PassThrough({ highWaterMark: bufferBytes });
      return { stream, done: pipeline(stream, createWriteStream(partial, { mode: privateFile })) };
    });
  }

  /** A ZIP for `convex import` that holds this table's documents, marked as "uniform" (see encode.ts). */
  static async createZip(file: string, table: string): Promise<LineWriter> {
    return await openWriter(file, (partial) => {
      const stream = new PassThrough({ highWaterMark: bufferBytes });
      const zip = new ZipFile();
      zip.addBuffer(Buffer.from('"uniform"\n'), `${table}/generated_schema.jsonl`, { mtime: zipTime });
      zip.addReadStream(stream, `${table}/documents.jsonl`, { mtime: zipTime, compressionLevel: 1 });
      zip.end();
      const failed = once(zip, "error").then(([error]) => Promise.reject(error as Error));
      const written = pipeline(zip.outputStream as PassThrough, createWriteStream(partial, { mode: privateFile }));
      return { stream, done: Promise.race([written, failed]) };
    });
  }

  /** The writer of a table's documents in this format. */
  static async createDocuments(file: string, table: string, format: Format): Promise<LineWriter> {
    return format === "zip" ? await LineWriter.createZip(file, table) : await LineWriter.create(file);
  }

  /** `line`: without the line feed. */
  async write(line: string): Promise<void> {
    const bytes = Buffer.byteLength(line) + 1;
    this.pending.push(line, "\n");
    this.pendingBytes += bytes;
    this.written += bytes;
    this.largest = Math.max(this.largest, bytes - 1);
    if (this.pendingBytes >= bufferBytes) await this.flush();
  }

  /** Bytes of all lines, line feeds included. */
  get bytes(): number {
    return this.written;
  }

  /** Bytes of the longest line. */
  get largestBytes(): number {
    return this.largest;
  }

  async finish(): Promise<void> {
    await this.flush();
    await withDiskFaults(this.file, async () => {
      this.sink.stream.end();
      await this.sink.done;
      await rename(`${this.file}.partial`, this.file);
    });
  }

  /** Stops without renaming: the partial file stays until the next run overwrites it. */
  abandon(): void {
    this.sink.stream.destroy();
  }

  private async flush(): Promise<void> {
    const text = this.pending.join("");
    this.pending = [];
    this.pendingBytes = 0;
    if (text === "" || this.sink.stream.write(text)) return;
    // A disk error settles `done`, never `drain`.
    await withDiskFaults(this.file, async () => await Promise.race([once(this.sink.stream, "drain"), this.sink.done]));
  }
}

/** ZIP entries carry a time; with a fixed one the same rows give the same bytes. */
const zipTime = new Date("2000-01-01T00:00:00Z");

async function openWriter(file: string, open: (partial: string) => Sink): Promise<LineWriter> {
  await makeFolder(path.dirname(file));
  const sink = open(`${file}.partial`);
  // `finish` and `flush` report the failure; until then it must not end the process.
  sink.done.catch(() => {});
  return new LineWriter(file, sink);
}
