/**
 * 64 bits of a fast hash over UTF-8: two xxHash32 with different seeds. It guards against faults, not against forgery.
 * The same code runs in Node and in Convex.
 */
export interface Fingerprint {
  readonly high: number;
  readonly low: number;
}

// As signed numbers: 32-bit arithmetic all the way is five times as fast.
const prime1 = 0x9e3779b1 | 0;
const prime2 = 0x85ebca77 | 0;
const prime3 = 0xc2b2ae3d | 0;
const prime4 = 0x27d4eb2f | 0;
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
  return hashTwice(bytes, seeds.high, seeds.low, start, end);
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
  return hashTwice(bytes, seed, seed, start, end).high;
}

/** xxHash32 with two seeds at once: they share the reading and the first multiplication of each word. */
function hashTwice(bytes: Uint8Array, one: number, two: number, start: number, end: number): Fingerprint {
  const view = viewOf(bytes);
  const last = bytes.byteOffset + end;
  let at = bytes.byteOffset + start;
  let high = one + prime5;
  let low = two + prime5;
  if (end - start >= 16) {
    startLanes(one, two);
    at = readStripes(view, at, last);
    high = joinLanes(0);
    low = joinLanes(4);
  }
  high = (high + end - start) | 0;
  low = (low + end - start) | 0;
  for (; at + 4 <= last; at += 4) {
    const word = Math.imul(view.getInt32(at, true), prime3);
    high = Math.imul(rotate((high + word) | 0, 17), prime4);
    low = Math.imul(rotate((low + word) | 0, 17), prime4);
  }
  for (; at < last; at++) {
    const byte = Math.imul(view.getUint8(at), prime5);
    high = Math.imul(rotate((high + byte) | 0, 11), prime1);
    low = Math.imul(rotate((low + byte) | 0, 11), prime1);
  }
  return { high: avalanche(high), low: avalanche(low) };
}

/** Four of each seed. */
const lanes = new Int32Array(8);

function startLanes(one: number, two: number): void {
  lanes[0] = one + prime1 + prime2;
  lanes[1] = one + prime2;
  lanes[2] = one;
  lanes[3] = one - prime1;
  lanes[4] = two + prime1 + prime2;
  lanes[5] = two + prime2;
  lanes[6] = two;
  lanes[7] = two - prime1;
}

/** Where the last whole stripe of 16 bytes ends. The lanes are local: in the array each round would be a store and a load. */
function readStripes(view: DataView, start: number, last: number): number {
  let at = start;
  let a = lanes[0]!;
  let b = lanes[1]!;
  let c = lanes[2]!;
  let d = lanes[3]!;
  let e = lanes[4]!;
  let f = lanes[5]!;
  let g = lanes[6]!;
  let h = lanes[7]!;
  for (; at + 16 <= last; at += 16) {
    const first = Math.imul(view.getInt32(at, true), prime2);
    a = round(a, first);
    e = round(e, first);
    const second = Math.imul(view.getInt32(at + 4, true), prime2);
    b = round(b, second);
    f = round(f, second);
    const third = Math.imul(view.getInt32(at + 8, true), prime2);
    c = round(c, third);
    g = round(g, third);
    const fourth = Math.imul(view.getInt32(at + 12, true), prime2);
    d = round(d, fourth);
    h = round(h, fourth);
  }
  lanes[0] = a;
  lanes[1] = b;
  lanes[2] = c;
  lanes[3] = d;
  lanes[4] = e;
  lanes[5] = f;
  lanes[6] = g;
  lanes[7] = h;
  return at;
}

function joinLanes(at: number): number {
  return rotate(lanes[at]!, 1) + rotate(lanes[at + 1]!, 7) + rotate(lanes[at + 2]!, 12) + rotate(lanes[at + 3]!, 18);
}

let view: DataView = new DataView(new ArrayBuffer(0));
let viewBefore = view;

/** Of everything that the bytes are a part of. Most callers hash from two buffers in turns. */
function viewOf({ buffer }: Uint8Array): DataView {
  if (view.buffer === buffer) return view;
  const found = viewBefore.buffer === buffer ? viewBefore : new DataView(buffer);
  viewBefore = view;
  view = found;
  return view;
}

function round(lane: number, input: number): number {
  return Math.imul(rotate((lane + input) | 0, 13), prime1);
}

function avalanche(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 15), prime2);
  mixed = Math.imul(mixed ^ (mixed >>> 13), prime3);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
