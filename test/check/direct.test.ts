import { v } from "convex/values";
import { expect, test } from "vitest";
import {
  date,
  definePlan,
  email,
  id,
  integer,
  json,
  list,
  number,
  ref,
  table,
  text,
  timestamp,
} from "../../convex/client/index.js";
import type { Plan } from "../../convex/shared/plan/plan.js";
import { Random } from "../../examples/support/random.js";
import { randomCase } from "../rows/randomTable.js";
import { checkTwice } from "./checkTwice.js";

const latin = (plain: string) => Buffer.from(plain).toString("latin1");

const nested = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;
const wide = (fields: number) =>
  JSON.stringify(Object.fromEntries(Array.from({ length: fields }, (_, at) => [`f${String(at)}`, at])));

test.each([1, 2, 3, 4])(
  "random tables and rows are judged the same on both paths, byte by byte (seed %i)",
  async (seed) => {
    const random = new Random(`check ${String(seed)}`);
    let [plain, all] = [0, 0];
    for (let round = 0; round < 20; round++) {
      const { plan, validators, columns, lines } = randomCase(random);
      const { plainRows } = await checkTwice(plan, validators, columns, lines, random.pick([7, 64, 1000, 100_000]));
      plain += plainRows;
      all += lines.things.length + lines.people.length;
    }
    // Most rows have nothing odd about them.
    expect(plain / all).toBeLessThan(0.6);
  },
);

test("lengths, ranges and different values of a column are those of its texts, whatever their bytes", async () => {
  const plan = definePlan({
    things: table("things", {
      id: id(),
      note: text(),
      day: date().optional(),
      at: timestamp().optional(),
      n: number(),
    }),
  }) as unknown as Plan;
  const notes = [
    "a",
    latin("ü"),
    latin("€"),
    latin("😀x"),
    "\\\\",
    "a\\tb",
    "\\v",
    "a\\Nb",
    "\u0001",
    latin("é\\\\é"),
    "",
  ];
  const days = ["2024-03-10", "0044-03-15 BC", "\\N", "infinity", "2019-12-31", "12024-01-01", "x"];
  const numbers = [
    "0",
    "-0",
    "1.50",
    "1.5",
    "-12.25",
    "007",
    "1e3",
    "123456789012345",
    "1234567890123456",
    "NaN",
    "-",
    ".",
  ];
  const lines = Array.from({ length: 400 }, (_, at) =>
    [
      String(at),
      notes[at % notes.length]! + String(at % 3),
      days[at % days.length],
      `20${String(10 + (at % 25))}-01-02 03:04:05.${String(at)}+00`,
      numbers[(at * 5) % numbers.length],
    ].join("\t"),
  );
  const { report, plainRows } = await checkTwice(
    plan,
    {
      things: {
        note: v.string(),
        day: v.optional(v.string()),
        at: v.optional(v.number()),
        n: v.number(),
      },
    },
    { things: ["id", "note", "day", "at", "n"] },
    { things: lines },
  );
  expect(plainRows).toBeLessThan(lines.length);
  expect(report.tables[0]!.columns.find(({ column }) => column === "note")).toMatchObject({ shortest: 1, longest: 4 });
});

const users = definePlan({
  users: table(
    "users",
    { id: id(), email: email().optional(), verified: timestamp().optional().as("emailVerificationTime") },
    {
      match: "email",
    },
  ),
  things: table("things", {
    id: id(),
    owner: ref("users", { to: "email" }).optional(),
    parent: ref("things", { missing: "clear" }).optional(),
    peers: list(ref("things")).optional(),
    friends: list(text()).or([]),
    extra: json(v.any()).optional(),
  }),
}) as unknown as Plan;

test("addresses, orphans, keys that are there twice and lists of keys are found on the direct path", async () => {
  const random = new Random("check users");
  const people = Array.from({ length: 60 }, (_, at) => {
    const address = random.pick([
      `a${String(at)}@x.com`,
      `A${String(at % 9)}@x.com`,
      `a${String(at % 9)}@x.com `,
      "\\N",
      "",
    ]);
    return [String(at + 1), address, random.pick(["2024-01-01 00:00:00+00", "\\N"])].join("\t");
  });
  const things = Array.from({ length: 200 }, (_, at) =>
    [
      String(at),
      random.pick([`a${String(at % 70)}@x.com`, "\\N", "nobody@x.com"]),
      random.pick([String((at * 7) % 230), "\\N"]),
      random.pick([`{${String(at % 250)},${String((at * 3) % 250)}}`, "{}", "\\N"]),
      random.pick([`{${String(1 + (at % 60))},"${String(1 + (at % 7))}"}`, "{}"]),
      random.pick(["[1, 2]", '[{"a": 1}, "3"]', "[null, true, []]", '{"a": [1]}', "\\N", '["a\\\\"b", 1.50, 1e2]']),
    ].join("\t"),
  );
  const { report, plainRows } = await checkTwice(
    users,
    {
      users: { email: v.optional(v.string()), emailVerificationTime: v.optional(v.number()) },
      things: {
        owner: v.optional(v.id("users")),
        parent: v.optional(v.id("things")),
        peers: v.optional(v.array(v.id("things"))),
        friends: v.array(v.string()),
        extra: v.optional(v.any()),
      },
    },
    { users: ["id", "email", "verified"], things: ["id", "owner", "parent", "peers", "friends", "extra"] },
    { users: people, things },
    1000,
  );
  const codes = new Set(report.findings.map(({ code }) => code));
  for (const code of ["duplicate_email", "missing_email", "unverified_email", "orphan", "ambiguous_key"])
    expect(codes).toContain(code);
  expect(plainRows).toBeLessThan(30);
});

test("a document near a limit is reported on the direct path, one of many commas is not", async () => {
  const plan = definePlan({
    things: table("things", { id: id(), items: list(integer()), deep: json(v.any()).optional(), note: text() }),
  }) as unknown as Plan;
  const lines = [
    `1\t{${Array(7000).fill("1").join(",")}}\t\\N\tlong`,
    `2\t{1}\t${nested(13)}\tdeep`,
    `3\t{1}\t${wide(900)}\twide`,
    `4\t{1}\t"${",[{".repeat(3000)}"\tonly text`,
    `5\t{${Array(3000).fill("1").join(",")}}\t${nested(9)}\tfar from it`,
    `6\t{1}\t\\N\t${"x".repeat(900_000)}`,
    `7\t{}\t${nested(11)}\tthe last that is far`,
    `8\t{}\t${nested(12)}\tthe first that is near`,
  ];
  const { report, plainRows } = await checkTwice(
    plan,
    { things: { items: v.array(v.number()), deep: v.optional(v.any()), note: v.string() } },
    { things: ["id", "items", "deep", "note"] },
    { things: lines },
  );
  const found = report.findings.filter(({ code }) => code.startsWith("near_"));
  expect(found.map(({ code, examples }) => [code, examples])).toMatchObject([
    ["near_array_length", ["1"]],
    ["near_document_size", ["6"]],
    ["near_field_count", ["3"]],
    ["near_nesting", ["2", "8"]],
  ]);
  expect(plainRows).toBeLessThan(lines.length);
});

test.each([{}, { format: "jsonl" }, { format: "zip" }] as const)(
  "a value that JSON lines cannot carry makes the rest of the table a ZIP on both paths: %j",
  async (options) => {
    const plan = definePlan({
      things: table("things", {
        id: id(),
        n: number({ special: "keep" }),
        all: list(number({ special: "keep" })).or([]),
      }),
    }) as unknown as Plan;
    const lines = Array.from({ length: 40 }, (_, at) =>
      [String(at), at === 20 ? "NaN" : String(at), at % 9 === 8 ? "{NaN,1}" : "{2,3}"].join("\t"),
    );
    const { report } = await checkTwice(
      plan,
      { things: { n: v.number(), all: v.array(v.number()) } },
      { things: ["id", "n", "all"] },
      { things: lines },
      100,
      options,
    );
    const isZip = !("format" in options) || options.format === "zip";
    expect(report.tables[0]).toMatchObject({ format: isZip ? "zip" : "jsonl", written: isZip ? 40 : 35 });
  },
);

test("a row that the plan leaves out counts in its columns on the direct path", async () => {
  const plan = definePlan({
    things: table("things", { id: id(), note: text() }, { filter: ({ id: key }) => Number(key) > 5 }),
  }) as unknown as Plan;
  const lines = Array.from({ length: 10 }, (_, at) => `${String(at)}\t${"x".repeat(20 - at)}`);
  const { report, plainRows } = await checkTwice(
    plan,
    { things: { note: v.string() } },
    { things: ["id", "note"] },
    { things: lines },
  );
  expect(report.tables[0]).toMatchObject({ read: 10, filtered: 6, written: 4 });
  expect(report.tables[0]!.columns[1]).toMatchObject({ values: 10, longest: 20, shortest: 11 });
  expect(plainRows).toBe(0);
});
