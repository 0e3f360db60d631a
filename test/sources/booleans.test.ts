import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";

import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { duringCutover } from "../../convex/client/transition/duringCutover.js";
import { derive, lookup } from "../../convex/shared/plan/columns.js";
import { definePlan } from "../../convex/shared/plan/definePlan.js";
import { computed, id, omit } from "../../convex/shared/plan/fields.js";
import { table } from "../../convex/shared/plan/table.js";
import type { SourceRow } from "../../convex/shared/plan/row.js";
import { flag, text } from "../../convex/shared/plan/valueFields.js";
import { openFiles } from "../../scripts/sources/files/files.js";
import { openPostgres } from "../../scripts/sources/postgres/postgres.js";
import type { Source } from "../../scripts/sources/source.js";
import { check } from "../check/support.js";
import { exportPlan } from "../rows/exportPlan.js";
import { startPostgres, type TestPostgres } from "../support/postgres.js";
import { DumpFolder } from "./dump/folder.js";
import { FilesFolder } from "./files/folder.js";
import { idColumn, open, start, stopServersAfterEach } from "./nocodb/open.js";
import { openNew } from "./sqlite/files.js";

stopServersAfterEach();
let postgres: TestPostgres;
let dumps: DumpFolder;
let files: FilesFolder;
const opened: Source[] = [];

beforeAll(async () => {
  [postgres, dumps, files] = await Promise.all([startPostgres(), DumpFolder.make(), FilesFolder.make()]);
  await postgres.run(`${create("boolean", "yes_no")} ${inserts}`);
});
afterEach(async () => {
  for (const source of opened.splice(0)) await source.close();
});
afterAll(async () => await Promise.all([postgres?.stop(), dumps?.remove(), files?.remove()]));

/** Four rows of a table `p`: `banned` and `hidden` are booleans, `word` is a text that reads like one, `n` a number. */
const create = (type: string, other: string) =>
  `CREATE DOMAIN yes_no AS boolean; CREATE TABLE p ("Id" integer PRIMARY KEY, banned ${type}, hidden ${other}, word text, n bigint);`;
const rows = [
  { Id: 1, banned: true, hidden: false, word: "t", n: "9007199254740993" },
  { Id: 2, banned: false, hidden: true, word: "true", n: "1" },
  { Id: 3, banned: false, hidden: false, word: "f", n: "0" },
  { Id: 4, banned: null, hidden: null, word: null, n: null },
];
const inserts = rows
  .map(
    ({ word, n, ...row }) => `INSERT INTO p VALUES (${row.Id}, ${row.banned}, ${row.hidden}, ${quoted(word)}, ${n});`,
  )
  .join("\n");
function quoted(word: string | null): string {
  return word === null ? "NULL" : `'${word}'`;
}
const json = rows.map(({ n, ...row }) => JSON.stringify(row).replace("}", `,"n":${n}}`));
const cell = (value: string | number | boolean | null) => (value === null ? "" : String(value));

async function openLive(): Promise<Source> {
  const source = await openPostgres(postgres.url);
  opened.push(source);
  return source;
}

async function openNocodb(api: "v2" | "v3"): Promise<Source> {
  const columns = ["banned", "hidden"].map((title) => ({ title, uidt: "Checkbox" }));
  const texts = [
    { title: "word", uidt: "SingleLineText" },
    { title: "n", uidt: "Number" },
  ];
  return await open(await start([{ id: "m_p", title: "p", columns: [idColumn, ...columns, ...texts], rows: json }]), {
    api,
  });
}

const copied = `COPY p ("Id", banned, hidden, word, n) FROM stdin;
1\tt\tf\tt\t9007199254740993
2\tf\tt\ttrue\t1
3\tf\tf\tf\t0
4\t\\N\t\\N\t\\N\t\\N
\\.
`;

const sources: Record<string, () => Promise<Source>> = {
  PostgreSQL: openLive,
  "a dump of COPY": () => dumps.open(`${create("bool", "yes_no")}\n${copied}`),
  "a dump of INSERT": () => dumps.open(`${create("boolean", "boolean")}\n${inserts}`),
  "a dump of data alone": () => dumps.open(copied),
  SQLite: () => openNew(`${create("BOOLEAN", "bool").replace(/.*?;/, "")} ${inserts}`),
  "NocoDB, version 2": () => openNocodb("v2"),
  "NocoDB, version 3": () => openNocodb("v3"),
  JSON: async () => await openFiles([await files.write("p.json", `[${json.join(",")}]`)]),
  "JSON lines": async () => await openFiles([await files.write("p.jsonl", `${json.join("\n")}\n`)]),
  CSV: async () => {
    const lines = rows.map((row) => [row.Id, row.banned, row.hidden, row.word, row.n].map(cell).join(","));
    return await openFiles([await files.write("p.csv", ["Id,banned,hidden,word,n", ...lines].join("\n"))]);
  },
};

const fields = { Id: id(), banned: flag().optional(), hidden: flag().optional(), word: text().optional() };
const whole = computed((row: SourceRow) => JSON.stringify(row)).from("Id", "banned", "hidden", "word", "n", "twice");
const plan = definePlan({
  p: table(
    "p",
    { ...fields, n: omit("seen is enough"), seen: whole },
    {
      columns: {
        twice: derive(["banned", "hidden"], (row: SourceRow) => row["banned"] === row["hidden"]),
        found: lookup("p", { where: { Id: "Id" }, take: "banned" }),
      },
      filter: (row) => row.banned !== true && row["found"] !== true,
      rejectWhen: { hidden: (row) => Boolean(row.hidden) },
    },
  ),
});
const validators = {
  banned: v.optional(v.boolean()),
  hidden: v.optional(v.boolean()),
  word: v.optional(v.string()),
  seen: v.string(),
};

test.each(Object.keys(sources))(
  "%s: functions of the plan get booleans as true and false, and all else as text",
  async (name) => {
    const { p } = await exportPlan(plan, { p: validators }, await sources[name]!());
    expect(p!.counts).toMatchObject({ read: 4, filtered: 1, rejected: 1, written: 2 });
    expect(p!.rejected.map(({ key, reasons }) => [key, reasons[0]!.code])).toEqual([["2", "hidden"]]);
    expect(p!.documents.map(({ seen: row }) => JSON.parse(row as string) as unknown)).toEqual([
      { Id: "3", banned: false, hidden: false, word: "f", n: "0", twice: true },
      { Id: "4", banned: null, hidden: null, word: null, n: null, twice: true },
    ]);
  },
);

test.each(Object.keys(sources))("%s: check sees the booleans that export sees", async (name) => {
  const schema = duringCutover(defineSchema({ p: defineTable(validators) }), plan);
  const source = await sources[name]!();
  const { tables } = await check({ plan, schema, source });
  expect(tables).toMatchObject([
    { read: 4, filtered: 1, rejected: 1, written: 2, rejectedByCode: [{ code: "hidden", keys: ["2"] }] },
  ]);
});

test("JSON: among other values only true and false are booleans, where the plan does not say flag()", async () => {
  const content = '[{"id":1,"a":true},{"id":2,"a":"true"},{"id":3,"a":1},{"id":4,"a":false},{"id":5,"a":"f"},{"id":6}]';
  const source = await openFiles([await files.write("mixed.json", content)]);
  const seenAs = definePlan({
    mixed: table("mixed", { id: id(), a: text().optional(), seen: computed((row) => JSON.stringify(row.a)).from("a") }),
  });
  const { mixed } = await exportPlan(seenAs, { mixed: { a: v.optional(v.string()), seen: v.string() } }, source);
  expect(mixed!.documents.map(({ a, ...more }) => [a, more["seen"]])).toEqual([
    ["true", "true"],
    ["true", '"true"'],
    ["1", '"1"'],
    ["false", "false"],
    ["f", '"f"'],
    [undefined, "null"],
  ]);
});

test("a column read with flag() is a boolean whatever its type; a text that is neither stays, and its row is rejected", async () => {
  const source = await openNew(`CREATE TABLE p (id INTEGER PRIMARY KEY, a TEXT, b INTEGER, c BOOLEAN);
    INSERT INTO p VALUES (1, 'YES', 0, 1), (2, 'off', 1, 5), (3, 'maybe', 1, 0);`);
  const seen = computed((row: SourceRow) => JSON.stringify(row)).from("a", "b", "c");
  const planned = table("p", { id: id(), a: flag(), b: flag(), c: text(), seen });
  const kinds = { a: v.boolean(), b: v.boolean(), c: v.string(), seen: v.string() };
  const { p } = await exportPlan(definePlan({ p: planned }), { p: kinds }, source);
  expect(p!.documents.map(({ seen: row }) => JSON.parse(row as string) as unknown)).toEqual([
    { a: true, b: false, c: true },
    { a: false, b: true, c: "5" },
  ]);
  expect(p!.rejected.map(({ key, reasons }) => [key, reasons[0]!.code])).toEqual([["3", "flag"]]);
});

test("a derived column may be a boolean, which later functions and flag() get as one", async () => {
  const source = await openNew(
    "CREATE TABLE p (id INTEGER PRIMARY KEY, n INTEGER); INSERT INTO p VALUES (1, 0), (2, 3);",
  );
  const { p } = await exportPlan(
    definePlan({
      p: table(
        "p",
        { id: id(), isMany: flag().from("many"), few: text(), n: omit("isMany says it") },
        {
          columns: {
            many: derive(["n"], (row) => Number(row["n"]) > 1),
            few: derive(["many"], (row: { many: boolean | null }) => (row.many === true ? "no" : "yes")),
          },
        },
      ),
    }),
    { p: { isMany: v.boolean(), few: v.string() } },
    source,
  );
  expect(p!.documents).toMatchObject([
    { isMany: false, few: "yes" },
    { isMany: true, few: "no" },
  ]);
});

/** As a plan of which TypeScript saw nothing. */
const countOrNone = (row: SourceRow) => (row["n"] === "3" ? 6 : "none") as string;

test("a derived column that is neither text nor a boolean rejects its row with a reason, and the others move", async () => {
  const source = await openNew(
    "CREATE TABLE p (id INTEGER PRIMARY KEY, n INTEGER); INSERT INTO p VALUES (1, 0), (2, 3);",
  );
  const planned = table(
    "p",
    { id: id(), twice: text(), n: omit("twice") },
    { columns: { twice: derive(["n"], countOrNone) } },
  );
  const { p } = await exportPlan(definePlan({ p: planned }), { p: { twice: v.string() } }, source);
  expect(p!.documents).toMatchObject([{ twice: "none" }]);
  expect(p!.rejected).toMatchObject([
    {
      key: "2",
      reasons: [
        {
          code: "rule_failed",
          message: "The plan's derived column gave a value of the type number: give text, true, false or null.",
        },
      ],
    },
  ]);
});
