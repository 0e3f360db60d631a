import { describe, expect, test } from "vitest";
import { openNocodb } from "../../../scripts/sources/nocodb/nocodb.js";
import { getSourceError, readAll } from "../support.js";
import { count, makeTable, open, quick, readIds, start, stopServersAfterEach } from "./open.js";

stopServersAfterEach();

describe("trouble on the way", () => {
  const troubles = [
    { kind: "status", status: 429, headers: { "retry-after": "0" } },
    { kind: "status", status: 429 },
    { kind: "status", status: 429, headers: { "retry-after": "Wed, 21 Oct 2015 07:28:00 GMT" } },
    { kind: "status", status: 500 },
    { kind: "status", status: 503 },
    { kind: "cut" },
    { kind: "half" },
    { kind: "slow", delayMs: 400 },
  ] as const;

  test.each(troubles)("is waited out at the same offset: %o", async (trouble) => {
    const server = await start([makeTable(95)], { largestLimit: 10 });
    server.trouble = (_path, number) => (number % 3 === 0 ? trouble : undefined);
    expect(await readIds(server, { http: { ...quick, timeoutMs: 200 } })).toEqual(count(95));
  });

  test("Retry-After is obeyed", async () => {
    const server = await start([makeTable(5)]);
    server.trouble = (_path, number) =>
      number === 1 ? { kind: "status", status: 429, headers: { "retry-after": "1" } } : undefined;
    const before = performance.now();
    await readIds(server);
    expect(performance.now() - before).toBeGreaterThanOrEqual(990);
  });

  test("has an end", async () => {
    const server = await start([makeTable(5)]);
    server.trouble = (path) => (path.includes("/records") ? { kind: "status", status: 503 } : undefined);
    const source = await open(server, { http: { ...quick, attempts: 4 } });
    expect(await getSourceError(source.tables())).toMatch(/after 4 attempts: it answers 503/);
    expect(server.requests.filter((path) => path.includes("/records"))).toHaveLength(4);
  });

  test("nothing listens", async () => {
    const server = await start([]);
    await server.stop();
    const source = await open(server, { http: { ...quick, attempts: 2 } });
    expect(await getSourceError(source.tables())).toMatch(/ECONNREFUSED/);
  });

  test.each([401, 403])("a refused token is not tried again: %i", async (status) => {
    const server = await start([makeTable(5)]);
    server.trouble = () => ({ kind: "status", status });
    const source = await open(server);
    expect(await getSourceError(source.tables())).toMatch(/refuses the token[^]*NOCODB_TOKEN/);
    expect(server.requests).toHaveLength(1);
  });

  test("the token does not follow a redirect", async () => {
    const server = await start([makeTable(5)]);
    const other = await start([makeTable(5)]);
    server.trouble = () => ({ kind: "status", status: 302, headers: { location: `${other.url}/x` } });
    expect(await getSourceError((await open(server)).tables())).toContain(`redirects to ${other.url}`);
    expect(other.requests).toEqual([]);
  });
});

describe("a table that changes while it is read", () => {
  const changes: [string, (rows: string[]) => void][] = [
    ["a row is added", (rows) => rows.push('{"Id":1000,"First Name":"x"}')],
    ["a row is deleted", (rows) => rows.splice(3, 1)],
    ["one is deleted and one added", (rows) => rows.push(...rows.splice(3, 1))],
    ["all are deleted", (rows) => rows.splice(0)],
  ];

  test.each(changes)("%s", async (_what, change) => {
    const server = await start([makeTable(35)], { largestLimit: 10 });
    const source = await open(server);
    await source.tables();
    server.beforePage = (offset) => {
      if (offset > 15 && offset < 25) change(server.tables[0]!.rows);
    };
    expect(await getSourceError(readAll(source, "locations", []))).toMatch(/changed[^]*Freeze writes/);
  });

  test("with version 3", async () => {
    const server = await start([makeTable(250)]);
    const source = await open(server, { api: "v3" });
    await source.tables();
    server.beforePage = (offset) => {
      if (offset === 100) server.tables[0]!.rows.splice(3, 1);
    };
    expect(await getSourceError(readAll(source, "locations", []))).toMatch(/changed[^]*Freeze writes/);
  });

  test("a column is added", async () => {
    const server = await start([makeTable(5)]);
    const source = await open(server);
    await source.tables();
    server.tables[0]!.rows[4] = '{"Id":5,"First Name":"x","New":1}';
    expect(await getSourceError(readAll(source, "locations", []))).toMatch(/column was added[^]*"New"/);
  });
});

describe("an answer of another form names the address, the field and what was expected", () => {
  test.each([
    ["bases", {}, /\/meta\/bases$/, /list: expected array, received undefined[^]*api\/v2\/meta\/bases\b/],
    [
      "tables",
      { list: [{ id: 7, title: "x" }] },
      /\/tables$/,
      /list\[0\]\.id: expected string[^]*meta\/bases\/pbase1\/tables/,
    ],
    [
      "columns",
      { columns: [{ title: null }] },
      /meta\/tables\//,
      /columns\[0\]\.title: expected string[^]*meta\/tables\/m_locations/,
    ],
    ["no rows", { pageInfo: {} }, /\/records/, /expected an array "list" or "records"[^]*m_locations\/records/],
    ["no count", { list: [], pageInfo: { totalRows: "x" } }, /\/records/, /pageInfo\.totalRows: expected number/],
  ])("%s", async (_what, body, place, message) => {
    const server = await start([makeTable(5)]);
    server.trouble = (path) => (place.test(path) ? { kind: "answer", body: JSON.stringify(body) } : undefined);
    const readTables = async () => (await openNocodb({ url: server.url, token: server.token, http: quick })).tables();
    expect(await getSourceError(readTables())).toMatch(message);
  });
});
