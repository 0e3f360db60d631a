import { v } from "convex/values";
import { defineKind, quote, reject, type Kind, type Reject } from "./kind.js";
import { parseDecimal, printDecimal, type Decimal } from "./decimalText.js";

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
    invert: (number) => number,
  });
}

/** The digits of a decimal text, or why it is none. */
export function readDecimal(text: string): Decimal | Reject {
  const decimal = parseDecimal(text);
  if (decimal === "huge") return reject("out_of_range", `${quote(text)} has an exponent beyond any numeric`);
  if (decimal !== null) return decimal;
  if (/^(NaN|-?Infinity)$/.test(text)) return reject("special_number", `${text} has no decimal form`);
  return reject("not_a_number", `${quote(text)} is not a decimal number`);
}
