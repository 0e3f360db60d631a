import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { duringCutover } from "../../../../convex/client/index.js";
import plan from "./plan.js";

const schema = defineSchema({
  people: defineTable({
    email: v.string(),
    emailVerificationTime: v.number(),
    name: v.string(),
    phone: v.optional(v.string()),
  }),
  tickets: defineTable({ personId: v.id("people"), title: v.string(), amount: v.number() }),
});

export default duringCutover(schema, plan);
