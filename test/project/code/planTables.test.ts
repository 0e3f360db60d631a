import { describe, expect, test } from "vitest";
import { defineSchema, defineTable } from "convex/server";
import { type GenericValidator, v } from "convex/values";
import { definePlan, flag, id, integer, list, ref, table, text } from "../../../convex/client/index.js";
import { listTables } from "../../../scripts/project/code/planTables.js";
import { editSchema } from "../../../scripts/project/code/schemaFile.js";

test("a list of references is an array of ids, without an index, there even if its items are cleared", () => {
  const plan = definePlan({
    people: table("people", { id: id(), name: text() }),
    teams: table("teams", {
      id: id(),
      lead: ref("people", { missing: "clear" }).as("leadId"),
      member_ids: list(ref("people", { missing: "clear" })),
      guest_ids: list(ref("people")).optional(),
    }),
  });
  const teams = listTables(plan, { tables: {} }).find(({ table: name }) => name === "teams")!;
  expect(teams.fields.map(({ lines }) => lines.join("\n"))).toEqual([
    'leadId: v.optional(v.id("people")),',
    'memberIds: v.array(v.id("people")),',
    'guestIds: v.optional(v.array(v.id("people"))),',
  ]);
  expect(teams.indexes).toEqual([{ name: "by_lead_id", fields: ["leadId"] }]);
});

const render = (type: string) =>
  `import { defineSchema, defineTable } from "convex/server";\nimport { v } from "convex/values";\nexport const schema = defineSchema({\n  people: defineTable({ "tags": ${type}, other: v.string() }),\n});\nexport default duringCutover(schema, plan);\n`;

const edit = async (type: string, validator: GenericValidator, field: object) => {
  const plan = definePlan({ people: table("people", { id: id(), tags: field, other: text() } as never) });
  const existing = defineSchema({ people: defineTable({ tags: validator, other: v.string() }) });
  return await editSchema(render(type), existing, listTables(plan, existing), "convex-cutover");
};

describe("a field that the schema has with another type than the plan writes", () => {
  test.each([
    [
      "numbers became references",
      "v.array(v.number())",
      v.array(v.number()),
      list(ref("people")),
      'v.array(v.id("people"))',
    ],
    ["text became a number", "v.optional(v.string())", v.optional(v.string()), integer(), "v.optional(v.number())"],
    ["it may be null", "v.string()", v.string(), text().nullable(), "v.union(v.string(), v.null())"],
    ["it may be left out", "v.string()", v.string(), text().optional(), "v.optional(v.string())"],
    [
      "over several lines",
      "v.union(\n  v.null(),\n  v.string(),\n)",
      v.union(v.null(), v.string()),
      flag(),
      "v.boolean()",
    ],
  ])("gets it: %s", async (_name, type, validator, field, wanted) => {
    const { text: edited, pastes } = await edit(type, validator, field);
    expect(edited).toBe(render(wanted).replace('"tags"', "tags"));
    expect(pastes).toEqual([]);
  });

  test.each([
    ["literals", 'v.union(v.literal("a"), v.literal("b"))', v.union(v.literal("a"), v.literal("b"))],
    ["an object", "v.object({ a: v.string() })", v.object({ a: v.string() })],
    ["a name", "tagsType", v.string()],
    ["anything", "v.any()", v.object({})],
    ["references became plain values", 'v.array(v.id("people"))', v.array(v.id("people"))],
  ])("is not replaced where the type says more than the plan: %s", async (_name, type, validator) => {
    const { text: edited, pastes } = await edit(type, validator, flag());
    expect(edited).toBe(render(type));
    expect(pastes).toMatchObject([{ place: "as tags of the table people", lines: ["tags: v.boolean(),"] }]);
  });

  test("and what fits stays as it is typed", async () => {
    const { text: edited, pastes } = await edit("v.optional(v.any())", v.optional(v.any()), text().optional());
    expect([edited, pastes]).toEqual([render("v.optional(v.any())"), []]);
  });
});
