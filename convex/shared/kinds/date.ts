import { v } from "convex/values";
import { copyQuoted } from "./encode.js";
import { type Kind, type Reject, defineKind, quote, reject } from "./kind.js";
import { findBadDate, isTimeOfDay, parseOffset, readDay } from "./calendar.js";
import { ambiguous, isMappedInfinity } from "./invert.js";

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
    encode: (from, start, end, out, at) =>
      end - start === 10 && !Number.isNaN(readDay(from, start)) ? copyQuoted(from, start, end, out, at) : -1,
    invert: (day) => (infinity !== "reject" && isMappedInfinity(infinity, day) ? ambiguous("infinity") : day),
  });
}

function convertInfinity(text: string, mapping: NonNullable<DateOptions["infinity"]>): string | Reject {
  const mapped = mapping === "reject" ? undefined : text === "infinity" ? mapping.infinity : mapping.negativeInfinity;
  return mapped ?? reject("infinity", `${text} is not a day; say what it becomes`);
}

const timePattern = /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?(Z|[+-]\d\d(?::?\d\d(?::?\d\d)?)?)?$/;

/**
 * A time of day, which stays text in one form: `04:05:06`, `04:05:06.5` (no trailing zeros), with an offset where the
 * source has one (`timetz`): `04:05:06+00:00`, `04:05:06-07:52:58`. `24:00:00` is a time in PostgreSQL and stays.
 * Codes: `time` (not such a text), `no_such_time`.
 */
export function timeKind(): Kind<string> {
  return defineKind<string>({
    name: "time",
    validator: v.string(),
    convert(text) {
      const match = timePattern.exec(text);
      if (!match) return reject("time", `${quote(text)} is not a time of day like 04:05:06`);
      const [, hour = "", minute = "", second = "00", fraction = "", offsetText] = match;
      const digits = fraction.replace(/0+$/, "");
      const isMidnight = `${hour}${minute}${second}${digits}` === "240000";
      const offset = offsetText === undefined ? 0 : parseOffset(offsetText);
      if (offset === null || !(isMidnight || isTimeOfDay(Number(hour), Number(minute), Number(second)))) {
        return reject("no_such_time", `${quote(text)} is not a time any clock shows`);
      }
      const time = `${hour}:${minute}:${second}${digits === "" ? "" : `.${digits}`}`;
      return offsetText === undefined ? time : `${time}${printOffset(offset)}`;
    },
    invert: (value) => value,
  });
}

function printOffset(offset: number): string {
  const seconds = Math.abs(offset);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  if (seconds % 60 !== 0) parts.push(seconds % 60);
  return `${offset < 0 ? "-" : "+"}${parts.map((part) => String(part).padStart(2, "0")).join(":")}`;
}
