import { authTables } from "@convex-dev/auth/server";
import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { duringCutover, vEventIds } from "./client/index.js";
import plan from "./plan.js";

/** ISO `YYYY-MM-DD`: a day has no time zone. */
const vDay = v.string();

/** Epoch milliseconds. */
const vTime = v.number();

export const vCaseStatus = v.union(
  v.literal("pwd"),
  v.literal("recruitment"),
  v.literal("eta9089"),
  v.literal("i140"),
  v.literal("closed"),
);

export const vProgressStatus = v.union(
  v.literal("working"),
  v.literal("waitingForIntake"),
  v.literal("filed"),
  v.literal("underReview"),
  v.literal("rfiRfe"),
  v.literal("approved"),
);

export const vPriority = v.union(v.literal("low"), v.literal("normal"), v.literal("high"), v.literal("urgent"));

export const vNotificationType = v.union(
  v.literal("deadlineApproaching"),
  v.literal("deadlinePassed"),
  v.literal("statusChange"),
  v.literal("rfiReceived"),
  v.literal("rfeReceived"),
  v.literal("system"),
);

const vDocument = v.object({
  name: v.string(),
  url: v.string(),
  size: v.number(),
  kind: v.optional(v.string()),
});

/** Convex Auth writes `name`, `image`, `email` and the verification times at sign-in, so all of the rest is optional. */
const users = defineTable({
  name: v.optional(v.string()),
  image: v.optional(v.string()),
  email: v.optional(v.string()),
  emailVerificationTime: v.optional(vTime),
  phone: v.optional(v.string()),
  phoneVerificationTime: v.optional(vTime),
  isAnonymous: v.optional(v.boolean()),
  lawFirm: v.optional(v.string()),
  role: v.optional(v.union(v.literal("member"), v.literal("paralegal"), v.literal("admin"))),
  lastSignInAt: v.optional(vTime),
  deletedAt: v.optional(vTime),
  updatedAt: v.optional(vTime),
})
  .index("email", ["email"])
  .index("phone", ["phone"]);

const caseDates = {
  pwdFilingDate: v.optional(vDay),
  pwdDeterminationDate: v.optional(vDay),
  pwdExpirationDate: v.optional(vDay),
  recruitmentStartDate: v.optional(vDay),
  recruitmentEndDate: v.optional(vDay),
  eta9089FilingDate: v.optional(vDay),
  eta9089CertificationDate: v.optional(vDay),
  eta9089ExpirationDate: v.optional(vDay),
  i140FilingDate: v.optional(vDay),
  i140ApprovalDate: v.optional(vDay),
  rfiReceivedDate: v.optional(vDay),
  rfiDueDate: v.optional(vDay),
  rfiSubmittedDate: v.optional(vDay),
  rfeReceivedDate: v.optional(vDay),
  rfeDueDate: v.optional(vDay),
  rfeSubmittedDate: v.optional(vDay),
};

const cases = defineTable({
  userId: v.id("users"),
  employerName: v.string(),
  beneficiaryIdentifier: v.string(),
  positionTitle: v.optional(v.string()),
  jobSocCode: v.optional(v.string()),
  caseNumber: v.optional(v.string()),
  caseStatus: vCaseStatus,
  progressStatus: vProgressStatus,
  priority: vPriority,
  /** In cents: 8500050n is 85,000.50. */
  pwdWageAmount: v.optional(v.int64()),
  ...caseDates,
  notes: v.optional(v.string()),
  tags: v.array(v.string()),
  documents: v.array(vDocument),
  /** JSON as text: people name these fields themselves, and Convex would refuse names such as `$ref` or "ключ". */
  customFields: v.optional(v.string()),
  calendarSyncEnabled: v.boolean(),
  /** Kind of deadline → its events in Google Calendar: one id where v1 has made it, one or several from here. */
  calendarEventIds: v.optional(v.record(v.string(), vEventIds)),
  isFavorite: v.boolean(),
  isDeleted: v.boolean(),
  deletedAt: v.optional(vTime),
  duplicateOf: v.optional(v.id("cases")),
  updatedAt: vTime,
})
  .index("by_user_and_is_deleted", ["userId", "isDeleted"])
  .index("by_user_and_is_deleted_and_status", ["userId", "isDeleted", "caseStatus"]);

const userSettings = defineTable({
  userId: v.id("users"),
  emailNotificationsEnabled: v.boolean(),
  pushNotificationsEnabled: v.boolean(),
  notifyDaysBefore: v.array(v.number()),
  /** `HH:MM:SS` in the user's own time zone. */
  quietHoursStart: v.optional(v.string()),
  quietHoursEnd: v.optional(v.string()),
  timezone: v.string(),
  calendarSyncEnabled: v.boolean(),
  googleCalendarConnected: v.boolean(),
  googleRefreshTokenEncrypted: v.optional(v.string()),
  calendarDeadlineTypes: v.record(v.string(), v.boolean()),
  preferences: v.object({
    theme: v.optional(v.string()),
    pageSize: v.optional(v.number()),
    columns: v.optional(v.array(v.string())),
  }),
  updatedAt: vTime,
}).index("by_user", ["userId"]);

const userPreferences = defineTable({
  userId: v.id("users"),
  key: v.string(),
  value: v.optional(v.string()),
  updatedAt: vTime,
}).index("by_user_and_key", ["userId", "key"]);

const notifications = defineTable({
  userId: v.id("users"),
  /** Absent on messages about the app itself. */
  caseId: v.optional(v.id("cases")),
  type: vNotificationType,
  title: v.string(),
  message: v.optional(v.string()),
  isRead: v.boolean(),
  readAt: v.optional(vTime),
  deadlineDate: v.optional(vDay),
  daysUntilDeadline: v.optional(v.number()),
  snoozedUntil: v.optional(vTime),
})
  .index("by_user", ["userId"])
  .index("by_user_and_is_read", ["userId", "isRead"])
  .index("by_case", ["caseId"]);

export const schema = defineSchema({
  ...authTables,
  users,
  userSettings,
  userPreferences,
  cases,
  notifications,
});

/** While data moves: the final schema and, beside it, the legacy fields. After the cleanup: `export default schema`. */
export default duringCutover(schema, plan);
