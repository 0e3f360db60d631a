import { isUtf8 } from "node:buffer";

const escapePattern = /''|\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))/g;
const namedEscapes: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/**
 * The text between the quotes of E'…'; undefined if it is not UTF-8. Octal and hexadecimal escapes are bytes, so the text is
 * built as latin1 and decoded once.
 */
export function decodeEscapes(bytes: Buffer, start: number, end: number): string | undefined {
  const plain = bytes
    .toString("latin1", start, end)
    .replace(escapePattern, (all, octal?: string, hex?: string, short?: string, long?: string, char?: string) => {
      if (all === "''") return "'";
      if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8) & 0xff);
      if (hex !== undefined) return String.fromCharCode(parseInt(hex, 16));
      const unicode = short ?? long;
      if (unicode !== undefined) return toUtf8(parseInt(unicode, 16));
      return namedEscapes[char ?? ""] ?? char ?? "";
    });
  const decoded = Buffer.from(plain, "latin1");
  return isUtf8(decoded) ? decoded.toString() : undefined;
}

/** The UTF-8 bytes of a character, as latin1 characters. */
function toUtf8(codePoint: number): string {
  return codePoint <= 0x10ffff ? Buffer.from(String.fromCodePoint(codePoint)).toString("latin1") : "\xff";
}
