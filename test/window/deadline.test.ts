import { expect, test } from "vitest";
import { mebibyte } from "../../convex/shared/limits.js";
import type { LastCheck } from "../../scripts/check/lastCheck.js";
import { Deadline, forecastSteps, renderSeconds } from "../../scripts/window/deadline.js";

const forecast = [
  { step: "export", seconds: 100 },
  { step: "load", seconds: 200 },
  { step: "verify", seconds: 50 },
];

test.each([
  ["what was forecast fits", [], ["export", "load", "verify"], 0, { remainingSeconds: 350, fits: true }],
  ["time that passed counts", [], ["load", "verify"], 151, { remainingSeconds: 250, fits: false }],
  ["slow steps make the rest slower", [["export", 200]], ["load"], 0, { remainingSeconds: 400, fits: true }],
  ["a good start promises nothing", [["export", 10]], ["load"], 0, { remainingSeconds: 200, fits: true }],
  ["steps nobody forecast say nothing", [["announce", 90]], ["load"], 0, { remainingSeconds: 200, fits: true }],
] as const)("%s", (_name, finished, remaining, elapsed, expected) => {
  const deadline = new Deadline(forecast, 400);
  for (const [step, seconds] of finished) deadline.finished(step, seconds);
  expect(deadline.outlook(remaining, elapsed)).toMatchObject(expected);
});

test("without a window everything fits", () => {
  expect(new Deadline(forecast, null).outlook(["load"], 1e9)).toMatchObject({ fits: true, windowSeconds: null });
});

test.each([
  [0.4, "0 s"],
  [59.6, "1 min 00 s"],
  [65, "1 min 05 s"],
])("%s seconds read %s", (seconds, words) => {
  expect(renderSeconds(seconds)).toBe(words);
});

test.each([
  ["after a preload the window exports what it loaded", ["backup", "catch-up", "verify"], 4 * 60 * mebibyte, 60],
  ["large enough to matter", ["backup", "catch-up"], 4 * 3600 * mebibyte, 3600],
  ["without one the deployment is as the app left it", ["backup", "export", "load"], 4 * 60 * mebibyte, 0],
])("the forecast knew one export, and a preloaded window makes a second: %s", (_name, steps, bytes, seconds) => {
  const check = { tables: [{ bytes: bytes / 4 }, { bytes: (bytes / 4) * 3 }], forecast: null } as unknown as LastCheck;
  const backup = (known: LastCheck | null) =>
    forecastSteps(known, steps).find(({ step }) => step === "backup")!.seconds;
  expect(backup(check) - backup(null)).toBe(seconds);
});
