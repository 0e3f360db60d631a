import { authTables } from "@convex-dev/auth/server";
import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { duringCutover } from "../../../convex/client/index.js";
import plan from "./plan.js";

export const vAction = v.union(
  v.literal("created"),
  v.literal("prayed"),
  v.literal("answered"),
  v.literal("dated"),
  v.literal("testified"),
  v.literal("archived"),
  v.literal("restored"),
  v.literal("flagged"),
  v.literal("unflagged"),
);

/** People have neither email nor password: they sign in by links. */
const users = defineTable({
  displayName: v.string(),
  religiousPreference: v.union(v.literal("christian"), v.literal("unspecified")),
  prayerStyle: v.optional(v.union(v.literal("inJesusName"), v.literal("interfaith"))),
  /** Absent at the root of the tree, and where nobody remembers. */
  invitedBy: v.optional(v.id("users")),
  welcomeMessageDismissed: v.boolean(),
  archiveId: v.optional(v.id("archives")),
})
  .index("by_display_name", ["displayName"])
  .index("by_invited_by", ["invitedBy"]);

const roles = defineTable({
  name: v.string(),
  description: v.optional(v.string()),
  permissions: v.array(v.string()),
  createdBy: v.optional(v.id("users")),
  isSystemRole: v.boolean(),
}).index("by_name", ["name"]);

const userRoles = defineTable({
  userId: v.id("users"),
  roleId: v.id("roles"),
  grantedBy: v.optional(v.id("users")),
  /** Epoch milliseconds. */
  expiresAt: v.optional(v.number()),
}).index("by_user", ["userId"]);

/** Of any length: the form asks for 10 to 5,000 characters, and what was prayed before it did stays as it is. */
const prayers = defineTable({
  /** Absent when the author is gone. */
  authorId: v.optional(v.id("users")),
  text: v.string(),
  generatedPrayer: v.optional(v.string()),
  projectTag: v.optional(v.string()),
  targetAudience: v.union(v.literal("all"), v.literal("christiansOnly")),
  isFlagged: v.boolean(),
  isArchived: v.boolean(),
  isAnswered: v.boolean(),
  /** Epoch milliseconds. */
  answeredAt: v.optional(v.number()),
  testimony: v.optional(v.string()),
  archiveId: v.optional(v.id("archives")),
})
  .index("by_author", ["authorId"])
  .index("by_is_archived", ["isArchived"]);

/** One per time somebody prayed: the same person may pray for the same prayer every day. */
const prayerMarks = defineTable({
  userId: v.id("users"),
  prayerId: v.id("prayers"),
  archiveId: v.optional(v.id("archives")),
})
  .index("by_prayer", ["prayerId"])
  .index("by_user", ["userId"]);

const prayerSkips = defineTable({ userId: v.id("users"), prayerId: v.id("prayers") }).index("by_user", ["userId"]);

/** What happened, in the order in which it happened: `_creationTime` is when. To the minute, a thing is said once. */
const activity = defineTable({
  prayerId: v.id("prayers"),
  /** Absent when nobody knows, or the person is gone. */
  userId: v.optional(v.id("users")),
  action: vAction,
  oldValue: v.optional(v.string()),
  newValue: v.optional(v.string()),
  archiveId: v.optional(v.id("archives")),
})
  .index("by_prayer", ["prayerId"])
  .index("by_user", ["userId"]);

/** Text files beside the old database, by path. */
const archives = defineTable({
  path: v.string(),
  kind: v.union(
    v.literal("prayer"),
    v.literal("user"),
    v.literal("usersOfMonth"),
    v.literal("marksOfMonth"),
    v.literal("attributesOfMonth"),
  ),
  /** `YYYY-MM`; absent on files of one person. */
  month: v.optional(v.string()),
  /** Absent where it is gone. */
  file: v.optional(v.id("_storage")),
  /** It lay in a temporary folder, which is gone. */
  isGone: v.boolean(),
})
  .index("by_path", ["path"])
  .index("by_kind_and_month", ["kind", "month"]);

export const schema = defineSchema({
  ...authTables,
  users,
  roles,
  userRoles,
  prayers,
  prayerMarks,
  prayerSkips,
  activity,
  archives,
});

/** During the migration: the final schema plus the legacy fields. After cleanup: `export default schema`. */
export default duringCutover(schema, plan);
