import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { openPostgres, type PostgresOptions } from "../../../scripts/sources/postgres/postgres.js";
import { PostgresSession } from "../../../scripts/sources/postgres/session.js";
import type { Source } from "../../../scripts/sources/source.js";
import { startPostgres, testPassword, type TestPostgres } from "../../support/postgres.js";
import { catchError, getSourceError, readAll } from "../support.js";
import { readMeasured } from "../../support/liveMemory.js";

let postgres: TestPostgres;
const opened: Source[] = [];

beforeAll(async () => {
  postgres = await startPostgres();
  await postgres.run(`
    CREATE TABLE cases (id integer PRIMARY KEY, employer_name text NOT NULL, wage numeric(10,2));
    INSERT INTO cases VALUES (1, 'one', 1.10), (2, 'two', NULL);
    CREATE SCHEMA "Odd.Schema";
    CREATE TABLE "Odd.Schema"."we""ird" ("a ""b""" text, "select" text, "Ünï" text);
    INSERT INTO "Odd.Schema"."we""ird" VALUES ('x', 'y', 'z');
    CREATE VIEW wide AS SELECT g AS id, repeat('x', 1000) AS filler FROM generate_series(1, 200000) AS g;
    CREATE ROLE limited LOGIN PASSWORD '${testPassword}';
    CREATE TABLE hidden (id integer);
    INSERT INTO hidden VALUES (1), (2);
    ALTER TABLE hidden ENABLE ROW LEVEL SECURITY;
    CREATE POLICY one ON hidden FOR SELECT USING (id = 1);
    GRANT SELECT ON hidden TO limited;
  `);
});

afterAll(() => postgres?.stop());
afterEach(async () => {
  for (const source of opened.splice(0)) await source.close();
});

async function open(url = postgres.url, options?: PostgresOptions): Promise<Source> {
  const source = await openPostgres(url, options);
  opened.push(source);
  return source;
}

async function countConnections(): Promise<number> {
  const sql = "SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'convex-cutover'";
  const { rows } = await postgres.run(sql);
  return (rows[0] as { n: number }).n;
}

test("reads rows in the columns asked for", async () => {
  const source = await open();
  expect((await readAll(source, "cases", ["wage", "id"])).rows).toEqual([
    { wage: "1.10", id: "1" },
    { wage: null, id: "2" },
  ]);
  expect(source.description).toBe(`postgres://postgres@127.0.0.1:${String(postgres.port)}/postgres`);
  expect(Math.abs((source.snapshotTime ?? 0) - Date.now())).toBeLessThan(60_000);
});

test("reads a table of which no column is wanted", async () => {
  const source = await open();
  expect((await readAll(source, "cases", [])).rows).toEqual([{}, {}]);
});

test("quotes names", async () => {
  const source = await open();
  const { rows } = await readAll(source, 'Odd.Schema.we"ird', ['a "b"', "select", "Ünï"]);
  expect(rows).toEqual([{ 'a "b"': "x", select: "y", Ünï: "z" }]);
});

test("describes tables and views", async () => {
  const source = await open();
  const tables = await source.tables();
  expect(tables.find((t) => t.name === "public.cases")).toEqual({
    name: "public.cases",
    columns: [
      { name: "id", type: "integer", nullable: false },
      { name: "employer_name", type: "text", nullable: false },
      { name: "wage", type: "numeric(10,2)", nullable: true },
    ],
    primaryKey: ["id"],
    foreignKeys: [],
  });
  expect(tables.find((t) => t.name === "public.wide")).toMatchObject({ view: true });
});

test("every table is read as of the moment of opening, also on later connections", async () => {
  await postgres.run("CREATE TABLE a (id integer); CREATE TABLE b (id integer); INSERT INTO a VALUES (1)");
  const source = await open();
  await postgres.run("INSERT INTO a VALUES (2); INSERT INTO b VALUES (2); UPDATE a SET id = 7 WHERE id = 1");
  const both = await Promise.all([readAll(source, "a", ["id"]), readAll(source, "b", ["id"])]);
  expect(both.map(({ rows }) => rows)).toEqual([[{ id: "1" }], []]);
});

test("several tables are read at the same time, and connections are used again", async () => {
  const source = await open();
  const all = await Promise.all(["cases", "cases", "cases"].map((name) => readAll(source, name, ["id"])));
  expect(all.map(({ rows }) => rows.length)).toEqual([2, 2, 2]);
  await readAll(source, "cases", ["id"]);
  expect(await countConnections()).toBe(4);
});

test("prints values the same whatever the role, the database or PGOPTIONS prefers", async () => {
  await postgres.run(`
    CREATE TABLE printed (at timestamptz, span interval, bytes bytea, ratio float8);
    INSERT INTO printed VALUES ('2024-03-10 05:00:00.5+00', '1 day 2 hours', '\\x00ff', 0.1::float8 + 0.2);
    ALTER ROLE postgres SET TimeZone = 'Asia/Tokyo'; ALTER ROLE postgres SET DateStyle = 'German';
    ALTER ROLE postgres SET bytea_output = 'escape'; ALTER ROLE postgres SET extra_float_digits = -5;
    ALTER ROLE postgres SET statement_timeout = '30ms'; ALTER ROLE postgres SET IntervalStyle = 'sql_standard'`);
  const source = await open();
  const { rows } = await readAll(source, "printed", ["at", "span", "bytes", "ratio"]);
  await readAll(source, "wide", ["id"]);
  await postgres.run("SET statement_timeout = 0; ALTER ROLE postgres RESET ALL");
  expect(rows).toEqual([
    { at: "2024-03-10 05:00:00.5+00", span: "P1DT2H", bytes: String.raw`\x00ff`, ratio: "0.30000000000000004" },
  ]);
});

test("memory stays flat over 200 MB of rows", async () => {
  const source = await open();
  const { pages } = await source.read("wide", ["id", "filler"]);
  const { rows, largestPage, peak } = await readMeasured(pages);
  expect(rows).toBe(200_000);
  expect(largestPage).toBeLessThan(1000);
  expect(peak).toBeLessThan(30_000_000);
});

test("stopping early frees the connection, and the source goes on", async () => {
  const source = await open();
  const { pages } = await source.read("wide", ["id"]);
  for await (const page of pages) {
    expect(page.length).toBeGreaterThan(0);
    expect(await countConnections()).toBe(2);
    break;
  }
  await expect.poll(countConnections).toBe(1);
  expect((await readAll(source, "cases", ["id"])).rows).toHaveLength(2);
  await source.close();
  await expect.poll(countConnections).toBe(0);
});

test("a stream nobody reads costs no connection", async () => {
  const source = await open();
  await source.read("wide", ["id"]);
  expect(await countConnections()).toBe(1);
});

test("a connection lost in the middle is an error, not the end of the table", async () => {
  const source = await open();
  const { pages } = await source.read("wide", ["id", "filler"]);
  const reading = (async () => {
    let isFirst = true;
    for await (const page of pages) {
      if (isFirst && page.length > 0) {
        await postgres.run(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'convex-cutover' AND query LIKE 'COPY%'",
        );
      }
      isFirst = false;
    }
  })();
  expect(await getSourceError(reading)).toMatch(/connection to the database was lost[^]*public\.wide/);
});

test("a query that fails in the middle of a table is an error", async () => {
  await postgres.run("CREATE VIEW failing AS SELECT 1 / (g - 50000) AS x FROM generate_series(1, 100000) AS g");
  const source = await open();
  expect(await getSourceError(readAll(source, "failing", ["x"]))).toMatch(/division by zero[^]*public\.failing/);
  expect((await readAll(source, "cases", ["id"])).rows).toHaveLength(2);
});

test("text that is not UTF-8 breaks its row and no other", async () => {
  await postgres.run("CREATE DATABASE old TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'");
  await postgres.run(
    `CREATE TABLE t (id integer, name text); INSERT INTO t VALUES (1, 'fine é'), (2, E'caf\\xe9'), (3, 'x')`,
    "old",
  );
  const source = await open(postgres.urlFor({ database: "old" }));
  const { rows, broken } = await readAll(source, "t", ["id", "name"]);
  expect(rows).toEqual([
    { id: "1", name: "fine é" },
    { id: "3", name: "x" },
  ]);
  expect(broken).toEqual([
    { broken: "The row is not valid UTF-8", where: "row 2 of public.t", original: "2\tcaf\\xe9" },
  ]);
});

test("another server encoding is converted", async () => {
  await postgres.run("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'");
  await postgres.run("CREATE TABLE t (name text); INSERT INTO t VALUES ('café')", "latin");
  const source = await open(postgres.urlFor({ database: "latin" }));
  expect((await readAll(source, "t", ["name"])).rows).toEqual([{ name: "café" }]);
});

test("nothing can be written", async () => {
  await postgres.run(`
    CREATE FUNCTION sneaky() RETURNS integer LANGUAGE plpgsql AS $$ BEGIN DELETE FROM cases; RETURN 1; END $$;
    CREATE VIEW sneaky AS SELECT sneaky() AS x`);
  const source = await open();
  expect(await getSourceError(readAll(source, "sneaky", ["x"]))).toMatch(/read-only transaction/);
});

test("row-level security is an error instead of missing rows", async () => {
  const source = await open(postgres.urlFor({ user: "limited" }));
  expect(await getSourceError(readAll(source, "hidden", ["id"]))).toMatch(/Row-level security[^]*BYPASSRLS/);
});

test("a table the user may not read", async () => {
  const source = await open(postgres.urlFor({ user: "limited" }));
  expect(await getSourceError(readAll(source, "cases", ["id"]))).toMatch(
    /permission denied for table cases[^]*GRANT USAGE ON SCHEMA public TO limited; GRANT SELECT ON ALL TABLES IN SCHEMA public TO limited/,
  );
});

test("a table that is not there, with names like it", async () => {
  const source = await open();
  expect(await getSourceError(source.read("public.case", ["id"]))).toMatch(
    /no table "public\.case"[^]*Did you mean public\.cases/,
  );
  expect(await getSourceError(source.read("Cases", ["id"]))).toMatch(/Did you mean cases/);
  expect(await getSourceError(source.read("nothing_alike", ["id"]))).toMatch(/It has: .*public\.cases/);
});

test("all columns that are not there at once", async () => {
  const source = await open();
  const error = await catchError(source.read("cases", ["id", "employerName", "wages", "colour"]));
  expect(error.faults.map(({ what }) => what)).toEqual([
    'Table public.cases has no column "employerName"',
    'Table public.cases has no column "wages"',
    'Table public.cases has no column "colour"',
  ]);
  expect(error.faults.map(({ next }) => next)).toEqual([
    "Did you mean employer_name?",
    "Did you mean wage?",
    "public.cases has: id, employer_name, wage",
  ]);
});

test("a closed source says so", async () => {
  const source = await open();
  const { pages } = await source.read("cases", ["id"]);
  await source.close();
  const reading = (async () => {
    for await (const page of pages) expect(page).toBeUndefined();
  })();
  expect(await getSourceError(reading)).toMatch(/closed/);
});

test("a source closed while a table's connection was being opened left that connection and its locks", async () => {
  const source = await open();
  const { pages } = await source.read("cases", ["id"]);
  const openSession = PostgresSession.open.bind(PostgresSession);
  const opening = vi.spyOn(PostgresSession, "open").mockImplementationOnce(async (...words) => {
    const session = await openSession(...words);
    await source.close();
    return session;
  });
  expect(await getSourceError(pages[Symbol.asyncIterator]().next())).toMatch(/The source is closed/);
  opening.mockRestore();
  await expect.poll(countConnections).toBe(0);
});

test("a new connection after the one that holds the snapshot is lost", async () => {
  const source = await open();
  await source.tables();
  await postgres.run(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'convex-cutover'",
  );
  // The call only signals: until the backend has ended, its snapshot can still be taken over.
  await expect.poll(countConnections).toBe(0);
  expect(await getSourceError(readAll(source, "cases", ["id"]))).toMatch(/connection to the database was lost/);
});

const describeLargeObjects = async (url: string) =>
  (await (await open(url)).tables()).find(({ name }) => name === "pg_largeobject");

test("large objects are counted, with their bytes, by whoever may not read them by their pages", async () => {
  expect(await describeLargeObjects(postgres.url)).toBeUndefined();
  await postgres.run("SELECT lo_from_bytea(0, decode(repeat('ab', 5000), 'hex')), lo_from_bytea(0, '\\x00ff')");
  expect(await describeLargeObjects(postgres.url)).toMatchObject({
    origin: "largeObjects",
    estimatedRows: 2,
    bytes: 5_002,
    columns: [],
  });
  const limited = postgres.url.replace(/\/\/[^@]*@/, `//limited:${testPassword}@`);
  expect(await describeLargeObjects(limited)).toMatchObject({ estimatedRows: 2, bytes: expect.any(Number) as number });
});
