import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { duringCutover } from "../../../../convex/client/index.js";
import plan from "./plan.js";

const schema = defineSchema({
  members: defineTable({ name: v.string(), picture: v.optional(v.id("_storage")) }),
  posts: defineTable({
    memberId: v.id("members"),
    cover: v.id("_storage"),
    attachments: v.array(v.id("_storage")),
  }),
});

export default duringCutover(schema, plan);
