import { type Fingerprint } from "../../convex/shared/document/fingerprint.js";

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
