import { minusByte, twoDigits } from "./encode.js";
import { type Reject, quote, reject } from "./kind.js";

/** Proleptic Gregorian, as PostgreSQL and ISO 8601 count; nothing here touches `Date` or a time zone. */
const daysBeforeMonth = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days from 1970-01-01, negative before it. The date must exist. */
export function epochDay(year: number, month: number, day: number): number {
  const before = year - 1;
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  const inYear = (daysBeforeMonth[month - 1] ?? 0) + (month > 2 && isLeapYear(year) ? 1 : 0) + day - 1;
  return before * 365 + leapDays + inYear - 719_162;
}

/** The day of a text `2024-03-10` at this place, as `epochDay` counts; NaN where there is none, or where it is not in the calendar. */
export function readDay(from: Uint8Array, at: number): number {
  const year = twoDigits(from, at) * 100 + twoDigits(from, at + 2);
  const [month, day] = [twoDigits(from, at + 5), twoDigits(from, at + 8)];
  if (from[at + 4] !== minusByte || from[at + 7] !== minusByte) return Number.NaN;
  const isDay = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  return isDay ? epochDay(year, month, day) : Number.NaN;
}

/** Why the date cannot be used: not in the calendar, or outside the years 1…9999 that ISO text and readers agree on. */
export function findBadDate(year: number, month: number, day: number, era: string, text: string): Reject | null {
  if (era !== "") return reject("out_of_range", `${quote(text)} is before Christ`);
  if (year < 1 || year > 9999) return reject("out_of_range", `${quote(text)} is outside the years 0001 to 9999`);
  if (month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)) return null;
  return reject("no_such_date", `${quote(text)} is not a day of the calendar`);
}

export function isTimeOfDay(hour: number, minute: number, second: number): boolean {
  return hour <= 23 && minute <= 59 && second <= 59;
}

/** `Z`, `+00`, `+05:30`, `-07:52:58` → seconds east of UTC; null where that is no offset PostgreSQL knows. */
export function parseOffset(text: string): number | null {
  if (text === "Z" || text === "z") return 0;
  const match = /^([+-])(\d\d)(?::?(\d\d)(?::?(\d\d))?)?$/.exec(text);
  if (!match) return null;
  const [, sign, hours, minutes = "0", seconds = "0"] = match;
  if (Number(hours) > 15 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return sign === "-" ? 0 - total : total;
}

const secondsOfDay = 86_400;

/** The instants (epoch seconds, ascending) at which the zone's clocks show a local time: none in a gap, two in an overlap. */
export type LocalTimes = (localSeconds: number) => readonly number[];

/**
 * Looks local times up in a named zone (`America/New_York`) through `Intl`, never the machine's own zone. Throws a RangeError for
 * an unknown name, so call it inside a guard. Offsets are remembered per day: only days near a transition need more than a look-up.
 */
export function createLocalTimes(zone: string): LocalTimes {
  const offsetAt = createOffsetAt(zone);
  const offsetOfDay = new Map<number, number>();
  const atStartOf = (day: number): number => {
    const known = offsetOfDay.get(day);
    if (known !== undefined) return known;
    const offset = offsetAt(day * secondsOfDay);
    offsetOfDay.set(day, offset);
    return offset;
  };
  return (local) => {
    const day = Math.floor(local / secondsOfDay);
    const before = atStartOf(day - 1);
    const after = atStartOf(day + 2);
    if (before === after) return [local - before];
    const instants = [local - before, local - after].filter((instant) => instant + offsetAt(instant) === local);
    return instants.toSorted((a, b) => a - b);
  };
}

/** Epoch seconds → the zone's offset in seconds east of UTC, with the seconds of historic offsets. Throws as `createLocalTimes` does. */
export function createOffsetAt(zone: string): (epochSeconds: number) => number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    calendar: "gregory",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  return (epochSeconds) => {
    const shown: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(epochSeconds * 1000)) shown[type] = Number(value);
    const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = shown;
    return epochDay(year, month, day) * secondsOfDay + hour * 3600 + minute * 60 + second - epochSeconds;
  };
}
