import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { duringCutover } from "../../../convex/client/index.js";
import plan from "./plan.js";

/** Epoch milliseconds. */
const vTime = v.number();

/** Full hours of the day, 0 to 24. */
const vHour = v.number();

export const vRole = v.union(v.literal("owner"), v.literal("admin"), v.literal("supervolunteer"), v.literal("texter"));

export const vMessageStatus = v.union(
  v.literal("needsMessage"),
  v.literal("needsResponse"),
  v.literal("convo"),
  v.literal("messaged"),
  v.literal("closed"),
  v.literal("updating"),
);

const vSendStatus = v.union(
  v.literal("queued"),
  v.literal("sending"),
  v.literal("sent"),
  v.literal("delivered"),
  v.literal("error"),
  v.literal("paused"),
  v.literal("notAttempted"),
);

const users = defineTable({
  email: v.string(),
  emailVerificationTime: v.optional(vTime),
  firstName: v.string(),
  lastName: v.string(),
  cell: v.string(),
  assignedCell: v.optional(v.string()),
  isSuperadmin: v.boolean(),
  hasAcceptedTerms: v.boolean(),
}).index("email", ["email"]);

const organizations = defineTable({
  /** In the link by which texters join. */
  uuid: v.optional(v.string()),
  name: v.string(),
  smsService: v.optional(v.string()),
  optOutMessage: v.optional(v.string()),
  actionKitUrl: v.optional(v.string()),
  textingHoursEnforced: v.boolean(),
  textingHoursStart: vHour,
  textingHoursEnd: vHour,
});

const memberships = defineTable({ userId: v.id("users"), organizationId: v.id("organizations"), role: vRole })
  .index("by_user_and_organization", ["userId", "organizationId"])
  .index("by_organization_and_role", ["organizationId", "role"]);

const userCells = defineTable({
  userId: v.id("users"),
  cell: v.string(),
  service: v.optional(v.union(v.literal("nexmo"), v.literal("twilio"))),
  isPrimary: v.boolean(),
}).index("by_user", ["userId"]);

const campaigns = defineTable({
  organizationId: v.id("organizations"),
  creatorId: v.optional(v.id("users")),
  title: v.string(),
  description: v.string(),
  isStarted: v.boolean(),
  isArchived: v.boolean(),
  dueBy: v.optional(vTime),
  useDynamicAssignment: v.boolean(),
  logoImageUrl: v.optional(v.string()),
  introHtml: v.optional(v.string()),
  primaryColor: v.optional(v.string()),
  overrideOrganizationTextingHours: v.boolean(),
  textingHoursEnforced: v.boolean(),
  textingHoursStart: vHour,
  textingHoursEnd: vHour,
  timezone: v.string(),
}).index("by_organization_and_is_archived", ["organizationId", "isArchived"]);

const assignments = defineTable({
  userId: v.id("users"),
  campaignId: v.id("campaigns"),
  /** 0: no more; absent: as many as there are. */
  maxContacts: v.optional(v.number()),
})
  .index("by_user_and_campaign", ["userId", "campaignId"])
  .index("by_campaign", ["campaignId"]);

const campaignContacts = defineTable({
  campaignId: v.id("campaigns"),
  /** Absent until a texter asks for it. */
  assignmentId: v.optional(v.id("assignments")),
  externalId: v.string(),
  firstName: v.string(),
  lastName: v.string(),
  cell: v.string(),
  zip: v.string(),
  /** Columns of the upload; `decodeURIComponent` gives the names that scripts use. */
  customFields: v.record(v.string(), v.union(v.string(), v.number(), v.boolean(), v.null())),
  messageStatus: vMessageStatus,
  isOptedOut: v.boolean(),
  /** `-5_1`: hours from UTC, and whether there is daylight saving time. */
  timezoneOffset: v.string(),
  updatedAt: vTime,
})
  .index("by_campaign_and_cell", ["campaignId", "cell"])
  .index("by_assignment_and_status", ["assignmentId", "messageStatus"])
  .index("by_cell", ["cell"]);

const interactionSteps = defineTable({
  campaignId: v.id("campaigns"),
  /** Absent for a first question. The old data holds circles: walk with care. */
  parentId: v.optional(v.id("interactionSteps")),
  question: v.string(),
  script: v.string(),
  answerOption: v.string(),
  answerAction: v.string(),
  isDeleted: v.boolean(),
})
  .index("by_campaign", ["campaignId"])
  .index("by_parent", ["parentId"]);

const questionResponses = defineTable({
  campaignContactId: v.id("campaignContacts"),
  interactionStepId: v.id("interactionSteps"),
  value: v.string(),
})
  .index("by_contact_and_step", ["campaignContactId", "interactionStepId"])
  .index("by_step_and_value", ["interactionStepId", "value"]);

const messages = defineTable({
  campaignContactId: v.id("campaignContacts"),
  /** Whose it was when it was written: the contact may have another texter by now. */
  assignmentId: v.id("assignments"),
  userId: v.optional(v.id("users")),
  userNumber: v.string(),
  contactNumber: v.string(),
  isFromContact: v.boolean(),
  text: v.string(),
  service: v.string(),
  serviceId: v.string(),
  /** Twilio's answers as JSON texts, one after the other. */
  serviceResponse: v.string(),
  errorCode: v.optional(v.number()),
  sendStatus: vSendStatus,
  queuedAt: vTime,
  sentAt: vTime,
  serviceResponseAt: vTime,
  sendBefore: v.optional(vTime),
})
  .index("by_contact", ["campaignContactId"])
  .index("by_send_status", ["sendStatus"])
  .index("by_service_id", ["serviceId"]);

const optOuts = defineTable({
  organizationId: v.id("organizations"),
  assignmentId: v.id("assignments"),
  cell: v.string(),
  reasonCode: v.string(),
}).index("by_organization_and_cell", ["organizationId", "cell"]);

const cannedResponses = defineTable({
  campaignId: v.id("campaigns"),
  /** Absent on those that all texters of the campaign see. */
  userId: v.optional(v.id("users")),
  title: v.string(),
  text: v.string(),
}).index("by_campaign_and_user", ["campaignId", "userId"]);

const invites = defineTable({ isValid: v.boolean(), hash: v.optional(v.string()) }).index("by_hash", ["hash"]);

const zipCodes = defineTable({
  zip: v.string(),
  city: v.string(),
  state: v.string(),
  latitude: v.number(),
  longitude: v.number(),
  timezoneOffset: v.number(),
  hasDst: v.boolean(),
}).index("by_zip", ["zip"]);

const messagingServices = defineTable({
  sid: v.string(),
  organizationId: v.id("organizations"),
  accountSid: v.string(),
  /** The environment variable that holds the token: a secret is no document. */
  authTokenVariable: v.string(),
  /** Among the organisation's services: new cells are spread over them in this order. */
  position: v.number(),
})
  .index("by_sid", ["sid"])
  .index("by_organization_and_position", ["organizationId", "position"]);

/** Through which service an organisation texts a cell: for ever the same, or the person sees a stranger's number. */
const messagingServiceSticks = defineTable({
  cell: v.string(),
  organizationId: v.id("organizations"),
  serviceId: v.id("messagingServices"),
}).index("by_cell_and_organization", ["cell", "organizationId"]);

export const schema = defineSchema({
  users,
  organizations,
  memberships,
  userCells,
  campaigns,
  assignments,
  campaignContacts,
  interactionSteps,
  questionResponses,
  messages,
  optOuts,
  cannedResponses,
  invites,
  zipCodes,
  messagingServices,
  messagingServiceSticks,
});

/** While data moves. After the clean-up: `export default schema`. */
export default duringCutover(schema, plan);
