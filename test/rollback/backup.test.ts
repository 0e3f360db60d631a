import { readFile, writeFile } from "node:fs/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { encodeDocument } from "../../scripts/rows/write/encode.js";
import { LineWriter } from "../../scripts/rows/write/lineWriter.js";
import { checkBackup, findTableDifferences } from "../../scripts/stages/backup.js";
import { createRun, type RunDirectory } from "../../scripts/run/runDirectory.js";
import { temporaryDir } from "../support/folders.js";

let home: Awaited<ReturnType<typeof temporaryDir>>;
let run: RunDirectory;

beforeEach(async () => {
  home = await temporaryDir();
  run = await createRun(home.dir, new Date(0));
});

afterEach(async () => await home.remove());

async function writeBackup(lines: readonly string[]): Promise<void> {
  const writer = await LineWriter.createZip(run.backup, "users");
  for (const line of lines) await writer.write(line);
  await writer.finish();
}

const many = Array.from({ length: 5000 }, (_, index) =>
  encodeDocument({ _id: `id${index}`, name: `${index * 7919}`.repeat(3), cents: BigInt(index) }, "zip"),
);

test("a backup is counted, and its counts are kept", async () => {
  await writeBackup(many);
  const counts = await checkBackup(run);
  expect(counts).toMatchObject({ tables: 1, documents: 5000, fingerprints: [{ table: "users", documents: 5000 }] });
  expect(JSON.parse(await readFile(run.file("backup.json"), "utf8"))).toStrictEqual({ version: 1, ...counts });
});

test("neither the order of documents nor that of their fields changes the fingerprint", async () => {
  await writeBackup(['{"_id":"a","n":1}', '{"_id":"b","n":2}']);
  const counts = await checkBackup(run);
  await writeBackup(['{"n":2,"_id":"b"}', '{"n":1,"_id":"a"}']);
  expect(await checkBackup(run)).toStrictEqual(counts);
});

test.each([
  ["another digit", ['{"_id":"a","n":1}', '{"_id":"b","n":3}'], "not the same ones"],
  ["an int64 instead of a float", ['{"_id":"a","n":1.0}', '{"_id":"b","n":2}'], "not the same ones"],
  ["a document less", ['{"_id":"a","n":1}'], "1 documents instead of 2"],
])("a backup that has changed since it was checked is refused: %s", async (_name, lines, words) => {
  await writeBackup(['{"_id":"a","n":1}', '{"_id":"b","n":2}']);
  await checkBackup(run);
  await writeBackup(lines);
  await expect(checkBackup(run)).rejects.toMatchObject({ failure: "gate", message: expect.stringContaining(words) });
});

const damages: Record<string, (zip: Buffer) => Buffer> = {
  truncated: (zip) => zip.subarray(0, zip.length - 100),
  "cut in half": (zip) => zip.subarray(0, zip.length / 2),
  empty: () => Buffer.alloc(0),
  "no ZIP": () => Buffer.from("not a ZIP at all"),
  "a flipped byte": (zip) => Buffer.from(zip).fill(zip[20_000]! ^ 1, 20_000, 20_001),
};

test.each(Object.entries(damages))("a backup that cannot be read is refused: %s", async (_name, damage) => {
  await writeBackup(many);
  await writeFile(run.backup, damage(await readFile(run.backup)));
  await expect(checkBackup(run)).rejects.toMatchObject({ failure: "gate" });
});

test("a backup that is not there is refused", async () => {
  await expect(checkBackup(run)).rejects.toThrow("There is no backup");
});

test("a table that is not there is one that holds nothing", () => {
  const empty = { table: "users", documents: 0, sum: "0000000000000000" };
  expect(findTableDifferences([empty], [])).toStrictEqual([]);
  const one = { table: "users", documents: 1, sum: "00000000000000ff" };
  expect(findTableDifferences([], [one])).toStrictEqual([{ table: "users", what: "1 documents instead of 0" }]);
});
