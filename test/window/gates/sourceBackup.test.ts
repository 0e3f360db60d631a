import { appendFile, mkdir, rm, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { defineSchema, defineTable } from "convex/server";
import { afterEach, beforeEach, expect, test } from "vitest";
import { definePlan, id, table } from "../../../convex/client/index.js";
import { memorySource } from "../../../scripts/sources/memory/memory.js";
import { type SourceBackup, writeSourceBackup } from "../../../scripts/sourceBackup/record.js";
import { measureSourceBackup } from "../../../scripts/window/gates/sourceBackup.js";
import { makeContext } from "../../check/support.js";
import { temporaryDir } from "../../support/folders.js";

const hourMs = 3_600_000;
const now = Date.UTC(2026, 10, 30, 23);

let home: Awaited<ReturnType<typeof temporaryDir>>;
beforeEach(async () => void (home = await temporaryDir()));
afterEach(async () => await home.remove());

async function measure(sourceBackup?: { file?: string; within?: string }) {
  const plan = definePlan(
    { people: table("people", { id: id() }) },
    { window: sourceBackup === undefined ? {} : { sourceBackup } },
  );
  const context = makeContext({ plan, schema: defineSchema({ people: defineTable({}) }), source: memorySource({}) });
  const project = { ...context.project, dir: home.dir };
  return await measureSourceBackup(
    { ...context, project, options: { ...context.options, dir: home.dir, source: "postgres://app:s3cret@db/shop" } },
    now,
  );
}

/** One that `cutover backup-source` has made, so many hours ago. */
async function makeBackup(hoursAgo: number, source = "postgres://app@db:5432/shop"): Promise<string> {
  const folder = path.join(home.dir, "source-backup/1");
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, "source.dump");
  await writeFile(file, "rows");
  const files = [{ name: "source.dump", bytes: 4, sha256: "" }];
  const backup: SourceBackup = {
    at: now - hoursAgo * hourMs,
    source,
    madeBy: "pg_dump",
    holds: "data of 3 tables",
    folder: "1",
    files,
  };
  await writeSourceBackup(home.dir, backup);
  return file;
}

test("closed while there is none, with the command that makes one", async () => {
  expect(await measure()).toMatchObject({ isOpen: false, opens: "cutover backup-source" });
});

test("open for a day; then the source has changed too much since", async () => {
  await makeBackup(2);
  expect(await measure()).toMatchObject({
    isOpen: true,
    value: "postgres://app@db:5432/shop, 2.0 h old: 1 kB in 1 file, data of 3 tables",
  });
  expect(await measure({ within: "90m" })).toMatchObject({ isOpen: false, limit: "there, and not older than 90m" });
  await makeBackup(25);
  expect(await measure()).toMatchObject({ isOpen: false });
});

test("a backup that was deleted, or changed, since it was read is none", async () => {
  const file = await makeBackup(1);
  await appendFile(file, "more");
  expect(await measure()).toMatchObject({ isOpen: false, value: `${file} is not what was written` });
  await rm(file);
  expect(await measure()).toMatchObject({ isOpen: false, value: `${file} is gone` });
});

test("a backup of another database opened the gate: it has to be of the source", async () => {
  await makeBackup(1, "postgres://app@staging:5432/shop");
  expect(await measure()).toMatchObject({
    isOpen: false,
    value: "it is of postgres://app@staging:5432/shop, not of postgres://app@db:5432/shop",
  });
});

test("the team's own file counts while it is young and not empty", async () => {
  const file = path.join(home.dir, "nightly.dump");
  const plan = { file: "nightly.dump", within: "12h" };
  expect(await measure(plan)).toMatchObject({ isOpen: false, value: `${file} is not there` });
  await writeFile(file, "");
  expect(await measure(plan)).toMatchObject({ isOpen: false, value: `${file} is empty` });
  await writeFile(file, "rows");
  await utimes(file, now / 1000 - 3600, now / 1000 - 3600);
  expect(await measure(plan)).toMatchObject({ isOpen: true, value: `${file}, 1.0 h old` });
  await utimes(file, now / 1000 - 13 * 3600, now / 1000 - 13 * 3600);
  expect(await measure(plan)).toMatchObject({ isOpen: false });
  await makeBackup(1);
  expect(await measure(plan)).toMatchObject({ isOpen: true });
});

test("a duration that is none is a fault of the plan", () => {
  const options = { window: { sourceBackup: { within: "soon" } } };
  expect(definePlan({ people: table("people", { id: id() }) }, options).faults).toStrictEqual([
    expect.stringContaining('window.sourceBackup.within: "soon" is not a duration'),
  ]);
});
