// Reads JSON as bytes, as far as it stands as JSON.stringify and Convex print it: -1 where another form needs a parser.

export const quote = 0x22;
export const comma = 0x2c;
const minus = 0x2d;
const point = 0x2e;
const zero = 0x30;
export const colon = 0x3a;
export const openBracket = 0x5b;
const backslash = 0x5c;
export const closeBracket = 0x5d;
const letterU = 0x75;
export const openBrace = 0x7b;
export const closeBrace = 0x7d;

const words = ["true", "false", "null"].map((word) => Buffer.from(word));
const digits = tableOf("0123456789");
const numberBytes = tableOf("0123456789+-.eE");
const shortEscapes = tableOf('"\\bfnrt');
/** Control characters without a short escape. */
const lastHexDigits = { 0x30: tableOf("01234567bef"), 0x31: tableOf("0123456789abcdef") } as const;

/** Bytes of a string that are more than themselves: its end, an escape, what must be one. */
const special = tableOf('"\\');
special.fill(1, 0, 0x20);

function tableOf(characters: string): Uint8Array {
  const table = new Uint8Array(256);
  for (const character of characters) table[character.charCodeAt(0)] = 1;
  return table;
}

/** Behind the value that starts here. */
export function endOfValue(bytes: Uint8Array, start: number, end: number): number {
  const first = bytes[start]!;
  if (first === quote) return endOfString(bytes, start + 1, end);
  if (first === openBrace || first === openBracket) return endOfContainer(bytes, start, end);
  return isNumber(first) ? endOfNumber(bytes, start, end) : endOfWord(bytes, start);
}

/** `start`: behind the opening quote. */
export function endOfString(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    if (special[bytes[at]!] === 0) continue;
    if (bytes[at] === quote) return at + 1;
    if (bytes[at] !== backslash) return -1;
    at = endOfEscape(bytes, at + 1);
    if (at === -1) return -1;
  }
  return -1;
}

/** The last byte of an escape, `start` being the one behind the backslash. */
function endOfEscape(bytes: Uint8Array, start: number): number {
  if (shortEscapes[bytes[start]!] === 1) return start;
  const isControl = bytes[start] === letterU && bytes[start + 1] === zero && bytes[start + 2] === zero;
  const first = bytes[start + 3];
  if (!isControl || (first !== 0x30 && first !== 0x31)) return -1;
  return lastHexDigits[first][bytes[start + 4]!] === 1 ? start + 4 : -1;
}

/** Whether its brackets fit is for whoever reads what is in it. */
function endOfContainer(bytes: Uint8Array, start: number, end: number): number {
  let depth = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte === quote) {
      at = endOfString(bytes, at + 1, end) - 1;
      if (at < 0) return -1;
    } else if (byte === openBrace || byte === openBracket) depth += 1;
    else if (byte === closeBrace || byte === closeBracket) depth -= 1;
    else if (byte <= 0x20) return -1;
    if (depth === 0) return at + 1;
  }
  return -1;
}

export function isNumber(first: number): boolean {
  return numberBytes[first] === 1;
}

export function endOfNumber(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && numberBytes[bytes[at]!] === 1) at++;
  return at;
}

/** `true`, `false` or `null`. */
export function endOfWord(bytes: Uint8Array, start: number): number {
  const word = words.find((each) => isAt(bytes, start, each));
  return word === undefined ? -1 : start + word.length;
}

export function isAt(bytes: Uint8Array, start: number, wanted: Uint8Array): boolean {
  for (let index = 0; index < wanted.length; index++) if (bytes[start + index] !== wanted[index]) return false;
  return true;
}

/** `integer`: `12`. `whole`: `12.0`. `decimal`: `1.25`, as `String` prints it. */
export type NumberForm = "integer" | "whole" | "decimal" | "other";

/** So many digits always come out of a double as they went in. */
const safeDigits = 15;
/** `String` prints what has more zeros behind the point with an exponent. */
const mostZeros = 5;

/** How a number is printed. Of the first three forms a double's canonical text is these very digits. */
export function numberForm(bytes: Uint8Array, start: number, end: number): NumberForm {
  const first = bytes[start] === minus ? start + 1 : start;
  const middle = endOfDigits(bytes, first, end);
  const isZero = bytes[first] === zero;
  if (middle === first || middle - first > safeDigits || (isZero && middle - first > 1)) return "other";
  const isNegativeZero = isZero && first > start;
  if (middle === end) return isNegativeZero ? "other" : "integer";
  const fraction = middle + 1;
  if (bytes[middle] !== point || fraction === end || endOfDigits(bytes, fraction, end) !== end) return "other";
  if (end - fraction === 1 && bytes[fraction] === zero) return isNegativeZero ? "other" : "whole";
  if (bytes[end - 1] === zero || end - first - 1 > safeDigits) return "other";
  return isZero && endOfZeros(bytes, fraction, end) - fraction > mostZeros ? "other" : "decimal";
}

function endOfDigits(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && digits[bytes[at]!] === 1) at++;
  return at;
}

function endOfZeros(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at] === zero) at++;
  return at;
}
