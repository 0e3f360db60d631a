import { type Fingerprint, fingerprintText } from "../../../convex/shared/document/fingerprint.js";

const firstCapacity = 1 << 10;
const fullness = 0.6;

/**
 * A set of keys kept as 64-bit hashes: 13 to 27 bytes a key, whatever the key's length. Two keys of the same hash would
 * count as one: among a hundred million keys the chance is one in four thousand, and verification would find it.
 */
export class KeySet {
  private words = new Uint32Array(firstCapacity * 2);
  private used = 0;

  /** Adds the key; false if it was there already. */
  add(key: string): boolean {
    return this.addHash(fingerprintText(key));
  }

  /** The same for a key of which only `fingerprintText` is known. */
  addHash(fingerprint: Fingerprint): boolean {
    if (this.used >= (this.words.length / 2) * fullness) this.grow();
    const added = insert(this.words, toNonZero(fingerprint));
    if (added) this.used += 1;
    return added;
  }

  has(key: string): boolean {
    return this.hasHash(fingerprintText(key));
  }

  hasHash(fingerprint: Fingerprint): boolean {
    const hash = toNonZero(fingerprint);
    return isAt(this.words, findSlot(this.words, hash), hash);
  }

  get size(): number {
    return this.used;
  }

  private grow(): void {
    const grown = new Uint32Array(this.words.length * 2);
    for (let slot = 0; slot < this.words.length; slot += 2) {
      const hash = { high: this.words[slot]!, low: this.words[slot + 1]! };
      if (hash.high !== 0 || hash.low !== 0) insert(grown, hash);
    }
    this.words = grown;
  }
}

/** Two zero words mark an empty slot, so a hash must not be zero. */
function toNonZero(hash: Fingerprint): Fingerprint {
  return hash.high === 0 && hash.low === 0 ? { high: 0, low: 1 } : hash;
}

function insert(words: Uint32Array, hash: Fingerprint): boolean {
  const slot = findSlot(words, hash);
  if (isAt(words, slot, hash)) return false;
  words[slot] = hash.high;
  words[slot + 1] = hash.low;
  return true;
}

/** The slot that holds the hash, or the empty one where it would go. */
function findSlot(words: Uint32Array, hash: Fingerprint): number {
  const mask = words.length - 1;
  let slot = (hash.low * 2) & mask & ~1;
  while ((words[slot] !== 0 || words[slot + 1] !== 0) && !isAt(words, slot, hash)) slot = (slot + 2) & mask;
  return slot;
}

function isAt(words: Uint32Array, slot: number, hash: Fingerprint): boolean {
  return words[slot] === hash.high && words[slot + 1] === hash.low;
}
