import { v } from "convex/values";
import {
  type EncodeBytes,
  endOfDigits,
  pointByte,
  readDigits,
  twoDigits,
  writeAscii,
  writeInteger,
  zeroByte,
} from "./encode.js";
import { type Kind, Reject, defineKind, quote, reject, trimTrailing } from "./kind.js";
import {
  type LocalTimes,
  createLocalTimes,
  createOffsetAt,
  daysInMonth,
  epochDay,
  findBadDate,
  isTimeOfDay,
  parseOffset,
  readDay,
} from "./calendar.js";
import { readDouble } from "./number.js";
import { ambiguous, isMappedInfinity } from "./invert.js";
import { parseDecimal, printDecimal, toScaledInteger } from "./decimal.js";

export interface TimestampOptions {
  /** What the text is: a date and a time (default), or seconds or milliseconds since 1970, as SQLite apps store them. */
  readonly form?: "text" | "seconds" | "milliseconds";
  /** The zone of texts without an offset (`timestamp without time zone`): an IANA name; default `UTC`. */
  readonly zone?: string;
  /** Which of the two instants a local time means when clocks went back; default: rejected with `ambiguous_time`. */
  readonly overlap?: "reject" | "earlier" | "later";
  /** `"keep"` (default): a fraction of a millisecond stays (…123.456). `"round"`: to the nearest millisecond, half up. */
  readonly microseconds?: "keep" | "round";
  /** What PostgreSQL's `infinity` and `-infinity` become, in epoch milliseconds; default: rejected with `infinity`. */
  readonly infinity?: "reject" | { readonly infinity?: number; readonly negativeInfinity?: number };
}

const pattern =
  /^(\d{4,6})-(\d\d)-(\d\d)[ Tt](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)? ?([Zz]|[+-]\d\d(?::?\d\d(?::?\d\d)?)?)?( BC)?$/;

/** A moment as the text says it, before its zone is applied: whole seconds and the digits after the point. */
interface Clock {
  readonly seconds: number;
  readonly fraction: string;
  /** Seconds east of UTC; null where the text names none. */
  readonly offset: number | null;
}

/**
 * A point in time → epoch milliseconds (Float64). Reads `2024-03-10 05:00:00.123456+00`, the same with `T` and `Z`, offsets
 * with minutes and seconds, and texts without offset (see `zone`). Never asks for the zone of the machine.
 * Codes: `timestamp` (not such a text), `no_such_date`, `no_such_time`, `out_of_range` (BC, years above 9999), `infinity`,
 * `too_precise` (more than microseconds, or a year so far away that a number cannot hold them), `nonexistent_time` and
 * `ambiguous_time` (clock changes of the zone), `unknown_zone`.
 */
export function timestampKind(options: TimestampOptions = {}): Kind<number> {
  const { form = "text", microseconds = "keep", infinity = "reject" } = options;
  const toInstant = createToInstant(options);
  return defineKind<number>({
    name: "timestamp",
    validator: v.float64(),
    convert(text) {
      if (form !== "text") return convertEpoch(text, form, microseconds);
      if (text === "infinity" || text === "-infinity") return convertInfinity(text, infinity);
      const clock = readClock(text);
      if (clock instanceof Reject) return clock;
      const seconds = clock.offset === null ? toInstant(clock.seconds, text) : clock.seconds - clock.offset;
      if (seconds instanceof Reject) return seconds;
      return microseconds === "round"
        ? roundedMilliseconds(seconds, clock.fraction)
        : exactMilliseconds(seconds, clock.fraction, text);
    },
    ...(form === "text" ? { encode: createEncode(options) } : {}),
    invert(instant, columnType) {
      if (infinity !== "reject" && isMappedInfinity(infinity, instant)) return ambiguous("infinity");
      return form === "text" ? printTimestamp(instant, options.zone, columnType) : printEpoch(instant, form);
    },
  });
}

/** `2024-03-10 05:00:00.123456+00`, as PostgreSQL prints a moment of our time; without an offset only where the zone is UTC. */
function createEncode({ zone = "UTC", microseconds = "keep" }: TimestampOptions): EncodeBytes {
  return (from, start, end, out, at) => {
    const seconds = end - start < lengthToSeconds ? Number.NaN : readSeconds(from, start);
    if (!(seconds >= 0 && seconds < 2 ** 32)) return -1;
    let after = start + lengthToSeconds;
    const hasFraction = after < end && from[after] === pointByte;
    const fraction = hasFraction ? after + 1 : after;
    if (hasFraction) after = endOfDigits(from, fraction, end);
    const digits = after - fraction;
    if (digits > 6 || (hasFraction && digits === 0)) return -1;
    if (!isUtcOffset(from, after, end) && !(after === end && zone === "UTC")) return -1;
    const micros = readDigits(from, fraction, after) * 10 ** (6 - digits);
    return microseconds === "round"
      ? writeInteger(seconds * 1000 + Math.floor((micros + 500) / 1000), out, at)
      : writeMicroseconds(seconds * 1000, micros, out, at);
  };
}

/** `+00`, to the end. */
function isUtcOffset(from: Uint8Array, at: number, end: number): boolean {
  return end - at === 3 && from[at] === 0x2b && from[at + 1] === zeroByte && from[at + 2] === zeroByte;
}

const lengthToSeconds = "2024-03-10 05:00:00".length;

/** NaN where the text does not start with a day and a time in PostgreSQL's form. */
function readSeconds(from: Uint8Array, at: number): number {
  const [hour, minute, second] = [twoDigits(from, at + 11), twoDigits(from, at + 14), twoDigits(from, at + 17)];
  const isForm = from[at + 10] === 0x20 && from[at + 13] === 0x3a && from[at + 16] === 0x3a;
  if (!isForm || !isTimeOfDay(hour, minute, second)) return Number.NaN;
  return readDay(from, at) * 86_400 + hour * 3600 + minute * 60 + second;
}

/** Below 2^42 ms the double next to a number of three decimals is printed as those. */
function writeMicroseconds(milliseconds: number, micros: number, out: Uint8Array, at: number): number {
  const rest = micros % 1000;
  let to = writeInteger(milliseconds + (micros - rest) / 1000, out, at);
  if (rest === 0) return to;
  if (milliseconds >= 2 ** 42) return -1;
  to = writeAscii(`.${String(rest).padStart(3, "0")}`, out, to);
  while (out[to - 1] === zeroByte) to--;
  return to;
}

function convertInfinity(text: string, mapping: NonNullable<TimestampOptions["infinity"]>): number | Reject {
  const mapped = mapping === "reject" ? undefined : text === "infinity" ? mapping.infinity : mapping.negativeInfinity;
  return mapped ?? reject("infinity", `${text} is not a point in time; say what it becomes`);
}

function readClock(text: string): Clock | Reject {
  const match = pattern.exec(text);
  if (!match) return reject("timestamp", `${quote(text)} is not a timestamp like 2024-03-10 05:00:00+00`);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const [fraction = "", offsetText, era = ""] = match.slice(7);
  const badDate = findBadDate(year, month, day, era, text);
  if (badDate) return badDate;
  const offset = offsetText === undefined ? null : parseOffset(offsetText);
  if (!isTimeOfDay(hour, minute, second) || (offsetText !== undefined && offset === null)) {
    return reject("no_such_time", `${quote(text)} has a time or an offset that no clock shows`);
  }
  return { seconds: epochDay(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second, fraction, offset };
}

/** Applies the zone to a local time. The zone is looked up at the first row: inside Convex nothing is ever converted. */
function createToInstant(options: TimestampOptions): (local: number, text: string) => number | Reject {
  const { zone = "UTC", overlap = "reject" } = options;
  if (zone === "UTC") return (local) => local;
  let localTimes: LocalTimes | Reject | undefined;
  return (local, text) => {
    localTimes ??= openZone(zone);
    if (localTimes instanceof Reject) return localTimes;
    const [first, second] = localTimes(local);
    if (first === undefined) {
      return reject("nonexistent_time", `${quote(text)} never happened in ${zone}: clocks were set forward over it`);
    }
    if (second === undefined || overlap === "earlier") return first;
    if (overlap === "later") return second;
    return reject("ambiguous_time", `${quote(text)} happened twice in ${zone}: clocks were set back over it`);
  };
}

function openZone(zone: string): LocalTimes | Reject {
  try {
    return createLocalTimes(zone);
  } catch {
    return reject("unknown_zone", `${quote(zone)} is not a time zone this machine knows`);
  }
}

function roundedMilliseconds(seconds: number, fraction: string): number {
  const digits = fraction.padEnd(4, "0");
  return seconds * 1000 + Number(digits.slice(0, 3)) + (digits.charAt(3) >= "5" ? 1 : 0);
}

function exactMilliseconds(seconds: number, fraction: string, text: string): number | Reject {
  const digits = trimTrailing(fraction, "0").padEnd(3, "0");
  const whole = seconds * 1000 + Number(digits.slice(0, 3));
  if (digits.length === 3) return whole;
  if (digits.length > 6) return reject("too_precise", `${quote(text)} is finer than microseconds; choose round`);
  const rest = Number(digits.slice(3).padEnd(3, "0"));
  // Before 1970 the fraction counts towards zero: -1 ms + 0.999 ms is -0.001 ms.
  const negative = whole < 0;
  const shown = `${negative ? "-" : ""}${negative ? -(whole + 1) : whole}.${String(negative ? 1000 - rest : rest).padStart(3, "0")}`;
  const double = readDouble(shown);
  if (double.kind === "exact") return double.value;
  return reject("too_precise", `the microseconds of ${quote(text)} do not fit a number so far from 1970; choose round`);
}

/** 0001-01-01 and 9999-12-31 at their outer ends, in epoch milliseconds. */
const earliest = -62_135_596_800_000;
const latest = 253_402_300_799_999;

/** Seconds or milliseconds since 1970, with or without a fraction → epoch milliseconds. Codes as `timestampKind`. */
export function convertEpoch(
  text: string,
  unit: "seconds" | "milliseconds",
  microseconds: "keep" | "round",
): number | Reject {
  const decimal = parseDecimal(text);
  if (decimal === null) return reject("timestamp", `${quote(text)} is not a number of ${unit}`);
  if (decimal === "huge") return reject("out_of_range", `${quote(text)} is outside the years 0001 to 9999`);
  const double = readDouble(printDecimal({ ...decimal, scale: decimal.scale - (unit === "seconds" ? 3 : 0) }));
  if (
    double.kind === "not_a_number" ||
    double.kind === "too_large" ||
    double.value < earliest ||
    double.value >= latest + 1
  ) {
    return reject("out_of_range", `${quote(text)} ${unit} is outside the years 0001 to 9999`);
  }
  if (double.kind === "inexact") return reject("too_precise", `a number cannot hold all digits of ${quote(text)}`);
  return microseconds === "round" ? roundHalfUp(double.value) : double.value;
}

/** Not `Math.round(value)` nor `floor(value + 0.5)`: the addition itself may round up. */
function roundHalfUp(value: number): number {
  const whole = Math.floor(value);
  return value - whole >= 0.5 ? whole + 1 : whole;
}

/** Epoch milliseconds → seconds or milliseconds since 1970 in plain decimal notation. */
export function printEpoch(instant: number, unit: "seconds" | "milliseconds"): string | Reject {
  const decimal = parseDecimal(String(instant));
  if (decimal === null || decimal === "huge") return reject("not_invertible", `${instant} is not a moment`);
  const text = printDecimal({ ...decimal, scale: decimal.scale + (unit === "seconds" ? 3 : 0) });
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

const microsecondsOfDay = 86_400_000_000n;

/**
 * Epoch milliseconds → text as PostgreSQL prints it: with the offset `+00` for a `timestamp with time zone`, in the zone's
 * local time without one for a `timestamp`. How a text column writes its moments is not known.
 */
export function printTimestamp(instant: number, zone: string | undefined, columnType: string): string | Reject {
  if (!/^timestamp/i.test(columnType)) return ambiguous("a moment in one of many notations");
  const decimal = parseDecimal(String(instant));
  const microseconds = decimal === null || decimal === "huge" ? null : toScaledInteger(decimal, 3);
  if (microseconds === null) return reject("not_invertible", `${instant} ms is finer than microseconds`);
  if (/with time zone$|^timestamptz/i.test(columnType)) return `${printClock(microseconds)}+00`;
  if (zone === undefined || zone === "UTC") return printClock(microseconds);
  const offset = createOffsetAt(zone)(Math.floor(instant / 1000));
  return printClock(microseconds + BigInt(offset) * 1_000_000n);
}

function printClock(microseconds: bigint): string {
  const inDay = ((microseconds % microsecondsOfDay) + microsecondsOfDay) % microsecondsOfDay;
  const day = printDay(Number((microseconds - inDay) / microsecondsOfDay));
  const seconds = inDay / 1_000_000n;
  const clock = [seconds / 3600n, (seconds / 60n) % 60n, seconds % 60n].map((part) => String(part).padStart(2, "0"));
  const fraction = String(inDay % 1_000_000n)
    .padStart(6, "0")
    .replace(/0+$/, "");
  return `${day} ${clock.join(":")}${fraction === "" ? "" : `.${fraction}`}`;
}

const daysOfYear = 365.2425;

function printDay(day: number): string {
  let year = Math.floor(day / daysOfYear) + 1970;
  while (epochDay(year + 1, 1, 1) <= day) year++;
  while (epochDay(year, 1, 1) > day) year--;
  let month = 1;
  while (month < 12 && epochDay(year, month + 1, 1) <= day) month++;
  const inMonth = Math.min(day - epochDay(year, month, 1) + 1, daysInMonth(year, month));
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(inMonth).padStart(2, "0")}`;
}
