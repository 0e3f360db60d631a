import { documentLimits, jsonNesting } from "../limits.js";
import {
  backslash,
  copyBytes,
  hasBackslash,
  isDigit,
  isSame,
  minusByte,
  pointByte,
  quoteByte,
  unescapeCopy,
} from "./encode.js";
import { encodeNumber } from "./number.js";

/** Reads the next value and writes it without white space. False: the long way decides. */
export type WriteJson = (json: JsonBytes) => boolean;

export const openBrace = 0x7b;
export const closeBrace = 0x7d;
export const openBracket = 0x5b;
const closeBracket = 0x5d;
const comma = 0x2c;
const colon = 0x3a;
const dollar = 0x24;
const lastAscii = 0x7e;

/**
 * JSON as bytes, on its way to JSON without white space. It takes what reads the same however it is read: plain names in an order that
 * JavaScript keeps, numbers that a double holds, no needless escapes.
 */
export class JsonBytes {
  private from: Uint8Array = new Uint8Array();
  private at = 0;
  private end = 0;
  out: Uint8Array = this.from;
  to = 0;
  private depth = 0;
  private scratch = new Uint8Array(1024);

  /** False where COPY wrote an escape that it does not write. */
  begin(from: Uint8Array, start: number, end: number, out: Uint8Array, to: number): boolean {
    this.out = out;
    this.to = to;
    this.depth = 0;
    [this.from, this.at, this.end] = [from, start, end];
    if (!hasBackslash(from, start, end)) return true;
    if (end - start > this.scratch.length) this.scratch = new Uint8Array(2 * (end - start));
    [this.from, this.at] = [this.scratch, 0];
    this.end = unescapeCopy(from, start, end, this.scratch);
    return this.end !== -1;
  }

  /** The next byte that is no white space, which stays unread; -1 at the end. */
  peek(): number {
    while (this.at < this.end && isBlank(this.from[this.at]!)) this.at++;
    return this.at < this.end ? this.from[this.at]! : -1;
  }

  private skip(byte: number): boolean {
    if (this.peek() !== byte) return false;
    this.at++;
    return true;
  }

  /** The first of them that takes the value. */
  firstOf(writers: readonly WriteJson[]): boolean {
    const { at, to, depth } = this;
    for (const write of writers) {
      if (write(this)) return true;
      [this.at, this.to, this.depth] = [at, to, depth];
    }
    return false;
  }

  array(write: WriteJson): boolean {
    if (!this.open(openBracket)) return false;
    let count = 0;
    if (this.peek() !== closeBracket) {
      do {
        if (count++ > 0) this.out[this.to++] = comma;
        if (!write(this)) return false;
      } while (this.skip(comma));
    }
    return count <= documentLimits.arrayElements && this.close(closeBracket);
  }

  /** `choose` gets where the name that has just been written starts. How many fields there were, or -1. */
  fields(choose: (start: number) => WriteJson | undefined): number {
    if (!this.open(openBrace)) return -1;
    const names = new Names();
    if (this.peek() !== closeBrace) {
      do if (!this.field(names, choose)) return -1;
      while (this.skip(comma));
    }
    return names.count <= documentLimits.fields && this.close(closeBrace) ? names.count : -1;
  }

  private field(names: Names, choose: (start: number) => WriteJson | undefined): boolean {
    if (names.count > 0) this.out[this.to++] = comma;
    const start = this.to;
    if (!this.string() || !isPlainName(this.out, start, this.to) || !names.add(this.out, start, this.to)) return false;
    const write = choose(start);
    if (write === undefined || !this.skip(colon)) return false;
    this.out[this.to++] = colon;
    return write(this);
  }

  private open(bracket: number): boolean {
    if (++this.depth > jsonNesting || !this.skip(bracket)) return false;
    this.out[this.to++] = bracket;
    return true;
  }

  private close(bracket: number): boolean {
    if (!this.skip(bracket)) return false;
    this.out[this.to++] = bracket;
    this.depth -= 1;
    return true;
  }

  /** As `JSON.stringify` would write it again. */
  string(): boolean {
    if (!this.skip(quoteByte)) return false;
    const { from, out, end } = this;
    let to = this.to;
    out[to++] = quoteByte;
    for (let at = this.at; at < end; at++) {
      const byte = from[at]!;
      if (byte < 0x20) return false;
      out[to++] = byte;
      if (byte === quoteByte) {
        this.at = at + 1;
        this.to = to;
        return true;
      }
      if (byte !== backslash) continue;
      const length = escapeLength(from, at + 1, end);
      if (length === 0) return false;
      to = copyBytes(from, at + 1, at + 1 + length, out, to);
      at += length;
    }
    return false;
  }

  number(): boolean {
    this.peek();
    let after = this.at;
    while (after < this.end && isOfNumber(this.from[after]!)) after++;
    return this.endsWord(after) && this.take(after, encodeNumber(this.from, this.at, after, this.out, this.to));
  }

  word(word: Uint8Array): boolean {
    this.peek();
    const after = this.at + word.length;
    if (after > this.end || !isSame(this.from, this.at, after, word) || !this.endsWord(after)) return false;
    return this.take(after, copyBytes(word, 0, word.length, this.out, this.to));
  }

  private endsWord(after: number): boolean {
    if (after >= this.end) return true;
    const byte = this.from[after]!;
    return byte === comma || byte === closeBrace || byte === closeBracket || isBlank(byte);
  }

  private take(after: number, to: number): boolean {
    if (to === -1) return false;
    this.at = after;
    this.to = to;
    return true;
  }
}

/** The names of an object's fields, by where they were written. */
class Names {
  count = 0;
  private readonly places: number[] = [];
  private areSorted = true;

  /** False where the name stands there already. */
  add(out: Uint8Array, start: number, end: number): boolean {
    const { places, count } = this;
    // PostgreSQL sorts the names of jsonb, by their length first.
    const isNext = count === 0 || isBefore(out, places[2 * count - 2]!, places[2 * count - 1]!, start, end);
    this.areSorted &&= isNext;
    if (!this.areSorted && this.has(out, start, end)) return false;
    places.push(start, end);
    this.count += 1;
    return true;
  }

  private has(out: Uint8Array, start: number, end: number): boolean {
    const name = out.subarray(start, end);
    for (let place = 0; place < this.places.length; place += 2) {
      if (isSame(out, this.places[place]!, this.places[place + 1]!, name)) return true;
    }
    return false;
  }
}

function isBefore(out: Uint8Array, start: number, end: number, otherStart: number, otherEnd: number): boolean {
  const length = end - start;
  if (length !== otherEnd - otherStart) return length < otherEnd - otherStart;
  let at = 0;
  while (at < length && out[start + at] === out[otherStart + at]) at++;
  return at < length && out[start + at]! < out[otherStart + at]!;
}

/** With its quotes. One of digits would stand before all others in an object of JavaScript's. */
function isPlainName(out: Uint8Array, start: number, end: number): boolean {
  if (end - start < 3 || end - start > documentLimits.nestedName || out[start + 1] === dollar) return false;
  let digits = 0;
  for (let at = start + 1; at < end - 1; at++) {
    const byte = out[at]!;
    if (byte > lastAscii || byte === backslash) return false;
    if (isDigit(byte)) digits += 1;
  }
  return digits < end - start - 2 && !isSame(out, start, end, protoName);
}

const protoName = new TextEncoder().encode('"__proto__"');

function isOfNumber(byte: number): boolean {
  return isDigit(byte) || byte === pointByte || byte === minusByte;
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x09 || byte === 0x0d;
}

/** Of what stands behind a backslash; 0 where `JSON.stringify` writes it another way: `/` without one, letters as themselves. */
function escapeLength(from: Uint8Array, at: number, end: number): number {
  const letter = at < end ? from[at]! : 0;
  if (letter !== letterU) return shortEscapes[letter]!;
  if (at + 5 > end) return 0;
  const digits = String.fromCharCode(from[at + 1]!, from[at + 2]!, from[at + 3]!, from[at + 4]!);
  return /^00(?:0[0-7bef]|1[0-9a-f])$/.test(digits) ? 5 : 0;
}

const letterU = 0x75;
const shortEscapes = new Uint8Array(256);
for (const letter of '"\\bfnrt') shortEscapes[letter.charCodeAt(0)] = 1;
