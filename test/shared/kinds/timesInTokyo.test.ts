import { describe, expect, test } from "vitest";
import { describeClockCases } from "./clockCases.js";
import { describeTimestampCases } from "./timestampCases.js";

process.env.TZ = "Asia/Tokyo";

describe("on a machine east of UTC", () => {
  test("the machine really is in Tokyo", () => expect(new Date(0).getTimezoneOffset()).toBe(-540));
  describeTimestampCases();
  describeClockCases();
});
