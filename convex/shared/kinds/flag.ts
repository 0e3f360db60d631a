import { v } from "convex/values";
import { defineKind, quote, reject, type Kind } from "../kind.js";

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
  });
}
