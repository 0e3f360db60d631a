import { describe, expect, test } from "vitest";
import { dateKind, durationKind, timeKind, timestampKind } from "../../../convex/shared/kinds/index.js";
import { accepts, rejects } from "./cases.js";

/** All cases about days, times of day and lengths of time; see `describeTimestampCases`. */
export function describeClockCases(): void {
  describe("date", () => {
    describeDates();
  });
  describe("time", () => {
    describeClocks();
  });
  describe("duration", () => {
    describeDurations();
  });
}

function describeDates(): void {
  const days = ["2024-03-10", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31", "1582-10-10", "1969-12-31"];
  accepts(
    dateKind(),
    days.map((day) => [day, day] as const),
  );
  rejects(dateKind(), [
    ["", "date"],
    ["2024-3-10", "date"],
    ["10.03.2024", "date"],
    ["03/10/2024", "date"],
    ["20240310", "date"],
    ["2024-03-10 00:00:00", "date"],
    ["2024-03-10T00:00:00Z", "date"],
    ["2024-03-10\n", "date"],
    [" 2024-03-10", "date"],
    ["2023-02-29", "no_such_date"],
    ["1900-02-29", "no_such_date"],
    ["2100-02-29", "no_such_date"],
    ["2024-02-30", "no_such_date"],
    ["2024-06-31", "no_such_date"],
    ["2024-13-01", "no_such_date"],
    ["2024-00-01", "no_such_date"],
    ["2024-01-32", "no_such_date"],
    ["0000-01-01", "out_of_range"],
    ["0044-03-15 BC", "out_of_range"],
    ["10000-01-01", "out_of_range"],
    ["5874897-12-31", "out_of_range"],
    ["infinity", "infinity"],
    ["-infinity", "infinity"],
  ]);
  accepts(dateKind({ infinity: { infinity: "9999-12-31", negativeInfinity: "0001-01-01" } }), [
    ["infinity", "9999-12-31"],
    ["-infinity", "0001-01-01"],
  ]);

  test("every day of four centuries follows the one before it", () => {
    const [date, timestamp] = [dateKind(), timestampKind()];
    const wrong: unknown[] = [];
    for (let day = -141_427; day < 4670; day += 1) {
      const text = new Date(day * 86_400_000).toISOString().slice(0, 10);
      const converted = [date.convert(text), timestamp.convert(`${text} 00:00:00`)];
      if (converted[0] !== text || converted[1] !== day * 86_400_000) wrong.push([text, ...converted]);
    }
    expect(wrong).toStrictEqual([]);
  });
}

function describeClocks(): void {
  accepts(timeKind(), [
    ["04:05:06", "04:05:06"],
    ["04:05", "04:05:00"],
    ["00:00:00", "00:00:00"],
    ["23:59:59.999999", "23:59:59.999999"],
    ["04:05:06.500000", "04:05:06.5"],
    ["04:05:06.000", "04:05:06"],
    ["24:00:00", "24:00:00"],
    ["04:05:06+00", "04:05:06+00:00"],
    ["04:05:06Z", "04:05:06+00:00"],
    ["04:05:06-00", "04:05:06+00:00"],
    ["04:05:06.5+05:30", "04:05:06.5+05:30"],
    ["04:05:06-07:52:58", "04:05:06-07:52:58"],
    ["04:05:06-08", "04:05:06-08:00"],
  ]);
  rejects(timeKind(), [
    ["", "time"],
    ["4:05:06", "time"],
    ["04:05:06 PM", "time"],
    ["04:05:06.1234567", "time"],
    ["2024-03-10 04:05:06", "time"],
    ["04:05:06\n", "time"],
    ["24:00:01", "no_such_time"],
    ["24:00:00.5", "no_such_time"],
    ["25:00:00", "no_such_time"],
    ["04:60:00", "no_such_time"],
    ["04:05:60", "no_such_time"],
    ["04:05:06+16", "no_such_time"],
  ]);
}

function describeDurations(): void {
  accepts(durationKind(), [
    ["PT0S", 0],
    ["PT1S", 1000],
    ["P3DT4H5M6.5S", 273906500],
    ["PT-3H", -10800000],
    ["P-1DT2H3M", -79020000],
    ["P-3DT-4H-5M-6S", -273906000],
    ["PT0.001S", 1],
    ["PT-0.5S", -500],
    ["PT0.000001S", 0.001],
    ["P1W", 604800000],
    ["00:00:00", 0],
    ["04:05:06.5", 14706500],
    ["-04:05:06", -14706000],
    ["1 day", 86400000],
    ["3 days 04:05:06.5", 273906500],
    ["-1 days +02:03:00", -79020000],
    ["-00:00:00.000001", -0.001],
    ["100:00:00", 360000000],
  ]);
  rejects(durationKind(), [
    ["P1M", "calendar_unit"],
    ["P1Y", "calendar_unit"],
    ["P1Y2M3DT4H5M6S", "calendar_unit"],
    ["1 mon", "calendar_unit"],
    ["1 year 2 mons 3 days 04:05:06", "calendar_unit"],
    ["infinity", "infinity"],
    ["-infinity", "infinity"],
    ["P100000000DT0.000001S", "too_precise"],
    ["", "duration"],
    ["P", "duration"],
    ["PT", "duration"],
    ["P1DT", "duration"],
    ["P1", "duration"],
    ["PT1.5H", "duration"],
    ["PT1S2M", "duration"],
    ["5", "duration"],
    ["1 day ", "duration"],
    ["1 fortnight", "duration"],
    ["@ 1 day ago", "duration"],
    ["04:05", "duration"],
    ["04:60:00", "duration"],
    ["pt1s", "duration"],
  ]);
  accepts(durationKind({ to: "iso" }), [
    ["P1Y2M3DT4H5M6.5S", "P1Y2M3DT4H5M6.5S"],
    ["P14M", "P1Y2M"],
    ["PT0S", "PT0S"],
    ["00:00:00", "PT0S"],
    ["PT90M", "PT1H30M"],
    ["P2W", "P14D"],
    ["PT36H", "PT36H"],
    ["1 year 2 mons 3 days 04:05:06.500", "P1Y2M3DT4H5M6.5S"],
    ["-1 days +02:03:00", "P-1DT2H3M"],
    ["-1 years -2 mons +3 days -04:05:06", "P-1Y-2M3DT-4H-5M-6S"],
    ["-00:00:00.5", "PT-0.5S"],
    ["PT-3H", "PT-3H"],
    ["1 mon", "P1M"],
  ]);
  rejects(durationKind({ to: "iso" }), [
    ["infinity", "infinity"],
    ["one day", "duration"],
  ]);
}
