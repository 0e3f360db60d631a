import { afterAll, beforeAll, expect, test } from "vitest";
import type { OpenExample } from "../../../examples/support/example.js";
import { dirt, outcome, rowCounts } from "../../../examples/thywill/generator/dirt.js";
import { openExample } from "../../../examples/thywill/open.js";
import { Facts, hasDate, isId, minuteOf, text } from "./facts.js";
import type { SourceRow } from "./source.js";

let example: OpenExample;
let facts: Facts;

beforeAll(async () => {
  example = await openExample();
  facts = new Facts(example.source);
});
afterAll(async () => await example.close());

test.each(Object.entries(outcome))("%s: read = written + rejected + filtered + merged", (_, counts) => {
  const rejected = Object.values<number>(counts.rejected).reduce((sum, count) => sum + count, 0);
  expect(counts.written + rejected + counts.filtered + counts.merged).toBe(counts.read);
});

test("what is rejected and merged is what is wrong with the source", () => {
  const { rejected, merged, cleared } = dirt;
  expect(outcome.users.rejected).toEqual({
    "empty-display-name": rejected.usersWithoutName,
    "known-bad-id": rejected.usersWithKnownBadId,
    "malformed-id": rejected.usersWithBlobId,
    broken_row: rejected.usersWithBadText,
    null_id: rejected.usersWithNullId,
  });
  expect(outcome.prayers.rejected).toEqual({
    broken_row: rejected.prayersWithBadText,
    null_id: rejected.prayersWithNullId,
    "blob-text": rejected.prayersWithBlobText,
    "empty-text": rejected.prayersWithoutText,
    out_of_range: rejected.prayersWithoutDate,
  });
  expect(outcome.prayerMarks.rejected).toEqual({
    orphan: rejected.marksOfMissingUser + rejected.marksOfMissingPrayer,
    null_id: rejected.marksWithNullId,
    timestamp: rejected.marksWithoutDate,
  });
  expect([outcome.users.merged, outcome.userRoles.merged, outcome.prayerMarks.merged]).toEqual([
    merged.users,
    merged.userRoles,
    merged.marks,
  ]);
  expect([outcome.users.cleared, outcome.prayers.cleared]).toEqual([cleared.inviters, cleared.authors]);
});

test("archives: each path is one, and rows without one are filtered", () => {
  const tables = ["user", "prayer", "prayer_attributes", "prayermark", "prayer_activity_log"] as const;
  const paths = tables.flatMap((name) => facts.tables[name].map((row) => row["text_file_path"] ?? null));
  const real = paths.filter((path) => path !== null && !path.startsWith("disabled_archive_"));
  const written = new Set(real).size;
  expect(outcome.archives).toMatchObject({
    read: tables.reduce((sum, name) => sum + rowCounts[name], 0),
    filtered: paths.length - real.length,
    written,
    merged: real.length - written,
  });
});

/** What one row says happened. */
interface Event {
  readonly prayer: string;
  readonly user: SourceRow[string];
  readonly action: string;
  readonly row: SourceRow;
}

const actions: Readonly<Record<string, string>> = {
  answered: "answered",
  answer_date: "dated",
  answer_testimony: "testified",
  archived: "archived",
  flagged: "flagged",
};

function actionOf(name: string): string {
  return actions[name.replace("set_", "")] ?? name;
}

function listEvents(): Event[] {
  const { prayer_activity_log: log, prayer, prayer_attributes: attributes, prayermark: marks } = facts.tables;
  return [
    ...log.map((row) => ({
      prayer: text(row, "prayer_id"),
      user: row["user_id"] ?? null,
      action: actionOf(text(row, "action")),
      row,
    })),
    ...prayer.map((row) => ({ prayer: text(row, "id"), user: row["author_id"] ?? null, action: "created", row })),
    ...attributes.map((row) => ({
      prayer: text(row, "prayer_id"),
      user: row["created_by"] ?? null,
      action: actionOf(text(row, "attribute_name")),
      row,
    })),
    ...marks.map((row) => ({ prayer: text(row, "prayer_id"), user: row["user_id"] ?? null, action: "prayed", row })),
  ];
}

test("activity: what happened to one prayer, by one person, in one minute, is one event", () => {
  const events = listEvents();
  const whole = events.filter(({ row, prayer }) => isId(row) && hasDate(row) && facts.prayers.has(prayer));
  // Without a person nobody can say that two rows mean the same.
  const groups = whole.map(({ prayer, user, action, row }, index) =>
    [prayer, user === null ? `nobody ${index}` : (facts.people.get(user) ?? user), action, minuteOf(row)].join(" "),
  );
  const written = new Set(groups).size;
  const gone = whole.filter(
    ({ user }, index) => user !== null && !facts.people.has(user) && groups.indexOf(groups[index] ?? "") === index,
  );
  const rejected = Object.values<number>(outcome.activity.rejected).reduce((sum, count) => sum + count, 0);
  expect({ read: events.length, written, rejected: events.length - whole.length, cleared: gone.length }).toEqual({
    read: outcome.activity.read,
    written: outcome.activity.written,
    rejected,
    cleared: outcome.activity.cleared,
  });
});
