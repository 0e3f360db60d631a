import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readAll } from "../support.js";
import { createFolder, openDatabase, openNew } from "./files.js";

test("notes that live in a full-text table alone are rows, known by their rowid", async () => {
  const source = await openNew(`CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE VIRTUAL TABLE notes USING fts5(title, body);
    INSERT INTO notes VALUES ('Shopping', 'milk'), ('Work', NULL);`);
  expect((await readAll(source, "notes", ["rowid", "title", "body"])).rows).toEqual([
    { rowid: "1", title: "Shopping", body: "milk" },
    { rowid: "2", title: "Work", body: null },
  ]);
});

test.each([
  ["shows another table's rows", "CREATE VIRTUAL TABLE f USING fts5(a, content='t', content_rowid='id')"],
  ["keeps none", "CREATE VIRTUAL TABLE f USING fts5(a, content='')"],
])("a full-text table that %s is a view", async (_, sql) => {
  const source = await openNew(`CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT); ${sql}`);
  expect((await source.tables()).find(({ name }) => name === "f")).toMatchObject({ view: true });
});

/** Two rows, the second one in the -wal file alone. */
const fixture = (name: string) => join(import.meta.dirname, "fixtures/wal", name);
const missing = /WAL mode.*newest rows are missing.*\.backup/;

async function copyFixture(...names: string[]): Promise<string> {
  const folder = await createFolder();
  for (const name of names) await copyFile(fixture(name), join(folder, name));
  return join(folder, "app.db");
}

test("a database in WAL mode without its -wal file: what may be missing is said", async () => {
  const source = await openDatabase(await copyFixture("app.db"));
  const [table] = await source.tables();
  expect((await readAll(source, table!.name, [])).rows).toHaveLength(1);
  expect(await source.findings!()).toEqual([expect.stringMatching(missing)]);
});

test("with its -wal file, even an empty one, and in another mode, nothing is said", async () => {
  const whole = await openDatabase(await copyFixture("app.db", "app.db-wal"));
  const [table] = await whole.tables();
  expect((await readAll(whole, table!.name, [])).rows).toHaveLength(2);
  const emptied = await copyFixture("app.db");
  await writeFile(`${emptied}-wal`, "");
  for (const source of [whole, await openDatabase(emptied), await openNew("CREATE TABLE t (a)")])
    expect(await source.findings!()).toEqual([]);
});
