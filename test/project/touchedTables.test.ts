import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { expect, test } from "vitest";
import { definePlan, id, table } from "../../convex/client/index.js";
import { findTouchedTables } from "../../scripts/project/touchedTables.js";

const user = { userId: v.id("users") };
const schema = defineSchema({
  users: defineTable({ name: v.string() }),
  authSessions: defineTable(user),
  authAccounts: defineTable(user),
  comments: defineTable({ by: v.optional(v.array(v.object(user))) }),
  presence: defineTable(user),
  weather: defineTable({ degrees: v.number() }),
});

const touched = (lively: string[] = []) => {
  const plan = definePlan({ users: table("users", { id: id() }) }, { window: { lively } });
  return [...findTouchedTables({ plan, schema })];
};

test("tables whose documents refer to a migrated one are touched, at any depth; sessions and others are not", () => {
  expect(touched()).toStrictEqual(["users", "authAccounts", "comments", "presence"]);
});

test("a table that the plan calls lively was watched, and kept the window shut", () => {
  expect(touched(["presence"])).toStrictEqual(["users", "authAccounts", "comments"]);
});
