import { authTables } from "@convex-dev/auth/server";
import { defineSchema, defineTable } from "convex/server";
import { v, type Validator } from "convex/values";
import { duringCutover } from "../../../convex/client/index.js";
import plan from "./plan.js";
import { vGeojson, vOffice, vTheme } from "./shapes.js";

/** Epoch milliseconds. */
const vTime = v.number();

/** ISO `YYYY-MM-DD`: a day has no time zone. */
const vDay = v.string();

/** `HH:MM:SS` where the shift takes place. */
const vTimeOfDay = v.string();

function words<const T extends string>(...known: T[]): Validator<T> {
  return v.union(...known.map((word) => v.literal(word)));
}

export const vSupportLevel = words("strong", "likely", "unsure", "opposed");
export const vGovernmentLevel = words("federal", "provincial", "municipal", "schoolBoard");

/** Convex Auth writes here at sign-in, so all of it is optional. */
const users = defineTable({
  name: v.optional(v.string()),
  image: v.optional(v.string()),
  email: v.optional(v.string()),
  emailVerificationTime: v.optional(vTime),
  phone: v.optional(v.string()),
  phoneVerificationTime: v.optional(vTime),
  isAnonymous: v.optional(v.boolean()),
  role: v.optional(words("superAdmin", "influenceAdmin", "mapAdmin", "user", "temp")),
  status: v.optional(words("active", "inactive", "suspended", "expired")),
  /** Missing: as the role says. null: nothing at all. */
  permissions: v.optional(v.union(v.null(), v.record(v.string(), v.boolean()))),
  expiresAt: v.optional(vTime),
  lastLoginAt: v.optional(vTime),
  deletedAt: v.optional(vTime),
  updatedAt: v.optional(vTime),
})
  .index("email", ["email"])
  .index("phone", ["phone"]);

const campaigns = defineTable({
  slug: v.string(),
  title: v.string(),
  description: v.optional(v.string()),
  emailSubject: v.string(),
  emailBody: v.string(),
  status: words("draft", "active", "paused", "archived"),
  targetGovernmentLevels: v.array(vGovernmentLevel),
  isHighlighted: v.boolean(),
  featureFlags: v.record(v.string(), v.boolean()),
  /** In cents: 1500000n is 15,000.00. */
  budget: v.optional(v.int64()),
  parentId: v.optional(v.id("campaigns")),
  createdByUserId: v.optional(v.id("users")),
  createdByEmail: v.optional(v.string()),
  startsAt: v.optional(vTime),
  deletedAt: v.optional(vTime),
  updatedAt: vTime,
})
  .index("by_slug", ["slug"])
  .index("by_parent", ["parentId"])
  .index("by_deleted_and_status", ["deletedAt", "status"]);

const tags = defineTable({ name: v.string(), color: v.optional(v.string()) }).index("by_name", ["name"]);

const campaignTags = defineTable({ campaignId: v.id("campaigns"), tagId: v.id("tags") })
  .index("by_campaign_and_tag", ["campaignId", "tagId"])
  .index("by_tag", ["tagId"]);

const representatives = defineTable({
  postalCode: v.string(),
  name: v.string(),
  electedOffice: v.string(),
  governmentLevel: vGovernmentLevel,
  email: v.optional(v.string()),
  offices: v.array(vOffice),
}).index("by_postal_code", ["postalCode"]);

const campaignEmails = defineTable({
  campaignId: v.id("campaigns"),
  userId: v.optional(v.id("users")),
  userEmail: v.optional(v.string()),
  recipientName: v.string(),
  recipientEmail: v.string(),
  method: words("smtp", "mailto"),
  subject: v.string(),
  message: v.string(),
}).index("by_campaign", ["campaignId"]);

const responses = defineTable({
  campaignId: v.id("campaigns"),
  representativeName: v.string(),
  type: words("email", "letter", "phoneCall", "meeting"),
  text: v.string(),
  status: words("pending", "approved", "rejected"),
  isVerified: v.boolean(),
  submittedByUserId: v.optional(v.id("users")),
  submittedByEmail: v.optional(v.string()),
  updatedAt: vTime,
}).index("by_campaign_and_status", ["campaignId", "status"]);

const responseUpvotes = defineTable({
  responseId: v.id("responses"),
  /** Visitors have an address only. */
  userId: v.optional(v.id("users")),
  ipAddress: v.optional(v.string()),
}).index("by_response_and_user", ["responseId", "userId"]);

const locations = defineTable({
  address: v.string(),
  postalCode: v.optional(v.string()),
  latitude: v.optional(v.number()),
  longitude: v.optional(v.number()),
  /** No coordinates, or those of the Gulf of Guinea. */
  needsGeocoding: v.boolean(),
  /** All 64 bits of it count. */
  s2CellId: v.optional(v.int64()),
  geocodeConfidence: v.optional(v.number()),
  buildingType: words("singleFamily", "multiUnit", "mixedUse", "commercial"),
  tags: v.array(v.string()),
  buildingNotes: v.optional(v.string()),
  createdByUserId: v.optional(v.id("users")),
  deletedAt: v.optional(vTime),
  updatedAt: vTime,
}).index("by_needs_geocoding", ["needsGeocoding"]);

const addresses = defineTable({
  locationId: v.id("locations"),
  unitNumber: v.optional(v.string()),
  firstName: v.optional(v.string()),
  lastName: v.optional(v.string()),
  email: v.optional(v.string()),
  supportLevel: v.optional(vSupportLevel),
  signRequested: v.boolean(),
  notes: v.optional(v.string()),
  updatedAt: vTime,
}).index("by_location_and_unit", ["locationId", "unitNumber"]);

const folders = defineTable({
  name: v.string(),
  position: v.number(),
  parentId: v.optional(v.id("folders")),
}).index("by_parent_and_name", ["parentId", "name"]);

const cuts = defineTable({
  name: v.string(),
  color: v.string(),
  geojson: vGeojson,
  /** Decimal text: nine digits behind the point. */
  areaKm2: v.optional(v.string()),
  isPublic: v.boolean(),
  createdByUserId: v.optional(v.id("users")),
  folderId: v.optional(v.id("folders")),
  updatedAt: vTime,
}).index("by_folder", ["folderId"]);

const cutLocations = defineTable({ cutId: v.id("cuts"), locationId: v.id("locations") })
  .index("by_cut_and_location", ["cutId", "locationId"])
  .index("by_location", ["locationId"]);

const shifts = defineTable({
  title: v.string(),
  date: vDay,
  startTime: vTimeOfDay,
  endTime: vTimeOfDay,
  maxVolunteers: v.number(),
  status: words("open", "full", "cancelled"),
  cutId: v.optional(v.id("cuts")),
  updatedAt: vTime,
}).index("by_date", ["date"]);

const shiftSignups = defineTable({
  shiftId: v.id("shifts"),
  userId: v.optional(v.id("users")),
  email: v.string(),
  name: v.optional(v.string()),
  source: words("authenticated", "public", "admin"),
  signedUpAt: vTime,
})
  .index("by_shift_and_email", ["shiftId", "email"])
  .index("by_user", ["userId"]);

const canvassVisits = defineTable({
  addressId: v.id("addresses"),
  userId: v.optional(v.id("users")),
  shiftId: v.optional(v.id("shifts")),
  outcome: words("notHome", "refused", "moved", "spokeWith", "leftLiterature", "comeBackLater"),
  supportLevel: v.optional(vSupportLevel),
  notes: v.optional(v.string()),
  durationSeconds: v.optional(v.number()),
  visitedAt: vTime,
})
  .index("by_address_and_visited_at", ["addressId", "visitedAt"])
  .index("by_shift", ["shiftId"]);

/** One document. */
const siteSettings = defineTable({
  organizationName: v.string(),
  theme: v.optional(vTheme),
  smtpHost: v.optional(v.string()),
  updatedAt: vTime,
});

const videos = defineTable({
  path: v.string(),
  filename: v.string(),
  title: v.optional(v.string()),
  directory: words("inbox", "curated", "studios", "highlights"),
  /** In bytes. */
  fileSize: v.optional(v.number()),
  /** SHA-256, in hex. */
  fileHash: v.optional(v.string()),
  durationSeconds: v.optional(v.number()),
  width: v.optional(v.number()),
  height: v.optional(v.number()),
  hasAudio: v.boolean(),
  isValid: v.boolean(),
  tags: v.array(v.string()),
})
  .index("by_path", ["path"])
  .index("by_directory", ["directory"]);

const mediaReactions = defineTable({ videoId: v.id("videos"), userId: v.id("users"), reaction: v.string() }).index(
  "by_video_and_user_and_reaction",
  ["videoId", "userId", "reaction"],
);

const compilations = defineTable({
  title: v.string(),
  settings: v.optional(v.record(v.string(), v.union(v.string(), v.number(), v.boolean()))),
});

const compilationVideos = defineTable({
  compilationId: v.id("compilations"),
  videoId: v.id("videos"),
  position: v.number(),
}).index("by_compilation_and_position", ["compilationId", "position"]);

export const schema = defineSchema({
  ...authTables,
  users,
  campaigns,
  tags,
  campaignTags,
  representatives,
  campaignEmails,
  responses,
  responseUpvotes,
  locations,
  addresses,
  folders,
  cuts,
  cutLocations,
  shifts,
  shiftSignups,
  canvassVisits,
  siteSettings,
  videos,
  mediaReactions,
  compilations,
  compilationVideos,
});

/** During the migration: the final schema plus the legacy fields. After cleanup: `export default schema`. */
export default duringCutover(schema, plan);
