import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openNocodbLocator } from "../../../scripts/sources/nocodb/nocodb.js";
import { openSource } from "../../../scripts/sources/open.js";
import type { NocodbColumn } from "../../support/nocodbServer.js";
import { catchError, getSourceError, readAll, renderEverything } from "../support.js";
import { count, idColumn, makeTable, open, quick, readIds, start, stopServersAfterEach } from "./open.js";

stopServersAfterEach();

describe("paging", () => {
  test.each([
    [0, 1000],
    [1, 1000],
    [25, 10],
    [99, 10],
    [100, 10],
    [101, 10],
    [999, 1000],
    [1000, 1000],
    [1001, 1000],
    [2500, 1000],
    [2500, 100],
  ])("%i rows from a server that gives at most %i", async (rows, largestLimit) => {
    const server = await start([makeTable(rows)], { largestLimit });
    expect(await readIds(server)).toEqual(count(rows));
  });

  test("every page is sorted by the key", async () => {
    const server = await start([makeTable(30)], { largestLimit: 10 });
    await readIds(server);
    const records = server.requests.filter((path) => path.includes("/records"));
    expect(records.length).toBeGreaterThan(3);
    expect(records.every((path) => path.endsWith("&sort=Id"))).toBe(true);
  });

  test("version 3, whose next page names another host", async () => {
    const server = await start([makeTable(250)]);
    expect(await readIds(server, { api: "v3" })).toEqual(count(250));
    const { rows } = await readAll(await open(server, { api: "v3" }), "locations", ["First Name"]);
    expect(rows[249]).toEqual({ "First Name": "Name 250" });
  });

  test.each([101, 250, 1000])("version 3, whose next address lacks the page size: %i rows", async (rows) => {
    const server = Object.assign(await start([makeTable(rows)]), { forgetsPageSize: true });
    expect(await readIds(server, { api: "v3" })).toEqual(count(rows));
  });

  test("a table without a key is read only where it is one page", async () => {
    const columns: NocodbColumn[] = [{ title: "First Name", uidt: "SingleLineText" }];
    const server = await start([{ ...makeTable(20), columns: [...columns] }], { largestLimit: 10 });
    const source = await open(server);
    expect(await getSourceError(readAll(source, "locations", []))).toMatch(/no primary key/);
    server.tables[0]!.rows.length = 10;
    expect((await readAll(source, "locations", ["First Name"])).rows).toHaveLength(10);
  });
});

describe("what is read", () => {
  const values: [string, string, string | null][] = [
    ["text", '"a \\"b\\" \\u00e9 \\n \\\\"', 'a "b" é \n \\'],
    ["a number beyond 2^53", "9007199254740993", "9007199254740993"],
    ["a number with its scale", "1.10", "1.10"],
    ["a number in exponents", "-1.5E+300", "-1.5E+300"],
    ["a decimal", '"123456789.123456789012345678"', "123456789.123456789012345678"],
    ["a checkbox", "true", "true"],
    ["an empty checkbox", "false", "false"],
    ["a checkbox as a number", "1", "1"],
    ["nothing", "null", null],
    ["empty text", '""', ""],
    ["a date", '"2024-03-10 05:00:00+00:00"', "2024-03-10 05:00:00+00:00"],
    ["a place", '"45.421530;-75.697193"', "45.421530;-75.697193"],
    ["several choices", '"red,green"', "red,green"],
    ["links as a count", "3", "3"],
    ["a linked row", '{"Id": 7, "n": 9007199254740993, "t": "]}"}', '{"Id": 7, "n": 9007199254740993, "t": "]}"}'],
    ["a list", '[1.10, [], {"a": "\\\\\\""}]', '[1.10, [], {"a": "\\\\\\""}]'],
    ["a bcrypt hash", '"$2b$12$abcdefghijklmnopqrstuv/."', "$2b$12$abcdefghijklmnopqrstuv/."],
  ];

  test.each(values)("%s", async (_what, json, raw) => {
    const columns = [idColumn, { title: "First-Name of it", uidt: "SingleLineText" }];
    const rows = [`{"Id":1,"First-Name of it":${json}}`];
    const server = await start([{ id: "m1", title: "t", columns, rows }]);
    const source = await open(server);
    expect((await readAll(source, "t", ["First-Name of it"])).rows).toEqual([{ "First-Name of it": raw }]);
  });

  test("tables, columns and keys; hidden link columns are none, unknown system fields are", async () => {
    const options = [
      { title: "two", order: 2 },
      { title: "one", order: 1 },
    ];
    const columns: NocodbColumn[] = [
      { ...idColumn, title: "Nr" },
      { title: "CreatedAt", uidt: "CreatedTime", system: true },
      { title: "Level", uidt: "SingleSelect", colOptions: { options } },
      { title: "nc_m2m_x", uidt: "LinkToAnotherRecord", system: true },
    ];
    const rows = ['{"Nr":1,"CreatedAt":"x","Level":"one","nc_order":"1.0"}'];
    const server = await start([{ id: "m1", title: "My Table", columns, rows }, makeTable(0)]);
    expect(await (await open(server)).tables()).toEqual([
      {
        name: "My Table",
        columns: [
          { name: "Nr", type: "ID", nullable: false },
          { name: "CreatedAt", type: "CreatedTime", nullable: true },
          { name: "Level", type: "SingleSelect", nullable: true, enumValues: ["one", "two"] },
          { name: "nc_order", type: "unknown", nullable: true },
        ],
        primaryKey: ["Nr"],
        estimatedRows: 1,
      },
      {
        name: "locations",
        columns: [
          { name: "Id", type: "ID", nullable: false },
          { name: "First Name", type: "SingleLineText", nullable: true },
        ],
        primaryKey: ["Id"],
        estimatedRows: 0,
      },
    ]);
  });

  test("missing names", async () => {
    const source = await open(await start([makeTable(1)]));
    expect(await getSourceError(source.read("location", []))).toMatch(/Did you mean locations/);
    expect(await getSourceError(source.read("locations", ["first_name"]))).toMatch(/Did you mean First Name/);
  });

  test("attachments, once, without their signatures", async () => {
    const attachments = JSON.stringify([
      { path: "download/noco/a.png", title: "a b.png", mimetype: "image/png", size: 17, signedPath: "dltemp/s3cret" },
      { url: "https://host/b.pdf?X-Sig=s3cret", title: "b.pdf", mimetype: "application/pdf", size: 5 },
    ]);
    const columns = [idColumn, { title: "Photos", uidt: "Attachment" }];
    const rows = [`{"Id":1,"Photos":${attachments}}`, '{"Id":2,"Photos":null}', '{"Id":3,"Photos":[]}'];
    const source = await open(await start([{ id: "m1", title: "t", columns, rows }]));
    await readAll(source, "t", []);
    await readAll(source, "t", []);
    expect(source.files?.()).toEqual([
      {
        table: "t",
        column: "Photos",
        key: "1",
        title: "a b.png",
        from: "download/noco/a.png",
        mimetype: "image/png",
        size: 17,
      },
      {
        table: "t",
        column: "Photos",
        key: "1",
        title: "b.pdf",
        from: "https://host/b.pdf",
        mimetype: "application/pdf",
        size: 5,
      },
    ]);
  });
});

describe("the locator", () => {
  test("names the base; the token comes from the environment", async () => {
    const server = await start([makeTable(3)]);
    const source = await openNocodbLocator(`nocodb+${server.url}/${server.base}`, {
      NOCODB_TOKEN: ` ${server.token}\n`,
    });
    expect((await readAll(source, "locations", ["Id"])).rows).toHaveLength(3);
    expect(source.description).toBe(`nocodb+${server.url}/${server.base}`);
  });

  test("without a base means the only one", async () => {
    const server = await start([makeTable(3)]);
    const source = await openNocodbLocator(`nocodb+${server.url}`, { NOCODB_TOKEN: server.token });
    expect(source.description).toMatch(/\/pbase1$/);
  });

  test("a base that is not there", async () => {
    const server = await start([]);
    const source = await open(server, { base: "p_other" });
    expect(await getSourceError(source.tables())).toMatch(/no such base/);
  });

  test.each([
    ["nocodb+https://user:s3cret@host/base", "a"],
    ["nocodb+https://host/base?token=s3cret", "a"],
    ["nocodb+https://host/base?api=v1", "a"],
    ["nocodb+ftp://host/base", "a"],
    ["nocodb+https://host/base", ""],
    ["nocodb+https://host/base", "s3cret\nline"],
  ])("%s with the token %j is refused", async (locator, token) => {
    const error = await catchError(openNocodbLocator(locator, { NOCODB_TOKEN: token }));
    expect(error.failure).toBe("usage");
    expect(renderEverything(error)).toContain("NOCODB_TOKEN");
    expect(renderEverything(error)).not.toContain("s3cret");
  });

  test("no error shows the token", async () => {
    const server = await start([makeTable(3)]);
    server.trouble = () => ({ kind: "cut" });
    const error = await catchError((await open(server, { http: { ...quick, attempts: 2 } })).tables());
    expect(renderEverything(error)).not.toContain(server.token);
  });
});

const page = (ids: readonly number[]) =>
  `{"list":[${ids.map((id) => `{"Id":${String(id)},"n":9007199254740993}`).join(",")}],"pageInfo":{"totalRows":4}}`;

describe("a folder of exported JSON", () => {
  test.each([
    ["an array", '[{"Id":1,"n":9007199254740993},{"Id":2,"n":9007199254740993}]', 2],
    ["a page", page([1, 2]), 2],
    ["pages one behind the other", `${page([1, 2])}\n${page([3])}`, 3],
    ["an array of pages", `[${page([1, 2])},\n${page([3, 4])},${page([])}]`, 4],
    ["records of version 3", '{"records":[{"id":1,"fields":{"n":9007199254740993}}],"next":null}', 1],
    ["an empty page", page([]), 0],
  ])("%s", async (_what, text, rows) => {
    const folder = await mkdtemp(join(tmpdir(), "cutover-nocodb-"));
    await writeFile(join(folder, "locations.json"), text);
    await writeFile(join(folder, "notes.txt"), "not a table");
    const source = await openSource(folder);
    expect((await source.tables()).map(({ name }) => name)).toEqual(["locations"]);
    const all = await readAll(source, "locations", ["Id", "n"]);
    expect(all.rows).toEqual(count(rows).map((id) => ({ Id: String(id), n: "9007199254740993" })));
    await rm(folder, { recursive: true });
  });
});
