/**
 * The short way of a value: from the bytes of its text in COPY's text format straight to the bytes of its JSON, without a string in
 * between. `from[start…end)` is valid UTF-8, with COPY's escapes still in it, and not NULL. Writes to `out` from `at` on, where six
 * bytes for each byte read and 32 more have room, and gives the position after the last one; or -1, and may have written: then
 * `convert` decides. What it writes is `JSON.stringify` of what `convert` gives, and the value's canonical text but for the order of
 * an object's fields.
 */
export type EncodeBytes = (from: Uint8Array, start: number, end: number, out: Uint8Array, at: number) => number;

export const quoteByte = 0x22;
export const minusByte = 0x2d;
export const pointByte = 0x2e;
export const zeroByte = 0x30;
const nineByte = 0x39;
export const backslash = 0x5c;

/** What a byte of a text becomes: 0 itself, 1 an escape of two bytes, 2 a backslash escape of COPY's, 3 `\u00XX`. */
const classes = new Uint8Array(256);
for (let byte = 0; byte < 0x20; byte++) classes[byte] = 3;
classes[quoteByte] = 1;
classes[backslash] = 2;

/** COPY's escapes that JSON writes in the same two bytes: \\ \b \f \n \r \t. */
const sameInJson = new Uint8Array(256);
for (const letter of "\\bfnrt") sameInJson[letter.charCodeAt(0)] = 1;

const hexDigits = "0123456789abcdef";

/** A text, with its quotes. -1 where COPY wrote an escape that JSON has not. */
export const encodeText: EncodeBytes = (from, start, end, out, at) => {
  let to = at;
  out[to++] = quoteByte;
  for (let index = start; index < end; index++) {
    const byte = from[index]!;
    switch (classes[byte]) {
      case 0:
        out[to++] = byte;
        break;
      case 1:
        out[to++] = backslash;
        out[to++] = byte;
        break;
      case 2: {
        const letter = from[++index]!;
        if (index >= end || sameInJson[letter] === 0) return -1;
        out[to++] = backslash;
        out[to++] = letter;
        break;
      }
      default:
        to = writeControl(byte, out, to);
    }
  }
  out[to++] = quoteByte;
  return to;
};

const shortControls = new Map([
  [8, "b"],
  [9, "t"],
  [10, "n"],
  [12, "f"],
  [13, "r"],
]);

function writeControl(byte: number, out: Uint8Array, at: number): number {
  const letter = shortControls.get(byte);
  const text = letter === undefined ? `\\u00${hexDigits[byte >> 4]}${hexDigits[byte & 15]}` : `\\${letter}`;
  return writeAscii(text, out, at);
}

export function writeAscii(text: string, out: Uint8Array, at: number): number {
  for (let index = 0; index < text.length; index++) out[at + index] = text.charCodeAt(index);
  return at + text.length;
}

/** As it stands, between quotes: for a text that was looked at and needs no escape. */
export function copyQuoted(from: Uint8Array, start: number, end: number, out: Uint8Array, at: number): number {
  out[at] = quoteByte;
  const after = copyBytes(from, start, end, out, at + 1);
  out[after] = quoteByte;
  return after + 1;
}

export function copyBytes(from: Uint8Array, start: number, end: number, out: Uint8Array, at: number): number {
  const shift = at - start;
  for (let index = start; index < end; index++) out[index + shift] = from[index]!;
  return at + end - start;
}

export function hasBackslash(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] === backslash) return true;
  return false;
}

export function isSame(bytes: Uint8Array, start: number, end: number, wanted: Uint8Array): boolean {
  if (end - start !== wanted.length) return false;
  for (let at = start; at < end; at++) if (bytes[at] !== wanted[at - start]) return false;
  return true;
}

/** What COPY's letters behind a backslash stand for: what it writes itself. */
export const copyLetters = new Uint8Array(256);
for (const [letter, byte] of Object.entries({ "\\": 92, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11 })) {
  copyLetters[letter.charCodeAt(0)] = byte;
}

/** The bytes without COPY's escapes, which are never more; how many, or -1 for an escape that COPY does not write. */
export function unescapeCopy(from: Uint8Array, start: number, end: number, out: Uint8Array): number {
  let to = 0;
  for (let at = start; at < end; at++) {
    let byte = from[at]!;
    if (byte === backslash) byte = ++at < end ? copyLetters[from[at]!]! : 0;
    if (byte === 0) return -1;
    out[to++] = byte;
  }
  return to;
}

export function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= zeroByte && byte <= nineByte;
}

/** The number that two digits at a place are; NaN where they are none. */
export function twoDigits(from: Uint8Array, at: number): number {
  const [tens, ones] = [from[at]!, from[at + 1]!];
  return isDigit(tens) && isDigit(ones) ? (tens - zeroByte) * 10 + ones - zeroByte : Number.NaN;
}

/** Where the digits from here on end. */
export function endOfDigits(from: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && isDigit(from[at])) at++;
  return at;
}

/** A whole number in plain decimal form, `0` or `-?[1-9][0-9]*`: where its digits start; -1 where it is none. */
export function startOfInteger(from: Uint8Array, start: number, end: number): number {
  const first = from[start] === minusByte ? start + 1 : start;
  if (first >= end || endOfDigits(from, first, end) !== end) return -1;
  return from[first] !== zeroByte || end - start === 1 ? first : -1;
}

/** The number that at most 15 digits are. */
export function readDigits(from: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at++) value = value * 10 + from[at]! - zeroByte;
  return value;
}

/** A whole number of at most 2^53, as decimal digits. */
export function writeInteger(value: number, out: Uint8Array, at: number): number {
  if (value >= 0) return writeDigits(value, out, at);
  out[at] = minusByte;
  return writeDigits(-value, out, at + 1);
}

/** Integers of 32 bits are divided much faster than others. */
const billion = 1_000_000_000;

function writeDigits(value: number, out: Uint8Array, at: number): number {
  if (value < billion) return writeSmall(value | 0, out, at, lengthOf(value | 0));
  const high = Math.floor(value / billion);
  return writeSmall((value - high * billion) | 0, out, writeDigits(high, out, at), 9);
}

function lengthOf(value: number): number {
  let length = 1;
  for (let rest = value; rest >= 10; rest = (rest / 10) | 0) length++;
  return length;
}

function writeSmall(value: number, out: Uint8Array, at: number, length: number): number {
  let rest = value;
  for (let to = at + length - 1; to >= at; to--) {
    const next = (rest / 10) | 0;
    out[to] = zeroByte + rest - next * 10;
    rest = next;
  }
  return at + length;
}
