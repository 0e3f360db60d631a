import { itemAt } from "./items.js";
/** A stream of random choices that is the same on every machine: mulberry32, seeded by a name. */
export class Random {
  private state: number;

  /** Each table has its own name, so a change to one table leaves the others as they were. */
  constructor(name: string) {
    this.state = 0x811c9dc5;
    for (const char of name) this.state = Math.imul(this.state ^ (char.codePointAt(0) ?? 0), 0x01000193);
  }

  /** 32 random bits. */
  bits(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + (this.bits() % (high - low + 1));
  }

  /** True in `percent` of the cases. */
  chance(percent: number): boolean {
    return this.between(1, 100) <= percent;
  }

  pick<T>(choices: readonly T[]): T {
    return itemAt(choices, this.between(0, choices.length - 1));
  }

  /** The value, or NULL in `percent` of the cases. */
  orNull(percent: number, value: string): string | null {
    return this.chance(percent) ? null : value;
  }

  text(length: number, alphabet: string): string {
    let text = "";
    while (text.length < length) text += alphabet.charAt(this.between(0, alphabet.length - 1));
    return text;
  }

  /** A version 4 UUID, as PostgreSQL prints it. */
  uuid(): string {
    const hex = this.text(32, "0123456789abcdef");
    const variant = "89ab".charAt(this.between(0, 3));
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
  }

  /** A copy in another order. */
  shuffle<T>(items: readonly T[]): T[] {
    const shuffled = [...items];
    for (let index = shuffled.length - 1; index > 0; index--) {
      const other = this.between(0, index);
      [shuffled[index], shuffled[other]] = [itemAt(shuffled, other), itemAt(shuffled, index)];
    }
    return shuffled;
  }
}
