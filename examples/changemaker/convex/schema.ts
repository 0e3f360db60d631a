import { authTables } from "@convex-dev/auth/server";
import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { duringCutover } from "../../../convex/client/index.js";
import plan from "./plan.js";
import { vRole, vStatus } from "./roles.js";
import { vBounds, vGeometry, vOffice } from "./shapes.js";
import { vUpload } from "./uploads.js";

/** Epoch milliseconds. */
const vTime = v.number();

/** Where on earth, WGS 84. */
const vPosition = v.object({ latitude: v.number(), longitude: v.number() });

export const vLevel = v.union(
  v.literal("federal"),
  v.literal("provincial"),
  v.literal("municipal"),
  v.literal("schoolBoard"),
);

/** The index is called as Convex Auth expects it. */
const users = defineTable({
  email: v.string(),
  name: v.optional(v.string()),
  phone: v.optional(v.string()),
  role: vRole,
  status: vStatus,
  /** Of temporary accounts. */
  expiresAt: v.optional(vTime),
  lastLoginAt: v.optional(vTime),
  needsPasswordReset: v.boolean(),
  updatedAt: v.optional(vTime),
}).index("email", ["email"]);

const campaigns = defineTable({
  slug: v.string(),
  title: v.string(),
  description: v.optional(v.string()),
  emailSubject: v.string(),
  emailBody: v.string(),
  coverPhotos: v.array(vUpload),
  status: v.union(v.literal("draft"), v.literal("active"), v.literal("paused"), v.literal("archived")),
  allowSmtpEmail: v.boolean(),
  allowMailtoLink: v.boolean(),
  collectUserInfo: v.boolean(),
  targetLevels: v.array(vLevel),
  createdById: v.optional(v.id("users")),
  updatedAt: v.optional(vTime),
})
  .index("by_slug", ["slug"])
  .index("by_status", ["status"]);

const responses = defineTable({
  campaignId: v.id("campaigns"),
  representativeName: v.string(),
  representativeTitle: v.optional(v.string()),
  representativeLevel: vLevel,
  type: v.union(
    v.literal("email"),
    v.literal("letter"),
    v.literal("phoneCall"),
    v.literal("meeting"),
    v.literal("socialMedia"),
    v.literal("other"),
  ),
  text: v.string(),
  userComment: v.optional(v.string()),
  screenshots: v.array(vUpload),
  submittedByName: v.optional(v.string()),
  submittedByEmail: v.optional(v.string()),
  submittedById: v.optional(v.id("users")),
  isAnonymous: v.boolean(),
  status: v.union(v.literal("pending"), v.literal("approved"), v.literal("rejected")),
  isVerified: v.boolean(),
  updatedAt: v.optional(vTime),
}).index("by_campaign_and_status", ["campaignId", "status"]);

/** One vote: an account's, or a visitor's, who is known by the address alone. */
const responseUpvotes = defineTable({
  responseId: v.id("responses"),
  userId: v.optional(v.id("users")),
  visitorIp: v.optional(v.string()),
  updatedAt: v.optional(vTime),
})
  .index("by_response_and_user", ["responseId", "userId"])
  .index("by_response_and_visitor", ["responseId", "visitorIp"]);

const representatives = defineTable({
  postalCode: v.string(),
  name: v.string(),
  email: v.optional(v.string()),
  districtName: v.string(),
  electedOffice: v.string(),
  partyName: v.optional(v.string()),
  representativeSetName: v.string(),
  photoUrl: v.optional(v.string()),
  offices: v.array(vOffice),
  cachedAt: vTime,
  updatedAt: v.optional(vTime),
}).index("by_postal_code", ["postalCode"]);

const postalCodes = defineTable({
  postalCode: v.string(),
  city: v.optional(v.string()),
  province: v.string(),
  centroid: v.optional(vPosition),
  cachedAt: vTime,
  updatedAt: v.optional(vTime),
}).index("by_postal_code", ["postalCode"]);

const locations = defineTable({
  position: v.optional(vPosition),
  needsGeocoding: v.boolean(),
  address: v.string(),
  unitNumber: v.optional(v.string()),
  firstName: v.optional(v.string()),
  lastName: v.optional(v.string()),
  email: v.optional(v.string()),
  phone: v.optional(v.string()),
  /** From "1", strong support, to "4", none. */
  supportLevel: v.optional(v.union(v.literal("1"), v.literal("2"), v.literal("3"), v.literal("4"))),
  wantsSign: v.boolean(),
  signSize: v.optional(v.union(v.literal("small"), v.literal("medium"), v.literal("large"), v.literal("unsure"))),
  notes: v.optional(v.string()),
  createdById: v.optional(v.id("users")),
  updatedAt: v.optional(vTime),
})
  .index("by_needs_geocoding", ["needsGeocoding"])
  .index("by_support_level", ["supportLevel"]);

const cuts = defineTable({
  name: v.string(),
  description: v.optional(v.string()),
  color: v.string(),
  opacity: v.number(),
  category: v.optional(v.string()),
  isPublic: v.boolean(),
  isOfficial: v.boolean(),
  geometry: vGeometry,
  bounds: v.optional(vBounds),
  createdById: v.optional(v.id("users")),
  updatedAt: v.optional(vTime),
}).index("by_is_public", ["isPublic"]);

const shifts = defineTable({
  title: v.string(),
  description: v.optional(v.string()),
  /** ISO `YYYY-MM-DD`, and `HH:MM:SS` on the clocks of the place. */
  date: v.string(),
  startTime: v.string(),
  endTime: v.string(),
  location: v.optional(v.string()),
  maxVolunteers: v.number(),
  status: v.union(v.literal("open"), v.literal("full"), v.literal("cancelled")),
  organiserId: v.optional(v.id("users")),
  updatedAt: v.optional(vTime),
}).index("by_date", ["date"]);

/** Name and address stay with the sign-up: people sign up without an account. */
const shiftSignups = defineTable({
  shiftId: v.id("shifts"),
  userId: v.optional(v.id("users")),
  userEmail: v.string(),
  userName: v.optional(v.string()),
  phone: v.optional(v.string()),
  signedUpAt: vTime,
  status: v.union(v.literal("confirmed"), v.literal("cancelled")),
  updatedAt: v.optional(vTime),
})
  .index("by_shift_and_email", ["shiftId", "userEmail"])
  .index("by_user", ["userId"]);

const settings = defineTable({
  key: v.string(),
  value: v.optional(v.string()),
  updatedAt: v.optional(vTime),
}).index("by_key", ["key"]);

export const schema = defineSchema({
  ...authTables,
  users,
  campaigns,
  responses,
  responseUpvotes,
  representatives,
  postalCodes,
  locations,
  cuts,
  shifts,
  shiftSignups,
  settings,
});

/** During the migration: the final schema plus the legacy fields. After cleanup: `export default schema`. */
export default duringCutover(schema, plan);
