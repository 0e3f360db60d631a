import { v } from "convex/values";
import { defineKind, quote, reject, type Kind, type Reject } from "./kind.js";
import { printDecimal, readDecimal, toScaledInteger } from "./decimal.js";
import { canonicalInteger, toInt64 } from "./integer.js";

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
