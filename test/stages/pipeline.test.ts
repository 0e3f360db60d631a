import { expect, test } from "vitest";
import { type JournalEntry, latestByStage } from "../../scripts/run/journal.js";
import { findOpenStages } from "../../scripts/stages/pipeline.js";

/** Lines of a journal, whose clock is set back an hour with each. */
function journal(...words: readonly string[]): JournalEntry[] {
  return words.map((line, index) => {
    const [stage, event] = line.split(" ") as [string, JournalEntry["event"]];
    return { at: new Date(Date.UTC(2026, 0, 9, 12 - index)).toISOString(), stage, event };
  });
}

const open = (...words: readonly string[]) => findOpenStages(latestByStage(journal(...words))).map(({ name }) => name);

test("stages that had finished were open again after the clock was set back", () => {
  expect(open("export finished", "load finished", "match finished")).toStrictEqual(["resolve", "verify", "cleanup"]);
});

test("a stage that ran again opens those after it", () => {
  const first = ["export finished", "load finished", "match finished", "resolve finished", "verify finished"];
  expect(open(...first, "resolve finished")).toStrictEqual(["verify", "cleanup"]);
  expect(open(...first, "load interrupted")[0]).toBe("load");
  expect(open("export started")[0]).toBe("export");
});
