import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { duringCutover } from "../../../../convex/client/index.js";
import plan from "./plan.js";

const schema = defineSchema({
  users: defineTable({
    email: v.string(),
    name: v.optional(v.string()),
    emailVerificationTime: v.optional(v.number()),
  }).index("email", ["email"]),
});

export default duringCutover(schema, plan);
