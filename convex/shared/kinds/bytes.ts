import { v } from "convex/values";
import { canonicalValue } from "../document/canonical.js";
import { defineKind, reject, type Kind, type Reject } from "./kind.js";

/**
 * Bytes, from either way PostgreSQL prints `bytea`: `\xdeadbeef`, or the old escape form (printable ASCII as it is, `\\`,
 * and `\ooo` in octal). Values are never repeated in messages: they may be keys. Code: `bytes`.
 */
export function bytesKind(): Kind<ArrayBuffer> {
  return defineKind<ArrayBuffer>({
    name: "bytes",
    validator: v.bytes(),
    convert: (text) => (text.startsWith("\\x") ? convertHex(text.slice(2)) : convertEscapes(text)),
    invert: canonicalValue,
  });
}

function convertHex(hex: string): ArrayBuffer | Reject {
  if (hex.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(hex)) {
    return reject("bytes", `the text starts with \\x but is not pairs of hex digits (${hex.length} characters)`);
  }
  const bytes = new Uint8Array(hex.length / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16);
  return bytes.buffer;
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
