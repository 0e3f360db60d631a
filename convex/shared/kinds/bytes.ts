import { v } from "convex/values";
import { canonicalValue } from "../document/canonical.js";
import { defineKind, reject, type Kind, type Reject } from "./kind.js";

export interface BytesOptions {
  /**
   * How the text writes them: default `\\x` and hex digits, as PostgreSQL and SQLite's blobs do. `"hex"`: digits without `\\x`.
   * `"base64"`: also its web-safe letters, with or without `=`. `"escape"`: PostgreSQL's old form (printable ASCII as it is, `\\\\`,
   * and `\\ooo` in octal).
   */
  readonly from?: "hex" | "base64" | "escape";
}

/** Bytes. Any text would be some bytes, so nothing is guessed. Values are never repeated in messages: they may be keys. Code: `bytes`. */
export function bytesKind({ from }: BytesOptions = {}): Kind<ArrayBuffer> {
  return defineKind<ArrayBuffer>({
    name: "bytes",
    validator: v.bytes(),
    forms: from === undefined ? ["bytes"] : ["text", "bytes"],
    convert: (text) => (text.startsWith("\\x") ? convertHex(text.slice(2)) : readers[from ?? "none"](text)),
    invert: from === "base64" ? printBase64 : canonicalValue,
  });
}

const readers: Readonly<Record<"none" | "hex" | "base64" | "escape", (text: string) => ArrayBuffer | Reject>> = {
  none: () =>
    reject("bytes", 'the text does not start with \\x; say how it writes bytes: bytes({ from: "base64" }) or "hex"'),
  hex: convertHex,
  base64: convertBase64,
  escape: convertEscapes,
};

function convertHex(hex: string): ArrayBuffer | Reject {
  if (hex.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(hex)) {
    return reject("bytes", `the text is not pairs of hex digits (${hex.length} characters)`);
  }
  const bytes = new Uint8Array(hex.length / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16);
  return bytes.buffer;
}

function convertBase64(text: string): ArrayBuffer | Reject {
  const digits = text.replace(/={1,2}$/, "");
  const isPadded = digits.length === text.length || text.length % 4 === 0;
  if (!isPadded || digits.length % 4 === 1 || !/^(?:[A-Za-z0-9+/]*|[A-Za-z0-9_-]*)$/.test(digits)) {
    return reject("bytes", `the text is not base64 (${text.length} characters)`);
  }
  const binary = atob(digits.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes.buffer;
}

function printBase64(value: ArrayBuffer): string {
  let binary = "";
  for (const byte of new Uint8Array(value)) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** Byte by byte: a single pattern for the whole text would run out of stack on long ones. */
function convertEscapes(text: string): ArrayBuffer | Reject {
  const bytes = new Uint8Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length; length++) {
    const byte = text[at] === "\\" ? escapedByte(text, at) : printableByte(text, at);
    if (byte === null) {
      return reject("bytes", "the text is neither \\x and hex digits nor PostgreSQL's escape form");
    }
    bytes[length] = byte;
    at += text[at] !== "\\" ? 1 : text[at + 1] === "\\" ? 2 : 4;
  }
  return bytes.buffer.slice(0, length);
}

function escapedByte(text: string, at: number): number | null {
  if (text[at + 1] === "\\") return 0x5c;
  const digits = text.slice(at + 1, at + 4);
  return /^[0-3][0-7]{2}$/.test(digits) ? Number.parseInt(digits, 8) : null;
}

function printableByte(text: string, at: number): number | null {
  const code = text.charCodeAt(at);
  return code >= 0x20 && code <= 0x7e ? code : null;
}
