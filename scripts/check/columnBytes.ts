import {
  backslash,
  copyLetters,
  endOfDigits,
  minusByte,
  pointByte,
  readDigits,
} from "../../convex/shared/kinds/encode.js";

const fnvStart = 0x811c9dc5;
const fnvPrime = 0x01000193;

/** FNV-1a over UTF-16 units, then mixed, since its high bits alone are poor. No buffer is made: this runs for every value. */
export function hashText(text: string): number {
  let hash = fnvStart;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), fnvPrime);
  return mix(hash);
}

function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** A text in COPY's bytes, which are valid UTF-8, measured without a string of it. Reused from value to value. */
export class TextMeasure {
  /** Its length in UTF-16 units. */
  units = 0;
  /** As `hashText` gives it. */
  hash = 0;
  /** Whether its bytes are its characters. */
  isPlain = true;

  read(from: Uint8Array, start: number, end: number): void {
    let hash = fnvStart;
    let at = start;
    for (; at < end; at++) {
      const byte = from[at]!;
      if (byte >= 0x80 || byte === backslash) break;
      hash = Math.imul(hash ^ byte, fnvPrime);
    }
    this.units = at - start;
    this.isPlain = at === end;
    this.hash = mix(this.isPlain ? hash : this.readOthers(from, at, end, hash));
  }

  private readOthers(from: Uint8Array, start: number, end: number, hashBefore: number): number {
    let hash = hashBefore;
    for (let at = start; at < end;) {
      const code = codeAt(from, at);
      at += lengthAt(from, at);
      if (code < 0x10000) {
        hash = Math.imul(hash ^ code, fnvPrime);
        this.units += 1;
        continue;
      }
      hash = Math.imul(hash ^ (0xd800 + ((code - 0x10000) >> 10)), fnvPrime);
      hash = Math.imul(hash ^ (0xdc00 + (code & 0x3ff)), fnvPrime);
      this.units += 2;
    }
    return hash;
  }
}

/** How many bytes a character takes: of UTF-8, or with COPY's backslash. */
function lengthAt(from: Uint8Array, at: number): number {
  const byte = from[at]!;
  if (byte === backslash) return 2;
  return byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

function codeAt(from: Uint8Array, at: number): number {
  const byte = from[at]!;
  // COPY takes a letter that it does not know for itself.
  if (byte === backslash) return copyLetters[from[at + 1]!]! || from[at + 1]!;
  if (byte < 0x80) return byte;
  const second = from[at + 1]! & 0x3f;
  if (byte < 0xe0) return ((byte & 0x1f) << 6) | second;
  const third = from[at + 2]! & 0x3f;
  if (byte < 0xf0) return ((byte & 0xf) << 12) | (second << 6) | third;
  return ((byte & 7) << 18) | (second << 12) | (third << 6) | (from[at + 3]! & 0x3f);
}

/** Whether plain bytes are, in their order, neither before the one text nor behind the other. */
export function isBetween(from: Uint8Array, start: number, end: number, smallest: string, largest: string): boolean {
  return compare(from, start, end, smallest) >= 0 && compare(from, start, end, largest) <= 0;
}

function compare(from: Uint8Array, start: number, end: number, text: string): number {
  const length = Math.min(end - start, text.length);
  for (let index = 0; index < length; index++) {
    const difference = from[start + index]! - text.charCodeAt(index);
    if (difference !== 0) return difference;
  }
  return end - start - text.length;
}

/** So many digits always are the double that they say. */
const safeDigits = 15;

/** What `Number` makes of `12` or `-1.50`; NaN for whatever is longer or written otherwise. */
export function readPlainNumber(from: Uint8Array, start: number, end: number): number {
  const first = from[start] === minusByte ? start + 1 : start;
  const middle = endOfDigits(from, first, end);
  if (middle === first || end - first > safeDigits) return Number.NaN;
  const sign = first > start ? -1 : 1;
  if (middle === end) return sign * readDigits(from, first, end);
  if (from[middle] !== pointByte || middle + 1 === end || endOfDigits(from, middle + 1, end) !== end) return Number.NaN;
  const scale = 10 ** (end - middle - 1);
  return (sign * (readDigits(from, first, middle) * scale + readDigits(from, middle + 1, end))) / scale;
}
