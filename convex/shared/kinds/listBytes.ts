import { documentLimits } from "../limits.js";
import { type EncodeBytes, backslash, hasBackslash, quoteByte } from "./encode.js";
import { isPlainDecimal } from "./decimal.js";

const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const comma = 0x2c;
const space = 0x20;

interface Notation {
  readonly open: number;
  readonly close: number;
  /** Whether the text between two commas is an element that the short way takes. */
  readonly isPlain: (from: Uint8Array, start: number, end: number) => boolean;
  /** Writes what stood between quotes. */
  readonly encodeQuoted: EncodeBytes;
  /** Between elements. */
  readonly takesSpaces: boolean;
}

/** The short way of a list whose elements have one: a PostgreSQL array, `{a,"b \\"c\\""}`, or `["a", 1]` where it `takesJson`. */
export function compileList(element: EncodeBytes, takesJson: boolean): EncodeBytes {
  const fromArray = compileNotation(element, {
    open: openBrace,
    close: closeBrace,
    isPlain: isPlainWord,
    encodeQuoted: compileArrayText(element),
    takesSpaces: false,
  });
  const fromJson = compileNotation(element, {
    open: openBracket,
    close: closeBracket,
    isPlain: isPlainDecimal,
    encodeQuoted: encodePlainText(element),
    takesSpaces: true,
  });
  return (from, start, end, out, at) => {
    if (from[start] === openBrace) return fromArray(from, start, end, out, at);
    return takesJson ? fromJson(from, start, end, out, at) : -1;
  };
}

function compileNotation(element: EncodeBytes, notation: Notation): EncodeBytes {
  const { open, close, isPlain, encodeQuoted, takesSpaces } = notation;
  return (from, start, end, out, at) => {
    const last = end - 1;
    if (last <= start || from[start] !== open || from[last] !== close) return -1;
    let to = at;
    out[to++] = openBracket;
    let [begin, count] = [start + 1, 0];
    while (begin < last || count > 0) {
      if (takesSpaces) begin = endOfSpaces(from, begin);
      const isQuoted = from[begin] === quoteByte;
      const after = isQuoted ? endOfQuoted(from, begin, last) : endOfWord(from, begin, last);
      if (after === -1 || ++count > documentLimits.arrayElements) return -1;
      if (count > 1) out[to++] = comma;
      if (!isQuoted && !isPlain(from, begin, after)) return -1;
      to = isQuoted ? encodeQuoted(from, begin + 1, after - 1, out, to) : element(from, begin, after, out, to);
      if (to === -1) return -1;
      begin = takesSpaces ? endOfSpaces(from, after) : after;
      if (begin === last) break;
      if (from[begin++] !== comma) return -1;
    }
    out[to++] = closeBracket;
    return to;
  };
}

function endOfSpaces(from: Uint8Array, start: number): number {
  let at = start;
  while (from[at] === space) at++;
  return at;
}

function endOfWord(from: Uint8Array, start: number, last: number): number {
  let at = start;
  while (at < last && from[at] !== comma) at++;
  return at;
}

/** Behind the closing quote; -1 where there is none. Each notation escapes by a backslash, which COPY doubles. */
function endOfQuoted(from: Uint8Array, quote: number, last: number): number {
  for (let at = quote + 1; at < last; at++) {
    if (from[at] === quoteByte) return at + 1;
    if (from[at] !== backslash) continue;
    if (from[++at] === backslash && from[++at] === backslash) at++;
  }
  return -1;
}

/** Of an array: no white space, no quotes, no braces, not NULL. PostgreSQL quotes whatever else could be meant. */
function isPlainWord(from: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = from[at]!;
    if (byte <= space || byte === quoteByte || byte === backslash || byte === openBrace || byte === closeBrace)
      return false;
  }
  return end > start && !isNullWord(from, start, end);
}

function isNullWord(from: Uint8Array, start: number, end: number): boolean {
  if (end - start !== 4) return false;
  return [0x6e, 0x75, 0x6c, 0x6c].every((letter, place) => (from[start + place]! | 0x20) === letter);
}

/** A JSON string in which nothing is escaped. */
function encodePlainText(element: EncodeBytes): EncodeBytes {
  return (from, start, end, out, at) => {
    for (let index = start; index < end; index++) if (from[index]! < space || from[index] === backslash) return -1;
    return element(from, start, end, out, at);
  };
}

/** In an array a backslash stands before quotes and backslashes. */
function compileArrayText(element: EncodeBytes): EncodeBytes {
  let scratch = new Uint8Array(256);
  return (from, start, end, out, at) => {
    if (!hasBackslash(from, start, end)) return element(from, start, end, out, at);
    if (end - start > scratch.length) scratch = new Uint8Array(2 * (end - start));
    const length = unescapeArray(from, start, end, scratch);
    return length === -1 ? -1 : element(scratch, 0, length, out, at);
  };
}

/** Without the array's backslashes, but with COPY's own escapes. How many bytes; -1 where another character is escaped. */
function unescapeArray(from: Uint8Array, start: number, end: number, out: Uint8Array): number {
  let to = 0;
  for (let at = start; at < end; at++) {
    out[to++] = from[at]!;
    if (from[at] !== backslash) continue;
    if (++at >= end) return -1;
    out[to++] = from[at]!;
    if (from[at] !== backslash) continue;
    // Both were one backslash of the array's.
    to -= 2;
    out[to++] = from[++at]!;
    if (at < end && from[at] === quoteByte) continue;
    if (at + 1 >= end || from[at] !== backslash || from[++at] !== backslash) return -1;
    out[to++] = backslash;
  }
  return to;
}
