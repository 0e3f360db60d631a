import { authTables } from "@convex-dev/auth/server";
import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { duringCutover } from "../../../../convex/client/index.js";
import plan from "./plan.js";

export default duringCutover(
  defineSchema({
    ...authTables,
    users: defineTable({
      email: v.optional(v.string()),
      emailVerificationTime: v.optional(v.number()),
      phone: v.optional(v.string()),
      phoneVerificationTime: v.optional(v.number()),
      name: v.optional(v.string()),
      image: v.optional(v.string()),
      lawFirm: v.optional(v.string()),
      previousEmail: v.optional(v.string()),
      legacyEmail: v.optional(v.string()),
    })
      .index("email", ["email"])
      .index("phone", ["phone"]),
    notes: defineTable({ userId: v.id("users"), text: v.string() }).index("by_user", ["userId"]),
  }),
  plan,
);
