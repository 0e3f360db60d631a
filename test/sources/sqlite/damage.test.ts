import { expect, test } from "vitest";
import { readAll } from "../support.js";
import { createDatabase, destroyPage, getPages, openDatabase, overwrite, pageSize, withDatabase } from "./files.js";

const users = `CREATE TABLE user(id TEXT PRIMARY KEY, name TEXT);
  INSERT INTO user VALUES ('a', 'Ann'), ('b', 'Bob'), ('c', 'Cid'), ('d', 'Dot')`;

/** Takes the last cell out of an index by writing a smaller count into its page. */
async function damageIndex(): Promise<string> {
  const path = await createDatabase(users);
  const [leaf] = getPages(path, "sqlite_autoindex_user_1");
  if (leaf?.cells !== 4) throw new Error("not the index it was");
  await overwrite(path, (leaf.page - 1) * pageSize + 3, Buffer.from([0, 3]));
  return path;
}

test("a row its primary-key index has lost: not found by id, but read, and reported", async () => {
  const path = await damageIndex();
  withDatabase(path, (database) => {
    expect(database.get("SELECT name FROM user WHERE id = 'd'")).toBeNull();
    expect(database.all("SELECT id FROM user INDEXED BY sqlite_autoindex_user_1 WHERE id > ''")).toHaveLength(3);
  });
  const source = await openDatabase(path);
  const { rows, broken } = await readAll(source, "user", ["id", "name"]);
  expect(rows).toHaveLength(4);
  expect(rows[3]).toEqual({ id: "d", name: "Dot" });
  expect(broken).toEqual([]);
  // Only the indexed column: SQLite would read a covering index if it were let.
  expect((await readAll(source, "user", ["id"])).rows).toHaveLength(4);
  expect(await source.findings?.()).toContain("row 4 missing from index sqlite_autoindex_user_1");
});

const manyRows = `CREATE TABLE t(id INTEGER PRIMARY KEY, body TEXT);
  WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 2000)
  INSERT INTO t SELECT n * STEP, 'row ' || n || ' ' || hex(zeroblob(50)) FROM c`;

/** Destroys some leaf pages and reads the table. */
async function readDamaged(pick: (leaf: number, leaves: number) => boolean, step = "1") {
  const path = await createDatabase(manyRows.replace("STEP", step));
  const leaves = getPages(path, "t");
  const destroyed = leaves.filter((_, i) => pick(i, leaves.length));
  for (const { page } of destroyed) await destroyPage(path, page);
  const source = await openDatabase(path);
  const { rows, broken } = await readAll(source, "t", ["id", "body"]);
  const ids = rows.map(({ id }) => BigInt(id ?? 0));
  expect(new Set(ids).size).toBe(ids.length);
  const lost = destroyed.reduce((sum, { cells }) => sum + cells, 0);
  expect(rows).toHaveLength(2000 - lost);
  return { lost, broken, ids: new Set(ids), findings: await source.findings?.() };
}

test("a page that cannot be read: the rows before and after it are, and the lost rowids are named", async () => {
  const { lost, broken, ids, findings } = await readDamaged((leaf) => leaf === 5);
  expect(broken).toHaveLength(1);
  const [, first = "", last = ""] = /^rowid (\d+) to (\d+) of t$/.exec(broken[0]?.where ?? "") ?? [];
  expect(Number(last) - Number(first) + 1).toBe(lost);
  expect([ids.has(BigInt(first)), ids.has(BigInt(first) - 1n), ids.has(BigInt(last) + 1n)]).toEqual([
    false,
    true,
    true,
  ]);
  expect(broken[0]?.broken).toMatch(/damaged \(database disk image is malformed\)/);
  expect(findings?.length).toBeGreaterThan(0);
});

test("a good page between two bad ones", async () => {
  expect((await readDamaged((leaf) => leaf === 5 || leaf === 7)).broken).toHaveLength(2);
});

test("every other page", async () => {
  const { broken } = await readDamaged((leaf, leaves) => leaf % 2 === 1 && leaf < leaves - 2);
  expect(broken.length).toBeGreaterThan(10);
});

test("the first page", async () => {
  expect((await readDamaged((leaf) => leaf === 0)).broken[0]?.where).toMatch(/^rowid up to \d+ of t$/);
});

test("the last page: what may follow is said to be lost", async () => {
  const { broken } = await readDamaged((leaf, leaves) => leaf === leaves - 1);
  expect(broken[0]?.where).toMatch(/^rowid \d+ and above of t$/);
});

test("a good page between a bad one and the bad last one", async () => {
  const { broken } = await readDamaged((leaf, leaves) => leaf === leaves - 3 || leaf === leaves - 1);
  expect(broken.at(-1)?.where).toMatch(/and above/);
});

test("far apart rowids", async () => {
  const { broken } = await readDamaged((leaf) => leaf === 5 || leaf === 9, "1000000007");
  expect(broken.length).toBeGreaterThan(0);
});

test("every page: nothing is read, nothing hangs", async () => {
  const { broken } = await readDamaged(() => true);
  expect(broken).toMatchObject([{ where: "rowid (all) of t" }]);
});

test("one row whose long text is lost: that row is broken, with the fields that can be read", async () => {
  const path = await createDatabase(
    `CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT, body TEXT); INSERT INTO t VALUES (1, 'Ann', 'x'), (2, 'Bob', hex(zeroblob(20000))), (3, 'Cid', 'y')`,
  );
  for (const { page } of getPages(path, "t", "overflow")) await destroyPage(path, page);
  const { rows, broken } = await readAll(await openDatabase(path), "t", ["id", "name", "body"]);
  expect(rows.map(({ id }) => id)).toEqual(["1", "3"]);
  expect(broken).toMatchObject([{ where: "rowid 2 of t", original: '{"id":"2","name":"Bob"}' }]);
});

test("without a rowid: the rows before the damage, then one broken row for the rest", async () => {
  const path = await createDatabase(manyRows.replace("STEP", "1").replace("body TEXT)", "body TEXT) WITHOUT ROWID"));
  const leaf = getPages(path, "t")[5];
  await destroyPage(path, leaf?.page ?? 0);
  const { rows, broken } = await readAll(await openDatabase(path), "t", ["id", "body"]);
  expect(rows.length).toBeGreaterThan(50);
  expect(broken).toMatchObject([{ where: "t, after the last row that was read" }]);
});

test("a table SQLite cannot understand hides no other", async () => {
  const path = await createDatabase(`${users}; CREATE TABLE odd(a)`);
  withDatabase(path, (database) =>
    database.exec("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE odd(' WHERE name = 'odd'"),
  );
  const source = await openDatabase(path);
  expect((await source.tables()).map(({ name }) => name)).toEqual(["user"]);
  expect((await readAll(source, "user", ["id"])).rows).toHaveLength(4);
  expect(await source.findings?.()).not.toEqual([]);
});
