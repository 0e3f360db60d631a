import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { expect, test } from "vitest";
import { id, ref } from "../../convex/shared/plan/fields.js";
import { integer, text } from "../../convex/shared/plan/valueFields.js";
import type { Raw } from "../../convex/shared/kinds/kind.js";
import { definePlan } from "../../convex/shared/plan/definePlan.js";
import { table } from "../../convex/shared/plan/table.js";
import { reportBrokenProject } from "../../scripts/check/checkMigration.js";
import { CutoverError } from "../../scripts/errors.js";
import { projectFailures } from "../../scripts/project/failures.js";
import { brief, setupOf } from "./oneTable.js";
import { check, memorySource } from "./support.js";

const named = { fields: { id: id(), name: text() }, validators: { name: v.string() }, columns: ["id", "name"] };

test("a table the schema lacks, and those that reject without it, are not read", async () => {
  const plan = definePlan({
    users: table("u", { id: id() }),
    notes: table("n", { id: id(), user: ref("users", { missing: "reject" }) }),
    tags: table("g", { id: id() }),
  });
  const open = { legacyId: v.optional(v.string()) };
  const schema = defineSchema({
    notes: defineTable({ ...open, user: v.optional(v.id("users")) }),
    tags: defineTable(open),
  }) as never;
  const source = memorySource({
    u: { columns: ["id"], rows: [["1"]] },
    n: { columns: ["id", "user"], rows: [["1", "1"]] },
    g: { columns: ["id"], rows: [["1"]] },
  });
  const { findings, tables, grade } = await check({ plan, schema, source });
  expect(grade).toBe("E");
  expect(tables.map((each) => each.table)).toStrictEqual(["tags"]);
  expect(findings.filter(({ code }) => code !== "no_deployment").map(brief)).toStrictEqual([
    "loss plan_against_schema users 1 []",
    "info not_read notes 1 []",
    "info not_read users 1 []",
  ]);
});

test("a table the source lacks is a finding", async () => {
  const setup = setupOf({ ...named, rows: [] });
  const { findings } = await check({ ...setup, source: memorySource({}) });
  expect(findings.map(({ code }) => code)).toStrictEqual(["missing_table", "no_deployment", "not_read"]);
});

test("what columns hold", async () => {
  const given = {
    fields: { id: id(), n: integer().optional() },
    validators: { n: v.optional(v.number()) },
    columns: ["id", "n"],
  };
  const rows: Raw[][] = [
    ["1", "9"],
    ["2", null],
    ["30", "10"],
    ["4", "-5"],
    ["5", "x"],
    ["6", "9"],
  ];
  const { tables } = await check(setupOf({ ...given, rows }));
  expect(tables[0]!.columns).toStrictEqual([
    {
      column: "id",
      kind: "id",
      nulls: 0,
      values: 6,
      shortest: 1,
      longest: 2,
      smallest: null,
      largest: null,
      distinct: 6,
      unconvertible: 0,
      unconvertibleKeys: [],
    },
    {
      column: "n",
      kind: "integer",
      nulls: 1,
      values: 5,
      shortest: 1,
      longest: 2,
      smallest: "-5",
      largest: "10",
      distinct: 4,
      unconvertible: 1,
      unconvertibleKeys: ["5"],
    },
  ]);
});

const noPlan = async () => await Promise.reject(new Error("it does not load"));

test("a project that does not load gives its faults as findings", async () => {
  const what = "It cannot be loaded: The plan does not fit schema.ts:\n- users.name: is short.\n- cases: is not there.";
  const report = await reportBrokenProject(
    new CutoverError(projectFailures.schemaFaults, { what, where: "schema.ts" }),
    noPlan,
  );
  expect(report.grade).toBe("E");
  expect(report.findings.map(brief)).toStrictEqual([
    "loss plan_against_schema cases 1 []",
    "loss plan_against_schema users.name 1 []",
  ]);
  // A finding said its place twice: "users.name: users.name: is short".
  expect(report.findings.map(({ message }) => message)).toStrictEqual(["is not there.", "is short."]);
  const other = await reportBrokenProject(
    new CutoverError(projectFailures.planOrSchemaMissing, {
      what: "There is no plan",
      where: "plan.ts",
      next: "Write one.",
    }),
    noPlan,
  );
  expect(other.findings.map(({ message, remedy }) => [message, remedy])).toStrictEqual([
    ["There is no plan (plan.ts)", "Write one."],
  ]);
});

test("a misspelled column of a plan that does not fit the schema was said to be missing in the schema alone", async () => {
  const what = "The plan does not fit schema.ts:\n- u.towrId: the plan writes it, but schema.ts has no such field.";
  const plan = definePlan({ u: table("u", { id: id(), towr_id: text() }) });
  const source = memorySource({ u: { columns: ["id", "tower_id", "note"], rows: [] } });
  const report = await reportBrokenProject(new CutoverError(projectFailures.schemaFaults, { what }), async () => ({
    plan,
    source,
  }));
  const found = report.findings.filter(({ code }) => code === "missing_column");
  expect(found.map(brief)).toStrictEqual(["loss missing_column u.towr_id 1 []"]);
  expect(found[0]!.remedy).toMatch(/^Did you mean tower_id\? Correct the name/);
});
