import { createReadStream } from "node:fs";
import { type FileHandle, open, rename, stat } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { Fingerprint } from "../../../convex/shared/document/fingerprint.js";
import type { Plan } from "../../../convex/shared/plan/plan.js";
import { CutoverError } from "../../errors.js";
import { makeFolder, namePartial, privateFile, removeFile, syncFolder, withDiskFaults } from "../../run/files.js";
import { type JsonFormat, readJsonFile, writeJsonFile } from "../../run/jsonFile.js";
import type { Manifest } from "../../run/manifest.js";
import type { RunDirectory } from "../../run/runDirectory.js";
import { hashKey, hashRow, readDocumentRows } from "../write/documentRows.js";

/** Words of 32 bits per row: two of the key's hash, two of the row's. */
export const wordsPerRow = 4;

/** With so many of the slots in use a row takes 22.9 bytes, and two or three steps find it. */
const fullness = 0.7;

export type Comparison = "inserted" | "changed" | "same";

/**
 * The rows of a table as they were, by hash: a table of open addressing in typed arrays. Remembers which of them came up
 * again, so that those that did not can be named.
 */
export class RowHashes {
  private readonly capacity: number;
  private readonly words: Uint32Array;
  private readonly seen: Uint8Array;
  private unseen = 0;

  /** `rows`: how many will be added at most. */
  constructor(rows: number) {
    this.capacity = Math.ceil(rows / fullness) + 1;
    this.words = new Uint32Array(this.capacity * wordsPerRow);
    this.seen = new Uint8Array(Math.ceil(this.capacity / 8));
  }

  add(key: Fingerprint, row: Fingerprint): void {
    const { high, low } = neverZero(key);
    const at = this.find(high, low) * wordsPerRow;
    if (this.isFree(at)) this.unseen += 1;
    this.words.set([high, low, row.high, row.low], at);
  }

  /** How a row as it is now stands to the one of the same key. */
  compare(key: Fingerprint, row: Fingerprint): Comparison {
    const { high, low } = neverZero(key);
    const slot = this.find(high, low);
    const at = slot * wordsPerRow;
    if (this.isFree(at)) return "inserted";
    if (!this.isSeen(slot)) {
      this.seen[slot >> 3]! |= 1 << (slot & 7);
      this.unseen -= 1;
    }
    return this.words[at + 2] === row.high && this.words[at + 3] === row.low ? "same" : "changed";
  }

  /** Rows that have not been compared: they are gone. */
  get goneCount(): number {
    return this.unseen;
  }

  isGone(key: Fingerprint): boolean {
    const { high, low } = neverZero(key);
    const slot = this.find(high, low);
    return !this.isFree(slot * wordsPerRow) && !this.isSeen(slot);
  }

  /** Whether the slot that starts at this word holds no row. */
  private isFree(at: number): boolean {
    return this.words[at] === 0 && this.words[at + 1] === 0;
  }

  private isSeen(slot: number): boolean {
    return (this.seen[slot >> 3]! & (1 << (slot & 7))) !== 0;
  }

  /** The slot of the key, or the free one where it would go. */
  private find(high: number, low: number): number {
    let slot = Math.floor((high / 2 ** 32) * this.capacity);
    for (;;) {
      const at = slot * wordsPerRow;
      if ((this.words[at] === high && this.words[at + 1] === low) || this.isFree(at)) return slot;
      slot = slot + 1 === this.capacity ? 0 : slot + 1;
    }
  }
}

/** A free slot is two zero words, so no key may be. */
function neverZero(key: Fingerprint): Fingerprint {
  return key.high === 0 && key.low === 0 ? { high: 0, low: 1 } : key;
}

const bytesPerRow = wordsPerRow * 4;
const rowsPerWrite = 4096;

/** Writes a table's row hashes; the file has its name when it is complete. */
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
      await withDiskFaults(file, async () => await open(namePartial(file), "w", privateFile)),
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
    await rename(namePartial(this.file), this.file);
    await syncFolder(path.dirname(this.file));
  }

  /** Gives up: the file never gets its name. */
  async abandon(): Promise<void> {
    await this.handle.close();
    await removeFile(namePartial(this.file));
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

const vHashedTables = z.object({
  planHash: z.string(),
  tables: z.array(z.object({ table: z.string(), rows: z.number() }).readonly()).readonly(),
});
/** What the rows in Convex were when they were last written: a file of hashes per table, and this beside them. */
export type HashedTables = Readonly<z.infer<typeof vHashedTables>>;

const hashedFormat: JsonFormat<HashedTables> = {
  version: 1,
  content: vHashedTables,
  next: "Delete the file, then: cutover catch-up",
};

/** The hashes of the rows that are in Convex. Made from the documents that were loaded, where no preload has made them. */
export async function ensureRowHashes(run: RunDirectory, plan: Plan, manifest: Manifest): Promise<HashedTables> {
  const known = await readHashed(run);
  if (known !== null) return known;
  for (const counts of manifest.tables) {
    const writer = await RowHashWriter.create(rowHashFile(run, counts.table));
    for await (const page of readDocumentRows(run, plan.tables.get(counts.table)!, counts)) {
      for (const row of page) await writer.write(hashKey(row), hashRow(row));
    }
    await writer.finish();
  }
  const hashed = describeHashed(manifest);
  await writeHashed(run, hashed);
  return hashed;
}

export function describeHashed({ planHash, tables }: Manifest): HashedTables {
  return { planHash, tables: tables.map(({ table, written }) => ({ table, rows: written })) };
}

export async function writeHashed(run: RunDirectory, hashed: HashedTables): Promise<void> {
  await writeJsonFile(run.file("rowHashes", "rowHashes.json"), hashedFormat, hashed);
}

/** After a load: they are made anew when they are needed. */
export async function forgetRowHashes(run: RunDirectory): Promise<void> {
  await removeFile(run.file("rowHashes", "rowHashes.json"));
}

export async function readHashed(run: RunDirectory): Promise<HashedTables | null> {
  return await readJsonFile(run.file("rowHashes", "rowHashes.json"), hashedFormat);
}

export async function readTableHashes(run: RunDirectory, { tables }: HashedTables, table: string): Promise<RowHashes> {
  const rows = tables.find((each) => each.table === table)?.rows ?? 0;
  return await readRowHashes(rowHashFile(run, table), rows);
}

export function rowHashFile(run: RunDirectory, table: string): string {
  return run.file("rowHashes", `${table}.hashes`);
}
