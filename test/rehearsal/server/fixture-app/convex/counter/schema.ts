import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";

/** Written and read by counts.ts only. */
export default defineSchema({
  counts: defineTable({ name: v.string(), value: v.int64() }).index("by_name", ["name"]),
});
