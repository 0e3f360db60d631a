import { isUtf8 } from "node:buffer";
import type { Raw } from "../../../convex/shared/kinds/kind.js";
import { byte, findQuoteEnd, findTokenEnd, skipSpace } from "./tokens.js";

/** What stands for a generated column when an INSERT lists no columns. */
export const isDefault = Symbol("DEFAULT");

/** Reads `(…, …)` at `at`: its end, or −1 when the bytes stop too early. Start and end of every value go to `bounds`. */
export function scanTuple(bytes: Buffer, at: number, isFinal: boolean, bounds: number[]): number {
  bounds.length = 0;
  let depth = 0;
  for (let pos = at; pos < bytes.length;) {
    const end = findTokenEnd(bytes, pos, isFinal);
    if (end === -1) return -1;
    const first = bytes[pos];
    if (first === byte.open && ++depth === 1) bounds.push(end);
    else if (first === byte.comma && depth === 1) bounds.push(pos, end);
    else if (first === byte.close && --depth === 0) {
      bounds.push(pos);
      return end;
    }
    pos = skipSpace(bytes, end);
  }
  return -1;
}

/**
 * A value of an INSERT as COPY would print it; undefined where it is none that pg_dump writes.
 * The rules are those of `dumpTableData_insert` in pg_dump.c.
 */
export function readValue(bytes: Buffer, from: number, to: number): Raw | undefined | typeof isDefault {
  const start = skipSpace(bytes, from);
  const first = bytes[start];
  if (first === byte.quote) return readString(bytes, start, to);
  if (bytes[start + 1] === byte.quote) {
    const letter = (first ?? 0) | 0x20;
    // Bit strings print as B'101'.
    if (letter === 0x62) return readString(bytes, start + 1, to);
    return letter === 0x65 ? readEscapeString(bytes, start, to) : undefined;
  }
  return readWord(bytes.toString("latin1", start, to));
}

const numberPattern = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

function readWord(text: string): Raw | undefined | typeof isDefault {
  const word = text.replace(/::[\s\S]*$/, "").trim();
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
  if (end === -1 || !isCastOrNothing(bytes, end, to)) return undefined;
  const text = bytes.toString("utf8", start + 1, end - 1);
  return text.includes("''") ? text.replaceAll("''", "'") : text;
}

/** Behind a literal only a cast may follow: what else stands there would change the value. */
function isCastOrNothing(bytes: Buffer, end: number, to: number): boolean {
  const next = skipSpace(bytes, end);
  return next >= to || (bytes[next] === byte.colon && bytes[next + 1] === byte.colon);
}

const escapePattern = /''|\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))/g;
const namedEscapes: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** E'…'. Octal and hexadecimal escapes are bytes, so the text is put together as latin1 and decoded once. */
function readEscapeString(bytes: Buffer, start: number, to: number): string | undefined {
  const end = findTokenEnd(bytes, start, true);
  if (end === -1 || !isCastOrNothing(bytes, end, to)) return undefined;
  const text = bytes.toString("latin1", start + 2, end - 1);
  const plain = text.replace(
    escapePattern,
    (all, octal?: string, hex?: string, short?: string, long?: string, char?: string) => {
      if (all === "''") return "'";
      const number = octal === undefined ? hex : undefined;
      if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8) & 0xff);
      if (number !== undefined) return String.fromCharCode(parseInt(number, 16));
      const unicode = short ?? long;
      if (unicode !== undefined) return toUtf8(parseInt(unicode, 16));
      return namedEscapes[char ?? ""] ?? char ?? "";
    },
  );
  const decoded = Buffer.from(plain, "latin1");
  return isUtf8(decoded) ? decoded.toString() : undefined;
}

/** The bytes of a character, one latin1 character each. */
function toUtf8(codePoint: number): string {
  return codePoint <= 0x10ffff ? Buffer.from(String.fromCodePoint(codePoint)).toString("latin1") : "\xff";
}
