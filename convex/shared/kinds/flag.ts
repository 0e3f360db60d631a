import { v } from "convex/values";
import { writeAscii } from "./encode.js";
import { defineKind, quote, reject, type Kind } from "./kind.js";
import { ambiguous } from "./invert.js";

/** The words PostgreSQL reads as booleans, which cover SQLite's and NocoDB's. */
const words: ReadonlyMap<string, boolean> = new Map([
  ...["t", "true", "y", "yes", "on", "1"].map((word) => [word, true] as const),
  ...["f", "false", "n", "no", "off", "0"].map((word) => [word, false] as const),
]);

/** A boolean: t, true, y, yes, on, 1 and f, false, n, no, off, 0 in any case. Code: `flag` for everything else. */
export function flagKind(): Kind<boolean> {
  return defineKind<boolean>({
    name: "flag",
    validator: v.boolean(),
    convert(text) {
      return words.get(text.toLowerCase()) ?? reject("flag", `${quote(text)} is neither true nor false`);
    },
    // As PostgreSQL prints it.
    encode(from, start, end, out, at) {
      if (end - start !== 1) return -1;
      if (from[start] === 0x74) return writeAscii("true", out, at);
      return from[start] === 0x66 ? writeAscii("false", out, at) : -1;
    },
    invert(value, columnType) {
      if (/char|text/i.test(columnType)) return ambiguous(value ? "true, t, yes, on or 1" : "false, f, no, off or 0");
      // PostgreSQL's booleans and SQLite's both take it.
      return value ? "1" : "0";
    },
  });
}
