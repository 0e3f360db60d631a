import type { Format } from "../../run/manifest.js";
import {
  closeBrace,
  closeBracket,
  colon,
  comma,
  endOfNumber,
  endOfString,
  endOfWord,
  isNumber,
  numberForm,
  openBrace,
  openBracket,
  quote,
} from "./jsonText.js";

const letterN = 0x6e;
const backslash = 0x5c;
const dollar = 0x24;
const underscore = 0x5f;

/** Writes JSON's canonical text (`canonicalValue`) from its bytes: keys in order, no point behind a whole number, `n` behind int64. */
export class CanonicalJson {
  out = Buffer.allocUnsafe(64 * 1024);
  at = 0;
  private from: Uint8Array = this.out;
  private end = 0;
  private isZip = false;
  /** Where the entries of the objects that are being written begin and end in `out`, in turns. */
  private readonly entries: number[] = [];
  private unsorted = Buffer.alloc(0);

  /** Appends the value that stands there. False, and nothing appended, where it needs a parser. */
  write(from: Uint8Array, start: number, end: number, format: Format): boolean {
    const before = this.at;
    this.makeRoom(before + 2 * (end - start));
    this.from = from;
    this.end = end;
    this.isZip = format === "zip";
    this.entries.length = 0;
    if (this.value(start) === end) return true;
    this.at = before;
    return false;
  }

  /** Each of these takes where something starts and gives where it ends; -1 where it needs a parser. */
  private value(start: number): number {
    const first = this.from[start]!;
    if (first === quote) return this.copy(start, endOfString(this.from, start + 1, this.end));
    if (first === openBrace) return this.object(start + 1);
    if (first === openBracket) return this.array(start + 1);
    return isNumber(first) ? this.number(start) : this.copy(start, endOfWord(this.from, start));
  }

  private number(start: number): number {
    const end = endOfNumber(this.from, start, this.end);
    const form = numberForm(this.from, start, end);
    if (form === "other") return -1;
    this.copy(start, form === "whole" ? end - 2 : end);
    if (form === "integer" && this.isZip) this.out[this.at++] = letterN;
    return end;
  }

  private array(start: number): number {
    this.out[this.at++] = openBracket;
    let at = start;
    while (this.from[at] !== closeBracket) {
      if (at > start && !this.takeComma(at++)) return -1;
      at = this.value(at);
      if (at === -1) return -1;
    }
    this.out[this.at++] = closeBracket;
    return at + 1;
  }

  private object(start: number): number {
    this.out[this.at++] = openBrace;
    const first = this.entries.length;
    let isSorted = true;
    let at = start;
    let key = -1;
    while (this.from[at] !== closeBrace) {
      if (at > start && !this.takeComma(at++)) return -1;
      const place = this.entries.push(this.at, 0) - 1;
      const end = this.entry(at);
      if (end === -1) return -1;
      this.entries[place] = this.at;
      isSorted &&= key === -1 || compareKeys(this.from, key, at) < 0;
      key = at;
      at = end;
    }
    if (!isSorted && !this.sortEntries(first)) return -1;
    this.entries.length = first;
    this.out[this.at++] = closeBrace;
    return at + 1;
  }

  private entry(start: number): number {
    const end = endOfKey(this.from, start);
    if (this.copy(start, end) === -1 || this.from[end] !== colon) return -1;
    this.out[this.at++] = colon;
    return this.value(end + 1);
  }

  /** Puts the entries in the order of their keys. False where a key is there twice. */
  private sortEntries(first: number): boolean {
    const { out, entries } = this;
    const start = entries[first]!;
    if (this.unsorted.length < out.length) this.unsorted = Buffer.allocUnsafe(out.length);
    out.copy(this.unsorted, start, start, this.at);
    for (let place = first + 2; place < entries.length; place += 2) if (!this.sortIn(first, place)) return false;
    this.at = start;
    for (let place = first; place < entries.length; place += 2) {
      if (place > first) out[this.at++] = comma;
      for (let at = entries[place]!; at < entries[place + 1]!; at++) out[this.at++] = this.unsorted[at]!;
    }
    return true;
  }

  /** Moves an entry to where it belongs among those before it: most objects have a few. */
  private sortIn(first: number, place: number): boolean {
    const { out, entries } = this;
    const [start, end] = [entries[place]!, entries[place + 1]!];
    let to = place;
    for (; to > first; to -= 2) {
      const order = compareKeys(out, entries[to - 2]!, start);
      if (order === 0) return false;
      if (order < 0) break;
      entries[to] = entries[to - 2]!;
      entries[to + 1] = entries[to - 1]!;
    }
    entries[to] = start;
    entries[to + 1] = end;
    return true;
  }

  private takeComma(at: number): boolean {
    if (this.from[at] !== comma) return false;
    this.out[this.at++] = comma;
    return true;
  }

  private copy(start: number, end: number): number {
    const { from, out } = this;
    let to = this.at;
    for (let at = start; at < end; at++) out[to++] = from[at]!;
    this.at = to;
    return end;
  }

  private makeRoom(bytes: number): void {
    if (bytes <= this.out.length) return;
    const grown = Buffer.allocUnsafe(2 * bytes);
    this.out.copy(grown, 0, 0, this.at);
    this.out = grown;
  }
}

/** Where two keys start: none of their bytes sorts before the quote that ends them. */
function compareKeys(bytes: Uint8Array, left: number, right: number): number {
  for (let index = 1; ; index++) {
    const one = bytes[left + index]!;
    const other = bytes[right + index]!;
    if (one !== other) return one - other;
    if (one === quote) return 0;
  }
}

/** Of plain ASCII without a quote or a backslash, not `$integer` and the like, not `__proto__`. */
function endOfKey(bytes: Uint8Array, start: number): number {
  const first = bytes[start + 1];
  if (bytes[start] !== quote || first === dollar || first === underscore) return -1;
  for (let at = start + 1; ; at++) {
    const byte = bytes[at]!;
    if (byte === quote) return at + 1;
    if (!(byte > quote && byte < 0x7f) || byte === backslash) return -1;
  }
}
