import { type DataModelFromSchemaDefinition, defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { afterEach, expect, test, vi } from "vitest";
import { definePlan, duringCutover, email, id, ref, table, text } from "../../../convex/client/index.js";
import { cutover } from "../app/migrations.js";
import schema, { finalSchema } from "../app/schema.js";
import { aCase, deploy, find, finish, load, user } from "../support.js";

afterEach(() => vi.useRealTimers());

const exported = (of: { tables: object }) =>
  (
    JSON.parse((of as unknown as { export(): string }).export()) as {
      tables: {
        tableName: string;
        indexes: unknown[];
        searchIndexes: unknown[];
        documentType: { value: Record<string, { optional: boolean }> };
      }[];
    }
  ).tables;

function names(of: { tables: object }, name: string): string[] {
  const { indexes } = exported(of).find(({ tableName }) => tableName === name)!;
  return indexes.map((index) => (index as { indexDescriptor: string }).indexDescriptor);
}

test("planned tables get optional legacy fields and indexes; the rest stays as it was", () => {
  const during = exported(schema).find(({ tableName }) => tableName === "cases")!;
  const final = exported(finalSchema).find(({ tableName }) => tableName === "cases")!;
  const legacy = ["legacyId", "legacyUserId", "legacyTeamId", "legacySettingId", "legacyReviewerId"];
  for (const field of legacy) expect(during.documentType.value[field]).toMatchObject({ optional: true });
  expect(Object.keys(during.documentType.value).toSorted()).toEqual(
    [...Object.keys(final.documentType.value), ...legacy].toSorted(),
  );
  expect(during.documentType.value["userId"]).toMatchObject({ optional: true });
  expect(during.documentType.value["title"]).toMatchObject({ optional: false });
  expect(during.searchIndexes).toEqual(final.searchIndexes);
  expect(during.indexes).toEqual([{ indexDescriptor: "by_legacy_id", fields: ["legacyId"] }]);
});

test("a list of references keeps its keys in a list, without an index; the ids may be missing until resolve", () => {
  const { documentType } = exported(schema).find(({ tableName }) => tableName === "teams")!;
  const texts = { type: "array", value: { type: "string" } };
  expect(documentType.value["legacyWatcherIds"]).toMatchObject({ optional: true, fieldType: texts });
  expect(documentType.value["watcherIds"]).toMatchObject({ optional: true });
  expect(names(schema, "teams")).toEqual(["by_legacy_id", "by_legacy_key_slug"]);
  const team: Partial<DataModelFromSchemaDefinition<typeof schema>["teams"]["document"]> = { legacyWatcherIds: ["7"] };
  // @ts-expect-error -- a list is no text
  team.legacyWatcherIds = "7";
  expect(team.legacyOwnerId).toBeUndefined();
});

test("keys other tables refer by get an index, the field people are matched by only when it has none", () => {
  expect(names(schema, "teams")).toEqual(["by_legacy_id", "by_legacy_key_slug"]);
  expect(names(schema, "users")).toEqual(["email", "by_legacy_id"]);
  const plan = definePlan({ people: table("people", { id: id(), mail: email() }, { match: "mail" }) });
  const people = duringCutover(defineSchema({ people: defineTable({ mail: v.string() }) }), plan);
  expect(names(people, "people")).toEqual(["by_legacy_id", "by_match_mail"]);
});

test("every member of a union of objects gets the fields, and tables outside the plan are the same objects", () => {
  const plan = definePlan({ events: table("events", { id: id(), kind: text(), owner: ref("events") }) });
  const union = v.union(
    v.object({ kind: v.string(), owner: v.id("events") }),
    v.object({ kind: v.string(), owner: v.id("events"), extra: v.optional(v.number()) }),
  );
  const final = defineSchema(
    { events: defineTable(union), other: defineTable({ a: v.any() }) },
    { schemaValidation: false },
  );
  const during = duringCutover(final, plan);
  const members = (during.tables.events.validator as unknown as typeof union).members;
  for (const { fields } of members) {
    expect(fields).toMatchObject({
      legacyId: { isOptional: "optional" },
      legacyOwner: { isOptional: "optional" },
      owner: { isOptional: "optional" },
    });
  }
  expect(during.tables.other).toBe(final.tables.other);
  expect(during.schemaValidation).toBe(false);
});

test("the final schema is left as it was", () => {
  expect(Object.keys(finalSchema.tables.cases.validator.fields)).not.toContain("legacyId");
  expect(finalSchema.tables.cases[" indexes"]()).toEqual([]);
});

test("a plan that does not fit is refused, all mismatches at once", () => {
  const plan = definePlan({ people: table("people", { id: id(), mail: email(), gone: text() }) });
  const final = defineSchema({ people: defineTable({ mail: v.number(), age: v.number() }) });
  expect(() => duringCutover(final, plan as never)).toThrow(/people\.mail[^]*people\.gone[^]*people\.age/);
});

test("a document is found by its Convex id, by its old key, or not at all", async () => {
  const t = deploy();
  await load(t, { users: [user("u1")], cases: [aCase("c1")] });
  await finish(t, "match", "resolve");
  const found = await find(t, "cases", "c1");
  for (const key of [found._id, "c1"]) {
    const document = await t.run(async (ctx) => await cutover.getByEitherId(ctx, "cases", key));
    expect(document).toMatchObject({ _id: found._id, title: "case c1" });
  }
  expect(await t.run(async (ctx) => await cutover.getByEitherId(ctx, "cases", "c2"))).toBeNull();
  // An id of another table is not one of this one's.
  expect(await t.run(async (ctx) => await cutover.getByEitherId(ctx, "users", found._id))).toBeNull();
});
