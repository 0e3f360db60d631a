import { v } from "convex/values";
import { type EncodeBytes, copyBytes, endOfDigits, minusByte, zeroByte } from "./encode.js";
import { safeDigits } from "./integer.js";
import { type Kind, defineKind, quote, reject } from "./kind.js";
import { type Decimal, isPlainDecimal, normalizeDecimal, parseDecimal } from "./decimal.js";

export interface NumberOptions {
  /**
   * `"exact"` (default) rejects a number that a double cannot hold, with code `inexact_number`: the double's shortest form
   * must be the number of the text. `"nearest"` takes the nearest double.
   */
  readonly precision?: "exact" | "nearest";
  /** NaN and the infinities: rejected with code `special_number` (default; JSONLines cannot carry them), or kept. */
  readonly special?: "reject" | "keep";
}

const specials: ReadonlyMap<string, number> = new Map([
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
]);

/** A Float64. `-0` becomes `0`. Codes: `not_a_number`, `inexact_number`, `out_of_range` (beyond 1.8e308), `special_number`. */
export function numberKind(options: NumberOptions = {}): Kind<number> {
  const { precision = "exact", special = "reject" } = options;
  return defineKind<number>({
    name: "number",
    validator: v.float64(),
    convert(text) {
      const named = specials.get(text);
      if (named !== undefined) {
        return special === "keep" ? named : reject("special_number", `${text} is not a number JSON can carry`);
      }
      const double = readDouble(text);
      switch (double.kind) {
        case "exact":
          return double.value;
        case "inexact":
          if (precision === "nearest") return double.value;
          return reject("inexact_number", `${quote(text)} has more digits than a number holds; use decimal or nearest`);
        case "too_large":
          return reject("out_of_range", `${quote(text)} is larger than any Float64`);
        default:
          return reject("not_a_number", `${quote(text)} is not a number`);
      }
    },
    encode: encodeNumber,
    invert: String,
  });
}

/**
 * At most 15 digits, without exponent, and not so small that JavaScript would write one: a double holds them exactly, and its
 * shortest form is the text without zeros at the end of the fraction.
 */
export const encodeNumber: EncodeBytes = (from, start, end, out, at) => {
  if (end - start > safeDigits || !isPlainDecimal(from, start, end)) return -1;
  const first = from[start] === minusByte ? start + 1 : start;
  const point = endOfDigits(from, first, end);
  if (point === end) return copyBytes(from, start, end, out, at);
  let last = end;
  while (from[last - 1] === zeroByte) last--;
  if (last === point + 1) return copyBytes(from, start, point, out, at);
  // 0.0000001 is 1e-7.
  const isSmall = from[first] === zeroByte && endOfZeros(from, point + 1) - point > smallest;
  return isSmall ? -1 : copyBytes(from, start, last, out, at);
};

/** So many zeros behind the point, and JavaScript writes an exponent. */
const smallest = 6;

function endOfZeros(from: Uint8Array, start: number): number {
  let at = start;
  while (from[at] === zeroByte) at++;
  return at;
}

/** What a decimal text is as a double. */
export type Double =
  | { readonly kind: "exact"; readonly value: number }
  | { readonly kind: "inexact"; readonly value: number }
  | { readonly kind: "too_large" }
  | { readonly kind: "not_a_number" };

/**
 * Reads a decimal text as a double. Exact means that the double, printed in its shortest form, is the number of the text:
 * `1.10` and `0.1` are, 9007199254740993 and 0.12345678901234567890 are not. Whatever PostgreSQL prints for a float8 is.
 * Never gives -0.
 */
export function readDouble(text: string): Double {
  const decimal = parseDecimal(text);
  if (decimal === null) return { kind: "not_a_number" };
  const value = Number(text) + 0;
  if (!Number.isFinite(value)) return { kind: "too_large" };
  if (decimal === "huge") return { kind: "inexact", value };
  return { kind: isExact(decimal, value) ? "exact" : "inexact", value };
}

function isExact(decimal: Decimal, value: number): boolean {
  const wanted = normalizeDecimal(decimal);
  if (wanted === normalizedNumber(String(value))) return true;
  return value !== 0 && isPostgresForm(wanted, value);
}

function normalizedNumber(text: string): string {
  const decimal = parseDecimal(text);
  return decimal === null || decimal === "huge" ? "" : normalizeDecimal(decimal);
}

/**
 * Where the shortest form lies exactly halfway to the next double, PostgreSQL avoids it and prints a longer one: 1e23 comes as
 * 9.999999999999999e+22, 7.6e22 as 7.600000000000001e+22 (`acceptBounds` in its d2s.c; seen with 15.18).
 */
function isPostgresForm(wanted: string, value: number): boolean {
  const digits = wanted.replace("-", "").indexOf("e");
  if (digits > 17 || normalizedNumber(value.toPrecision(digits)) !== wanted) return false;
  return isHalfway(String(Math.abs(value)), Math.abs(value));
}

function isHalfway(shortest: string, value: number): boolean {
  const { mantissa, exponent } = binary(value);
  const decimal = parseDecimal(shortest);
  if (decimal === null || decimal === "huge") return false;
  // Both sides of digits × 10^-scale = (4 × mantissa + k) × 2^(exponent - 2), multiplied until they are integers.
  const ten = 10n ** BigInt(Math.abs(decimal.scale));
  const two = 2n ** BigInt(Math.abs(exponent - 2));
  const left = BigInt(decimal.digits) * (decimal.scale < 0 ? ten : 1n) * (exponent - 2 < 0 ? two : 1n);
  const unit = (decimal.scale > 0 ? ten : 1n) * (exponent - 2 > 0 ? two : 1n);
  const base = 4n * mantissa;
  // Below a power of two the next double is half as far away, so the halfway point there is a quarter of a step.
  return left === (base + 2n) * unit || left === (base - 2n) * unit || left === (base - 1n) * unit;
}

/** value = mantissa × 2^exponent, for a positive finite double. */
function binary(value: number): { mantissa: bigint; exponent: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const biased = Number(bits >> 52n) & 0x7ff;
  const fraction = bits & 0xfffffffffffffn;
  return biased === 0
    ? { mantissa: fraction, exponent: -1074 }
    : { mantissa: fraction | (1n << 52n), exponent: biased - 1075 };
}
