import { authTables } from "@convex-dev/auth/server";
import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { duringCutover } from "../../../convex/client/index.js";
import plan from "./plan.js";

const users = defineTable({
  email: v.optional(v.string()),
  emailVerificationTime: v.optional(v.number()),
  phone: v.optional(v.string()),
  phoneVerificationTime: v.optional(v.number()),
  name: v.optional(v.string()),
  image: v.optional(v.string()),
  isAnonymous: v.optional(v.boolean()),
  disabled: v.optional(v.boolean()),
  lastSignedInAt: v.optional(v.number()),
})
  .index("email", ["email"])
  .index("phone", ["phone"]);

const recipes = defineTable({
  title: v.string(),
  authorId: v.id("users"),
  /** Absent where nobody knows. */
  createdAt: v.optional(v.number()),
  servings: v.number(),
  minutes: v.int64(),
  where: v.optional(v.object({ latitude: v.number(), longitude: v.number() })),
  tags: v.array(v.string()),
  ingredients: v.array(v.object({ name: v.string(), grams: v.number() })),
}).index("by_author", ["authorId"]);

const comments = defineTable({
  recipeId: v.id("recipes"),
  /** Absent where the user was deleted. */
  authorId: v.optional(v.id("users")),
  text: v.string(),
  hidden: v.boolean(),
})
  .index("by_recipe", ["recipeId"])
  .index("by_author", ["authorId"]);

const profiles = defineTable({
  userId: v.id("users"),
  bio: v.string(),
  units: v.union(v.literal("metric"), v.literal("imperial")),
}).index("by_user", ["userId"]);

const favourites = defineTable({ userId: v.id("users"), recipeId: v.id("recipes") })
  .index("by_user", ["userId", "recipeId"])
  .index("by_recipe", ["recipeId"]);

export const schema = defineSchema({ ...authTables, users, recipes, comments, profiles, favourites });

export default duringCutover(schema, plan);
