import { createReadStream, existsSync } from "node:fs";
import type { Fingerprint } from "../../../convex/shared/document/fingerprint.js";
import type { TableCounts } from "../../run/manifest.js";
import type { RunDirectory } from "../../run/runDirectory.js";
import { isAsExported } from "./checkDocuments.js";
import { LineWriter } from "./lineWriter.js";

/** A bucket, a fingerprint, and the line feed that `LineWriter` ends everything with. */
const bytesPerDocument = 10;
const bytesPerRead = 8192 * bytesPerDocument;

/** Keeps the fingerprints of a table's documents as they are written: whoever compares with them need not read the documents. */
export class FingerprintWriter {
  private readonly entry = Buffer.alloc(bytesPerDocument - 1);

  private constructor(private readonly writer: LineWriter) {}

  static async create(file: string): Promise<FingerprintWriter> {
    return new FingerprintWriter(await LineWriter.create(file));
  }

  /** `flushFull` waits for the disk: call it every few hundred documents. */
  add(bucket: number, { high, low }: Fingerprint): void {
    this.entry[0] = bucket;
    this.entry.writeUInt32LE(high, 1);
    this.entry.writeUInt32LE(low, 5);
    this.writer.append(this.entry, 0, this.entry.length);
  }

  async flushFull(): Promise<void> {
    await this.writer.flushFull();
  }

  async finish(): Promise<string> {
    return await this.writer.finish();
  }

  async abandon(): Promise<void> {
    await this.writer.abandon();
  }
}

/**
 * The fingerprints that were kept, while the documents file is the one that was written. False: there are none, or it is not.
 * Whether they are those of its documents the caller sees by their sums.
 */
export async function readFingerprints(
  run: RunDirectory,
  counts: TableCounts,
  take: (bucket: number, fingerprint: Fingerprint) => void,
): Promise<boolean> {
  const file = run.fingerprints(counts.table);
  if (!existsSync(file) || !(await isAsExported(run, counts))) return false;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(file, { highWaterMark: bytesPerRead }) as AsyncIterable<Buffer>) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const whole = bytes.length - (bytes.length % bytesPerDocument);
    for (let at = 0; at < whole; at += bytesPerDocument)
      take(bytes[at]!, { high: bytes.readUInt32LE(at + 1), low: bytes.readUInt32LE(at + 5) });
    rest = bytes.subarray(whole);
  }
  return true;
}
