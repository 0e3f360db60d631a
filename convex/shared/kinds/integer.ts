import { v } from "convex/values";
import { defineKind, quote, reject, type Kind, type Reject } from "./kind.js";

export interface IntegerOptions {
  readonly min?: number;
  readonly max?: number;
}

/**
 * A whole number as a JavaScript number (Float64 in Convex). Only plain decimal: `7.0`, `1e3`, `+7` and `007` are
 * rejected, since they say that the column is not an integer. Codes: `not_an_integer`, `unsafe_integer` (beyond 2^53 - 1,
 * where digits would be lost), `out_of_range` (outside `min`…`max`).
 */
export function integerKind(options: IntegerOptions = {}): Kind<number> {
  const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = options;
  return defineKind<number>({
    name: "integer",
    validator: v.float64(),
    convert(text) {
      const malformed = findNonInteger(text);
      if (malformed) return malformed;
      const value = Number(text);
      if (!Number.isSafeInteger(value)) {
        return reject("unsafe_integer", `${quote(text)} is beyond 2^53 - 1, where a number loses digits; use int64`);
      }
      if (value < min || value > max) return reject("out_of_range", `${quote(text)} is not between ${min} and ${max}`);
      return value;
    },
    invert: String,
  });
}

/** Why the text is no whole number as PostgreSQL prints it. */
export function findNonInteger(text: string): Reject | null {
  if (/^(0|-?[1-9]\d*)$/.test(text)) return null;
  return reject("not_an_integer", `${quote(text)} is not a whole number in plain decimal form`);
}
