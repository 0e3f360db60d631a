import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DumpOptions, openDump } from "../../scripts/sources/dump/dump.js";
import { openPostgres } from "../../scripts/sources/postgres/postgres.js";
import type { Source, SourceTable } from "../../scripts/sources/source.js";
import { startPostgres, type TestPostgres } from "../support/postgres.js";
import { fixture } from "./dump/folder.js";
import { readAll, sortRows } from "./support.js";

let postgres: TestPostgres;
let live: Source;

beforeAll(async () => {
  postgres = await startPostgres();
  await postgres.run("CREATE DATABASE nasty");
  await postgres.run(await readFile(fixture("nasty.sql"), "utf8"), "nasty");
  live = await openPostgres(postgres.urlFor({ database: "nasty" }));
});

afterAll(async () => {
  await live?.close();
  await postgres?.stop();
});

const dumps: Record<string, DumpOptions> = {
  "schema and data in one file": { data: fixture("plain.sql") },
  "COPY without a schema": { data: fixture("copy.data.sql") },
  "COPY with a schema": { data: fixture("copy.data.sql"), schema: fixture("schema.sql") },
  "--inserts, columns from the schema": { data: fixture("inserts.data.sql"), schema: fixture("schema.sql") },
  "--column-inserts --rows-per-insert": { data: fixture("rows-per-insert.data.sql") },
  "supabase db dump --use-copy": { data: fixture("supabase/data-copy.sql"), schema: fixture("supabase/schema.sql") },
};

const isStored = (column: { name: string; generated?: boolean }) => column.generated !== true;
const tables = ["public.t", "order", "public.parent", "public.child", "public.empty", "auth.users", "public.log_2023"];

describe.each(Object.entries(dumps))("%s", (_, options) => {
  test.each(tables)("%s has the same raw fields as in the live database", async (name) => {
    const columns = await getStoredColumns(name);
    const dump = await openDump(options);
    const fromDump = await readAll(dump, name, columns);
    const fromLive = await readAll(live, name, columns);
    expect(fromDump.broken).toEqual([]);
    // Dumps print intervals in the style "postgres", the live source in ISO 8601: the one field that differs as text.
    expect(sortRows(withoutIntervals(fromDump.rows))).toEqual(sortRows(withoutIntervals(fromLive.rows)));
  });
});

async function getStoredColumns(name: string): Promise<string[]> {
  const table = (await live.tables()).find((t) => t.name === name || t.name === `public.${name}`);
  return (table?.columns ?? []).filter(isStored).map((c) => c.name);
}

function withoutIntervals<T extends Record<string, unknown>>(rows: readonly T[]) {
  return rows.map(({ lasting: _lasting, ...row }) => row as T);
}

test("the nasty table holds what it should, so that equal does not mean equally wrong", async () => {
  const dump = await openDump({ data: fixture("copy.data.sql") });
  const { rows } = await readAll(dump, "t", ["id", "t", "select", "tags", "yes", "bytes", "doc", "padded"]);
  expect(rows).toHaveLength(5);
  expect(rows[1]).toEqual({
    id: "9007199254740993",
    t: String.raw`it's "quoted" \ back\\slash`,
    select: "line one\n-- line two\n\\.\n;\nINSERT INTO x VALUES (1);\n",
    tags: "{}",
    yes: "f",
    bytes: String.raw`\x`,
    doc: '{"dup":1,\n "dup":2, "nul":"\\u0000", "text":"a\\nb"}',
    padded: "      ",
  });
  expect(rows[2]).toMatchObject({ t: String.raw`\N`, yes: null, select: "\\restrict abc\n\\unrestrict abc" });
  expect(rows[2]?.["tags"]).toBe('{"a,b","c\\"d","e\\\\f",NULL,"NULL",""," ","new\nline","{}"}');
  expect(rows[3]).toMatchObject({ t: "", padded: null });
  expect(rows[4]?.["t"]).toBe("emoji 😀 café \u2028 \u0001\u007f \b\f\v");
});

async function getIntervals(source: Source) {
  return (await readAll(source, "order", ["lasting"])).rows.map((row) => row["lasting"]);
}

test("intervals: a dump prints them in another style than the live source", async () => {
  const dump = await openDump({ data: fixture("copy.data.sql") });
  expect(await getIntervals(dump)).toEqual(["1 year 2 mons 3 days 04:05:06.7", "-1 days", "00:00:00", null]);
  expect(await getIntervals(live)).toEqual(["P1Y2M3DT4H5M6.7S", "P-1D", "PT0S", null]);
});

test.each(["copy", "inserts"])(
  "%s: a partitioned table has its partitions' rows, in any column order",
  async (form) => {
    const dump = await openDump({ data: fixture(`${form}.data.sql`), schema: fixture("schema.sql") });
    const expected = [
      { id: "1", note: "old" },
      { id: "2", note: "new" },
    ];
    expect((await readAll(dump, "log", ["id", "note"])).rows).toEqual(expected);
    expect((await readAll(live, "log", ["id", "note"])).rows).toEqual(expected);
  },
);

test("supabase db dump without --use-copy changes lines that start with \\restrict: that row is refused, not wrong", async () => {
  const options = { data: fixture("supabase/data.sql"), schema: fixture("supabase/schema.sql") };
  const columns = await getStoredColumns("public.t");
  const { rows, broken } = await readAll(await openDump(options), "t", columns);
  const fromLive = (await readAll(live, "t", columns)).rows.filter((row) => row["id"] !== "-3");
  expect(rows).toEqual(fromLive);
  expect(broken).toHaveLength(1);
  expect(broken[0]?.broken).toContain("--use-copy");
});

const withoutRows = (described: readonly SourceTable[]) =>
  described.map(({ estimatedRows: _estimatedRows, ...table }) => table);

test.each(["schema.sql", "supabase/schema.sql"])(
  "%s describes the tables as the live database does",
  async (schema) => {
    const dump = await openDump({ data: fixture("copy.data.sql"), schema: fixture(schema) });
    const fromLive = (await live.tables()).filter((table) => table.view !== true);
    expect(withoutRows(await dump.tables())).toEqual(withoutRows(fromLive));
  },
);

test("random text comes through every way unchanged", async () => {
  const alphabet = [
    "'",
    "''",
    "\\",
    "\n",
    "\r",
    "\t",
    "(",
    ")",
    ",",
    ";",
    "--",
    "\\.",
    "$$",
    "N",
    "😀",
    "é",
    '"',
    " ",
    "a",
  ];
  let seed = 20_240_310;
  const pick = () => alphabet[(seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % alphabet.length] ?? "";
  const values = Array.from({ length: 500 }, (_, i) => Array.from({ length: i % 17 }, pick).join(""));
  await postgres.run("CREATE TABLE random (id integer, value text)", "nasty");
  const list = values.map((value, i) => `(${String(i)}, '${value.replaceAll("'", "''")}')`).join(",");
  await postgres.run(`INSERT INTO random VALUES ${list}`, "nasty");
  const source = await openPostgres(postgres.urlFor({ database: "nasty" }));
  const { rows } = await readAll(source, "random", ["value"]);
  await source.close();
  expect(rows.map((row) => row["value"])).toEqual(values);
});
