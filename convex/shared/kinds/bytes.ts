import { v } from "convex/values";
import { defineKind, reject, type Kind, type Reject } from "../kind.js";

/**
 * Bytes, from either way PostgreSQL prints `bytea`: `\xdeadbeef`, or the old escape form (printable ASCII as it is, `\\`,
 * and `\ooo` in octal). Values are never repeated in messages: they may be keys. Code: `bytes`.
 */
export function bytesKind(): Kind<ArrayBuffer> {
  return defineKind<ArrayBuffer>({
    name: "bytes",
    validator: v.bytes(),
    convert: (text) => (text.startsWith("\\x") ? convertHex(text.slice(2)) : convertEscapes(text)),
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

function convertEscapes(text: string): ArrayBuffer | Reject {
  if (!/^(?:[\x20-\x5b\x5d-\x7e]|\\\\|\\[0-3][0-7]{2})*$/.test(text)) {
    return reject("bytes", "the text is neither \\x and hex digits nor PostgreSQL's escape form");
  }
  const tokens = text.match(/\\\\|\\[0-7]{3}|[^]/g) ?? [];
  return new Uint8Array(tokens.map(byteOf)).buffer;
}

function byteOf(token: string): number {
  return token.length === 4 ? Number.parseInt(token.slice(1), 8) : token.charCodeAt(0);
}
