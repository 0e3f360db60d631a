import { createReadStream } from "node:fs";
import { open, rename, stat, type FileHandle } from "node:fs/promises";
import path from "node:path";
import type { Fingerprint } from "../../convex/shared/document/fingerprint.js";
import { CutoverError } from "../errors.js";
import { makeFolder, privateFile, withDiskFaults } from "../run/files.js";
import { RowHashes, wordsPerRow } from "./rowHashes.js";

const bytesPerRow = wordsPerRow * 4;
const rowsPerWrite = 4096;

/** Writes a table's row hashes to `<file>.partial`; the file has its name when it is complete. */
export class RowHashWriter {
  private readonly buffer = Buffer.allocUnsafe(rowsPerWrite * bytesPerRow);
  private used = 0;

  private constructor(
    private readonly file: string,
    private readonly handle: FileHandle,
  ) {}

  static async create(file: string): Promise<RowHashWriter> {
    await makeFolder(path.dirname(file));
    return new RowHashWriter(
      file,
      await withDiskFaults(file, async () => await open(`${file}.partial`, "w", privateFile)),
    );
  }

  write(key: Fingerprint, row: Fingerprint): Promise<void> | undefined {
    for (const word of [key.high, key.low, row.high, row.low]) this.used = this.buffer.writeUInt32LE(word, this.used);
    return this.used === this.buffer.length ? this.flush() : undefined;
  }

  async finish(): Promise<void> {
    await this.flush();
    await withDiskFaults(this.file, async () => await this.handle.sync());
    await this.handle.close();
    await rename(`${this.file}.partial`, this.file);
  }

  /** Gives up: the file never gets its name. */
  async abandon(): Promise<void> {
    await this.handle.close();
  }

  private async flush(): Promise<void> {
    const { used } = this;
    this.used = 0;
    await withDiskFaults(this.file, async () => await this.handle.write(this.buffer, 0, used));
  }
}

/** `rows`: how many the file has to hold; any other number of bytes says that it is not what was written. */
export async function readRowHashes(file: string, rows: number): Promise<RowHashes> {
  const { size } = await stat(file);
  if (size !== rows * bytesPerRow) throw damaged(file, rows, size);
  const hashes = new RowHashes(rows);
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(file, { highWaterMark: rowsPerWrite * bytesPerRow })) {
    const bytes = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
    const whole = bytes.length - (bytes.length % bytesPerRow);
    for (let at = 0; at < whole; at += bytesPerRow) {
      hashes.add(
        { high: bytes.readUInt32LE(at), low: bytes.readUInt32LE(at + 4) },
        { high: bytes.readUInt32LE(at + 8), low: bytes.readUInt32LE(at + 12) },
      );
    }
    rest = bytes.subarray(whole);
  }
  return hashes;
}

function damaged(file: string, rows: number, size: number): CutoverError {
  return new CutoverError("mismatch", {
    what: `The fingerprints of ${rows} rows take ${rows * bytesPerRow} bytes, but the file has ${size}`,
    where: file,
    next: "cutover preload",
  });
}
