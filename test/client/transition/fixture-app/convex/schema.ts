import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { duringCutover } from "../../../../../convex/client/index.js";
import plan from "./plan.js";

export const schema = defineSchema({
  people: defineTable({
    email: v.string(),
    emailVerificationTime: v.optional(v.number()),
    name: v.optional(v.string()),
  }).index("email", ["email"]),
  tickets: defineTable({
    personId: v.id("people"),
    parentId: v.optional(v.id("tickets")),
    title: v.string(),
    status: v.union(v.literal("open"), v.literal("closed")),
    amount: v.optional(v.int64()),
  }),
  notes: defineTable({ ticketId: v.id("tickets"), number: v.number(), body: v.string() }),
  /** Not in the plan: the app's own. */
  settings: defineTable({ theme: v.string(), owner: v.optional(v.id("people")) }),
});

export default duringCutover(schema, plan);
