import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { definePlan, id, text, table, timestamp } from "../../../convex/client/index.js";
import { getTable } from "../../../convex/shared/plan/plan.js";
import {
  ChangeListWriter,
  changesFile,
  insertsFile,
  renderFieldChanges,
} from "../../../scripts/rows/write/changeList.js";
import { RunDirectory } from "../../../scripts/run/runDirectory.js";
import { Snapshot } from "../../../scripts/run/snapshot.js";
import { temporaryDir } from "../../support/folders.js";

const plan = definePlan({
  timed: table("timed", { id: id(), name: text(), created_at: timestamp().asCreationTime() }),
  plain: table("plain", { id: id(), name: text() }),
});

let home: Awaited<ReturnType<typeof temporaryDir>>;
beforeAll(async () => (home = await temporaryDir()));
afterAll(async () => await home.remove());

async function readChanges(folder: RunDirectory): Promise<Record<string, unknown>[]> {
  const lines = (await readFile(changesFile(folder), "utf8")).split("\n").filter((line) => line !== "");
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

test("a row whose plan sets the creation time is appended, any other one travels in its change", async () => {
  const folder = new RunDirectory(home.dir, "inserts");
  const writer = await ChangeListWriter.create(folder);
  const timed = '{"legacyId":"1","name":"A","_creationTime":5}';
  await writer.insert(getTable(plan, "timed"), { key: "1", line: timed }, "jsonl");
  await writer.insert(getTable(plan, "plain"), { key: "2", line: '{"legacyId":"2","name":"B"}' }, "jsonl");
  expect(await writer.finish()).toEqual({ changes: 2, lines: 2, inserts: 1 });
  expect(await readChanges(folder)).toEqual([
    { number: 0, kind: "insert", table: "timed", legacyKey: "1", creationTime: 5, replaces: false },
    {
      number: 1,
      kind: "insert",
      table: "plain",
      legacyKey: "2",
      document: '{"legacyId":"2","name":"B"}',
      replaces: false,
    },
  ]);
  const zip = await Snapshot.open(insertsFile(folder));
  const lines: string[] = [];
  for await (const line of zip.lines("timed")) lines.push(line);
  zip.close();
  expect(lines).toEqual(['{"legacyId":"1","name":"A","_creationTime":5.0}']);
});

test("a document too large for one row of changes comes in parts, none of which ends inside a character", async () => {
  const folder = new RunDirectory(home.dir, "parts");
  const writer = await ChangeListWriter.create(folder);
  const line = JSON.stringify({ legacyId: "1", name: `x${"😀".repeat(250_000)}` });
  await writer.insert(getTable(plan, "plain"), { key: "1", line }, "jsonl");
  await writer.write({ kind: "delete", table: "plain", legacyKey: "2" });
  const counts = await writer.finish();
  const parts = await readChanges(folder);
  expect(counts).toEqual({ changes: 2, lines: parts.length, inserts: 0 });
  const own = parts.filter(({ kind }) => kind === "part");
  expect(own.map(({ number, part, of }) => [number, part, of])).toEqual(own.map((_, at) => [0, at, own.length]));
  for (const { text: cut } of own) {
    expect(Buffer.byteLength(cut as string)).toBeLessThan(1_000_000);
    expect((cut as string).isWellFormed()).toBe(true);
  }
  const change = JSON.parse(own.map((part) => part["text"] as string).join("")) as Record<string, string>;
  expect(change).toMatchObject({ number: 0, kind: "insert", legacyKey: "1" });
  expect(change["document"]).toBe(line);
  expect(parts.at(-1)).toEqual({ number: 1, kind: "delete", table: "plain", legacyKey: "2" });
});

test.each([
  { before: { a: 1, b: "x" }, after: { a: 1, b: "y" }, is: { b: { before: "x", after: "y" } } },
  { before: { a: 1 }, after: { a: 1, b: null }, is: { b: { after: null } } },
  { before: { a: 1n }, after: {}, is: { a: { before: { $integer: "AQAAAAAAAAA=" } } } },
  { before: { a: { x: 1, y: 2 } }, after: { a: { y: 2, x: 1 } }, is: null },
  { before: { a: -0 }, after: { a: 0 }, is: { a: { before: { $float: "AAAAAAAAAIA=" }, after: 0 } } },
  { before: { _creationTime: 1 }, after: { _creationTime: 2 }, is: { _creationTime: { before: 1, after: 2 } } },
  { before: { a: 1, _creationTime: 1 }, after: { a: 1 }, is: null },
  { before: { a: 1 }, after: { a: 1, _creationTime: 2 }, is: null },
])("$before → $after changes $is", ({ before, after, is }) => {
  const fields = renderFieldChanges(before, after);
  expect(fields === null ? null : JSON.parse(fields)).toEqual(is);
});
