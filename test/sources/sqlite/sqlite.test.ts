import { expect, test } from "vitest";
import { flagKind } from "../../../convex/shared/kinds/flag.js";
import { integerKind } from "../../../convex/shared/kinds/integer.js";
import { Reject } from "../../../convex/shared/kinds/kind.js";
import { timestampKind } from "../../../convex/shared/kinds/timestamp.js";
import { memorySource } from "../../../scripts/sources/memory/memory.js";
import { getSourceError, readAll } from "../support.js";
import { readMeasured } from "../../support/liveMemory.js";
import { openNew } from "./files.js";

async function readValue(type: string, literal: string): Promise<string | null | undefined> {
  const source = await openNew(`CREATE TABLE t(v ${type}); INSERT INTO t VALUES (${literal})`);
  return (await readAll(source, "t", ["v"])).rows[0]?.["v"];
}

test.each([
  ["INTEGER", "9007199254740993", "9007199254740993"],
  ["INTEGER", "9223372036854775807", "9223372036854775807"],
  ["INTEGER", "-9223372036854775808", "-9223372036854775808"],
  ["", "-1", "-1"],
  ["REAL", "0.1", "0.1"],
  ["REAL", "1.0 / 3", "0.3333333333333333"],
  ["REAL", "5e-324", "5e-324"],
  ["REAL", "1.7976931348623157e308", "1.7976931348623157e+308"],
  ["REAL", "1e21", "1e+21"],
  ["REAL", "9e999", "Infinity"],
  ["REAL", "-9e999", "-Infinity"],
  ["REAL", "9e999 - 9e999", null],
  ["TEXT", "''", ""],
  ["TEXT", "'it''s \\ \"é\" 😀'", 'it\'s \\ "é" 😀'],
  ["TEXT", "'null'", "null"],
  ["TEXT", "char(65279) || 'after a byte order mark'", "\uFEFFafter a byte order mark"],
  ["TEXT", "'before' || char(0) || 'after' || char(0)", "before\0after\0"],
  ["TEXT", "char(10, 13, 9, 1)", "\n\r\t\u0001"],
  ["BLOB", "x'00ff41'", "\\x00ff41"],
  ["BLOB", "x''", "\\x"],
  ["BLOB", "NULL", null],
])("%s %s", async (type, literal, expected) => {
  expect(await readValue(type, literal)).toBe(expected);
});

test.each([
  ["INTEGER", "'twelve'", "twelve"],
  ["INTEGER", "x'01'", "\\x01"],
  ["INTEGER", "1.5", "1.5"],
  ["TEXT", "x'616263'", "\\x616263"],
  ["DATETIME", "'2024-03-10 05:00:00'", "2024-03-10 05:00:00"],
  ["BOOLEAN", "'t'", "t"],
])("the value decides, not the type: %s holding %s", async (type, literal, expected) => {
  expect(await readValue(type, literal)).toBe(expected);
});

test("kinds see confused types: they convert or reject, nothing passes for something else", async () => {
  expect(integerKind().convert((await readValue("INTEGER", "'twelve'")) ?? "")).toBeInstanceOf(Reject);
  for (const yes of ["1", "'t'", "'true'", "'TRUE'"]) {
    expect(flagKind().convert((await readValue("BOOLEAN", yes)) ?? "")).toBe(true);
  }
  const moment = Date.UTC(2024, 2, 10, 5);
  expect(timestampKind().convert((await readValue("", "'2024-03-10 05:00:00'")) ?? "")).toBe(moment);
  expect(timestampKind({ form: "seconds" }).convert((await readValue("", `${moment / 1000}`)) ?? "")).toBe(moment);
  expect(timestampKind({ form: "milliseconds" }).convert((await readValue("", `${moment}`)) ?? "")).toBe(moment);
});

test("NULL and BLOB ids arrive as they are, several times too", async () => {
  const source = await openNew(
    "CREATE TABLE t(id TEXT PRIMARY KEY, n); INSERT INTO t VALUES (NULL, 1), (NULL, 2), (x'00ff', 3), ('a', 4), (7, 5)",
  );
  const { rows } = await readAll(source, "t", ["id", "n"]);
  expect(rows.map(({ id }) => id)).toEqual([null, null, "\\x00ff", "a", "7"]);
});

test.each([
  ["short", "x'41ff'", "A\\xff"],
  ["longer than what the library decodes by hand", `x'${"41".repeat(40)}ff'`, `${"A".repeat(40)}\\xff`],
  ["a surrogate as UTF-8", "x'eda080'", "\\xed\\xa0\\x80"],
])("invalid UTF-8 is a broken row that names its column: %s", async (_, bytes, original) => {
  const source = await openNew(
    `CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT, note);
     INSERT INTO t VALUES (1, 'good', NULL), (2, CAST(${bytes} AS TEXT), 'kept'), (3, 'good', ${bytes})`,
  );
  const { rows, broken } = await readAll(source, "t", ["id", "name", "note"]);
  expect(rows.map(({ id }) => id)).toEqual(["1", "3"]);
  expect(broken).toEqual([
    {
      broken: 'The text in column "name" is not valid UTF-8',
      where: "rowid 2 of t",
      original: JSON.stringify({ id: "2", name: original, note: "kept" }),
    },
  ]);
});

test("names that are SQL, and rows in the table's own order", async () => {
  const source = await openNew(
    `CREATE TABLE "order ""1"""("select" TEXT, "a""b" UNIQUE, rowid TEXT, c0);
     INSERT INTO "order ""1""" VALUES ('z', 9, 'mine', 1), ('a', 1, 'too', 2)`,
  );
  const { rows } = await readAll(source, 'order "1"', ["c0", 'a"b', "rowid", "select"]);
  expect(rows).toEqual([
    { c0: "1", 'a"b': "9", rowid: "mine", select: "z" },
    { c0: "2", 'a"b': "1", rowid: "too", select: "a" },
  ]);
});

test.each([
  ["WITHOUT ROWID", "CREATE TABLE t(a TEXT, b INT, PRIMARY KEY (a, b)) WITHOUT ROWID"],
  ["every name of the rowid taken", "CREATE TABLE t(a, b, rowid, oid, _rowid_)"],
  ["a view", "CREATE TABLE s(a, b); CREATE TABLE x(a); CREATE VIEW t AS SELECT * FROM s"],
  ["a full-text table", "CREATE VIRTUAL TABLE t USING fts5(a, b)"],
  ["STRICT", "CREATE TABLE t(a TEXT, b ANY) STRICT"],
])("%s", async (_, ddl) => {
  const target = ddl.includes("VIEW") ? "s" : "t";
  const source = await openNew(`${ddl}; INSERT INTO ${target}(a, b) VALUES ('x', 1), ('y', 2)`);
  const { rows } = await readAll(source, "t", ["b", "a"]);
  expect(rows).toEqual([
    { b: "1", a: "x" },
    { b: "2", a: "y" },
  ]);
});

test("a generated column is read and said to be one", async () => {
  const source = await openNew(
    "CREATE TABLE t(a INT, b INT AS (a * 2), c INT AS (a + 1) STORED); INSERT INTO t VALUES (4)",
  );
  expect((await readAll(source, "t", ["a", "b", "c"])).rows).toEqual([{ a: "4", b: "8", c: "5" }]);
  expect((await source.tables())[0]?.columns.map(({ generated }) => generated)).toEqual([undefined, true, true]);
});

test("the same fields as the memory source, for plain rows", async () => {
  const rows = Array.from({ length: 450 }, (_, i) => [String(i), i % 3 === 0 ? null : `name ${String(i)}`]);
  const values = rows.map(([id, name]) => `(${String(id)}, ${name == null ? "NULL" : `'${name}'`})`);
  const source = await openNew(
    `CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT); INSERT INTO t VALUES ${values.join()}`,
  );
  const memory = memorySource({ t: { columns: ["id", "name"], rows } });
  const expected = await readAll(memory, "t", ["name", "id"]);
  expect(await readAll(source, "t", ["name", "id"])).toEqual({ ...expected, pages: 3 });
});

test("an empty table, and no columns at all", async () => {
  const source = await openNew("CREATE TABLE e(a); CREATE TABLE t(a); INSERT INTO t VALUES (1), (2)");
  expect(await readAll(source, "e", ["a"])).toEqual({ rows: [], broken: [], pages: 0 });
  expect((await readAll(source, "t", [])).rows).toEqual([{}, {}]);
});

test("missing tables and columns", async () => {
  const source = await openNew("CREATE TABLE prayers(id, title)");
  expect(await getSourceError(source.read("prayer", []))).toMatch(/no table "prayer"[^]*Did you mean prayers\?/);
  expect(await getSourceError(source.read("prayers", ["tilte"]))).toMatch(/no column "tilte"[^]*Did you mean title\?/);
});

test("two tables at once, one of them left early, and closed while one is open", async () => {
  const source = await openNew(
    `CREATE TABLE t(n); WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 1000) INSERT INTO t SELECT n FROM c`,
  );
  for await (const page of (await source.read("t", ["n"])).pages) {
    expect(page).toHaveLength(200);
    break;
  }
  const left = (await source.read("t", ["n"])).pages[Symbol.asyncIterator]();
  await left.next();
  expect((await readAll(source, "t", ["n"])).rows).toHaveLength(1000);
  await source.close();
  expect(await getSourceError(readAll(source, "t", ["n"]))).toMatch(/closed/);
});

test("memory stays flat over 200,000 rows", async () => {
  const source = await openNew(
    `CREATE TABLE t(id INTEGER PRIMARY KEY, body TEXT); WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 200000)
     INSERT INTO t SELECT n, hex(zeroblob(150)) FROM c`,
  );
  const { rows, largestPage, peak } = await readMeasured((await source.read("t", ["id", "body"])).pages);
  expect(rows).toBe(200_000);
  expect(largestPage).toBeLessThanOrEqual(200);
  // The rows are 60 MB.
  expect(peak).toBeLessThan(30_000_000);
});

test("large rows make small pages", async () => {
  const source = await openNew(
    `CREATE TABLE t(body); WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 20) INSERT INTO t SELECT zeroblob(50000) FROM c`,
  );
  const { rows, pages } = await readAll(source, "t", ["body"]);
  expect([rows.length, pages]).toEqual([20, 10]);
});
