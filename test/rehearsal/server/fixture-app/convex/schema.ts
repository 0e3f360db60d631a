import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";

/** Loaded by imports; read and changed by cases.ts. */
export default defineSchema({
  users: defineTable({ email: v.string(), name: v.optional(v.string()) }).index("by_email", ["email"]),
  cases: defineTable({
    legacyId: v.string(),
    userId: v.optional(v.id("users")),
    cents: v.optional(v.int64()),
    rate: v.optional(v.float64()),
    photo: v.optional(v.bytes()),
    tags: v.optional(v.array(v.string())),
    status: v.optional(v.union(v.literal("open"), v.literal("closed"))),
    labels: v.optional(v.record(v.string(), v.string())),
  }).index("by_legacy_id", ["legacyId"]),
  notes: defineTable(v.any()),
});
