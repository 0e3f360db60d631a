import { expect, test } from "vitest";
import type { NocodbTestTable } from "../../support/nocodbServer.js";
import { getSourceError, readAll } from "../support.js";
import { count, idColumn, makeTable, open, start, stopServersAfterEach } from "./open.js";

stopServersAfterEach();

const link = (id: string, title: string, related: string) =>
  ({
    id,
    title,
    uidt: "Links",
    colOptions: { type: "mm", fk_related_model_id: related, fk_mm_model_id: "m_join" },
  }) as const;

const linked = (keys: readonly number[]) => keys.map((key) => `{"Id":${key},"Title":"T${key}"}`);

/** People are linked with tasks: the first with none, the second with two, the third with `many`. */
function makeTables(many = 3): NocodbTestTable[] {
  const links = { c_tasks: { 2: linked([1, 2]), 3: linked(count(many)) } };
  const rows = [0, 2, many].map((tasks, at) => `{"Id":${at + 1},"Name":"N","Tasks":${tasks}}`);
  const name = { title: "Name", uidt: "SingleLineText" };
  return [
    { id: "m_people", title: "People", columns: [idColumn, name, link("c_tasks", "Tasks", "m_tasks")], rows, links },
    {
      id: "m_tasks",
      title: "Tasks",
      columns: [idColumn, link("c_people", "People", "m_people")],
      rows: ['{"Id":1,"People":2}'],
    },
  ];
}

test("a link of many rows to many is a table of its pairs, of one end", async () => {
  const server = await start(makeTables());
  const source = await open(server);
  expect((await source.tables()).map(({ name }) => name)).toEqual(["People", "Tasks", "People Tasks"]);
  const [people, , pairs] = await source.tables();
  expect(pairs).toMatchObject({
    primaryKey: ["People Id", "Tasks Id"],
    foreignKeys: [
      { columns: ["People Id"], table: "People", references: ["Id"] },
      { columns: ["Tasks Id"], table: "Tasks", references: ["Id"] },
    ],
  });
  expect(people!.columns.at(-1)!.incomplete).toMatch(/its pairs are the table People Tasks/);
  const { rows } = await readAll(source, "People Tasks", ["People Id", "Tasks Id"]);
  expect(rows.map((row) => [row["People Id"], row["Tasks Id"]])).toEqual([
    ["2", "1"],
    ["2", "2"],
    ["3", "1"],
    ["3", "2"],
    ["3", "3"],
  ]);
  expect(server.requests.filter((path) => path.includes("/links/c_tasks/records/1"))).toEqual([]);
});

test.each([
  [25, 10],
  [2500, 1000],
])("%i links of one row come in pages of at most %i", async (many, largestLimit) => {
  const source = await open(await start(makeTables(many), { largestLimit }));
  expect((await readAll(source, "People Tasks", [])).rows).toHaveLength(2 + many);
});

test("links that change while they are read are noticed", async () => {
  const tables = makeTables();
  const server = await start(
    tables.map((table, at) => (at > 0 ? table : { ...table, links: { c_tasks: { 2: ['{"Id":1}'], 3: [] } } })),
  );
  const error = await getSourceError(readAll(await open(server), "People Tasks", []));
  expect(error).toMatch(/the row has 2, and 1 were read[^]*People\.Tasks of 2/);
});

test.each([
  ["a table that the token does not see", makeTables().slice(0, 1)],
  [
    "a table without a key",
    makeTables().map((table, at) => (at === 0 ? table : { ...table, columns: table.columns.slice(1) })),
  ],
])("a link to %s is named as one that is not read", async (_, tables) => {
  const described = await (await open(await start(tables))).tables();
  expect(described.map(({ name }) => name)).not.toContain("People Tasks");
  expect(described[0]!.columns.at(-1)!.incomplete).toMatch(/how many there are, not which/);
});

test.each([
  ["at the end of the page that was read", 99],
  ["within it", 5],
])("version 3: a row deleted %s and one added at the end leave the count as it was, and are noticed", async (_, at) => {
  const server = await start([makeTable(250)]);
  let pages = 0;
  server.beforePage = () => {
    if (++pages !== 3) return;
    const rows = server.tables[0]!.rows;
    server.tables[0]!.rows = [...rows.filter((__, index) => index !== at), '{"Id":999,"First Name":"New"}'];
  };
  const error = await getSourceError(readAll(await open(server, { api: "v3" }), "locations", ["Id"]));
  expect(error).toMatch(/The table changed while it was read/);
});

test("version 3: a table that stays as it is is read, and listed once more", async () => {
  const server = await start([makeTable(250)]);
  expect((await readAll(await open(server, { api: "v3" }), "locations", ["Id"])).rows).toHaveLength(250);
  expect(server.requests.filter((path) => path.includes("fields=Id"))).toHaveLength(3);
});
