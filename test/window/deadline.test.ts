import { expect, test } from "vitest";
import { Deadline, renderSeconds } from "../../scripts/window/deadline.js";

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
