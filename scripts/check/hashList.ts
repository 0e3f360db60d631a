import { type Fingerprint, fingerprintText } from "../../convex/shared/document/fingerprint.js";

/** Keys in the order they came, as 64 bits each: 8 bytes a key, whatever its length. */
export class HashList {
  private words = new Uint32Array(1 << 10);
  private used = 0;

  add(key: string): void {
    if (this.used + 2 > this.words.length) this.grow();
    const { high, low } = fingerprintText(key);
    this.words[this.used++] = high;
    this.words[this.used++] = low;
  }

  *[Symbol.iterator](): Generator<Fingerprint> {
    for (let at = 0; at < this.used; at += 2) yield { high: this.words[at]!, low: this.words[at + 1]! };
  }

  private grow(): void {
    const grown = new Uint32Array(this.words.length * 2);
    grown.set(this.words);
    this.words = grown;
  }
}
