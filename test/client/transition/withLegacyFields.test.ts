import {
  type DataModelFromSchemaDefinition,
  defineSchema,
  defineTable,
  type DocumentByName,
  type TableDefinition,
} from "convex/server";
import { v } from "convex/values";
import { expect, expectTypeOf, test } from "vitest";
import {
  cents,
  Cutover,
  definePlan,
  duringCutover,
  email,
  id,
  legacyIndexes,
  ref,
  table,
  text,
  withLegacyFields,
} from "../../../convex/client/index.js";
import { finalTableOf } from "../../../convex/shared/plan/schemaFaults.js";

/** tsc checks the types of this file: a line under `@ts-expect-error` that compiles is an error. */
const users = defineTable({ mail: v.string(), slug: v.string() });
const cases = defineTable({ userId: v.id("users"), wage: v.optional(v.int64()) })
  .index("by_user", ["userId"])
  .searchIndex("by_wage", { searchField: "userId" });
const notes = defineTable({ text: v.string() });

const plan = definePlan({
  users: table("users", { id: id(), mail: email(), slug: text() }, { match: "mail" }),
  cases: table("cases", { id: id(), user: ref("users", { to: "slug" }).as("userId"), wage: cents().optional() }),
});

const open = defineSchema({
  users: withLegacyFields(users, plan, "users"),
  cases: withLegacyFields(cases, plan, "cases"),
  notes,
});
const final = defineSchema({ users, cases, notes });

const exported = (schema: object) => JSON.parse((schema as { export(): string }).export()) as unknown;

test("a table at a time gives what wrapping the whole schema gives, types included", () => {
  const whole = duringCutover(final, plan);
  expect(exported(open)).toEqual(exported(whole));
  expectTypeOf<DataModelFromSchemaDefinition<typeof open>>().toEqualTypeOf<
    DataModelFromSchemaDefinition<typeof whole>
  >();
});

test("the types are the final ones plus the optional legacy fields and the index by old key", () => {
  type Case = DocumentByName<DataModelFromSchemaDefinition<typeof open>, "cases">;
  type FinalCase = DocumentByName<DataModelFromSchemaDefinition<typeof final>, "cases">;
  expectTypeOf<Case["userId"]>().toEqualTypeOf<FinalCase["userId"]>();
  expectTypeOf<Case["legacyUserId"]>().toEqualTypeOf<string | undefined>();
  expectTypeOf<Case["legacyId"]>().toEqualTypeOf<string | undefined>();
  type Indexes = DataModelFromSchemaDefinition<typeof open>["cases"]["indexes"];
  expectTypeOf<"by_legacy_id" | "by_user">().toExtend<keyof Indexes>();
});

test("the indexes it adds are those the table lacks", () => {
  expect(legacyIndexes(users, plan, "users")).toEqual([
    { index: "by_legacy_id", fields: ["legacyId"] },
    { index: "by_legacy_key_slug", fields: ["legacyKeySlug"] },
    { index: "by_match_mail", fields: ["mail"] },
  ]);
  expect(legacyIndexes(open.tables.users, plan, "users")).toEqual([]);
});

test("an opened table remembers what it was, and that is left as it was", () => {
  expect(finalTableOf<TableDefinition>(open.tables.cases)).toBe(cases);
  expect(finalTableOf<TableDefinition>(duringCutover(final, plan).tables.cases)).toBe(cases);
  expect(finalTableOf<TableDefinition>(open.tables.notes)).toBe(notes);
  expect(Object.keys(cases.validator.fields)).toEqual(["userId", "wage"]);
});

test("a table that was forgotten is named when the stages are defined", () => {
  const schema = defineSchema({ users: withLegacyFields(users, plan, "users"), cases });
  const parts = { plan, schema, migrations: {} as never };
  expect(() => new Cutover({} as never, parts)).toThrow(/cases: has no index by_legacy_id/);
});

test("mismatches are refused, all of the table at once, and none of other tables", () => {
  const bad = definePlan({
    users: table("users", { id: id(), mail: cents(), slug: text(), gone: text() }),
    cases: table("cases", { id: id(), nothing: text() }),
  });
  const fault = () => withLegacyFields(users, bad as never, "users" as never);
  expect(fault).toThrow(/users\.mail[^]*users\.gone/);
  expect(fault).not.toThrow(/cases/);
  const broken = definePlan({ users: table("users", { mail: email() }) });
  expect(() => withLegacyFields(users, broken as never, "users" as never)).toThrow(/no column is the id/);
});

export function doNotCompile() {
  // @ts-expect-error the plan has no table of this name
  withLegacyFields(notes, plan, "notes");
  // @ts-expect-error another table's fields
  withLegacyFields(notes, plan, "cases");
  // @ts-expect-error mail is a number here
  withLegacyFields(defineTable({ mail: v.number(), slug: v.string() }), plan, "users");
  // @ts-expect-error the schema requires a name, and the plan does not write it
  withLegacyFields(defineTable({ mail: v.string(), slug: v.string(), name: v.string() }), plan, "users");
}
