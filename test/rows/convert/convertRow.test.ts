import { describe, expect, test } from "vitest";
import { computed, constant, id, omit, ref } from "../../../convex/shared/plan/fields.js";
import { cents, email, flag, integer, text, timestamp } from "../../../convex/shared/plan/valueFields.js";
import { type PlannedTable, getTable } from "../../../convex/shared/plan/plan.js";
import { definePlan } from "../../../convex/shared/plan/definePlan.js";
import { table } from "../../../convex/shared/plan/table.js";
import { compileRow, type ConvertedRow, emptyConversionInputs } from "../../../scripts/rows/convert/convertRow.js";

const plan = definePlan({
  people: table(
    "public.people",
    {
      id: id(),
      email: email(),
      nick_name: text().optional().as("nick"),
      age: integer().nullable(),
      is_admin: flag().or(false),
      balance: cents().optional(),
      boss_id: ref("people").optional(),
      created_at: timestamp().asCreationTime(),
      source: constant("v1"),
      label: computed(({ nick_name, email: address }) => `${nick_name ?? "?"} <${address}>`).from("nick_name", "email"),
      secret: omit("stays behind"),
      deleted: omit("only read by the filter"),
    },
    { filter: (row) => row.deleted !== "t", rejectWhen: { "known-bad": (row) => row.id === "666" } },
  ),
  seats: table("public.seats", {
    place: id().from("row", "number"),
    person_email: ref("people", { to: "email" }).as("person"),
    row: text(),
    number: integer(),
  }),
});

const columns = [
  "id",
  "email",
  "nick_name",
  "age",
  "is_admin",
  "balance",
  "boss_id",
  "created_at",
  "secret",
  "deleted",
];
/** Rows of a table with one source. */
function compile(planned: PlannedTable, order: readonly string[]) {
  return compileRow(planned, planned.parts[0]!, { columns: order }, emptyConversionInputs());
}

const convertPerson = compile(getTable(plan, "people"), columns);
const whole = ["1", " Ann@X.com ", "annie", "40", "t", "12.34", "2", "2024-03-10 05:00:00.123456+00", "s3", "f"];

function rowWith(changes: Record<string, string | null>): (string | null)[] {
  return columns.map((column, index) => (column in changes ? changes[column]! : whole[index]!));
}

function codesOf(converted: ConvertedRow): string[] {
  return converted.kind === "rejected"
    ? converted.reasons.map(({ column, code }) => `${column}:${code}`)
    : [converted.kind];
}

describe("compileRow", () => {
  test("the plan has no faults", () => {
    expect(plan.faults).toStrictEqual([]);
  });

  test("a whole row", () => {
    expect(convertPerson(whole)).toStrictEqual({
      kind: "document",
      mergeKey: null,
      replaced: [],
      key: "1",
      document: {
        legacyId: "1",
        email: "ann@x.com",
        nick: "annie",
        age: 40,
        isAdmin: true,
        balance: 1234n,
        _creationTime: 1710046800123.456,
        source: "v1",
        label: "annie < Ann@X.com >",
        legacyBossId: "2",
        legacyKeyEmail: "ann@x.com",
      },
    });
  });

  test("NULLs: left out, kept, defaulted", () => {
    const converted = convertPerson(
      rowWith({ nick_name: null, age: null, is_admin: null, balance: null, boss_id: null }),
    );
    expect(converted.kind === "document" && converted.document).toMatchObject({ age: null, isAdmin: false });
    expect(converted.kind === "document" && Object.keys(converted.document)).not.toContain("legacyBossId");
  });

  test("all reasons against a row are collected", () => {
    const converted = convertPerson(rowWith({ email: "nobody", age: "x", balance: "1.005", created_at: "infinity" }));
    expect(codesOf(converted).map((code) => code.split(":")[0])).toStrictEqual([
      "email",
      "age",
      "balance",
      "created_at",
    ]);
  });

  test.each([
    ["a NULL id", { id: null }, ["id:null_id"]],
    ["NULL where the plan gives no default", { email: null }, ["email:null"]],
    ["a rule of the plan", { id: "666" }, ["*:known-bad"]],
    ["a creation time before 1970", { created_at: "1969-12-31 23:59:59+00" }, ["created_at:creation_time"]],
    ["the filter", { deleted: "t" }, ["filtered"]],
  ])("%s", (_name, changes, codes) => {
    expect(codesOf(convertPerson(rowWith(changes)))).toStrictEqual(codes);
  });

  test("a composite id and a reference to a unique column read as their target's kind does", () => {
    const convert = compile(getTable(plan, "seats"), ["row", "number", "person_email"]);
    expect(convert(["A|1", "7", "ANN@x.com"])).toStrictEqual({
      kind: "document",
      mergeKey: null,
      replaced: [],
      key: "A\\|1|7",
      document: { legacyId: "A\\|1|7", row: "A|1", number: 7, legacyPerson: "ann@x.com" },
    });
  });

  test("with rules every named column is read, without only what is written", () => {
    expect(getTable(plan, "people").columns).toContain("deleted");
    const plain = definePlan({ people: table("people", { id: id(), secret: omit("no") }) });
    expect(getTable(plain, "people").columns).toStrictEqual(["id"]);
  });

  test("a rule that throws rejects its row and no other", () => {
    const broken = definePlan({
      things: table("things", { id: id() }, { rejectWhen: { odd: (row) => row.id!.at(5)!.length > 0 } }),
    });
    const convert = compile(getTable(broken, "things"), ["id"]);
    expect(codesOf(convert(["1"]))).toStrictEqual(["*:rule_failed"]);
    expect(codesOf(convert(["123456"]))).toStrictEqual(["*:odd"]);
  });

  test("a filter that reads a column it does not get decided by undefined about every row", () => {
    const read: unknown[] = [];
    const broken = definePlan({
      things: table(
        "things",
        { id: id(), is_deleted: omit("a filter reads it") },
        {
          filter: (row) => {
            read.push({ ...row });
            return row.deleted_at === null && !row.hasOwnProperty("nothing") && !("nothing" in row);
          },
        },
      ),
    });
    const convert = compile(getTable(broken, "things"), ["id", "is_deleted"]);
    expect(convert(["1", null])).toMatchObject({
      kind: "rejected",
      reasons: [
        {
          column: "deleted_at",
          code: "unknown_column",
          message: 'The plan\'s rule "filter" reads row.deleted_at, which it does not get: it gets id, is_deleted',
        },
      ],
    });
    expect(read).toEqual([{ id: "1", is_deleted: null }]);
  });

  test("a computed field gets the columns it names and no other", () => {
    const narrow = definePlan({
      things: table("things", {
        id: id(),
        label: computed((row) => `${String(row["id"])} ${String(row["name"])}`).from("id"),
        name: text(),
      }),
    });
    expect(compile(getTable(narrow, "things"), ["id", "name"])(["1", "a"])).toMatchObject({
      reasons: [{ column: "id", code: "unknown_column" }],
    });
  });
});

describe("definePlan lists every fault at once", () => {
  const faulty = definePlan({
    "bad name": table("a", { id: id() }),
    people: table("people", { name: text(), user_name: text().as("name") }),
    cases: table("cases", { id: id(), owner: ref("nobody"), boss: ref("people", { to: "email" }) }, { match: "mail" }),
    pairs: table("pairs", { key: id().from("a", "b") }),
    halves: table("halves", { id: id(), pair: ref("pairs") }),
    twice: table("twice", { id: id(), other: id() }),
    hens: table("hens", { id: id(), egg: ref("eggs", { missing: "reject" }) }),
    eggs: table("eggs", { id: id(), hen: ref("hens", { missing: "reject" }) }),
  });

  test.each([
    "is not a valid Convex table name",
    'both become the field "name"',
    "people: no column is the id",
    'refers to "nobody"',
    "refers to people by email",
    'the field "mail"',
    "has 2 (a, b)",
    "2 columns are ids",
    "cycle through hens",
    "cycle through eggs",
  ])("%s", (words) => {
    expect(faulty.faults.filter((fault) => fault.includes(words))).toHaveLength(1);
  });

  test("and plans no table", () => {
    expect(faulty.tables.size).toBe(0);
  });
});
