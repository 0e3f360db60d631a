import { convexToJson } from "convex/values";
import { expect, test } from "vitest";
import { countKey, EntryTally } from "../../convex/cutover/ledgerCounts.js";

test.each([
  ["Kalender gelöscht", "Kalender geloscht"],
  ["quota exceeded", "quota exceeded"],
  ["日本", "??"],
  ["$ref was not found", "ref was not found"],
  ["__proto", "proto"],
  ["line\nbreak", "line?break"],
  ["", "unknown"],
  ["x".repeat(2_000), "x".repeat(200)],
])("a reason %j ended the mutation, since a record takes ASCII keys only", (reason, key) => {
  expect(countKey(reason)).toBe(key);
  const tally = new EntryTally({ counts: { open: 1 }, reasons: {} });
  tally.change({ state: "open", reason: null }, { state: "failed", reason });
  const { reasons } = tally.render();
  expect(() => convexToJson(reasons)).not.toThrow();
  expect(Object.values(reasons)).toEqual([1]);
  tally.change({ state: "failed", reason }, { state: "done", reason: null });
  expect(tally.render()).toEqual({ counts: { done: 1 }, reasons: {} });
});
