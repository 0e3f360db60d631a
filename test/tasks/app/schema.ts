import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { duringCutover } from "../../../convex/client/index.js";
import plan from "./plan.js";

export const finalSchema = defineSchema({
  users: defineTable({ email: v.string() }).index("email", ["email"]),
  cases: defineTable({ userId: v.id("users"), title: v.string() }),
  /** What the tasks' functions were called with. */
  calls: defineTable({
    verb: v.string(),
    dryRun: v.boolean(),
    at: v.number(),
    until: v.number(),
    isKilled: v.boolean(),
  }),
  /** What the next calls lead to, the oldest first; done when there is none. */
  answers: defineTable({ answer: v.any() }),
});

export default duringCutover(finalSchema, plan);
