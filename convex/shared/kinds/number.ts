import { v } from "convex/values";
import { defineKind, quote, reject, type Kind } from "./kind.js";
import { readDouble } from "./double.js";

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
    invert: String,
  });
}
