import { defineSchema, defineTable } from "convex/server";
import { type GenericValidator, v } from "convex/values";
import { expect, test } from "vitest";
import {
  cents,
  computed,
  definePlan,
  type Field,
  id,
  json,
  list,
  number,
  oneOf,
  ref,
  table,
  text,
} from "../../../convex/client/index.js";
import { findSchemaFaults } from "../../../convex/shared/plan/schemaFaults.js";

function faults(field: Field, validator: GenericValidator): string[] {
  const plan = definePlan({ users: table("users", { id: id() }), things: table("things", { id: id(), value: field }) });
  const schema = defineSchema({ users: defineTable({}), things: defineTable({ value: validator as never }) });
  return findSchemaFaults(schema, plan);
}

test.each<{ name: string; field: Field; validator: GenericValidator }>([
  { name: "the same kind", field: text(), validator: v.string() },
  { name: "anything", field: cents(), validator: v.any() },
  { name: "a union with the kind in it", field: text(), validator: v.union(v.number(), v.string()) },
  { name: "words as literals", field: oneOf({ a: "x" }), validator: v.union(v.literal("x"), v.literal("y")) },
  { name: "words as text", field: oneOf({ a: "x" }), validator: v.string() },
  { name: "optional to optional", field: text().optional(), validator: v.optional(v.string()) },
  { name: "null to a nullable union", field: text().nullable(), validator: v.union(v.string(), v.null()) },
  { name: "lists", field: list(text()), validator: v.array(v.string()) },
  { name: "records", field: json(v.record(v.string(), v.number())), validator: v.record(v.string(), v.number()) },
  {
    name: "objects with fewer fields",
    field: json(v.object({ a: v.number() })),
    validator: v.object({ a: v.number(), b: v.optional(v.string()) }),
  },
  { name: "references", field: ref("users"), validator: v.id("users") },
  { name: "nullable references", field: ref("users"), validator: v.optional(v.union(v.id("users"), v.null())) },
  { name: "what a function computes", field: computed(() => 1), validator: v.number() },
])("fits: $name", ({ field, validator }) => {
  expect(faults(field, validator)).toEqual([]);
});

test.each<{ name: string; field: Field; validator: GenericValidator; fault: string }>([
  {
    name: "cents are int64",
    field: cents(),
    validator: v.number(),
    fault: "the plan writes v.int64(), the schema has v.number()",
  },
  {
    name: "text is no id",
    field: text(),
    validator: v.id("users"),
    fault: 'the plan writes v.string(), the schema has v.id("users")',
  },
  {
    name: "another table",
    field: ref("users"),
    validator: v.id("things"),
    fault: 'the plan writes v.id("users"), the schema has v.id("things")',
  },
  {
    name: "a word it does not know",
    field: oneOf({ a: "z" }),
    validator: v.union(v.literal("x"), v.literal("y")),
    fault: 'the plan writes v.literal("z")',
  },
  {
    name: "optional to required",
    field: text().optional(),
    validator: v.string(),
    fault: "the plan leaves it out when it is NULL",
  },
  {
    name: "null to optional",
    field: text().nullable(),
    validator: v.optional(v.string()),
    fault: "the schema does not accept null",
  },
  {
    name: "elements",
    field: list(number()),
    validator: v.array(v.string()),
    fault: "in elements, the plan writes v.number()",
  },
  {
    name: "an object's field",
    field: json(v.object({ a: v.number() })),
    validator: v.object({ b: v.number() }),
    fault: "its field a is not in the schema",
  },
  {
    name: "an object's missing field",
    field: json(v.object({})),
    validator: v.object({ b: v.number() }),
    fault: "the schema requires its field b",
  },
])("does not fit: $name", ({ field, validator, fault }) => {
  expect(faults(field, validator)).toEqual([expect.stringContaining(`things.value: `)]);
  expect(faults(field, validator)[0]).toContain(fault);
});

test("everything is listed at once", () => {
  const plan = definePlan({
    users: table("users", { id: id(), name: text(), extra: text() }),
    gone: table("gone", { id: id() }),
    loose: table("loose", { id: id() }),
    taken: table("taken", { id: id(), user_id: ref("users") }),
  });
  const schema = defineSchema({
    users: defineTable({ name: v.string(), age: v.number() }),
    loose: defineTable(v.any()),
    taken: defineTable({ userId: v.id("users"), legacyUserId: v.string() }).index("by_legacy_id", ["userId"]),
  });
  expect(findSchemaFaults(schema, plan)).toEqual([
    "users.extra: the plan writes it, but schema.ts has no such field.",
    "users.age: schema.ts requires it, but the plan never writes it. Map a column, constant(…), or v.optional(…).",
    "gone: is in the plan, but not in schema.ts. Define the table there.",
    "loose: documents must be an object or a union of objects to be migrated; add v.object(…) in schema.ts.",
    "taken.legacyUserId: schema.ts requires it, but the plan never writes it. Map a column, constant(…), or v.optional(…).",
    "taken.legacyUserId: is a legacy field that duringCutover adds; remove it from schema.ts.",
    "taken: has an index by_legacy_id of its own, and duringCutover adds one of that name; rename it in schema.ts.",
  ]);
});

test("a plan with faults of its own gives those", () => {
  const plan = definePlan({ users: table("users", { name: text() }) });
  expect(findSchemaFaults(defineSchema({}), plan)).toEqual(plan.faults);
});
