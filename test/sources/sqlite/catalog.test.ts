import { expect, test } from "vitest";
import { createDatabase, openDatabase, openNew, withDatabase } from "./files.js";

test("columns, keys and references", async () => {
  const source = await openNew(`
    CREATE TABLE "User"(id VARCHAR(32) PRIMARY KEY, email TEXT NOT NULL UNIQUE, age, UNIQUE (email, age));
    CREATE TABLE mark(id INTEGER PRIMARY KEY AUTOINCREMENT, user REFERENCES user, reply INT REFERENCES mark(id), x NUMERIC(10, 2),
      FOREIGN KEY (x, reply) REFERENCES gone(a, b));
    CREATE UNIQUE INDEX part ON mark(user) WHERE x > 0;
    CREATE UNIQUE INDEX lowered ON mark(lower(user));
    CREATE TABLE pair(a TEXT, b TEXT, PRIMARY KEY (b, a)) WITHOUT ROWID;
    CREATE VIEW young AS SELECT id, age FROM "User"`);
  expect(await source.tables()).toEqual([
    {
      name: "User",
      columns: [
        { name: "id", type: "VARCHAR(32)", nullable: true },
        { name: "email", type: "TEXT", nullable: false },
        { name: "age", type: "ANY", nullable: true },
      ],
      primaryKey: ["id"],
      uniqueKeys: [["email"], ["email", "age"]],
      foreignKeys: [],
    },
    {
      name: "mark",
      columns: [
        { name: "id", type: "INTEGER", nullable: false },
        { name: "user", type: "ANY", nullable: true },
        { name: "reply", type: "INT", nullable: true },
        { name: "x", type: "NUMERIC(10, 2)", nullable: true },
      ],
      primaryKey: ["id"],
      uniqueKeys: [],
      foreignKeys: [
        { columns: ["user"], table: "User", references: ["id"] },
        { columns: ["reply"], table: "mark", references: ["id"] },
        { columns: ["x", "reply"], table: "gone", references: ["a", "b"] },
      ],
    },
    {
      name: "pair",
      columns: [
        { name: "a", type: "TEXT", nullable: false },
        { name: "b", type: "TEXT", nullable: false },
      ],
      primaryKey: ["b", "a"],
      uniqueKeys: [],
      foreignKeys: [],
    },
    {
      name: "young",
      columns: [
        { name: "id", type: "VARCHAR(32)", nullable: true },
        { name: "age", type: "BLOB", nullable: true },
      ],
      primaryKey: [],
      view: true,
      foreignKeys: [],
    },
  ]);
});

test("what ANALYZE counted", async () => {
  const source = await openNew("CREATE TABLE t(a); CREATE TABLE u(a); INSERT INTO t VALUES (1), (2), (3); ANALYZE t");
  expect((await source.tables()).map(({ name, estimatedRows }) => [name, estimatedRows])).toEqual([
    ["t", 3],
    ["u", undefined],
  ]);
});

test("a virtual table is listed, the tables it keeps its data in are not", async () => {
  const source = await openNew("CREATE TABLE sqlitelike(a); CREATE VIRTUAL TABLE f USING fts5(body, title)");
  expect(await source.tables()).toMatchObject([
    { name: "f", primaryKey: ["rowid"], columns: [{ name: "rowid" }, { name: "body" }, { name: "title" }] },
    { name: "sqlitelike" },
  ]);
});

test("a module this SQLite lacks and a view of nothing do not hide the other tables", async () => {
  const path = await createDatabase("CREATE TABLE t(a); CREATE VIEW v AS SELECT * FROM gone; INSERT INTO t VALUES (1)");
  withDatabase(path, (database) =>
    database.exec(`PRAGMA writable_schema = ON;
      INSERT INTO sqlite_schema VALUES ('table', 'geo', 'geo', 0, 'CREATE VIRTUAL TABLE geo USING rtree(id, a, b)')`),
  );
  const source = await openDatabase(path);
  expect(await source.tables()).toMatchObject([
    { name: "geo", origin: "module", columns: [] },
    { name: "t", columns: [{ name: "a" }] },
    { name: "v", view: true, columns: [] },
  ]);
});
