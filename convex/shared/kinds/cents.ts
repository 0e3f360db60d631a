import { v } from "convex/values";
import { defineKind, quote, reject, type Kind, type Reject } from "./kind.js";
import { copyBytes, endOfDigits, minusByte, pointByte, zeroByte } from "./encode.js";
import { isPlainDecimal, printDecimal, readDecimal, toScaledInteger } from "./decimal.js";
import { canonicalInteger, safeDigits64, toInt64 } from "./integer.js";

export interface CentsOptions {
  /** How many fractional digits the unit has: 2 (default) for cents, 0 for yen, 3 for dinars. */
  readonly digits?: number;
}

/**
 * An amount of money in its smallest unit, as a bigint (Int64 in Convex): `85000.50` → 8500050n, exactly.
 * Codes: `sub_cent` (more digits than the unit has, unless zeros), `money_text` (`$1,234.50`: cast to numeric at the
 * source), `not_a_number`, `special_number`, `out_of_range` (64 bits).
 */
export function centsKind(options: CentsOptions = {}): Kind<bigint> {
  const { digits = 2 } = options;
  if (!Number.isInteger(digits) || digits < 0 || digits > 18) throw new Error("centsKind: digits must be 0 to 18.");
  return defineKind<bigint>({
    name: "cents",
    validator: v.int64(),
    canonical: canonicalInteger,
    encode: (from, start, end, out, at) => encodeScaled(from, start, end, out, at, digits),
    invert: (amount) => printDecimal({ ...signed(amount), scale: digits }),
    convert(text) {
      const decimal = readDecimal(text);
      if ("code" in decimal) return isMoneyText(decimal, text) ? moneyText(text) : decimal;
      const amount = toScaledInteger(decimal, digits);
      if (amount !== null) return toInt64(amount, text);
      return reject("sub_cent", `${quote(text)} has more than ${digits} fractional digits`);
    },
  });
}

/** The digits without the point, filled up with zeros: `85000.5` → `8500050`. */
function encodeScaled(
  from: Uint8Array,
  start: number,
  end: number,
  out: Uint8Array,
  at: number,
  digits: number,
): number {
  if (!isPlainDecimal(from, start, end)) return -1;
  const first = from[start] === minusByte ? start + 1 : start;
  const point = endOfDigits(from, first, end);
  const fraction = Math.max(end - point - 1, 0);
  if (fraction > digits || point - first + digits > safeDigits64) return -1;
  let to = first === start ? at : copyBytes(from, start, first, out, at);
  const begin = to;
  for (let index = first; index < end; index++) {
    const byte = from[index]!;
    if (byte !== pointByte && (byte !== zeroByte || to > begin)) out[to++] = byte;
  }
  for (let filled = fraction; filled < digits; filled++) if (to > begin) out[to++] = zeroByte;
  if (to === begin) out[to++] = zeroByte;
  return to;
}

function signed(amount: bigint) {
  return { negative: amount < 0n, digits: String(amount < 0n ? -amount : amount) };
}

/** At most a currency on either side of digits with their separators: `$1,234.50`, `1.234,50 EUR`, `($5)`. */
const money = /^[-+(]?\s*\p{L}{0,3}\p{Sc}?\s*-?\d[\d.,'\s]*(?:\p{L}{0,3}|\p{Sc})\)?$/u;

function isMoneyText(why: Reject, text: string): boolean {
  return why.code === "not_a_number" && money.test(text) && /[\p{Sc}\p{L},'()\s]/u.test(text);
}

function moneyText(text: string): Reject {
  return reject(
    "money_text",
    `${quote(text)} is money in some locale's notation; cast the column to numeric at the source`,
  );
}
