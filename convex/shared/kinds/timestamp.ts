import { v } from "convex/values";
import { defineKind, quote, reject, Reject, type Kind } from "./kind.js";
import { epochDay, findBadDate, isTimeOfDay, parseOffset } from "./calendar.js";
import { readDouble } from "./double.js";
import { convertEpoch, printEpoch } from "./epoch.js";
import { ambiguous, standsForInfinity } from "./invert.js";
import { printTimestamp } from "./timestampText.js";
import { withoutEnd } from "./unicode.js";
import { createLocalTimes, type LocalTimes } from "./zone.js";

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
    invert(instant, columnType) {
      if (infinity !== "reject" && standsForInfinity(infinity, instant)) return ambiguous("infinity");
      return form === "text" ? printTimestamp(instant, options.zone, columnType) : printEpoch(instant, form);
    },
  });
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
      return reject("nonexistent_time", `${quote(text)} never happened in ${zone}: the clocks went forward over it`);
    }
    if (second === undefined || overlap === "earlier") return first;
    if (overlap === "later") return second;
    return reject("ambiguous_time", `${quote(text)} happened twice in ${zone}: the clocks went back over it`);
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
  const digits = withoutEnd(fraction, "0").padEnd(3, "0");
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
