import { v } from "convex/values";
import { defineKind, quote, reject, type Kind, type Reject } from "./kind.js";
import { findBadDate } from "./calendar.js";
import { ambiguous, standsForInfinity } from "./invert.js";

export interface DateOptions {
  /** What PostgreSQL's `infinity` and `-infinity` become; default: rejected with `infinity`. */
  readonly infinity?: "reject" | { readonly infinity?: string; readonly negativeInfinity?: string };
}

/**
 * A day of the calendar, which stays the text `YYYY-MM-DD`: it has no zone, so it never becomes a `Date`.
 * Codes: `date` (not such a text; a time of day is not dropped), `no_such_date`, `out_of_range` (BC, years above 9999),
 * `infinity`.
 */
export function dateKind(options: DateOptions = {}): Kind<string> {
  const { infinity = "reject" } = options;
  return defineKind<string>({
    name: "date",
    validator: v.string(),
    convert(text) {
      if (text === "infinity" || text === "-infinity") return convertInfinity(text, infinity);
      const match = /^(\d{4,7})-(\d\d)-(\d\d)( BC)?$/.exec(text);
      if (!match) return reject("date", `${quote(text)} is not a date like 2024-03-10`);
      const [, year, month, day, era = ""] = match;
      return findBadDate(Number(year), Number(month), Number(day), era, text) ?? text;
    },
    invert: (day) => (infinity !== "reject" && standsForInfinity(infinity, day) ? ambiguous("infinity") : day),
  });
}

function convertInfinity(text: string, mapping: NonNullable<DateOptions["infinity"]>): string | Reject {
  const mapped = mapping === "reject" ? undefined : text === "infinity" ? mapping.infinity : mapping.negativeInfinity;
  return mapped ?? reject("infinity", `${text} is not a day; say what it becomes`);
}
