/**
 * 64 bits of a fast hash over UTF-8: two xxHash32 with different seeds. It guards against faults, not against forgery.
 * The same code runs in Node and in Convex.
 */
export interface Fingerprint {
  readonly high: number;
  readonly low: number;
}

const prime1 = 0x9e3779b1;
const prime2 = 0x85ebca77;
const prime3 = 0xc2b2ae3d;
const prime4 = 0x27d4eb2f;
const prime5 = 0x165667b1;
const seeds = { high: 0x43757470, low: 0x4f766572 };
const encoder = new TextEncoder();

export const bucketCount = 256;

export function fingerprintText(text: string): Fingerprint {
  const bytes = encoder.encode(text);
  return fingerprintBytes(bytes, 0, bytes.length);
}

/** Of the text that these bytes are in UTF-8. */
export function fingerprintBytes(bytes: Uint8Array, start: number, end: number): Fingerprint {
  return { high: xxHash32(bytes, seeds.high, start, end), low: xxHash32(bytes, seeds.low, start, end) };
}

/** The bucket of a legacy key: 0 … 255. */
export function bucketOf(legacyKey: string): number {
  const bytes = encoder.encode(legacyKey);
  return bucketOfBytes(bytes, 0, bytes.length);
}

export function bucketOfBytes(bytes: Uint8Array, start: number, end: number): number {
  return xxHash32(bytes, 0, start, end) & (bucketCount - 1);
}

export function renderFingerprint(fingerprint: Fingerprint): string {
  return hex(fingerprint.high) + hex(fingerprint.low);
}

/** Counts and sums per bucket. Addition is commutative, so the order of the documents does not matter. */
export class Checksums {
  private readonly counts = new Float64Array(bucketCount);
  private readonly high = new Uint32Array(bucketCount);
  private readonly low = new Uint32Array(bucketCount);

  add(legacyKey: string, fingerprint: Fingerprint): void {
    this.addTo(bucketOf(legacyKey), 1, fingerprint);
  }

  /** The same where the key's bucket is known. */
  addToBucket(bucket: number, fingerprint: Fingerprint): void {
    this.addTo(bucket, 1, fingerprint);
  }

  /** Text per bucket, `count:sum` with the sum as 16 hex digits; shorter than 256 numbers and safe in JSON. */
  render(): string[] {
    return Array.from(this.counts, (count, bucket) => `${count}:${hex(this.high[bucket]!)}${hex(this.low[bucket]!)}`);
  }

  /** Adds sums that were rendered before: pages add up to a table. */
  addRendered(rendered: readonly string[]): this {
    rendered.forEach((text, bucket) => {
      const [count = "0", sum = ""] = text.split(":");
      const high = Number.parseInt(sum.slice(0, 8), 16);
      this.addTo(bucket, Number(count), { high, low: Number.parseInt(sum.slice(8), 16) });
    });
    return this;
  }

  get count(): number {
    return this.counts.reduce((sum, count) => sum + count, 0);
  }

  private addTo(bucket: number, count: number, fingerprint: Fingerprint): void {
    this.counts[bucket]! += count;
    this.high[bucket]! += fingerprint.high;
    this.low[bucket]! += fingerprint.low;
  }
}

/** The buckets in which two rendered sums differ. */
export function differingBuckets(left: readonly string[], right: readonly string[]): number[] {
  return left.flatMap((sum, bucket) => (sum === right[bucket] ? [] : [bucket]));
}

function hex(bits: number): string {
  return (bits >>> 0).toString(16).padStart(8, "0");
}

/** xxHash32 as its specification has it (github.com/Cyan4973/xxHash, doc/xxhash_spec.md). */
export function xxHash32(bytes: Uint8Array, seed: number, start = 0, end = bytes.length): number {
  const length = end - start;
  const view = viewOf(bytes);
  let offset = start + bytes.byteOffset;
  const last = offset + length;
  let hash = seed + prime5;
  if (length >= 16) {
    let [a, b, c, d] = [(seed + prime1 + prime2) | 0, (seed + prime2) | 0, seed | 0, (seed - prime1) | 0];
    for (; offset + 16 <= last; offset += 16) {
      a = round(a, view.getInt32(offset, true));
      b = round(b, view.getInt32(offset + 4, true));
      c = round(c, view.getInt32(offset + 8, true));
      d = round(d, view.getInt32(offset + 12, true));
    }
    hash = rotate(a, 1) + rotate(b, 7) + rotate(c, 12) + rotate(d, 18);
  }
  hash = (hash + length) | 0;
  for (; offset + 4 <= last; offset += 4) {
    hash = Math.imul(rotate((hash + Math.imul(view.getInt32(offset, true), prime3)) | 0, 17), prime4);
  }
  for (; offset < last; offset++) {
    hash = Math.imul(rotate((hash + Math.imul(view.getUint8(offset), prime5)) | 0, 11), prime1);
  }
  return avalanche(hash);
}

/** Four bytes at once are read twice as fast as one by one. The memory is mostly that of the last call. */
let lastView: DataView = new DataView(new ArrayBuffer(0));

function viewOf({ buffer }: Uint8Array): DataView {
  if (lastView.buffer !== buffer) lastView = new DataView(buffer);
  return lastView;
}

function round(lane: number, input: number): number {
  return Math.imul(rotate((lane + Math.imul(input, prime2)) | 0, 13), prime1);
}

function avalanche(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 15), prime2);
  mixed = Math.imul(mixed ^ (mixed >>> 13), prime3);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
