import { writeFile } from "node:fs/promises";
import path from "node:path";
import library from "node-sqlite3-wasm";
import { expect, test } from "vitest";
import { compareSource } from "../../scripts/tasks/compareSource.js";
import { renderTasks, renderTime } from "../../scripts/cli/output/renderTasks.js";
import { lookAtSource, type SeenSource } from "../../scripts/tasks/sourceNote.js";
import { parseTaskWords } from "../../scripts/tasks/taskWords.js";
import { temporaryDir } from "../support/folders.js";

function inZone<T>(zone: string, work: () => T): T {
  const before = process.env["TZ"];
  process.env["TZ"] = zone;
  try {
    return work();
  } finally {
    if (before === undefined) delete process.env["TZ"];
    else process.env["TZ"] = before;
  }
}

test.each([
  ["Asia/Tokyo", "2026-11-22 03:30 (2026-11-21 18:30 UTC)"],
  ["America/New_York", "2026-11-21 13:30 (18:30 UTC)"],
  ["UTC", "2026-11-21 18:30 (18:30 UTC)"],
])("a time in %s is written as people there read it, and in UTC", (zone, text) => {
  expect(inZone(zone, () => renderTime(Date.UTC(2026, 10, 21, 18, 30)))).toBe(text);
});

test("the list says what each task waits for and what to type", () => {
  const task = { name: "calendar", kind: "app", error: null, items: [], next: "x", result: { deleted: 3 } } as const;
  const waiting = { ...task, state: "waiting", dueAt: null, waitsFor: "Google's quota" } as const;
  const failed = { ...task, state: "failed", dueAt: null, waitsFor: null, error: "no key" } as const;
  const text = renderTasks({ tasks: [waiting, { ...failed, name: "mail" }], next: "type this" });
  expect(text).toMatch(/calendar +waiting +not scheduled +deleted 3/);
  expect(text).toContain("calendar is waiting for: Google's quota\nmail failed: no key\nnext: type this");
});

test.each([
  [[], { verb: "list" }],
  [["schedule"], { verb: "schedule" }],
  [["schedule", "mail"], { verb: "schedule", name: "mail" }],
  [["dry-run", "mail"], { verb: "dry-run", name: "mail" }],
  [["confirm", "d", "i", "why not"], { verb: "confirm", name: "d", item: "i", reason: "why not" }],
])("the words %j mean %j", (words, meaning) => {
  expect(parseTaskWords(words)).toEqual(meaning);
});

test.each([
  [["start"], 'knows no "start"'],
  [["toString"], 'knows no "toString"'],
  [["run", "a", "b"], '"b" is too much for cutover tasks run <task>'],
  [["confirm", "d"], "which item?"],
])("the words %j are refused", (words, message) => {
  expect(() => parseTaskWords(words)).toThrow(message);
});

async function note(file: string) {
  const seen = await lookAtSource(file, undefined);
  return { seen: seen!, note: { ...seen!.note, checks: 1 } };
}

test("a write to a SQLite file after the cutover is found, and a file nobody wrote is the same", async () => {
  const { dir, remove } = await temporaryDir();
  const file = path.join(dir, "app.db");
  const database = new library.Database(file);
  database.run("CREATE TABLE prayers (id INTEGER PRIMARY KEY, text TEXT)");
  const before = await note(file);
  const [same] = compareSource(before.note, (await note(file)).seen);
  expect(same).toMatchObject({ item: "source-writes", ok: true });
  database.run("INSERT INTO prayers (text) VALUES ('late')");
  database.close();
  const [writes, connections] = compareSource(before.note, (await note(file)).seen);
  expect(writes).toMatchObject({ ok: false, value: expect.stringMatching(/changes \d+ → \d+/) });
  expect(connections?.ok).toBeNull();
  await remove();
});

test("a dump is no source that can be looked at, and is not taken for a quiet one", async () => {
  const { dir, remove } = await temporaryDir();
  const file = path.join(dir, "data.sql");
  await writeFile(file, "SELECT 1;");
  const measured = compareSource(null, await lookAtSource(file, undefined));
  expect(measured.map(({ ok }) => ok)).toEqual([null, null]);
  expect(measured[0]?.value).toContain("CUTOVER_FREEZE_URL");
  await remove();
});

const facts = (target: string, sessions: number, writes: number) => [
  { name: "database", value: target },
  { name: "statistics since", value: "2026-01-01T00:00:00Z" },
  { name: "sessions", value: sessions },
  { name: "writes public.cases", value: writes },
];
const seen = (...parts: Parameters<typeof facts>): SeenSource => ({
  kind: "postgres",
  note: { description: "postgres://app@db", at: 0, facts: facts(...parts) },
  others: [],
});
const atCutover = { description: "postgres://app@db", at: 0, facts: facts("7/app", 10, 50), checks: 2 };

test.each([
  ["nobody came but this command", seen("7/app", 12, 50), [true, true]],
  ["somebody connected and only read", seen("7/app", 13, 50), [true, false]],
  ["somebody wrote", seen("7/app", 13, 51), [false, false]],
  ["counters that went back were lost in a crash", seen("7/app", 12, 3), [null, null]],
  ["another database proves nothing", seen("8/app", 12, 50), [null, null]],
])("%s", (_, now, ok) => {
  expect(compareSource(atCutover, now).map((each) => each.ok)).toEqual(ok);
});
