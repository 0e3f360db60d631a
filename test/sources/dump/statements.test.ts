import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSource } from "../../../scripts/sources/open.js";
import { getSourceError, readAll } from "../support.js";
import { DumpFolder } from "./folder.js";

let folder: DumpFolder;

beforeAll(async () => {
  folder = await DumpFolder.make();
});
afterAll(() => folder.remove());

describe("standard_conforming_strings = off: a backslash escapes in every string", () => {
  const off = "SET client_encoding = 'UTF8';\nSET standard_conforming_strings = off;\n";

  test("a dump of such a database has single backslashes, as the database does", async () => {
    const source = await folder.open(
      `${off}CREATE TABLE notes (id integer NOT NULL, body text);\n` +
        String.raw`INSERT INTO notes VALUES (1, 'C:\\temp\\new');
INSERT INTO notes VALUES (2, 'a\\nb');
INSERT INTO notes VALUES (3, '\\N');
INSERT INTO notes VALUES (4, '\\x00ff'), (5, 'it''s \'so\'; (x');
`,
    );
    const { rows, broken } = await readAll(source, "notes", ["id", "body"]);
    expect(broken).toEqual([]);
    expect(rows.map(({ body }) => body)).toEqual([
      String.raw`C:\temp\new`,
      String.raw`a\nb`,
      String.raw`\N`,
      String.raw`\x00ff`,
      "it's 'so'; (x",
    ]);
  });

  test("a default and a comment, and a quote that ends no string", async () => {
    const source = await folder.open(
      `${off}CREATE TABLE t (a text DEFAULT 'x\\\\y', PRIMARY KEY (a));\nCOMMENT ON TABLE t IS 'it\\'s; a path: C:\\\\x';\nINSERT INTO t (a) VALUES ('\\\\');`,
    );
    const [table] = await source.tables();
    expect(table).toMatchObject({ comment: String.raw`it's; a path: C:\x`, columns: [{ default: String.raw`x\y` }] });
    expect((await readAll(source, "t", ["a"])).rows).toEqual([{ a: "\\" }]);
  });

  test("on again in the middle of the file; COPY has rules of its own", async () => {
    const source = await folder.open(
      `${off}INSERT INTO t (a) VALUES ('1\\\\');\nSET SESSION standard_conforming_strings TO on;\nINSERT INTO t (a) VALUES ('2\\\\');\n` +
        `SET standard_conforming_strings = 'off';\nCOPY t (a) FROM stdin;\n3\\\\\n\\.\nRESET ALL;\nINSERT INTO t (a) VALUES ('4\\');`,
    );
    const { rows } = await readAll(source, "t", ["a"]);
    expect(rows.map(({ a }) => a)).toEqual(["1\\", "2\\\\", "3\\", "4\\"]);
  });
});

describe("statements that change rows the file has written", () => {
  const create =
    "CREATE TABLE public.a (id integer PRIMARY KEY, v text);\nINSERT INTO public.a (id, v) VALUES (1, 'x');\n";
  test.each([
    ["TRUNCATE public.a;", "TRUNCATE public.a", 3],
    ["TRUNCATE TABLE b CASCADE;", "TRUNCATE public.b", 3],
    ["ALTER TABLE public.a RENAME COLUMN v TO label;", "ALTER TABLE public.a RENAME", 3],
    ["ALTER TABLE a RENAME TO b;", "ALTER TABLE public.a RENAME", 3],
    ["ALTER TABLE a ADD CONSTRAINT u UNIQUE (v), DROP COLUMN v;", "ALTER TABLE public.a DROP COLUMN", 3],
    ["ALTER TABLE a ADD w integer DEFAULT 5;", "ALTER TABLE public.a ADD COLUMN", 3],
    ["ALTER TABLE a ALTER COLUMN v TYPE integer USING length(v);", "ALTER COLUMN … TYPE", 3],
    ["-- why\nUPDATE a SET v = 'y';", "UPDATE public.a", 4],
    ["DELETE FROM ONLY a WHERE id = 1;", "DELETE public.a", 3],
    ["MERGE INTO a USING b ON a.id = b.id WHEN MATCHED THEN DELETE;", "MERGE public.a", 3],
    ["DROP TABLE a;", "DROP TABLE public.a", 3],
    ["DROP SCHEMA public CASCADE;", "DROP SCHEMA public", 3],
    ["ROLLBACK;", "ROLLBACK", 3],
    ["WITH x AS (SELECT 1) INSERT INTO a SELECT * FROM x;", "WITH … that writes rows", 3],
    ["CREATE TABLE c AS SELECT * FROM a;", "CREATE TABLE public.c AS", 3],
    [
      "INSERT INTO a (id, v) VALUES (1, 'y') ON CONFLICT (id) DO UPDATE SET v = excluded.v;",
      "ON CONFLICT DO UPDATE",
      3,
    ],
  ])("%s", async (statement, name, line) => {
    const message = await getSourceError(folder.open(`${create}${statement}\n`));
    expect(message).toContain(name);
    expect(message).toMatch(new RegExp(`line ${String(line)}[^]*psql`));
  });

  test.each([
    "DROP TABLE IF EXISTS a;",
    "DROP TABLE IF EXISTS a CASCADE;\nTRUNCATE a;\nDELETE FROM a;",
    "BEGIN;\nROLLBACK;",
    "CREATE TABLE a (id integer);\nDROP TABLE a;",
  ])("before its rows they are harmless: %s", async (statement) => {
    const source = await folder.open(`${statement}\n${create}UPDATE other SET x = 1;\nDROP TABLE IF EXISTS other;\n`);
    expect((await readAll(source, "a", ["id", "v"])).rows).toEqual([{ id: "1", v: "x" }]);
  });

  test("what pg_dump writes after the rows changes none", async () => {
    const source = await folder.open(`${create}ALTER TABLE ONLY public.a ADD CONSTRAINT c CHECK (id > 0);
      ALTER TABLE a ALTER COLUMN v SET DEFAULT 'z', ALTER COLUMN v DROP NOT NULL; ALTER TABLE a OWNER TO me;
      CREATE INDEX i ON a (v); SELECT pg_catalog.setval('s', 1, true); ALTER TABLE a ENABLE TRIGGER ALL;
      INSERT INTO a (id, v) VALUES (2, 'y') ON CONFLICT (id) DO NOTHING; COMMIT; ANALYZE`);
    const { rows, broken } = await readAll(source, "a", ["id", "v"]);
    expect([rows.length, broken]).toEqual([2, []]);
  });
});

test("tables and columns that are renamed before they have rows have their new names", async () => {
  const source =
    await folder.open(`CREATE TABLE a (id integer PRIMARY KEY, v text, w text UNIQUE, boss integer REFERENCES a);
    ALTER TABLE a RENAME COLUMN id TO key; ALTER TABLE a RENAME TO b; ALTER TABLE b DROP COLUMN w, ALTER v SET NOT NULL;
    ALTER TABLE b ALTER v TYPE varchar(9);
    INSERT INTO b (key, v, boss) VALUES (5, 'only row', NULL);`);
  expect(await source.tables()).toEqual([
    {
      name: "public.b",
      primaryKey: ["key"],
      columns: [
        { name: "key", type: "integer", nullable: false },
        { name: "v", type: "varchar(9)", nullable: false },
        { name: "boss", type: "integer", nullable: true },
      ],
      foreignKeys: [{ columns: ["boss"], table: "public.b", references: ["key"] }],
    },
  ]);
});

test.each([
  ["boss_id integer references public.members", "id"],
  ["boss_id integer constraint x references members on delete cascade not null", "id"],
  ["boss_id integer references members (number) deferrable", "number"],
])("an inline reference: %s", async (column, references) => {
  const source = await folder.open(`create table public.members (
      id serial primary key, number integer unique, active boolean default true not null, ${column});
    insert into public.members (id, number, boss_id) values (1, 2, null);`);
  const [table] = await source.tables();
  expect(table!.foreignKeys).toEqual([{ columns: ["boss_id"], table: "public.members", references: [references] }]);
});

const cluster = (...databases: [name: string, sql: string][]) =>
  `-- PostgreSQL database cluster dump\nCREATE ROLE postgres;\n${databases
    .map(
      ([name, sql]) => `\\connect ${name}\n-- PostgreSQL database dump\n${sql}\n-- PostgreSQL database dump complete\n`,
    )
    .join("")}-- PostgreSQL database cluster dump complete\n`;

describe("a backup of a cluster", () => {
  const people = "CREATE TABLE people (id integer);\nCOPY people (id) FROM stdin;\n7\n\\.";

  test("the only database with tables is read: Supabase's backup of a paused project", async () => {
    const source = await folder.open(cluster(["template1", "SET x = 1;"], ["postgres", people], ["_supabase", ""]));
    expect((await readAll(source, "people", ["id"])).rows).toEqual([{ id: "7" }]);
  });

  test("of several, the one that the address names", async () => {
    const shop = people.replaceAll("people", "goods");
    const path = await folder.write(cluster(["postgres", people], [`-reuse-previous=on "dbname='my shop'"`, shop]));
    expect(await getSourceError(openSource(path))).toMatch(
      /several databases: postgres, my shop[^]*--source ".*\?database=postgres"/,
    );
    const source = await openSource(`${path}?database=my shop`);
    expect((await source.tables()).map(({ name }) => name)).toEqual(["public.goods"]);
    expect((await readAll(source, "goods", ["id"])).rows).toEqual([{ id: "7" }]);
    expect(await getSourceError(openSource(`${path}?database=shop`))).toMatch(
      /no database "shop"[^]*postgres, my shop/,
    );
  });

  test("a dump with --create names its one database", async () => {
    const source = await folder.open(`CREATE DATABASE app;\n\\connect app\n${people}\n`);
    expect((await readAll(source, "people", ["id"])).rows).toEqual([{ id: "7" }]);
  });
});

describe("values written by hand", () => {
  test.each([
    ["ARRAY['a','b c', NULL, 'q\"\\']", '{"a","b c",NULL,"q\\"\\\\"}'],
    ["ARRAY[]::text[]", "{}"],
    ["ARRAY[[1,2],[3,4]]", '{{"1","2"},{"3","4"}}'],
    ["DATE '1980-02-29'", "1980-02-29"],
    ["timestamptz '2024-03-10 10:30:00+00'", "2024-03-10 10:30:00+00"],
    ["CAST('{\"b\":2}' AS jsonb)", '{"b":2}'],
    ["CAST(5 AS numeric(10, 2))::text", "5"],
    ['$$it\'s "dollar" quoted$$', 'it\'s "dollar" quoted'],
    ["$x$a $$ b$x$::text", "a $$ b"],
    [String.raw`U&'\00e9t\+0000e9 \\'`, "été \\"],
    ["N'national'", "national"],
    ["'a'::character varying(20)[]", "a"],
    ["'2024-01-01 00:00'::timestamp(3) without time zone", "2024-01-01 00:00"],
  ])("a constant: %s", async (literal, expected) => {
    const source = await folder.open(`INSERT INTO t (a, b) VALUES (${literal}, 1);\n`);
    expect(await readAll(source, "t", ["a", "b"])).toMatchObject({ broken: [], rows: [{ a: expected, b: "1" }] });
  });

  test.each([
    "now()",
    "gen_random_uuid()",
    "current_date",
    "'a' || 'b'",
    "'a'::text || 'b'",
    "1::integer + 2",
    "NOT false",
    "ARRAY[now()]",
    "CAST(now() AS text)",
    "ARRAY['a'] || 'b'",
    "decode('00ff','hex')",
    "TIMESTAMP '2024-01-01 00:00:00+05'",
    "(SELECT max(id) FROM t)",
    "X'1F'",
    "U&'d!0061t' UESCAPE '!'",
  ])("what only PostgreSQL can work out is no value: %s", async (literal) => {
    const source = await folder.open(`INSERT INTO t (a, b) VALUES (1, ${literal}), (2, 3);\n`);
    const { rows, broken } = await readAll(source, "t", ["a", "b"]);
    expect(rows).toEqual([{ a: "2", b: "3" }]);
    expect(broken[0]!.broken).toMatch(/^Value 2 is not a constant.*psql -d/);
  });
});
