import { expect, test } from "vitest";
import { gatherTimeline } from "../../scripts/report/timeline.js";
import type { JournalEntry } from "../../scripts/run/journal.js";

const line = (second: number, stage: string, event: JournalEntry["event"], durationMs?: number): JournalEntry => ({
  at: `2026-12-05T23:00:0${second}.000Z`,
  stage,
  event,
  ...(durationMs === undefined ? {} : { durationMs }),
});

test("steps stand in the order they last began, with the attempt that counts", () => {
  const entries = [
    line(0, "seed", "finished"),
    line(1, "export", "started"),
    line(2, "export", "finished", 900),
    line(3, "load", "started"),
    line(4, "load", "failed"),
    line(5, "export", "started"),
    line(6, "export", "finished", 800),
    line(7, "load", "started"),
  ];
  expect(gatherTimeline(entries, new Map([["load", 5]]))).toStrictEqual([
    { step: "export", state: "finished", startedAt: "2026-12-05T23:00:05.000Z", seconds: 0.8, plannedSeconds: null },
    { step: "load", state: "started", startedAt: "2026-12-05T23:00:07.000Z", seconds: null, plannedSeconds: 5 },
  ]);
});
