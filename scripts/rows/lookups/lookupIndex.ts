import { type Fingerprint, fingerprintText } from "../../../convex/shared/document/fingerprint.js";

/** What a lookup found. */
export type Found =
  | { readonly kind: "one"; readonly taken: string | null }
  | { readonly kind: "none" }
  | { readonly kind: "several"; readonly taken: readonly (string | null)[] };

const firstCapacity = 1 << 10;
const none = -1;

/**
 * Rows of another table by the text of their key: the key as a 64-bit hash, the column taken and the time to choose by as
 * bytes. About 30 bytes a row and the length of the two texts, so that a table of millions fits.
 */
export class LookupIndex {
  private heads = new Int32Array(firstCapacity).fill(none);
  private next = new Int32Array(firstCapacity);
  private hashes = new Uint32Array(firstCapacity * 2);
  private ends = new Float64Array(firstCapacity * 2);
  private texts = Buffer.alloc(firstCapacity * 16);
  private size = 0;
  private used = 0;

  /** `at`: by what one of several rows is chosen; null where nothing chooses. */
  add(key: string, taken: string | null, at: string | null): void {
    if (this.size === this.next.length) this.grow();
    const entry = this.size++;
    const hash = fingerprintText(key);
    this.hashes[entry * 2] = hash.high;
    this.hashes[entry * 2 + 1] = hash.low;
    this.ends[entry * 2] = this.append(taken);
    this.ends[entry * 2 + 1] = this.append(at);
    this.link(entry, hash.low);
  }

  /** `notAfter` undefined: the key alone decides. Rows without a time are no candidates where time decides. */
  find(key: string, notAfter: string | undefined): Found {
    const candidates = [...this.entriesOf(fingerprintText(key))].filter(
      (entry) => notAfter === undefined || this.isNotAfter(entry, notAfter),
    );
    const newest = notAfter === undefined ? candidates : this.newestOf(candidates);
    const [first] = newest;
    if (first === undefined) return { kind: "none" };
    if (newest.length > 1) return { kind: "several", taken: newest.map((entry) => this.text(entry * 2)) };
    return { kind: "one", taken: this.text(first * 2) };
  }

  private isNotAfter(entry: number, notAfter: string): boolean {
    const at = this.text(entry * 2 + 1);
    return at !== null && compareRaw(at, notAfter) <= 0;
  }

  /** More than one where several are the newest. */
  private newestOf(entries: readonly number[]): readonly number[] {
    const at = (entry: number) => this.text(entry * 2 + 1)!;
    return entries.reduce<number[]>((newest, entry) => {
      const order = newest.length === 0 ? 1 : compareRaw(at(entry), at(newest[0]!));
      if (order > 0) return [entry];
      return order === 0 ? [...newest, entry] : newest;
    }, []);
  }

  private *entriesOf(hash: Fingerprint): Generator<number> {
    const head = this.heads[hash.low & (this.heads.length - 1)]!;
    for (let entry = head; entry !== none; entry = this.next[entry]!) {
      if (this.hashes[entry * 2] === hash.high && this.hashes[entry * 2 + 1] === hash.low) yield entry;
    }
  }

  private link(entry: number, low: number): void {
    const slot = low & (this.heads.length - 1);
    this.next[entry] = this.heads[slot]!;
    this.heads[slot] = entry;
  }

  /** Gives where the text ends; NULL as a negative end, so that it differs from the empty text. */
  private append(text: string | null): number {
    if (text === null) return -this.used - 1;
    const bytes = Buffer.byteLength(text);
    while (this.used + bytes > this.texts.length) this.texts = Buffer.concat([this.texts], this.texts.length * 2);
    this.used += this.texts.write(text, this.used);
    return this.used;
  }

  /** The text with this number: it begins where the one before it ended. */
  private text(number: number): string | null {
    const end = this.ends[number]!;
    if (end < 0) return null;
    const before = number === 0 ? 0 : this.ends[number - 1]!;
    return this.texts.toString("utf8", before < 0 ? -before - 1 : before, end);
  }

  private grow(): void {
    const capacity = this.next.length * 2;
    this.next = new Int32Array(capacity);
    this.hashes = copyInto(new Uint32Array(capacity * 2), this.hashes);
    this.ends = copyInto(new Float64Array(capacity * 2), this.ends);
    this.heads = new Int32Array(capacity).fill(none);
    for (let entry = 0; entry < this.size; entry++) this.link(entry, this.hashes[entry * 2 + 1]!);
  }
}

function copyInto<T extends Uint32Array | Float64Array>(target: T, from: T): T {
  target.set(from);
  return target;
}

const plainNumber = /^-?\d+(?:\.\d+)?$/;

/** Order of two values of one column as a source prints them: numbers by value, times (ISO, UTC) and words as text. */
export function compareRaw(left: string, right: string): number {
  if (plainNumber.test(left) && plainNumber.test(right)) {
    const difference = Number(left) - Number(right);
    if (difference !== 0 || left === right || left.includes(".") || right.includes(".")) return difference;
    return BigInt(left) < BigInt(right) ? -1 : 1;
  }
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
