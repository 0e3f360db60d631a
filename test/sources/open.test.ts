import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { memorySource } from "../../scripts/sources/memory/memory.js";
import { openSource } from "../../scripts/sources/open.js";
import { getFreePort } from "../support/postgres.js";
import { fixture } from "./dump/folder.js";
import { catchError, getSourceError, readAll } from "./support.js";

let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cutover-open-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("a folder with schema.sql and data.sql", async () => {
  const source = await openSource(fixture("supabase"));
  expect((await source.tables()).find((t) => t.name === "public.parent")).toMatchObject({ primaryKey: ["id"] });
  expect((await readAll(source, "parent", ["name"])).rows).toEqual([{ name: "parent row" }]);
});

test("a folder with data.sql alone", async () => {
  await copyFile(fixture("copy.data.sql"), join(folder, "data.sql"));
  const source = await openSource(folder);
  expect((await readAll(source, "parent", ["name"])).rows).toEqual([{ name: "parent row" }]);
});

test("files with commas between them", async () => {
  const source = await openSource(`${fixture("schema.sql")},${fixture("inserts.data.sql")}`);
  expect((await readAll(source, "parent", ["name"])).rows).toEqual([{ name: "parent row" }]);
});

test.each(["postgres", "postgresql"])("%s://", async (scheme) => {
  expect(await getSourceError(openSource(`${scheme}://u@127.0.0.1:${String(await getFreePort())}/db`))).toMatch(
    /nothing listens/,
  );
});

test.each(["mysql://root:wr0ng-secret@host/db", "https://example.org/data.sql", ""])(
  "what is not a source is a usage error: %s",
  async (locator) => {
    const error = await catchError(openSource(locator));
    expect(error.failure).toBe("usage");
    expect(error.message).toMatch(/postgres:\/\/[^]*file of SQL[^]*folder/);
    expect(error.message).not.toContain("wr0ng-secret");
  },
);

test("a folder without anything to read is a usage error", async () => {
  const empty = await mkdtemp(join(folder, "empty-"));
  expect((await catchError(openSource(empty))).failure).toBe("usage");
});

test("a file that is not there", async () => {
  expect(await getSourceError(openSource(join(folder, "nothing.sql")))).toMatch(/does not exist/);
});

test("pg_dump's directory format", async () => {
  const path = await mkdtemp(join(folder, "archive-"));
  await writeFile(join(path, "toc.dat"), "PGDMP");
  expect(await getSourceError(openSource(path))).toMatch(/pg_restore/);
});

test("memory", async () => {
  const rows = Array.from({ length: 250 }, (_, i) => [String(i), null]);
  const source = memorySource({ "public.t": { columns: ["id", "name"], rows } });
  expect(await source.tables()).toMatchObject([{ name: "public.t", estimatedRows: 250 }]);
  const all = await readAll(source, "t", ["name", "id"]);
  expect(all.rows.map((row) => row["id"])).toEqual(rows.map(([id]) => id));
  expect(all.pages).toBe(3);
  expect(await getSourceError(source.read("t", ["nmae"]))).toMatch(/Did you mean name/);
  expect(await getSourceError(source.read("x", []))).toMatch(/no table "x"/);
});
