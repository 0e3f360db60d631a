import { describe, expect, test } from "vitest";
import { Reject } from "../../../convex/shared/kinds/kind.js";
import { timestampKind } from "../../../convex/shared/kinds/index.js";
import { accepts, rejects, seededRandom } from "./cases.js";

/** All cases about points in time: run in the machine's own zone and far east of it, since nothing may differ. */
export function describeTimestampCases(): void {
  describe("timestamp", () => {
    describeTimestamps();
  });
  describe("timestamp in a named zone", () => {
    describeZones();
  });
  describe("timestamp as a number", () => {
    describeEpochs();
  });
  describe("microseconds", () => {
    describeMicroseconds();
  });
}

function describeTimestamps(): void {
  accepts(timestampKind(), [
    ["1970-01-01 00:00:00+00", 0],
    ["1970-01-01 00:00:00", 0],
    ["2024-03-10 05:00:00+00", 1710046800000],
    ["2024-03-10 05:00:00", 1710046800000],
    ["2024-03-10 05:00", 1710046800000],
    ["2024-03-10T05:00:00Z", 1710046800000],
    ["2024-03-10t05:00:00z", 1710046800000],
    ["2024-03-10 05:00:00 +00", 1710046800000],
    ["2024-03-10 10:30:00+05:30", 1710046800000],
    ["2024-03-10 10:30:00+0530", 1710046800000],
    ["2024-03-09 21:00:00-08", 1710046800000],
    ["2024-03-10 05:00:00.123+00", 1710046800123],
    ["2024-03-10 05:00:00.123456+00", 1710046800123.456],
    ["2024-03-10 05:00:00.1234560+00", 1710046800123.456],
    ["2024-03-10 05:00:00.000001+00", 1710046800000.001],
    ["2024-03-10 05:00:00.5", 1710046800500],
    ["2024-02-29 00:00:00+00", 1709164800000],
    ["2000-02-29 12:00:00+00", 951825600000],
    ["1969-12-31 23:59:59.999+00", -1],
    ["1969-12-31 23:59:59.999999+00", -0.001],
    ["1969-12-31 23:59:59.9985+00", -1.5],
    ["1969-12-31 23:59:59+00", -1000],
    ["1883-11-18 12:00:00-07:52:58", -2717640422000],
    ["1900-01-01 00:00:00+00:19:32", -2208989972000],
    ["0001-01-01 00:00:00+00", -62135596800000],
    ["0099-12-31 00:00:00", -59011545600000],
    ["9999-12-31 23:59:59.999+00", 253402300799999],
  ]);
  rejects(timestampKind(), [
    ["", "timestamp"],
    ["2024-03-10", "timestamp"],
    ["2024-3-10 05:00:00", "timestamp"],
    ["24-03-10 05:00:00", "timestamp"],
    ["10.03.2024 05:00:00", "timestamp"],
    ["03/10/2024 05:00:00", "timestamp"],
    ["2024-03-10 05:00:00 PM", "timestamp"],
    ["2024-03-10 05:00:00 EST", "timestamp"],
    ["2024-03-10 05:00:00.", "timestamp"],
    ["2024-03-10 05:00:00+00\n", "timestamp"],
    [" 2024-03-10 05:00:00", "timestamp"],
    ["1710046800", "timestamp"],
    ["now", "timestamp"],
    ["Invalid Date", "timestamp"],
    ["2023-02-29 00:00:00", "no_such_date"],
    ["1900-02-29 00:00:00", "no_such_date"],
    ["2024-04-31 00:00:00", "no_such_date"],
    ["2024-13-01 00:00:00", "no_such_date"],
    ["2024-00-10 00:00:00", "no_such_date"],
    ["2024-01-00 00:00:00", "no_such_date"],
    ["2024-03-10 24:00:00", "no_such_time"],
    ["2024-03-10 05:60:00", "no_such_time"],
    ["2024-03-10 05:00:60", "no_such_time"],
    ["2024-03-10 05:00:00+16", "no_such_time"],
    ["2024-03-10 05:00:00+05:60", "no_such_time"],
    ["0044-03-15 00:00:00 BC", "out_of_range"],
    ["0044-03-15 00:00:00+00 BC", "out_of_range"],
    ["0044-03-15 00:00:00-07:52:58 BC", "out_of_range"],
    ["0000-01-01 00:00:00", "out_of_range"],
    ["10000-01-01 00:00:00+00", "out_of_range"],
    ["294276-12-31 23:59:59.999999+00", "out_of_range"],
    ["infinity", "infinity"],
    ["-infinity", "infinity"],
    ["2024-03-10 05:00:00.1234567", "too_precise"],
    ["9999-12-31 23:59:59.999999+00", "too_precise"],
  ]);
  accepts(timestampKind({ microseconds: "round" }), [
    ["2024-03-10 05:00:00.123456+00", 1710046800123],
    ["2024-03-10 05:00:00.123499999+00", 1710046800123],
    ["2024-03-10 05:00:00.1235+00", 1710046800124],
    ["2024-03-10 05:00:00.999500+00", 1710046801000],
    ["1969-12-31 23:59:59.999499+00", -1],
    ["1969-12-31 23:59:59.999500+00", 0],
    ["1969-12-31 23:59:59.998500+00", -1],
    ["9999-12-31 23:59:59.000001+00", 253402300799000],
  ]);
  accepts(timestampKind({ infinity: { infinity: 8.64e15, negativeInfinity: 0 } }), [
    ["infinity", 8.64e15],
    ["-infinity", 0],
  ]);
  rejects(timestampKind({ infinity: { infinity: 8.64e15 } }), [["-infinity", "infinity"]]);
}

function describeZones(): void {
  const newYork = timestampKind({ zone: "America/New_York" });
  accepts(newYork, [
    ["2024-01-15 12:00:00", Date.UTC(2024, 0, 15, 17)],
    ["2024-07-15 12:00:00", Date.UTC(2024, 6, 15, 16)],
    ["2024-03-10 01:59:59.999", Date.UTC(2024, 2, 10, 6, 59, 59, 999)],
    ["2024-03-10 03:00:00", Date.UTC(2024, 2, 10, 7)],
    ["2024-11-03 00:59:59", Date.UTC(2024, 10, 3, 4, 59, 59)],
    ["2024-11-03 02:00:00", Date.UTC(2024, 10, 3, 7)],
    ["2024-03-10 02:30:00+00", Date.UTC(2024, 2, 10, 2, 30)],
    ["1880-01-01 00:00:00", Date.UTC(1880, 0, 1, 4, 56, 2)],
  ]);
  rejects(newYork, [
    ["2024-03-10 02:00:00", "nonexistent_time"],
    ["2024-03-10 02:30:00", "nonexistent_time"],
    ["2024-03-10 02:59:59.999", "nonexistent_time"],
    ["2024-11-03 01:00:00", "ambiguous_time"],
    ["2024-11-03 01:59:59", "ambiguous_time"],
  ]);
  accepts(timestampKind({ zone: "America/New_York", overlap: "earlier" }), [
    ["2024-11-03 01:30:00", Date.UTC(2024, 10, 3, 5, 30)],
  ]);
  accepts(timestampKind({ zone: "America/New_York", overlap: "later" }), [
    ["2024-11-03 01:30:00", Date.UTC(2024, 10, 3, 6, 30)],
    ["2024-11-03 03:30:00", Date.UTC(2024, 10, 3, 8, 30)],
  ]);
  rejects(timestampKind({ zone: "America/New_York", overlap: "later" }), [["2024-03-10 02:30:00", "nonexistent_time"]]);
  accepts(timestampKind({ zone: "Asia/Tokyo" }), [["2024-03-10 00:30:00", Date.UTC(2024, 2, 9, 15, 30)]]);
  accepts(timestampKind({ zone: "Asia/Kolkata" }), [["2024-03-10 00:30:00", Date.UTC(2024, 2, 9, 19)]]);
  accepts(timestampKind({ zone: "Pacific/Apia" }), [
    ["2011-12-29 23:59:59", Date.UTC(2011, 11, 30, 9, 59, 59)],
    ["2011-12-31 00:00:00", Date.UTC(2011, 11, 30, 10)],
  ]);
  rejects(timestampKind({ zone: "Pacific/Apia" }), [["2011-12-30 12:00:00", "nonexistent_time"]]);
  accepts(timestampKind({ zone: "Australia/Lord_Howe", overlap: "earlier" }), [
    ["2024-04-07 01:45:00", Date.UTC(2024, 3, 6, 14, 45)],
  ]);
  rejects(timestampKind({ zone: "Australia/Lord_Howe" }), [
    ["2024-04-07 01:45:00", "ambiguous_time"],
    ["2024-10-06 02:15:00", "nonexistent_time"],
  ]);
  accepts(timestampKind({ zone: "Etc/UTC" }), [["2024-03-10 02:30:00", Date.UTC(2024, 2, 10, 2, 30)]]);
  rejects(timestampKind({ zone: "Mars/Olympus" }), [["2024-03-10 02:30:00", "unknown_zone"]]);
  accepts(timestampKind({ zone: "Mars/Olympus" }), [["2024-03-10 02:30:00Z", Date.UTC(2024, 2, 10, 2, 30)]]);

  test("a local time read back in its zone is the same local time", () => {
    const random = seededRandom(5);
    for (const zone of ["Europe/Berlin", "America/Sao_Paulo", "Africa/Casablanca", "Asia/Tehran", "Pacific/Chatham"]) {
      const kind = timestampKind({ zone, overlap: "later" });
      const shown = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
      for (let round = 0; round < 200; round++) {
        const instant = Date.UTC(1920 + random(120), random(12), 1 + random(28), random(24), random(60), random(60));
        const local = shown.format(instant);
        const converted = kind.convert(local);
        expect(converted).not.toBeInstanceOf(Reject);
        expect(shown.format(Number(converted))).toBe(local);
      }
    }
  });
}

function describeEpochs(): void {
  accepts(timestampKind({ form: "seconds" }), [
    ["0", 0],
    ["1710046800", 1710046800000],
    ["1710046800.123", 1710046800123],
    ["1710046800.123456", 1710046800123.456],
    ["1.7100468e9", 1710046800000],
    ["-0.5", -500],
  ]);
  accepts(timestampKind({ form: "milliseconds" }), [
    ["1710046800123", 1710046800123],
    ["1710046800123.0", 1710046800123],
    ["-1", -1],
  ]);
  accepts(timestampKind({ form: "seconds", microseconds: "round" }), [
    ["1710046800.1235", 1710046800124],
    ["1710046800.1234", 1710046800123],
    ["-0.0015", -1],
    ["-0.0016", -2],
  ]);
  rejects(timestampKind({ form: "seconds" }), [
    ["", "timestamp"],
    ["2024-03-10 05:00:00", "timestamp"],
    ["infinity", "timestamp"],
    ["1710046800123", "out_of_range"],
    ["-62135596801", "out_of_range"],
    ["1e300", "out_of_range"],
    ["1e999999", "out_of_range"],
    ["0.12345678901234567890", "too_precise"],
  ]);
  rejects(timestampKind({ form: "milliseconds" }), [["1710046800123456", "out_of_range"]]);
}

function describeMicroseconds(): void {
  test("kept and rounded values agree with integer arithmetic, before and after 1970", () => {
    const random = seededRandom(6);
    const keep = timestampKind();
    const round = timestampKind({ microseconds: "round" });
    const wrong: unknown[] = [];
    for (let index = 0; index < 10_000; index++) {
      const micros = (BigInt(random(2 ** 32)) - BigInt(2 ** 31)) * 1_000_000n + BigInt(random(1_000_000));
      const milliseconds = floorDivide(micros, 1000n);
      const rest = micros - milliseconds * 1000n;
      const iso = new Date(Number(milliseconds)).toISOString();
      const text = `${iso.slice(0, 10)} ${iso.slice(11, 23)}${String(rest).padStart(3, "0")}+00`;
      const kept = keep.convert(text);
      const rounded = round.convert(text);
      const isKept = BigInt(Math.round(Number(kept) * 1000)) === micros;
      const isRounded = rounded === Number(milliseconds + (rest >= 500n ? 1n : 0n));
      if (!isKept || !isRounded) wrong.push({ text, kept, rounded });
    }
    expect(wrong).toStrictEqual([]);
  });
}

function floorDivide(value: bigint, by: bigint): bigint {
  return (value - (((value % by) + by) % by)) / by;
}
