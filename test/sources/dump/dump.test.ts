import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDump } from "../../../scripts/sources/dump/dump.js";
import { getSourceError, readAll } from "../support.js";
import { DumpFolder, fixture } from "./folder.js";

let folder: DumpFolder;

beforeAll(async () => {
  folder = await DumpFolder.make();
});
afterAll(() => folder.remove());

describe("a dump that is cut off", () => {
  test.each(["copy.data.sql", "inserts.data.sql", "rows-per-insert.data.sql", "plain.sql", "supabase/data.sql"])(
    "no beginning of %s passes for the whole",
    async (name) => {
      const whole = await readFile(fixture(name));
      const complete =
        whole.indexOf("-- PostgreSQL database dump complete") + "-- PostgreSQL database dump complete".length;
      const start = whole.indexOf("Data for Name");
      for (let length = start; length < complete; length += 13) {
        expect(await getSourceError(folder.open(whole.subarray(0, length)))).toMatch(/cut off[^]*Make the dump again/);
      }
      await folder.open(whole);
    },
  );

  test("in the rows of COPY, without pg_dump's comments", async () => {
    expect(await getSourceError(folder.open("COPY t (a) FROM stdin;\n1\n2"))).toMatch(
      /cut off in the rows of public\.t/,
    );
    expect(await getSourceError(folder.open("COPY t (a) FROM stdin;\n1\n\\"))).toMatch(
      /cut off in the rows of public\.t/,
    );
  });

  test("in an INSERT, without pg_dump's comments", async () => {
    expect(await getSourceError(folder.open("INSERT INTO t (a) VALUES (1),\n(2)"))).toMatch(
      /cut off in the rows of public\.t/,
    );
    expect(await getSourceError(folder.open("INSERT INTO t (a) VALUES ('it''"))).toMatch(
      /cut off in the rows of public\.t/,
    );
    expect(await getSourceError(folder.open("INSERT INTO t (a) VALUES (1);\nINSERT INTO t (a) VALUES (2"))).toMatch(
      /cut off/,
    );
  });

  test("the last line of supabase db dump is enough", async () => {
    const source = await folder.open("-- PostgreSQL database dump\nINSERT INTO t (a) VALUES (1);\nRESET ALL;\n");
    expect((await readAll(source, "t", ["a"])).rows).toEqual([{ a: "1" }]);
  });
});

describe("rows that cannot be read", () => {
  test("COPY: bad UTF-8, missing and extra fields, a damaged escape", async () => {
    const head = Buffer.from("-- one\nCOPY t (a, b) FROM stdin;\n1\tx\n2\tcaf");
    const tail = Buffer.from("\n3\n4\tx\ty\n5\tend\\\n6\té\n\\.\n");
    const path = await folder.write(Buffer.concat([head, Buffer.from([0xe9]), tail]));
    const { rows, broken } = await readAll(await openDump({ data: path }), "t", ["a", "b"]);
    expect(rows).toEqual([
      { a: "1", b: "x" },
      { a: "6", b: "é" },
    ]);
    expect(broken).toEqual([
      { broken: "The row is not valid UTF-8", where: `${path} line 4`, original: "2\tcaf\\xe9" },
      { broken: "The row has 1 fields, expected 2", where: `${path} line 5`, original: "3" },
      { broken: "The row has 3 fields, expected 2", where: `${path} line 6`, original: "4\tx\ty" },
      { broken: "The row has a damaged escape", where: `${path} line 7`, original: "5\tend\\" },
    ]);
  });

  test("INSERT: bad UTF-8, missing values, an expression", async () => {
    const head = Buffer.from("\nINSERT INTO t (a, b) VALUES\n\t(1, 'two\nlines'),\n\t(2, 'caf");
    const tail = Buffer.from("'),\n\t(3),\n\t(now(), 'x'),\n\t(5, 'a' || 'b'),\n\t(6, 'é');\n");
    const path = await folder.write(Buffer.concat([head, Buffer.from([0xe9]), tail]));
    const { rows, broken } = await readAll(await openDump({ data: path }), "t", ["a", "b"]);
    expect(rows).toEqual([
      { a: "1", b: "two\nlines" },
      { a: "6", b: "é" },
    ]);
    expect(broken).toEqual([
      { broken: "The row is not valid UTF-8", where: `${path} line 5`, original: "(2, 'caf\\xe9')" },
      { broken: "The row has 1 values, expected 2", where: `${path} line 6`, original: "(3)" },
      {
        broken: expect.stringMatching(/^Value 1 is not a constant.*psql/),
        where: `${path} line 7`,
        original: "(now(), 'x')",
      },
      {
        broken: expect.stringMatching(/^Value 2 is not a constant/),
        where: `${path} line 8`,
        original: "(5, 'a' || 'b')",
      },
    ]);
  });
});

test("one INSERT per row, several blocks of one table, other statements between", async () => {
  const source = await folder.open(`SET x = 1;
    INSERT INTO t (a, b) VALUES (1, 'x'); INSERT INTO t (a, b) VALUES (2, 'y') ON CONFLICT DO NOTHING;
    INSERT INTO "T" (a) VALUES (9);
    INSERT INTO t (b, a) OVERRIDING SYSTEM VALUE VALUES ('z', 3); /* ; INSERT /* nested */ ' */
    CREATE FUNCTION f() RETURNS void AS $x$ INSERT INTO t (a, b) VALUES (4, 'no'); $x$ LANGUAGE sql;
    CREATE RULE r AS ON INSERT TO t DO (INSERT INTO u VALUES (1); INSERT INTO t (a, b) VALUES (5, 'no'));
    COPY t (b, a) FROM stdin;\nw\t6\n\\.\n`);
  const { rows } = await readAll(source, "t", ["a", "b"]);
  expect(rows.map(({ a, b }) => `${String(a)}${String(b)}`)).toEqual(["1x", "2y", "3z", "6w"]);
  expect((await readAll(source, "T", ["a"])).rows).toEqual([{ a: "9" }]);
});

test("Windows line ends and a byte order mark", async () => {
  const source = await folder.open("\uFEFFSET x = 1;\r\nCOPY t (a) FROM stdin;\r\nx\r\n\\r\r\n\\.\r\n");
  expect((await readAll(source, "t", ["a"])).rows).toEqual([{ a: "x" }, { a: "\r" }]);
});

test("an empty table has no rows; one that was not dumped is an error", async () => {
  const source = await openDump({ data: fixture("rows-per-insert.data.sql"), schema: fixture("schema.sql") });
  expect((await readAll(source, "empty", ["id", "note"])).rows).toEqual([]);
  const other = await openDump({
    data: await folder.write("COPY public.parent (id) FROM stdin;\n\\.\n"),
    schema: fixture("schema.sql"),
  });
  expect((await readAll(other, "parent", ["id"])).rows).toEqual([]);
  expect(await getSourceError(other.read("empty", ["id"]))).toMatch(
    /does not contain its data[^]*--table='public\.empty'/,
  );
});

test("missing tables and columns, with names like them", async () => {
  const source = await openDump({ data: fixture("copy.data.sql") });
  expect(await getSourceError(source.read("orders", ["id"]))).toMatch(/no table "orders"[^]*Did you mean order\?/);
  expect(await getSourceError(source.read("order", ["id", "case_id"]))).toMatch(
    /no column "id"[^]*Id[^]*no column "case_id"[^]*caseId/,
  );
});

test("a generated column is not in a dump", async () => {
  const source = await openDump({ data: fixture("inserts.data.sql"), schema: fixture("schema.sql") });
  expect(await getSourceError(source.read("t", ["id", "doubled"]))).toMatch(
    /no column "doubled"[^]*computes this column/,
  );
});

test("DEFAULT in one row only breaks that row", async () => {
  const source = await folder.open("INSERT INTO t (a, b) VALUES (1, 2), (DEFAULT, 3);\n");
  const { rows, broken } = await readAll(source, "t", ["a", "b"]);
  expect(rows).toEqual([{ a: "1", b: "2" }]);
  expect(broken[0]?.broken).toMatch(/DEFAULT.*column "a"/);
});

test("INSERT without column names needs the schema", async () => {
  const source = await openDump({ data: fixture("inserts.data.sql") });
  expect(await getSourceError(source.read("parent", ["id"]))).toMatch(/do not name their columns[^]*--column-inserts/);
});

test("auth tables are listed like others", async () => {
  const source = await openDump({ data: fixture("supabase/data.sql") });
  expect((await source.tables()).map(({ name }) => name)).toContain("auth.users");
  expect(source.description).toBe("data.sql");
});

test("several files", async () => {
  const one = await folder.write("COPY t (a) FROM stdin;\n1\n\\.\n");
  const two = await folder.write("INSERT INTO t (a) VALUES (2);\n");
  const { rows } = await readAll(await openDump({ data: [one, two] }), "t", ["a"]);
  expect(rows).toEqual([{ a: "1" }, { a: "2" }]);
});

test("an export of a dump had no share and no time left: its rows are counted, whatever the window cuts", async () => {
  const rows = Array.from({ length: 2500 }, (_, at) => `${String(at)}\t${"long \\\\.\\n".repeat(at % 400)}\n`);
  const source = await folder.open(
    `COPY big (id, note) FROM stdin;\n${rows.join("")}\\.\nCOPY big (id, note) FROM stdin;\n7\tx\n\\.\nCOPY none (id) FROM stdin;\n\\.\nINSERT INTO other (id) VALUES (1);\nCREATE TABLE later (id integer);\n`,
  );
  const tables = await source.tables();
  expect(tables.map(({ name, estimatedRows }) => [name, estimatedRows])).toEqual([
    ["public.big", 2501],
    ["public.later", undefined],
    ["public.none", 0],
    ["public.other", undefined],
  ]);
  expect((await readAll(source, "public.big", ["id"])).rows).toHaveLength(2501);
});
