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
    microseconds: count(hours) * 3_600_000_000n + count(minutes) * 60_000_000n + microseconds(seconds),
  };
}

const postgres =
  /^(?=.)(?:([+-]?\d{1,18}) years?(?: |$))?(?:([+-]?\d{1,18}) mons?(?: |$))?(?:([+-]?\d{1,18}) days?(?: |$))?(?:([+-]?)(\d{2,18}):([0-5]\d):([0-5]\d(?:\.\d{1,6})?))?$/;

function parsePostgres(text: string): Interval | null {
  const match = postgres.exec(text);
  if (!match || text.endsWith(" ")) return null;
  const [, years, months, days, sign, hours, minutes, seconds = "0"] = match;
  const time = count(hours) * 3_600_000_000n + count(minutes) * 60_000_000n + microseconds(seconds);
  return {
    months: count(years) * 12n + count(months),
    days: count(days),
    microseconds: sign === "-" ? -time : time,
  };
}

function count(text: string | undefined): bigint {
  return BigInt((text ?? "0").replace("+", ""));
}

function microseconds(seconds: string): bigint {
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
