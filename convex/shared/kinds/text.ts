import { v } from "convex/values";
import { type EncodeBytes, encodeText } from "./encode.js";
import { type Kind, defineKind, findLoneSurrogate, quote, reject, trimTrailing } from "./kind.js";

export interface TextOptions {
  /** `true` takes white space off both ends; `"end"` takes off only trailing spaces, the padding of `char(n)`. */
  readonly trim?: boolean | "end";
  /** What an empty text (after trimming) is: a value (default), or rejected with code `empty`. */
  readonly empty?: "keep" | "reject";
  /** In characters (code points), as `varchar(n)` counts them; a longer text is rejected with code `too_long`, never cut. */
  readonly maxLength?: number;
  /** Objects and arrays of a JSON source: rejected as `json_value` (default), or kept as their JSON text. */
  readonly json?: "reject" | "keep";
}

/**
 * Text that stays text. NUL stays too: PostgreSQL has none, SQLite and JSON do, and Convex stores it.
 * Codes: `surrogate`, `empty`, `too_long`.
 */
export function textKind(options: TextOptions = {}): Kind<string> {
  const { trim = false, empty = "keep", maxLength, json = "reject" } = options;
  return defineKind<string>({
    name: "text",
    validator: v.string(),
    forms: json === "keep" ? ["text", "json"] : ["text"],
    convert(text) {
      const value = trimmed(text, trim);
      if (value === "" && empty === "reject") return reject("empty", "the text is empty");
      if (maxLength !== undefined && isLonger(value, maxLength)) {
        return reject("too_long", `${quote(value)} is longer than ${maxLength} characters`);
      }
      return findLoneSurrogate(value) ?? value;
    },
    invert: (value) => value,
    normalizes: trim !== false,
    ...(trim === false && maxLength === undefined ? { encode: empty === "keep" ? encodeText : encodeFilled } : {}),
  });
}

const encodeFilled: EncodeBytes = (from, start, end, out, at) =>
  start === end ? -1 : encodeText(from, start, end, out, at);

function trimmed(text: string, trim: boolean | "end"): string {
  if (trim === "end") return trimTrailing(text, " ");
  return trim ? text.trim() : text;
}

/** A character is at most two UTF-16 units, so most texts need no counting. */
function isLonger(text: string, maxLength: number): boolean {
  if (text.length <= maxLength) return false;
  return Array.from(text).length > maxLength;
}
