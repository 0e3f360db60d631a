import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { describe, expect, test } from "vitest";
import { definePlan, duringCutover, id, ref, table } from "../../../convex/client/index.js";
import { validatorJson } from "../../../convex/shared/document/validate.js";
import { findLegacyInSchema, readFinalSchema } from "../../../scripts/check/final/finalSchema.js";
import { tableNumberOf } from "../../../scripts/check/final/idTables.js";
import { compileMismatchFinder } from "../../../scripts/check/final/schemaMismatches.js";

/** Worked out with the open backend's code. */
const ids: readonly (readonly [id: string, table: number])[] = [
  ["j575a3m403h9pgemmwb48sjn8g000p41", 10001],
  ["kg25a3m403h9pgemmwb48sjn8g0006ax", 540],
  ["zxzzzzzzzzzzzzzzzzzzzzzzzzzzyvpn", 16383],
  ["g2002000000000000000000000000001j4", 16384],
];

describe("whose id a text is", () => {
  test.each(ids)("%s is of table %i", (text, number) => {
    expect(tableNumberOf(text)).toBe(number);
  });

  test.each([
    ["another digit breaks the checksum", "j575a3m403h9pgemmwb48sjn8g000p42"],
    ["upper case", "J575A3M403H9PGEMMWB48SJN8G000P41"],
    ["a letter that is no digit", "j575a3m403h9pgemmwb48sjn8g000p4l"],
    ["too short", "j575a3m403h9pgemmwb48sjn8g000p4"],
    ["a UUID", "550e8400-e29b-41d4-a716-446655440000"],
    ["nothing", ""],
  ])("no id: %s", (_, text) => {
    expect(tableNumberOf(text)).toBeNull();
  });
});

describe("what of a document does not fit", () => {
  const one = v.object({
    name: v.string(),
    age: v.optional(v.number()),
    owner: v.id("users"),
    tags: v.array(v.string()),
  });
  const fits = { _id: "1", _creationTime: 1, name: "a", owner: "1users", tags: [] };
  const options = { isId: (text: string, name: string) => text.endsWith(name) };
  const find = compileMismatchFinder(validatorJson(one), ["legacyId", "legacyOwner"], options);

  test.each([
    ["nothing", fits, []],
    ["a legacy field", { ...fits, legacyOwner: "7" }, ["legacy_field legacyOwner"]],
    [
      "every field, not the first alone",
      { ...fits, legacyId: "7", name: 1, owner: "1cases", extra: true, tags: undefined },
      ["legacy_field legacyId", "wrong_value name", "wrong_value owner", "missing_field tags", "unknown_field extra"],
    ],
    ["null where a field may be missing", { ...fits, age: null }, ["wrong_value age"]],
    ["inside an array", { ...fits, tags: ["a", 1] }, ["wrong_value tags"]],
  ])("%s", (_, document, expected) => {
    expect(find(document).map(({ code, field }) => `${code} ${field}`)).toEqual(expected);
  });

  test("of a union of objects: legacy fields apart from the rest", () => {
    const union = v.union(v.object({ kind: v.literal("a"), a: v.string() }), v.object({ kind: v.literal("b") }));
    const findIn = compileMismatchFinder(validatorJson(union), ["legacyId"], {});
    expect(findIn({ _id: "1", kind: "a", a: "x", legacyId: "7" })).toMatchObject([{ code: "legacy_field" }]);
    expect(findIn({ _id: "1", kind: "b" })).toEqual([]);
    expect(findIn({ _id: "1", kind: "c" })).toHaveLength(1);
  });
});

describe("the final schema", () => {
  const plan = definePlan({ cases: table("cases", { id: id(), owner: ref("cases") }) });
  const cases = defineTable({ owner: v.id("cases"), title: v.optional(v.string()) });

  test("is the one before duringCutover", () => {
    const schema = defineSchema({ cases: cases.index("by_owner", ["owner"]), other: defineTable(v.any()) });
    const tables = readFinalSchema(duringCutover(schema, plan));
    expect(tables).toMatchObject([
      { name: "cases", documentType: validatorJson(cases.validator), indexes: [{ name: "by_owner" }] },
      { name: "other", documentType: { type: "any" } },
    ]);
    expect(findLegacyInSchema(tables, plan)).toEqual([]);
  });

  test("that was opened by hand still names legacy fields, in validators and in indexes of every kind", () => {
    const byHand = defineTable({ owner: v.id("cases"), legacyId: v.optional(v.string()), legacyOwner: v.string() })
      .index("by_legacy_id", ["legacyId"])
      .searchIndex("search", { searchField: "legacyOwner", filterFields: [] });
    const other = defineTable({ legacyId: v.string() }).index("by_legacy_id", ["legacyId"]);
    const found = findLegacyInSchema(readFinalSchema(defineSchema({ cases: byHand, other })), plan);
    expect(
      found.map(({ table: name, field, message }) => `${name}.${field ?? /index (\w+)/.exec(message)?.[1]}`),
    ).toEqual(["cases.legacyId", "cases.legacyOwner", "cases.by_legacy_id", "cases.search"]);
  });
});
