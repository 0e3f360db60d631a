import { v } from "convex/values";
import { defineKind, quote, reject, type Kind } from "./kind.js";
import { ambiguous } from "./invert.js";

/** How many known values a message lists. */
const listedValues = 10;

/**
 * One of a few known values: a list of texts that stay as they are, or a map from the source's text to the new value
 * (`{ "ETA 9089 Filed": "eta9089" }`). Exact match, case included. The validator is the union of the values, as literals.
 * Code: `unknown_value`.
 */
export function oneOfKind<const T extends string>(known: readonly T[] | Readonly<Record<string, T>>): Kind<T> {
  const values = new Map<string, T>(isList(known) ? known.map((value) => [value, value]) : Object.entries<T>(known));
  const literals = [...new Set(values.values())].map((value) => v.literal(value));
  const [only] = literals;
  if (only === undefined) throw new Error("oneOfKind: name at least one value.");
  return defineKind<T>({
    name: "oneOf",
    validator: literals.length === 1 ? only : v.union(...literals),
    convert(text) {
      return values.get(text) ?? reject("unknown_value", `${quote(text)} is not one of ${listed([...values.keys()])}`);
    },
    invert(value) {
      const words = [...values.keys()].filter((word) => values.get(word) === value);
      return words.length === 1 ? words[0]! : ambiguous(words.map(quote).join(" or "));
    },
  });
}

function isList<T extends string>(known: readonly T[] | Readonly<Record<string, T>>): known is readonly T[] {
  return Array.isArray(known);
}

function listed(texts: readonly string[]): string {
  const shown = texts.slice(0, listedValues).map(quote).join(", ");
  const more = texts.length - listedValues;
  return more > 0 ? `${shown} and ${more} more` : shown;
}
