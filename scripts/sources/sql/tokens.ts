import { decodeEscapes } from "./escapes.js";

/** The bytes that start or end SQL tokens: enough to split a dump without parsing it. */
export const byte = {
  newline: 0x0a,
  quote: 0x27,
  doubleQuote: 0x22,
  open: 0x28,
  close: 0x29,
  star: 0x2a,
  comma: 0x2c,
  dash: 0x2d,
  slash: 0x2f,
  colon: 0x3a,
  semicolon: 0x3b,
  backslash: 0x5c,
  dollar: 0x24,
} as const;

const space = 1;
const word = 2;

const classes = new Uint8Array(256).fill(word, 0x80);
for (const char of " \t\n\r\f\v") classes[char.charCodeAt(0)] = space;
for (const char of "abcdefghijklmnopqrstuvwxyz_0123456789") {
  classes[char.charCodeAt(0)] = word;
  classes[char.toUpperCase().charCodeAt(0)] = word;
}

export function isWordByte(char: number | undefined): boolean {
  return classes[char ?? 0] === word;
}

/** The end of the white space at `at`. */
export function skipSpace(bytes: Buffer, at: number): number {
  let end = at;
  while (end < bytes.length && classes[bytes[end] ?? 0] === space) end++;
  return end;
}

/**
 * The end of the token at `at`; −1 if the bytes end before that is certain. `escapes`: a backslash escapes in every '…', as with
 * `standard_conforming_strings = off`.
 */
export function findTokenEnd(bytes: Buffer, at: number, isFinal: boolean, escapes = false): number {
  const first = bytes[at] ?? 0;
  if (classes[first] === word) return findWordEnd(bytes, at, isFinal);
  switch (first) {
    case byte.quote:
      return escapes ? findEscapeStringEnd(bytes, at) : findQuoteEnd(bytes, at, byte.quote, isFinal);
    case byte.doubleQuote:
      return findQuoteEnd(bytes, at, byte.doubleQuote, isFinal);
    case byte.dollar:
      return findDollarEnd(bytes, at, isFinal);
    case byte.dash:
    case byte.slash:
      return findCommentEnd(bytes, at, isFinal);
    default:
      return at + 1;
  }
}

function findWordEnd(bytes: Buffer, at: number, isFinal: boolean): number {
  let end = at + 1;
  // A name may contain a dollar sign, but not start with one.
  while (end < bytes.length && (classes[bytes[end] ?? 0] === word || bytes[end] === byte.dollar)) end++;
  if (end === bytes.length) return isFinal ? end : -1;
  const isEscapeString = end === at + 1 && bytes[end] === byte.quote && ((bytes[at] ?? 0) | 0x20) === 0x65;
  return isEscapeString ? findEscapeStringEnd(bytes, end) : end;
}

/** The end of '…' or "…", in which quotes are doubled. */
export function findQuoteEnd(bytes: Buffer, at: number, quote: number, isFinal: boolean): number {
  for (let from = at + 1; ;) {
    const close = bytes.indexOf(quote, from);
    if (close === -1 || (close + 1 === bytes.length && !isFinal)) return -1;
    if (bytes[close + 1] !== quote) return close + 1;
    from = close + 2;
  }
}

/** The end of '…' where a backslash escapes, as in E'…'. A quote as the last byte may be half of a doubled one. */
function findEscapeStringEnd(bytes: Buffer, quoteAt: number): number {
  for (let at = quoteAt + 1; at + 1 < bytes.length; at++) {
    if (bytes[at] === byte.backslash) at++;
    else if (bytes[at] === byte.quote) {
      if (bytes[at + 1] !== byte.quote) return at + 1;
      at++;
    }
  }
  return -1;
}

/** PostgreSQL truncates names to 63 bytes, so a longer text is no tag. */
const longestTag = 66;
const dollarTag = /^\$(?:[A-Za-z_\x80-\xff][A-Za-z0-9_\x80-\xff]*)?\$/;

function findDollarEnd(bytes: Buffer, at: number, isFinal: boolean): number {
  const tag = dollarTag.exec(bytes.toString("latin1", at, at + longestTag))?.[0];
  if (tag === undefined) return isFinal || at + longestTag <= bytes.length ? at + 1 : -1;
  const close = bytes.indexOf(tag, at + tag.length, "latin1");
  return close === -1 ? -1 : close + tag.length;
}

function findCommentEnd(bytes: Buffer, at: number, isFinal: boolean): number {
  if (at + 1 === bytes.length) return isFinal ? at + 1 : -1;
  if (bytes[at] === byte.dash && bytes[at + 1] === byte.dash) {
    const end = bytes.indexOf(byte.newline, at);
    if (end !== -1) return end;
    return isFinal ? bytes.length : -1;
  }
  return bytes[at] === byte.slash && bytes[at + 1] === byte.star ? findBlockCommentEnd(bytes, at) : at + 1;
}

/** Block comments nest. */
function findBlockCommentEnd(bytes: Buffer, start: number): number {
  let depth = 0;
  for (let at = start; at + 1 < bytes.length; at++) {
    if (bytes[at] === byte.slash && bytes[at + 1] === byte.star) {
      depth++;
      at++;
    } else if (bytes[at] === byte.star && bytes[at + 1] === byte.slash) {
      if (--depth === 0) return at + 2;
      at++;
    }
  }
  return -1;
}

export interface Token {
  readonly kind: "word" | "name" | "string" | "symbol" | "comment";
  /** A word as written, a name or string without quotes, a whole comment. */
  readonly text: string;
}

export function toToken(bytes: Buffer, start: number, end: number, escapes = false): Token {
  const first = bytes[start] ?? 0;
  const text = bytes.toString("utf8", start, end);
  if (first === byte.quote && escapes)
    return { kind: "string", text: decodeEscapes(bytes, start + 1, end - 1) ?? text };
  if (first === byte.quote) return { kind: "string", text: text.slice(1, -1).replaceAll("''", "'") };
  if (first === byte.doubleQuote) return { kind: "name", text: text.slice(1, -1).replaceAll('""', '"') };
  if (text.startsWith("--") || text.startsWith("/*")) return { kind: "comment", text };
  return { kind: classes[first] === word ? "word" : "symbol", text };
}
