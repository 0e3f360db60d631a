import { type DataModelFromSchemaDefinition, defineSchema, defineTable, type DocumentByName } from "convex/server";
import { v } from "convex/values";
import { expectTypeOf, test } from "vitest";
import {
  cents,
  constant,
  definePlan,
  duringCutover,
  id,
  list,
  oneOf,
  omit,
  ref,
  table,
  text,
  timestamp,
  union,
} from "../../../convex/client/index.js";

/** tsc checks this file: a line under `@ts-expect-error` that compiles is an error. Nothing here has to run. */
const schema = defineSchema({
  users: defineTable({ name: v.string(), nickName: v.optional(v.string()) }),
  cases: defineTable({
    userId: v.id("users"),
    status: v.union(v.literal("open"), v.literal("closed")),
    wage: v.optional(v.int64()),
    tags: v.array(v.string()),
  }).index("by_user", ["userId"]),
});

const users = table("users", { id: id(), name: text(), nick_name: text().optional(), old: omit("unused") });
const status = oneOf({ O: "open", C: "closed" });
const whole = {
  id: id(),
  user_id: ref("users"),
  status,
  wage: cents().optional(),
  tags: list(text()).or([]),
  created_at: timestamp().asCreationTime(),
};

test("a plan that fits compiles, and the types are the final ones plus optional legacy fields", () => {
  const during = duringCutover(schema, definePlan({ users, cases: table("cases", whole) }));
  type Case = DocumentByName<DataModelFromSchemaDefinition<typeof during>, "cases">;
  expectTypeOf<Case["userId"]>().toEqualTypeOf<
    DocumentByName<DataModelFromSchemaDefinition<typeof schema>, "cases">["userId"]
  >();
  expectTypeOf<Case["legacyUserId"]>().toEqualTypeOf<string | undefined>();
  expectTypeOf<Case["legacyId"]>().toEqualTypeOf<string | undefined>();
  type Indexes = DataModelFromSchemaDefinition<typeof during>["cases"]["indexes"];
  expectTypeOf<"by_legacy_id" | "by_user">().toExtend<keyof Indexes>();
});

test("several sources fit together: what one leaves out the other may write", () => {
  const people = table("people", { id: id({ prefix: "p:" }), name: text().optional() });
  const both = union([people, table("logins", { id: id({ prefix: "l:" }), login: text().as("name") })]);
  const during = duringCutover(schema, definePlan({ users: both }));
  type User = DocumentByName<DataModelFromSchemaDefinition<typeof during>, "users">;
  expectTypeOf<User["name"]>().toEqualTypeOf<string>();
});

export function doNotCompile() {
  const { tags: _tags, ...withoutTags } = whole;
  // @ts-expect-error schema.ts has no table of this name
  duringCutover(schema, definePlan({ people: table("people", { id: id() }) }));
  // @ts-expect-error schema.ts has no field of this name
  duringCutover(schema, definePlan({ users: table("users", { id: id(), name: text(), first_name: text() }) }));
  // @ts-expect-error schema.ts has no field of the name that one of two sources writes
  duringCutover(schema, definePlan({ users: union([users, table("logins", { id: id(), login: text() })]) }));
  // @ts-expect-error the schema requires a name, and neither source writes it
  duringCutover(schema, definePlan({ users: union([table("a", { id: id() }), table("b", { id: id() })]) }));
  // @ts-expect-error the field's name is nickName
  duringCutover(schema, definePlan({ users: table("users", { id: id(), name: text(), nickname: text() }) }));
  // @ts-expect-error text may be NULL here, and the schema requires it
  duringCutover(schema, definePlan({ users: table("users", { id: id(), name: text().optional() }) }));
  // @ts-expect-error the schema does not take null
  duringCutover(schema, definePlan({ users: table("users", { id: id(), name: text().nullable() }) }));
  // @ts-expect-error the schema requires tags, and the plan does not write them
  duringCutover(schema, definePlan({ users, cases: table("cases", withoutTags) }));
  // @ts-expect-error cents are int64, tags are text
  duringCutover(schema, definePlan({ users, cases: table("cases", { ...whole, tags: list(cents()) }) }));
  // @ts-expect-error a reference to cases where the schema has one to users
  duringCutover(schema, definePlan({ users, cases: table("cases", { ...whole, user_id: ref("cases") }) }));
  // @ts-expect-error a word the schema does not know
  duringCutover(schema, definePlan({ users, cases: table("cases", { ...whole, status: oneOf({ O: "opened" }) }) }));
  // @ts-expect-error a constant of another type
  duringCutover(schema, definePlan({ users: table("users", { id: id(), name: constant(7) }) }));
}
