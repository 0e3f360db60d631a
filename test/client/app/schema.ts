import { authTables } from "@convex-dev/auth/server";
import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { duringCutover } from "../../../convex/client/index.js";
import plan from "./plan.js";

const { authAccounts, authSessions } = authTables;

export const finalSchema = defineSchema({
  authAccounts,
  authSessions,
  users: defineTable({
    email: v.optional(v.string()),
    emailVerificationTime: v.optional(v.number()),
    formerEmail: v.optional(v.string()),
    legacyEmail: v.optional(v.string()),
    name: v.optional(v.string()),
    lawFirm: v.optional(v.string()),
    /** Nothing that the old system knows. */
    nickname: v.optional(v.string()),
    invitedBy: v.optional(v.id("users")),
    homeTeam: v.optional(v.id("teams")),
  }).index("email", ["email"]),
  teams: defineTable({
    slug: v.string(),
    ownerId: v.id("users"),
    watcherIds: v.optional(v.array(v.id("users"))),
    pastOwnerIds: v.optional(v.array(v.id("users"))),
    partnerTeams: v.optional(v.array(v.id("teams"))),
  }),
  settings: defineTable({ userId: v.id("users"), key: v.string() }).index("by_user", ["userId"]),
  cases: defineTable({
    userId: v.id("users"),
    teamId: v.optional(v.id("teams")),
    settingId: v.optional(v.id("settings")),
    reviewerId: v.optional(v.union(v.id("users"), v.null())),
    title: v.string(),
    wage: v.int64(),
  }).searchIndex("by_title", { searchField: "title" }),
});

export default duringCutover(finalSchema, plan);
