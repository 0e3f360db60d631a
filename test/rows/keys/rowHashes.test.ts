import { truncate } from "node:fs/promises";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { fingerprintText } from "../../../convex/shared/document/fingerprint.js";
import { readRowHashes, RowHashes, RowHashWriter } from "../../../scripts/rows/keys/rowHashes.js";
import { temporaryDir } from "../../support/folders.js";

const hash = fingerprintText;

/** `a=1` is the row with the key a and the content 1. */
function hashesOf(...rows: string[]): RowHashes {
  const hashes = new RowHashes(rows.length);
  for (const row of rows) hashes.add(hash(row.split("=")[0]!), hash(row));
  return hashes;
}

test.each([
  { was: ["a=1"], row: "a=1", now: "same" },
  { was: ["a=1"], row: "a=2", now: "changed" },
  { was: ["a=1"], row: "b=1", now: "inserted" },
  { was: [], row: "a=1", now: "inserted" },
])("$was, then $row: $now", ({ was, row, now }) => {
  expect(hashesOf(...was).compare(hash(row.split("=")[0]!), hash(row))).toBe(now);
});

test("rows that do not come up again are gone", () => {
  const hashes = hashesOf("a=1", "b=1", "c=1");
  hashes.compare(hash("b"), hash("b=2"));
  hashes.compare(hash("b"), hash("b=2"));
  expect(hashes.goneCount).toBe(2);
  expect(["a", "b", "c", "d"].map((key) => hashes.isGone(hash(key)))).toEqual([true, false, true, false]);
});

test("a key whose hash is all zeros is a key like any other", () => {
  const hashes = new RowHashes(2);
  const zero = { high: 0, low: 0 };
  expect(hashes.isGone(zero)).toBe(false);
  hashes.add(zero, hash("row"));
  expect(hashes.isGone(zero)).toBe(true);
  expect(hashes.compare(zero, hash("row"))).toBe("same");
});

test("keys whose hashes are near to one another, and at the end of the table, are told apart", () => {
  const keys = [0xffff_ffff, 0xffff_fffe, 0, 1].flatMap((high) => [1, 2, 3].map((low) => ({ high, low })));
  const hashes = new RowHashes(keys.length);
  for (const [number, key] of keys.entries()) hashes.add(key, { high: number, low: 0 });
  for (const [number, key] of keys.entries()) expect(hashes.compare(key, { high: number, low: 0 })).toBe("same");
});

async function fileOf(rows: number): Promise<string> {
  const { dir, remove } = await temporaryDir();
  onTestFinished(remove);
  const file = path.join(dir, "rowHashes", "table.hashes");
  const writer = await RowHashWriter.create(file);
  for (let row = 0; row < rows; row++) await writer.write(hash(`key ${row}`), hash(`row ${row}`));
  await writer.finish();
  return file;
}

test.each([0, 1, 4095, 4096, 4097, 50_000])("%d rows come back from the file as they were", async (rows) => {
  const hashes = await readRowHashes(await fileOf(rows), rows);
  expect(hashes.goneCount).toBe(rows);
  for (let row = 0; row < rows; row++) {
    if (hashes.compare(hash(`key ${row}`), hash(`row ${row}`)) !== "same") throw new Error(`row ${row} is lost`);
  }
  expect(hashes.goneCount).toBe(0);
});

test("a file that was cut off is refused", async () => {
  const file = await fileOf(10);
  await truncate(file, 150);
  await expect(readRowHashes(file, 10)).rejects.toThrow("take 160 bytes, but the file has 150");
});
