import { v } from "convex/values";
import { defineKind, quote, reject, type Kind, type Reject } from "./kind.js";
import { parseDecimal, scaledInteger } from "./decimalText.js";
import { readDouble } from "./double.js";
import { ambiguous } from "./invert.js";
import { parseInterval, printInterval, type Interval } from "./interval.js";

export interface DurationOptions<To extends "milliseconds" | "iso" = "milliseconds" | "iso"> {
  /** A number of milliseconds (default; a day is 24 hours, months are rejected), or ISO 8601 text that keeps every unit. */
  readonly to?: To;
}

/**
 * A length of time, from PostgreSQL's `interval` in IntervalStyle `iso_8601` (`P1Y2M3DT4H5M6.5S`) or `postgres`
 * (`1 year 2 mons 3 days 04:05:06.5`). ISO text is in one form: `P1Y2M`, `P3D`, `PT-3H`, `PT0S`.
 * Codes: `duration` (neither form), `calendar_unit` (years or months have no length in milliseconds), `infinity`,
 * `too_precise` (microseconds that a number cannot hold).
 */
export function durationKind(options: DurationOptions<"iso"> & { readonly to: "iso" }): Kind<string>;
export function durationKind(options?: DurationOptions<"milliseconds">): Kind<number>;
export function durationKind(options: DurationOptions = {}): Kind<number> | Kind<string> {
  if (options.to === "iso") {
    return defineKind<string>({
      name: "duration",
      validator: v.string(),
      convert: (text) => convertWith(text, printInterval),
      invert: (length, columnType) => inInterval(length, columnType),
    });
  }
  return defineKind<number>({
    name: "duration",
    validator: v.float64(),
    convert: (text) => convertWith(text, (interval) => toMilliseconds(interval, text)),
    invert: (milliseconds, columnType) => inInterval(fromMilliseconds(milliseconds), columnType),
  });
}

function convertWith<T>(text: string, finish: (interval: Interval) => T | Reject): T | Reject {
  if (text === "infinity" || text === "-infinity") return reject("infinity", `${text} is not a length of time`);
  const interval = parseInterval(text);
  return interval === null ? reject("duration", `${quote(text)} is not an interval`) : finish(interval);
}

/** Text columns may hold either style; an interval has none. */
function inInterval(length: string | Reject, columnType: string): string | Reject {
  return /^interval/i.test(columnType) ? length : ambiguous("an interval in either of two styles");
}

function fromMilliseconds(milliseconds: number): string | Reject {
  const decimal = parseDecimal(String(milliseconds));
  const microseconds = decimal === null || decimal === "huge" ? null : scaledInteger(decimal, 3);
  if (microseconds === null) return reject("too_precise", `${milliseconds} ms is finer than microseconds`);
  return printInterval({ months: 0n, days: 0n, microseconds });
}

function toMilliseconds({ months, days, microseconds }: Interval, text: string): number | Reject {
  if (months !== 0n) {
    return reject("calendar_unit", `${quote(text)} has years or months, whose length varies; use to: "iso"`);
  }
  const total = days * 86_400_000_000n + microseconds;
  const absolute = total < 0n ? -total : total;
  const shown = `${absolute / 1000n}.${String(absolute % 1000n).padStart(3, "0")}`;
  const double = readDouble(total < 0n ? `-${shown}` : shown);
  if (double.kind === "exact") return double.value;
  return reject("too_precise", `${quote(text)} has more digits in milliseconds than a number holds; use to: "iso"`);
}
