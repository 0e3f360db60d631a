import { v, type Value } from "convex/values";
import { canonicalValue } from "../document/canonical.js";
import { defineKind, quote, reject, type Kind, type Reject } from "./kind.js";
import { findNonInteger } from "./integer.js";

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
