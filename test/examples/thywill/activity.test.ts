import { afterAll, beforeAll, expect, test } from "vitest";
import { dirt } from "../../../examples/thywill/generator/dirt.js";
import { Facts, isSoundPrayer, isWholeMinute, minuteOf, text } from "./facts.js";
import { type ExampleRun, keysOf, runExample } from "./run.js";

let run: ExampleRun;
let facts: Facts;

beforeAll(async () => {
  run = await runExample("export");
  facts = new Facts(run.example.source);
});
afterAll(async () => await run.remove());

test("has an event for every prayer and every mark", () => {
  const events = new Set(
    run.documents("activity").map((event) => {
      const minute = new Date(Number(event["_creationTime"])).toISOString().slice(0, 16).replace("T", " ");
      return [event["action"], event["legacyPrayerId"], minute].join(" ");
    }),
  );
  const moved = keysOf(run.documents("prayerMarks"));
  const marks = facts.tables.prayermark.filter((row) => moved.has(text(row, "id")));
  const prayers = facts.tables.prayer.filter(isSoundPrayer);
  expect(marks.filter((row) => !events.has(`prayed ${row["prayer_id"]} ${minuteOf(row)}`))).toEqual([]);
  expect(prayers.filter((row) => !events.has(`created ${row["id"]} ${minuteOf(row)}`))).toEqual([]);
});

test("prefers the log, which knows more", () => {
  const parts = run.documents("activity").map(({ legacyId }) => legacyId.slice(0, legacyId.indexOf(":")));
  expect([...new Set(parts)].toSorted()).toEqual(["attribute", "log", "mark", "prayer"]);
  expect(parts.filter((part) => part === "log").length).toBe(
    facts.tables.prayer_activity_log.length -
      dirt.merged.logEntries -
      dirt.rejected.logEntriesOfMissingPrayer -
      twiceInAMinute(),
  );
});

/** Two real log entries of a minute are one event. */
function twiceInAMinute(): number {
  const real = facts.tables.prayer_activity_log.filter((row) => !isWholeMinute(row) && !facts.leadsToNoPrayer(row));
  return real.length - new Set(real.map((row) => `${facts.markGroup(row)} ${row["action"]}`)).size;
}
