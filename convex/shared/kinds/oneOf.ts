import { v } from "convex/values";
import { writeAscii } from "./encode.js";
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
  const jsons = asciiJson(values);
  const [only] = literals;
  if (only === undefined) throw new Error("oneOfKind: name at least one value.");
  return defineKind<T>({
    name: "oneOf",
    validator: literals.length === 1 ? only : v.union(...literals),
    convert(text) {
      return values.get(text) ?? reject("unknown_value", `${quote(text)} is not one of ${listed([...values.keys()])}`);
    },
    encode(from, start, end, out, at) {
      const json = jsons.get(latin(from, start, end));
      return json === undefined ? -1 : writeAscii(json, out, at);
    },
    invert(value) {
      const words = [...values.keys()].filter((word) => values.get(word) === value);
      return words.length === 1 ? words[0]! : ambiguous(words.map(quote).join(" or "));
    },
  });
}

/** The JSON of the values whose text, on both sides, is plain ASCII. */
function asciiJson(values: ReadonlyMap<string, string>): Map<string, string> {
  // oxlint-disable-next-line no-control-regex
  const plain = /^[\x20-\x5b\x5d-\x7e]*$/;
  const pairs = [...values].map(([text, value]) => [text, JSON.stringify(value)] as const);
  return new Map(pairs.filter(([text, json]) => plain.test(text) && /^[\x20-\x7e]*$/.test(json)));
}

/** One character for each byte: equal to the text where that is ASCII. */
function latin(from: Uint8Array, start: number, end: number): string {
  let text = "";
  for (let at = start; at < end; at++) text += String.fromCharCode(from[at]!);
  return text;
}

function isList<T extends string>(known: readonly T[] | Readonly<Record<string, T>>): known is readonly T[] {
  return Array.isArray(known);
}

function listed(texts: readonly string[]): string {
  const shown = texts.slice(0, listedValues).map(quote).join(", ");
  const more = texts.length - listedValues;
  return more > 0 ? `${shown} and ${more} more` : shown;
}
