import { authTables } from "@convex-dev/auth/server";
import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { duringCutover } from "../../../../../../convex/client/index.js";
import plan from "./plan.js";

const schema = defineSchema({
  ...authTables,
  users: defineTable({
    email: v.optional(v.string()),
    emailVerificationTime: v.optional(v.number()),
    previousEmail: v.optional(v.string()),
    legacyEmail: v.optional(v.string()),
    name: v.optional(v.string()),
    /** The app's own: the old one has none. */
    nickname: v.optional(v.string()),
    invitedBy: v.optional(v.id("users")),
  }).index("email", ["email"]),
  cases: defineTable({ userId: v.id("users"), title: v.string() }).index("by_user", ["userId"]),
});

export default duringCutover(schema, plan);
