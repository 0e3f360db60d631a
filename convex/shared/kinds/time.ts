import { v } from "convex/values";
import { defineKind, quote, reject, type Kind } from "./kind.js";
import { isTimeOfDay, parseOffset } from "./calendar.js";

const pattern = /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?(Z|[+-]\d\d(?::?\d\d(?::?\d\d)?)?)?$/;

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
      const match = pattern.exec(text);
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
