import { v } from "convex/values";
import { type Kind, type Reject, defineKind, quote, reject } from "./kind.js";
import { parseDecimal, toScaledInteger } from "./decimal.js";
import { readDouble } from "./number.js";
import { ambiguous } from "./invert.js";

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
  const microseconds = decimal === null || decimal === "huge" ? null : toScaledInteger(decimal, 3);
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

/** PostgreSQL's three parts of an interval, which it never mixes: a month has no fixed days, a day no fixed hours. */
export interface Interval {
  readonly months: bigint;
  readonly days: bigint;
  readonly microseconds: bigint;
}

/** Reads IntervalStyle `iso_8601` and `postgres`; null where the text is neither. */
export function parseInterval(text: string): Interval | null {
  return text.startsWith("P") ? parseIso(text) : parsePostgres(text);
}

const iso =
  /^P(?=[-\d]|T[-\d])(?:(-?\d{1,18})Y)?(?:(-?\d{1,18})M)?(?:(-?\d{1,18})W)?(?:(-?\d{1,18})D)?(?:T(?=[-\d])(?:(-?\d{1,18})H)?(?:(-?\d{1,18})M)?(?:(-?\d{1,18}(?:\.\d{1,6})?)S)?)?$/;

function parseIso(text: string): Interval | null {
  const match = iso.exec(text);
  if (!match) return null;
  const [, years, months, weeks, days, hours, minutes, seconds = "0"] = match;
  return {
    months: count(years) * 12n + count(months),
    days: count(weeks) * 7n + count(days),
    microseconds: count(hours) * 3_600_000_000n + count(minutes) * 60_000_000n + toMicroseconds(seconds),
  };
}

const postgres =
  /^(?=.)(?:([+-]?\d{1,18}) years?(?: |$))?(?:([+-]?\d{1,18}) mons?(?: |$))?(?:([+-]?\d{1,18}) days?(?: |$))?(?:([+-]?)(\d{2,18}):([0-5]\d):([0-5]\d(?:\.\d{1,6})?))?$/;

function parsePostgres(text: string): Interval | null {
  const match = postgres.exec(text);
  if (!match || text.endsWith(" ")) return null;
  const [, years, months, days, sign, hours, minutes, seconds = "0"] = match;
  const time = count(hours) * 3_600_000_000n + count(minutes) * 60_000_000n + toMicroseconds(seconds);
  return {
    months: count(years) * 12n + count(months),
    days: count(days),
    microseconds: sign === "-" ? -time : time,
  };
}

function count(text: string | undefined): bigint {
  return BigInt((text ?? "0").replace("+", ""));
}

function toMicroseconds(seconds: string): bigint {
  const [whole = "0", fraction = ""] = seconds.split(".");
  return BigInt(`${whole}${fraction.padEnd(6, "0")}`);
}

/** One text per interval, as PostgreSQL itself prints it: every unit carries the sign of its part, zero units are left out. */
export function printInterval({ months, days, microseconds: time }: Interval): string {
  const date = [unit(months / 12n, "Y"), unit(months % 12n, "M"), unit(days, "D")].join("");
  const clock = [
    unit(time / 3_600_000_000n, "H"),
    unit((time / 60_000_000n) % 60n, "M"),
    printSeconds(time % 60_000_000n),
  ].join("");
  if (clock !== "") return `P${date}T${clock}`;
  return date === "" ? "PT0S" : `P${date}`;
}

function unit(value: bigint, letter: string): string {
  return value === 0n ? "" : `${value}${letter}`;
}

function printSeconds(value: bigint): string {
  if (value === 0n) return "";
  const absolute = value < 0n ? -value : value;
  const fraction = String(absolute % 1_000_000n)
    .padStart(6, "0")
    .replace(/0+$/, "");
  return `${value < 0n ? "-" : ""}${absolute / 1_000_000n}${fraction === "" ? "" : `.${fraction}`}S`;
}
