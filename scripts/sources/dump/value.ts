import type { Raw } from "../../../convex/shared/kinds/kind.js";
import { decodeEscapes } from "../sql/escapes.js";
import { byte, findQuoteEnd, findTokenEnd, skipSpace } from "../sql/tokens.js";

/** The value of a generated column in an INSERT without a column list. */
export const isDefault = Symbol("DEFAULT");

type Value = Raw | undefined | typeof isDefault;

/**
 * A value of an INSERT as COPY would print it; undefined if it is not a constant. Beside what pg_dump writes (the rules of
 * `dumpTableData_insert` in pg_dump.c) it reads the constants that people and other programs write. `escapes`: the file has
 * switched `standard_conforming_strings` off.
 */
export function readValue(bytes: Buffer, from: number, to: number, escapes: boolean): Value {
  const start = skipSpace(bytes, from);
  const first = bytes[start];
  if (first === byte.quote) return escapes ? readEscapeString(bytes, start, to) : readString(bytes, start, to);
  if (bytes[start + 1] === byte.quote) {
    const letter = (first ?? 0) | 0x20;
    // Bit strings print as B'101'.
    if (letter === 0x62) return readString(bytes, start + 1, to);
    // N'…' is a string like any other.
    if (letter === 0x6e) return readValue(bytes, start + 1, to, escapes);
    return letter === 0x65 ? readEscapeString(bytes, start + 1, to) : undefined;
  }
  const word = readWord(bytes.toString("latin1", start, to));
  return word === undefined ? readLongForm(bytes, start, to, escapes) : word;
}

const numberPattern = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

function readWord(text: string): Value {
  const cast = text.indexOf("::");
  if (cast !== -1 && !isCast(text.slice(cast))) return undefined;
  const word = (cast === -1 ? text : text.slice(0, cast)).trim();
  if (numberPattern.test(word)) return word;
  switch (word.toUpperCase()) {
    case "NULL":
      return null;
    case "TRUE":
      return "t";
    case "FALSE":
      return "f";
    case "DEFAULT":
      return isDefault;
    default:
      return undefined;
  }
}

function readString(bytes: Buffer, start: number, to: number): string | undefined {
  const end = findQuoteEnd(bytes, start, byte.quote, true);
  if (end === -1 || !isEnd(bytes, end, to)) return undefined;
  const text = bytes.toString("utf8", start + 1, end - 1);
  return text.includes("''") ? text.replaceAll("''", "'") : text;
}

/** The string whose quote is at `start`, with backslash escapes. */
function readEscapeString(bytes: Buffer, start: number, to: number): string | undefined {
  const end = findTokenEnd(bytes, start, true, true);
  return end === -1 || !isEnd(bytes, end, to) ? undefined : decodeEscapes(bytes, start + 1, end - 1);
}

/** Only a cast may follow a literal: anything else would change the value. */
function isEnd(bytes: Buffer, end: number, to: number): boolean {
  const next = skipSpace(bytes, end);
  return next >= to || isCast(bytes.toString("latin1", next, to));
}

const typeName = String.raw`(?:[\w$]+|"[^"]*")(?:\.(?:[\w$]+|"[^"]*"))*(?:\s+(?:varying|precision))?`;
const typeEnd = String.raw`(?:\s*\([\d\s,]*\))?(?:\s+(?:with|without)\s+time\s+zone)?(?:\s*\[\d*\])*`;
const castPattern = new RegExp(String.raw`^(?:::\s*${typeName}${typeEnd}\s*)+$`, "i");

function isCast(text: string): boolean {
  return castPattern.test(text);
}

/** `DATE '…'`: a constant with its type before it. */
const literalTypes = new Set([
  "DATE",
  "TIME",
  "TIMETZ",
  "TIMESTAMP",
  "TIMESTAMPTZ",
  "INTERVAL",
  "JSON",
  "JSONB",
  "UUID",
  "TEXT",
  "NUMERIC",
  "BYTEA",
]);

function readLongForm(bytes: Buffer, start: number, to: number, escapes: boolean): Value {
  const end = findTokenEnd(bytes, start, true, escapes);
  if (end === -1 || end > to) return undefined;
  const token = bytes.toString("utf8", start, end);
  if (token.startsWith("$")) return readDollarString(bytes, token, end, to);
  const word = token.toUpperCase();
  const next = skipSpace(bytes, end);
  if (word === "CAST" && bytes[next] === byte.open) return readCast(bytes, next, to, escapes);
  if (word === "ARRAY" && bytes[next] === openBracket) return readArray(bytes, next, to, escapes);
  if (word === "U" && bytes[end] === ampersand && !escapes) return readUnicodeString(bytes, end + 1, to);
  if (!literalTypes.has(word) || bytes[next] !== byte.quote) return undefined;
  const value = readValue(bytes, next, to, escapes);
  // PostgreSQL ignores an offset in TIMESTAMP '…'.
  return word === "TIMESTAMP" && typeof value === "string" && /:\d.*(?:[+-]|[a-z]$)/i.test(value) ? undefined : value;
}

const [openBracket, closeBracket, ampersand] = [0x5b, 0x5d, 0x26];

function readDollarString(bytes: Buffer, token: string, end: number, to: number): string | undefined {
  const tag = /^\$\w*\$/.exec(token)?.[0];
  return tag === undefined || !isEnd(bytes, end, to) ? undefined : token.slice(tag.length, -tag.length);
}

/** `U&'\00e9'`; `UESCAPE` is not read. */
function readUnicodeString(bytes: Buffer, start: number, to: number): string | undefined {
  const text = bytes[start] === byte.quote ? readString(bytes, start, to) : undefined;
  if (text === undefined || /\\(?!\\|[0-9a-f]{4}|\+[0-9a-f]{6})/i.test(text.replaceAll("\\\\", ""))) return undefined;
  return text.replace(/\\(?:\\|([0-9a-f]{4})|\+([0-9a-f]{6}))/gi, (_all, short?: string, long?: string) => {
    const code = short ?? long;
    return code === undefined ? "\\" : String.fromCodePoint(Math.min(parseInt(code, 16), 0x10ffff));
  });
}

/** `CAST(value AS type)`. */
function readCast(bytes: Buffer, open: number, to: number, escapes: boolean): Value {
  const { parts, end } = splitList(bytes, open, to, escapes);
  const [part] = parts;
  if (parts.length !== 1 || part === undefined || end === -1 || !isEnd(bytes, end, to)) return undefined;
  const as = bytes.toString("latin1", part.start, part.end).search(/\sAS\s+[\w$."() ,[\]]+$/i);
  return as === -1 ? undefined : readValue(bytes, part.start, part.start + as, escapes);
}

/** `ARRAY['a', NULL]` as PostgreSQL prints it. */
function readArray(bytes: Buffer, open: number, to: number, escapes: boolean): string | undefined {
  const { parts, end } = splitList(bytes, open, to, escapes);
  if (end === -1 || !isEnd(bytes, end, to)) return undefined;
  const elements = parts.map(({ start, end: stop }) => {
    const at = skipSpace(bytes, start);
    if (bytes[at] === openBracket) return readArray(bytes, at, stop, escapes);
    const value = readValue(bytes, start, stop, escapes);
    if (typeof value === "symbol" || value === undefined) return undefined;
    return value === null ? "NULL" : `"${value.replace(/["\\]/g, "\\$&")}"`;
  });
  return elements.includes(undefined) ? undefined : `{${elements.join(",")}}`;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** What stands between the bracket at `open` and its partner, split at commas; `end` is −1 if there is no partner. */
function splitList(bytes: Buffer, open: number, to: number, escapes: boolean): { parts: Range[]; end: number } {
  const parts: Range[] = [];
  let depth = 0;
  let start = open + 1;
  for (let at = open; at < to;) {
    const end = findTokenEnd(bytes, at, true, escapes);
    if (end === -1) break;
    const first = bytes[at];
    if (first === byte.open || first === openBracket) depth++;
    else if ((first === byte.close || first === closeBracket) && --depth === 0) {
      if (skipSpace(bytes, start) < at || parts.length > 0) parts.push({ start, end: at });
      return { parts, end };
    } else if (first === byte.comma && depth === 1) {
      parts.push({ start, end: at });
      start = end;
    }
    at = skipSpace(bytes, end);
  }
  return { parts, end: -1 };
}
