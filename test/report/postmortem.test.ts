import { expect, test } from "vitest";
import { findDowntime, findStops, gatherAttempts } from "../../scripts/report/postmortem.js";
import type { JournalEntry } from "../../scripts/run/journal.js";

const at = (minute: number) => new Date(Date.UTC(2026, 11, 5, 23, minute)).toISOString();
const line = (minute: number, stage: string, event: JournalEntry["event"], message?: string): JournalEntry => ({
  at: at(minute),
  stage,
  event,
  ...(message === undefined ? {} : { message }),
});

const entries = [
  line(0, "backup", "started"),
  line(1, "backup", "finished"),
  line(1, "load", "started"),
  line(4, "load", "failed", "the disk is full"),
  line(9, "load", "started"),
  // Killed here.
  line(12, "load", "started"),
  line(15, "load", "finished"),
  line(15, "close", "started"),
  line(16, "close", "finished"),
];

test("a step that failed, was killed and finished is three attempts", () => {
  expect(gatherAttempts(entries).map(({ step, outcome }) => `${step} ${outcome}`)).toStrictEqual([
    "backup finished",
    "load failed",
    "load killed",
    "load finished",
    "close finished",
  ]);
});

test("what a stop has cost is the time until the step had finished", () => {
  expect(findStops(gatherAttempts(entries))).toMatchObject([
    { step: "load", outcome: "failed", message: "the disk is full", secondsLost: 11 * 60 },
    { step: "load", outcome: "killed", secondsLost: 6 * 60 },
  ]);
  expect(findStops(gatherAttempts(entries.slice(0, 4)))).toMatchObject([{ secondsLost: null }]);
});

test("users are closed out from the backup until close or rollback has finished", () => {
  const attempts = gatherAttempts(entries);
  expect(findDowntime(attempts)).toStrictEqual({ from: at(0), until: at(16), seconds: 16 * 60 });
  expect(findDowntime(attempts.slice(0, 2))).toMatchObject({ until: null, seconds: null });
  expect(findDowntime(attempts.slice(1))).toBeNull();
});
