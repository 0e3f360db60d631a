import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { duringCutover } from "../../../../convex/client/index.js";
import plan from "./plan.js";

const schema = defineSchema({
  people: defineTable({
    email: v.optional(v.string()),
    emailVerificationTime: v.optional(v.number()),
    name: v.optional(v.string()),
    invitedBy: v.optional(v.id("people")),
    theme: v.optional(v.string()),
  }).index("email", ["email"]),
  teams: defineTable({ slug: v.string(), ownerId: v.id("people") }),
  tickets: defineTable({
    personId: v.id("people"),
    teamId: v.optional(v.id("teams")),
    parentId: v.optional(v.id("tickets")),
    title: v.string(),
    status: v.union(v.literal("open"), v.literal("closed")),
    amount: v.optional(v.int64()),
  }),
  notes: defineTable({
    ticketId: v.id("tickets"),
    number: v.number(),
    body: v.optional(v.string()),
    seal: v.optional(v.bytes()),
  }),
});

export default duringCutover(schema, plan);
