import { type Fingerprint, fingerprintText } from "../../convex/shared/document/fingerprint.js";

const fullness = 0.75;
const growth = 1.5;
const leastCapacity = 64;
const wordsPerSlot = 4;

/** Stands for "was there, and has been found": no fingerprint is kept as this. */
const found: Fingerprint = { high: 0, low: 0 };

/**
 * Fingerprints by keys that are kept as fingerprints too: 22 bytes an entry when the number of entries was foretold, up to
 * 32 when not. As with `KeySet`, two keys of the same hash would count as one.
 */
export class HashMap {
  private words: Uint32Array;
  private used = 0;
  private foundCount = 0;

  constructor(expected = 0) {
    this.words = emptyWords(Math.max(leastCapacity, Math.ceil(expected / fullness) + 1));
  }

  get size(): number {
    return this.used;
  }

  /** Entries that `markFound` has not met. */
  get missing(): number {
    return this.used - this.foundCount;
  }

  set(key: string, value: Fingerprint): void {
    if (this.used >= (this.words.length / wordsPerSlot) * fullness) this.grow();
    this.used += put(this.words, neverZero(fingerprintText(key)), neverZero(value)) ? 1 : 0;
  }

  /** The value; undefined where there is none, or where it was marked as found. */
  get(key: string): Fingerprint | undefined {
    const at = this.slotOf(key);
    const value = { high: this.words[at + 2]!, low: this.words[at + 3]! };
    return isSame(value, found) ? undefined : value;
  }

  /** The value, marked as found by this; "again" where it was found before, "absent" where it was never set. */
  meet(key: string): Fingerprint | "again" | "absent" {
    const at = this.slotOf(key);
    if (isEmpty(this.words, at)) return "absent";
    const value = { high: this.words[at + 2]!, low: this.words[at + 3]! };
    if (isSame(value, found)) return "again";
    this.words[at + 2] = found.high;
    this.words[at + 3] = found.low;
    this.foundCount += 1;
    return value;
  }

  /** From now on `get` no longer gives it: what comes under the same key again is another one. */
  markFound(key: string): void {
    const at = this.slotOf(key);
    if (isEmpty(this.words, at) || this.get(key) === undefined) return;
    this.words[at + 2] = found.high;
    this.words[at + 3] = found.low;
    this.foundCount += 1;
  }

  private slotOf(key: string): number {
    return findSlot(this.words, neverZero(fingerprintText(key)));
  }

  private grow(): void {
    const grown = emptyWords(Math.ceil((this.words.length / wordsPerSlot) * growth));
    for (let at = 0; at < this.words.length; at += wordsPerSlot) {
      if (isEmpty(this.words, at)) continue;
      const [keyHigh = 0, keyLow = 0, high = 0, low = 0] = this.words.subarray(at, at + wordsPerSlot);
      put(grown, { high: keyHigh, low: keyLow }, { high, low });
    }
    this.words = grown;
  }
}

export function isSame(left: Fingerprint, right: Fingerprint): boolean {
  return left.high === right.high && left.low === right.low;
}

function emptyWords(capacity: number): Uint32Array {
  return new Uint32Array(capacity * wordsPerSlot);
}

/** An empty slot is zero words, and so is the value of one that was found. */
export function neverZero(hash: Fingerprint): Fingerprint {
  return hash.high === 0 && hash.low === 0 ? { high: 0, low: 1 } : hash;
}

/** True when the key is new. */
function put(words: Uint32Array, key: Fingerprint, value: Fingerprint): boolean {
  const at = findSlot(words, key);
  const isNew = isEmpty(words, at);
  words.set([key.high, key.low, value.high, value.low], at);
  return isNew;
}

/** Where the key stands, or the empty slot where it would go. */
function findSlot(words: Uint32Array, { high, low }: Fingerprint): number {
  const capacity = words.length / wordsPerSlot;
  let at = (low % capacity) * wordsPerSlot;
  while (!isEmpty(words, at) && (words[at] !== high || words[at + 1] !== low)) at = (at + wordsPerSlot) % words.length;
  return at;
}

function isEmpty(words: Uint32Array, at: number): boolean {
  return words[at] === 0 && words[at + 1] === 0;
}
