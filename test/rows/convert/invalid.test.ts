import { v } from "convex/values";
import { expect, test } from "vitest";
import { definePlan } from "../../../convex/shared/plan/definePlan.js";
import { constant, id, ref } from "../../../convex/shared/plan/fields.js";
import { table } from "../../../convex/shared/plan/table.js";
import { date, integer, text, timestamp } from "../../../convex/shared/plan/valueFields.js";
import { brief, setupOf } from "../../check/oneTable.js";
import { check } from "../../check/support.js";
import { exportPlan } from "../exportPlan.js";

const columns = ["id", "seen", "stock", "due"];
const rows = [
  ["1", "2024-03-10 05:00:00+00", "3", "2024-01-01"],
  ["2", "0000-00-00 00:00:00", "many", "31.12.2023"],
  ["3", null, "7", "2024-01-02"],
  ["4", "soon", null, "2024-01-03"],
];
const fields = {
  id: id(),
  seen: timestamp().optional().invalid("clear"),
  stock: integer().optional().invalid({ as: -1 }),
  due: date().nullable().invalid("clear"),
};
const validators = { seen: v.optional(v.number()), stock: v.optional(v.number()), due: v.union(v.string(), v.null()) };

test("one odd value does not reject its row: it is cleared or replaced as the plan says, and counted by column", async () => {
  const { things } = await exportPlan(
    definePlan({ things: table("t", fields) }),
    { things: validators },
    { t: { columns, rows } },
  );
  expect(things!.documents.map(({ legacyId: _id, ...document }) => document)).toEqual([
    { seen: 1_710_046_800_000, stock: 3, due: "2024-01-01" },
    { stock: -1, due: null },
    { stock: 7, due: "2024-01-02" },
    { due: "2024-01-03" },
  ]);
  expect(things!.counts).toMatchObject({ read: 4, written: 4, rejected: 0, replaced: { seen: 2, stock: 1, due: 1 } });
});

test("what was cleared or replaced is kept in a file, with the key, the column and the reason", async () => {
  const { things } = await exportPlan(
    definePlan({ things: table("t", fields) }),
    { things: validators },
    { t: { columns, rows } },
  );
  expect(things!.replaced.map(({ key, values }) => [key, ...values.map(({ column }) => column)])).toEqual([
    ["2", "seen", "stock", "due"],
    ["4", "seen"],
  ]);
  expect(JSON.stringify(things!.replaced)).toMatch(/many[^]*31\.12\.2023|31\.12\.2023[^]*many/);
});

test("a table whose plan replaces nothing has no such file; a row that is rejected all the same is in one file only", async () => {
  const given = { t: { columns: ["id", "n", "m"], rows: [["1", "x", "x"]] } };
  const [reject, clear] = [integer(), integer().optional().invalid("clear")];
  const twoValidators = { n: v.optional(v.number()), m: v.optional(v.number()) };
  const plan = definePlan({ things: table("t", { id: id(), n: reject, m: clear }) });
  const { things } = await exportPlan(plan, { things: twoValidators }, given);
  expect([things!.replaced, things!.rejected.length]).toEqual([[], 1]);
  expect(things!.counts).not.toHaveProperty("replaced");
});

test("check shows how many values are replaced, in which rows", async () => {
  const { findings, grade } = await check(setupOf({ fields, validators, columns, rows }));
  expect(findings.filter(({ code }) => code === "replaced_value").map(brief)).toEqual([
    "warning replaced_value things.due 1 [2]",
    "warning replaced_value things.seen 2 [2; 4]",
    "warning replaced_value things.stock 1 [2]",
  ]);
  expect(grade).toBe("C");
});

test("NULL in a field that must have a value still rejects the row", async () => {
  const plan = definePlan({ things: table("t", { id: id(), n: integer().invalid({ as: 0 }) }) });
  const given = {
    t: {
      columns: ["id", "n"],
      rows: [
        ["1", null],
        ["2", "x"],
      ],
    },
  };
  const { things } = await exportPlan(plan, { things: { n: v.number() } }, given);
  expect(things!.documents).toEqual([{ legacyId: "2", n: 0 }]);
  expect(things!.rejected).toMatchObject([{ key: "1", reasons: [{ code: "null" }] }]);
});

test("the plan says where .invalid(…) means nothing", () => {
  const things = table("t", {
    id: id(),
    a: text().invalid("clear"),
    b: ref("things").invalid("clear"),
    c: constant(1).invalid("clear"),
    d: integer().invalid("reject"),
  });
  expect(definePlan({ things }).faults).toEqual([
    'things.a: .invalid("clear") makes a value NULL. Say what NULL becomes: .optional(), .nullable() or .or(…).',
    "things.b: .invalid(…) is for values: a ref has none that could be replaced.",
    "things.c: .invalid(…) is for values: a constant has none that could be replaced.",
  ]);
});
