import { readFile, rm, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkDocuments } from "../../../scripts/rows/write/checkDocuments.js";
import { LineWriter } from "../../../scripts/rows/write/lineWriter.js";
import type { Format, Manifest } from "../../../scripts/run/manifest.js";
import { RunDirectory } from "../../../scripts/run/runDirectory.js";
import { temporaryDir } from "../../support/folders.js";

let home: Awaited<ReturnType<typeof temporaryDir>>;
let run: RunDirectory;
let manifest: Manifest;

async function write(table: string, format: Format): Promise<{ table: string; format: Format; sha256: string }> {
  const writer = await LineWriter.createDocuments(run.documents(table, format), table, format);
  for (let id = 0; id < 20_000; id++) await writer.write(`{"legacyId":"${id}","legacyKeySlug":"slug-${id}"}`);
  return { table, format, sha256: await writer.finish() };
}

beforeAll(async () => {
  home = await temporaryDir();
  run = new RunDirectory(home.dir, "r1");
  manifest = { tables: [await write("teams", "jsonl"), await write("notes", "zip")] } as unknown as Manifest;
});

afterAll(async () => await home.remove());

test("files that are as they were exported pass", async () => {
  await expect(checkDocuments(run, manifest)).resolves.toBeUndefined();
});

test.each(["teams", "notes"])(
  "one bit of a helper key that flipped in %s is noticed, and the file named",
  async (table) => {
    const { format } = manifest.tables.find((each) => each.table === table)!;
    const file = run.documents(table, format);
    const bytes = await readFile(file);
    const flipped = Buffer.from(bytes);
    flipped[format === "zip" ? bytes.length >> 1 : bytes.indexOf("slug-1") + 5]! ^= 2;
    await writeFile(file, flipped);
    await expect(checkDocuments(run, manifest)).rejects.toMatchObject({
      failure: "mismatch",
      faults: [{ what: "The file is not the one that was exported", where: file, next: "cutover export" }],
    });
    await writeFile(file, bytes);
  },
);

test("a file that is gone is named, and no bug", async () => {
  const file = run.documents("teams", "jsonl");
  await rm(file);
  await expect(checkDocuments(run, manifest)).rejects.toMatchObject({
    faults: [{ what: "The exported documents are gone", where: file }],
  });
});
