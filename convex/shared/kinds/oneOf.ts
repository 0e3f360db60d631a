import { v } from "convex/values";
import { copyBytes, isSame } from "./encode.js";
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
  const encoded = encodeAscii(values);
  const [only] = literals;
  if (only === undefined) throw new Error("oneOfKind: name at least one value.");
  return defineKind<T>({
    name: "oneOf",
    validator: literals.length === 1 ? only : v.union(...literals),
    convert(text) {
      return values.get(text) ?? reject("unknown_value", `${quote(text)} is not one of ${listed([...values.keys()])}`);
    },
    encode(from, start, end, out, at) {
      for (const { text, json } of encoded) {
        if (isSame(from, start, end, text)) return copyBytes(json, 0, json.length, out, at);
      }
      return -1;
    },
    invert(value) {
      const words = [...values.keys()].filter((word) => values.get(word) === value);
      return words.length === 1 ? words[0]! : ambiguous(words.map(quote).join(" or "));
    },
  });
}

/** The values whose text, on both sides, is plain ASCII, as bytes. */
function encodeAscii(values: ReadonlyMap<string, string>): { readonly text: Uint8Array; readonly json: Uint8Array }[] {
  // oxlint-disable-next-line no-control-regex
  const plain = /^[\x20-\x5b\x5d-\x7e]*$/;
  const encoder = new TextEncoder();
  return [...values]
    .map(([text, value]) => ({ text, json: JSON.stringify(value) }))
    .filter(({ text, json }) => plain.test(text) && /^[\x20-\x7e]*$/.test(json))
    .map(({ text, json }) => ({ text: encoder.encode(text), json: encoder.encode(json) }));
}

function isList<T extends string>(known: readonly T[] | Readonly<Record<string, T>>): known is readonly T[] {
  return Array.isArray(known);
}

function listed(texts: readonly string[]): string {
  const shown = texts.slice(0, listedValues).map(quote).join(", ");
  const more = texts.length - listedValues;
  return more > 0 ? `${shown} and ${more} more` : shown;
}
