import { type Value, v } from "convex/values";
import { copyBytes, readDigits, startOfInteger } from "./encode.js";
import { type Kind, type Reject, defineKind, quote, reject } from "./kind.js";
import { canonicalValue } from "../document/canonical.js";

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
    encode: (from, start, end, out, at) => {
      const first = startOfInteger(from, start, end);
      if (first === -1 || end - first > safeDigits) return -1;
      const value = readDigits(from, first, end);
      const signed = first === start ? value : -value;
      return signed < min || signed > max ? -1 : copyBytes(from, start, end, out, at);
    },
    invert: String,
  });
}

/** So many digits are always exact, and with one more in 64 bits. */
export const safeDigits = 15;
export const safeDigits64 = 18;

/** Why the text is no whole number as PostgreSQL prints it. */
export function findNonInteger(text: string): Reject | null {
  if (/^(0|-?[1-9]\d*)$/.test(text)) return null;
  return reject("not_an_integer", `${quote(text)} is not a whole number in plain decimal form`);
}

/** A whole number of up to 64 bits, as a bigint (Int64 in Convex). Codes: `not_an_integer`, `out_of_range`. */
export function int64Kind(): Kind<bigint> {
  return defineKind<bigint>({
    name: "int64",
    validator: v.int64(),
    canonical: canonicalInteger,
    convert(text) {
      const malformed = findNonInteger(text);
      if (malformed) return malformed;
      return toInt64(text.length > 20 ? 1n << 64n : BigInt(text), text);
    },
    encode: (from, start, end, out, at) => {
      const first = startOfInteger(from, start, end);
      return first === -1 || end - first > safeDigits64 ? -1 : copyBytes(from, start, end, out, at);
    },
    invert: String,
  });
}

/** The value where it fits 64 bits, else why not. */
export function toInt64(value: bigint, text: string): bigint | Reject {
  if (BigInt.asIntN(64, value) === value) return value;
  return reject("out_of_range", `${quote(text)} does not fit a 64-bit integer`);
}

/** `12n` for the int64 12 and for the float 12: a later migration may store either, and both mean the same. */
export function canonicalInteger(value: Value): string {
  return typeof value === "number" && Number.isInteger(value) ? `${BigInt(value)}n` : canonicalValue(value);
}
