import { expect, test } from "vitest";
import { distanceMs } from "../../scripts/window/preflight.js";

const asked = { before: 10_000, after: 17_000 };

test.each([
  {
    name: "seven seconds that a busy machine took to open the source were taken for a wrong clock",
    time: 10_000,
    is: 0,
  },
  { name: "a source that answered at the end of that time is right as well", time: 17_000, is: 0 },
  { name: "a source that is behind is so by what it is earlier than the question", time: 4_000, is: 6_000 },
  { name: "a source that is ahead is so by what it is later than the answer", time: 19_500, is: 2_500 },
])("$name", ({ time, is }) => {
  expect(distanceMs(time, asked)).toBe(is);
});
