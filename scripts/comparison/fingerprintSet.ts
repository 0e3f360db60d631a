import type { Fingerprint } from "../../convex/shared/document/fingerprint.js";
import { neverZero } from "./hashMap.js";

const fullness = 0.8;
const growth = 1.5;
const leastCapacity = 64;

/** A set of fingerprints that remembers which were met: 10 bytes each when their number was foretold, up to 15 when not. */
export class FingerprintSet {
  private words: Uint32Array;
  private met: Uint8Array | null = null;
  private used = 0;
  private metCount = 0;

  constructor(expected = 0) {
    this.words = emptyWords(Math.max(leastCapacity, Math.ceil(expected / fullness) + 1));
  }

  /** Before the first is met. */
  add(fingerprint: Fingerprint): void {
    if (this.used >= (this.words.length / 2) * fullness) this.grow();
    const { high, low } = neverZero(fingerprint);
    const at = findSlot(this.words, high, low);
    if (this.words[at] !== 0 || this.words[at + 1] !== 0) return;
    this.words[at] = high;
    this.words[at + 1] = low;
    this.used += 1;
  }

  has(fingerprint: Fingerprint): boolean {
    return this.slotOf(fingerprint) !== -1;
  }

  /** False where it is not there, and where it was met before. */
  meet(fingerprint: Fingerprint): boolean {
    const slot = this.slotOf(fingerprint);
    if (slot === -1 || this.isMet(slot)) return false;
    this.met ??= new Uint8Array(Math.ceil(this.words.length / 16));
    this.met[slot >> 3]! |= 1 << (slot & 7);
    this.metCount += 1;
    return true;
  }

  wasMet(fingerprint: Fingerprint): boolean {
    const slot = this.slotOf(fingerprint);
    return slot !== -1 && this.isMet(slot);
  }

  /** How many were not met. */
  get unmet(): number {
    return this.used - this.metCount;
  }

  private slotOf(fingerprint: Fingerprint): number {
    const { high, low } = neverZero(fingerprint);
    const at = findSlot(this.words, high, low);
    return this.words[at] === 0 && this.words[at + 1] === 0 ? -1 : at / 2;
  }

  private isMet(slot: number): boolean {
    return this.met !== null && (this.met[slot >> 3]! & (1 << (slot & 7))) !== 0;
  }

  private grow(): void {
    const grown = emptyWords(Math.ceil((this.words.length / 2) * growth));
    for (let at = 0; at < this.words.length; at += 2) {
      const high = this.words[at]!;
      const low = this.words[at + 1]!;
      if (high === 0 && low === 0) continue;
      const to = findSlot(grown, high, low);
      grown[to] = high;
      grown[to + 1] = low;
    }
    this.words = grown;
  }
}

function emptyWords(capacity: number): Uint32Array {
  return new Uint32Array(capacity * 2);
}

/** Where the fingerprint stands, or the empty slot where it would go. */
function findSlot(words: Uint32Array, high: number, low: number): number {
  const capacity = words.length / 2;
  let at = Math.floor((low / 2 ** 32) * capacity) * 2;
  while ((words[at] !== high || words[at + 1] !== low) && (words[at] !== 0 || words[at + 1] !== 0)) {
    at += 2;
    if (at === words.length) at = 0;
  }
  return at;
}
