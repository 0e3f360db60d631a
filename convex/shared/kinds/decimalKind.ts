import { v } from "convex/values";
import { defineKind, quote, reject, type Kind, type Reject } from "../kind.js";
import { parseDecimal, printDecimal, scaledInteger, type Decimal } from "./decimal.js";
import { canonicalInteger, toInt64 } from "./integer.js";

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
  });
}

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
    convert(text) {
      const decimal = readDecimal(text);
      if ("code" in decimal) return isMoneyText(decimal, text) ? moneyText(text) : decimal;
      const amount = scaledInteger(decimal, digits);
      if (amount !== null) return toInt64(amount, text);
      return reject("sub_cent", `${quote(text)} has more than ${digits} fractional digits`);
    },
  });
}

function readDecimal(text: string): Decimal | Reject {
  const decimal = parseDecimal(text);
  if (decimal === "huge") return reject("out_of_range", `${quote(text)} has an exponent beyond any numeric`);
  if (decimal !== null) return decimal;
  if (/^(NaN|-?Infinity)$/.test(text)) return reject("special_number", `${text} has no decimal form`);
  return reject("not_a_number", `${quote(text)} is not a decimal number`);
}

function isMoneyText(why: Reject, text: string): boolean {
  return why.code === "not_a_number" && /\d/.test(text) && /^[-+(]?[\p{Sc}\d.,'\s\p{L}()-]+$/u.test(text) && /[\p{Sc},'()]/u.test(text);
}

function moneyText(text: string): Reject {
  return reject("money_text", `${quote(text)} is money in some locale's notation; cast the column to numeric at the source`);
}
