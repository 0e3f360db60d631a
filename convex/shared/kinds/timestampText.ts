import { reject, type Reject } from "./kind.js";
import { daysInMonth, epochDay } from "./calendar.js";
import { parseDecimal, scaledInteger } from "./decimalText.js";
import { ambiguous } from "./invert.js";
import { createOffsetAt } from "./zone.js";

const microsecondsOfDay = 86_400_000_000n;

/**
 * Epoch milliseconds → text as PostgreSQL prints it: with the offset `+00` for a `timestamp with time zone`, in the zone's
 * local time without one for a `timestamp`. How a text column writes its moments is not known.
 */
export function printTimestamp(instant: number, zone: string | undefined, columnType: string): string | Reject {
  if (!/^timestamp/i.test(columnType)) return ambiguous("a moment in one of many notations");
  const decimal = parseDecimal(String(instant));
  const microseconds = decimal === null || decimal === "huge" ? null : scaledInteger(decimal, 3);
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
