import { v } from "convex/values";
import { copyQuoted, endOfDigits, minusByte, pointByte, zeroByte } from "./encode.js";
import { type Kind, type Reject, defineKind, quote, reject, trimTrailing } from "./kind.js";

/**
 * A decimal number of any size as text, scale kept (`1.10` stays `1.10`), exponents written out (`1.5e3` → `1500`).
 * Codes: `not_a_number`, `special_number` (NaN, Infinity), `out_of_range` (an exponent beyond PostgreSQL's 131,072).
 */
export function decimalKind(): Kind<string> {
  return defineKind<string>({
    name: "decimal",
    validator: v.string(),
    convert(text) {
      const decimal = readDecimal(text);
      return "code" in decimal ? decimal : printDecimal(decimal);
    },
    encode: (from, start, end, out, at) =>
      isPlainDecimal(from, start, end) ? copyQuoted(from, start, end, out, at) : -1,
    invert: (number) => number,
  });
}

/** `-?digits(.digits)?` without a needless zero or sign: what `printDecimal` would print again. */
export function isPlainDecimal(from: Uint8Array, start: number, end: number): boolean {
  const first = from[start] === minusByte ? start + 1 : start;
  const point = endOfDigits(from, first, end);
  if (point === first || (from[first] === zeroByte && point - first > 1)) return false;
  if (point < end && (from[point] !== pointByte || point + 1 === end || endOfDigits(from, point + 1, end) !== end))
    return false;
  return first === start || hasDigit(from, first, end);
}

/** One that is not zero: `-0.00` loses its sign. */
function hasDigit(from: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (from[at] !== zeroByte && from[at] !== pointByte) return true;
  return false;
}

/** The digits of a decimal text, or why it is none. */
export function readDecimal(text: string): Decimal | Reject {
  const decimal = parseDecimal(text);
  if (decimal === "huge") return reject("out_of_range", `${quote(text)} has an exponent beyond any numeric`);
  if (decimal !== null) return decimal;
  if (/^(NaN|-?Infinity)$/.test(text)) return reject("special_number", `${text} has no decimal form`);
  return reject("not_a_number", `${quote(text)} is not a decimal number`);
}

/**
 * A number as its digits say, of any size: value = (negative ? -1 : 1) × digits × 10^-scale. `digits` has no leading zero
 * (zero is "0") but keeps trailing ones, so `1.10` is digits "110", scale 2. `scale` is negative for `1e3`.
 */
export interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly scale: number;
}

/** The grammar of JSON, which is also how PostgreSQL and SQLite print numbers: no `+`, no leading zero, no bare point. */
const decimalPattern = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** PostgreSQL's numeric ends at 131,072 digits; a larger exponent would only serve to fill the memory. */
const largestExponent = 131_072;

/** Reads a decimal number; null where the text is none, "huge" where its exponent is beyond any number a source holds. */
export function parseDecimal(text: string): Decimal | "huge" | null {
  const match = decimalPattern.exec(text);
  if (!match) return null;
  const [, sign, whole = "", fraction = "", exponent = "0"] = match;
  if (Math.abs(Number(exponent)) > largestExponent) return "huge";
  const digits = `${whole}${fraction}`.replace(/^0+(?=\d)/, "");
  return {
    negative: sign === "-" && digits !== "0",
    digits,
    scale: fraction.length - Number(exponent),
  };
}

/** Plain decimal notation with the scale kept: `1.10`, `1500`, `0.001`. */
export function printDecimal({ negative, digits, scale }: Decimal): string {
  const sign = negative ? "-" : "";
  if (scale <= 0) return digits === "0" ? "0" : `${sign}${digits}${"0".repeat(-scale)}`;
  const padded = digits.padStart(scale + 1, "0");
  return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}

/** value × 10^places as an integer, or null where a non-zero digit would be left over. */
export function toScaledInteger({ negative, digits, scale }: Decimal, places: number): bigint | null {
  const drop = scale - places;
  const kept = drop <= 0 ? `${digits}${"0".repeat(-drop)}` : digits.slice(0, Math.max(0, digits.length - drop));
  if (drop > 0 && /[1-9]/.test(digits.slice(Math.max(0, digits.length - drop)))) return null;
  const value = BigInt(kept === "" ? "0" : kept);
  return negative ? -value : value;
}

/** `-1.50e3` → `-15e2`: the same text for the same value, whatever its notation. */
export function normalizeDecimal({ negative, digits, scale }: Decimal): string {
  const significant = trimTrailing(digits, "0");
  if (significant === "") return "0";
  return `${negative ? "-" : ""}${significant}e${digits.length - significant.length - scale}`;
}
