import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { LineWriter } from "../../../scripts/rows/write/lineWriter.js";
import { namePartial } from "../../../scripts/run/files.js";
import { Snapshot } from "../../../scripts/run/snapshot.js";

let dir: string;
beforeEach(async () => void (dir = await mkdtemp(path.join(os.tmpdir(), "line-writer-"))));
afterEach(async () => await rm(dir, { recursive: true }));

const longLine = "x".repeat(100_000);

test("a file gets its name when it is complete, not before", async () => {
  const file = path.join(dir, "deep/users.jsonl");
  const writer = await LineWriter.create(file);
  for (let index = 0; index < 10; index++) await writer.write(longLine);
  expect(existsSync(file)).toBe(false);
  await writer.finish();
  expect((await readFile(file, "utf8")).split("\n")).toHaveLength(11);
  expect([writer.bytes, writer.largestBytes]).toStrictEqual([10 * (longLine.length + 1), longLine.length]);
});

test("a writer that gives up leaves no file of that name", async () => {
  const file = path.join(dir, "users.jsonl");
  const writer = await LineWriter.create(file);
  await writer.write("{}");
  await writer.abandon();
  expect(await readdir(dir)).toStrictEqual([]);
});

test("a ZIP that was given up before its first line was read never ended", async () => {
  const writer = await LineWriter.createZip(path.join(dir, "cases.zip"), "cases");
  await writer.write("{}");
  await writer.abandon();
  expect(await readdir(dir)).toStrictEqual([]);
});

test("a ZIP holds the lines and says that they are uniform", async () => {
  const file = path.join(dir, "cases.zip");
  const writer = await LineWriter.createZip(file, "cases");
  for (const line of ['{"a":1}', '{"a":"😀"}']) await writer.write(line);
  await writer.finish();
  const zip = await Snapshot.open(file);
  const lines: string[] = [];
  for await (const line of zip.lines("cases")) lines.push(line);
  zip.close();
  expect(zip.tables).toStrictEqual(["cases"]);
  expect(lines).toStrictEqual(['{"a":1}', '{"a":"😀"}']);
});

test.each(["create", "createZip"] as const)(
  "%s: a full disk is a message, and no file is left to trust",
  async (create) => {
    const file = path.join(dir, "users.out");
    // Every write to /dev/full fails as on a full disk.
    await symlink("/dev/full", namePartial(file));
    const writer = await LineWriter[create](file, "users");
    const writing = async () => {
      for (let index = 0; index < 100; index++) await writer.write(`${index}${Math.sin(index)}`.repeat(10_000));
      await writer.finish();
    };
    await expect(writing()).rejects.toThrow(/The disk is full[^]*Free some space/);
    expect(existsSync(file)).toBe(false);
  },
);
