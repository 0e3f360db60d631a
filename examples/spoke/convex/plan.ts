import { v } from "convex/values";
import {
  computed,
  definePlan,
  derive,
  email,
  flag,
  id,
  integer,
  json,
  lookup,
  number,
  oneOf,
  omit,
  ref,
  table,
  text,
  timestamp,
} from "../../../convex/client/index.js";
import { messagingServices, messagingServiceSticks } from "./messagingServices.js";
import { customFieldName, eitherOf, feature, lastErrorCode, laterOf, nullIfEmpty } from "./spoke.js";

const vCustomFields = v.record(v.string(), v.union(v.string(), v.number(), v.boolean(), v.null()));

/** The campaign a row's assignment belongs to. */
const campaignOfAssignment = lookup("public.assignment", { where: { id: "assignment_id" }, take: "campaign_id" });

/** MoveOn's Spoke of April 2019. */
export default definePlan(
  {
    users: table(
      "public.user",
      {
        id: id(),
        auth0_id: omit("people sign in anew and are matched by their address; it may hold a password's hash"),
        email: email(),
        email_verified_at: timestamp().optional().as("emailVerificationTime"),
        first_name: text(),
        last_name: text(),
        cell: text(),
        assigned_cell: text().optional(),
        is_superadmin: flag().or(false),
        terms: flag().or(false).as("hasAcceptedTerms"),
        created_at: timestamp().asCreationTime(),
      },
      {
        columns: {
          // Google proves the addresses it hands on; those that came with a password nobody has proved.
          email_verified_at: derive(["auth0_id", "created_at"], (row) =>
            row["auth0_id"]?.startsWith("google-oauth2|") ? (row["created_at"] ?? null) : null,
          ),
        },
        match: "email",
        // Auth0 tells one person's two ways to sign in apart, and so did Spoke.
        merge: { by: ["email"], keep: "legacyId", fill: true, combine: { hasAcceptedTerms: eitherOf } },
        allow: { issues: 1 },
      },
    ),
    organizations: table("public.organization", {
      id: id(),
      uuid: text().optional(),
      name: text(),
      // Of the features, ActionKit's secret stays behind: it belongs into the deployment's environment.
      smsService: computed((row) => feature(row["features"], "service")).from("features"),
      optOutMessage: computed((row) => feature(row["features"], "opt_out_message")).from("features"),
      actionKitUrl: computed((row) => feature(row["features"], "AK_BASEURL")).from("features"),
      texting_hours_enforced: flag().or(false),
      texting_hours_start: integer(),
      texting_hours_end: integer(),
      created_at: timestamp().asCreationTime(),
    }),
    memberships: table(
      "public.user_organization",
      {
        id: id(),
        user_id: ref("users"),
        organization_id: ref("organizations"),
        role: oneOf({ OWNER: "owner", ADMIN: "admin", SUPERVOLUNTEER: "supervolunteer", TEXTER: "texter" }),
      },
      {
        // One row per role was Spoke's way; the highest one holds all others.
        merge: {
          by: ["userId", "organizationId"],
          keep: "legacyId",
          combine: { role: laterOf("texter", "supervolunteer", "admin", "owner") },
        },
      },
    ),
    userCells: table("public.user_cell", {
      id: id(),
      user_id: ref("users"),
      cell: text(),
      service: oneOf(["nexmo", "twilio"]).optional(),
      is_primary: flag().or(false),
    }),
    campaigns: table("public.campaign", {
      id: id(),
      organization_id: ref("organizations"),
      creator_id: ref("users").optional(),
      title: text(),
      description: text(),
      is_started: flag().or(false),
      is_archived: flag().or(false),
      due_by: timestamp().optional(),
      use_dynamic_assignment: flag().or(false),
      logo_image_url: text().optional(),
      intro_html: text().optional(),
      primary_color: text().optional(),
      override_organization_texting_hours: flag().or(false),
      texting_hours_enforced: flag().or(true),
      texting_hours_start: integer(),
      texting_hours_end: integer(),
      timezone: text(),
      created_at: timestamp().asCreationTime(),
    }),
    assignments: table("public.assignment", {
      id: id(),
      user_id: ref("users"),
      campaign_id: ref("campaigns"),
      max_contacts: integer().optional(),
      created_at: timestamp().asCreationTime(),
    }),
    campaignContacts: table(
      "public.campaign_contact",
      {
        id: id(),
        campaign_id: ref("campaigns"),
        assignment_id: ref("assignments").optional(),
        external_id: text(),
        first_name: text(),
        last_name: text(),
        cell: text(),
        zip: text(),
        customFields: json(vCustomFields, { keys: customFieldName, numbers: "text" }).or({}).from("custom_json"),
        message_status: oneOf({
          needsMessage: "needsMessage",
          needsResponse: "needsResponse",
          convo: "convo",
          messaged: "messaged",
          closed: "closed",
          UPDATING: "updating",
        }),
        is_opted_out: flag().or(false),
        timezone_offset: text().or(""),
        created_at: timestamp().asCreationTime(),
        updated_at: timestamp(),
      },
      {
        columns: { custom_json: derive(["custom_fields"], (row) => nullIfEmpty(row["custom_fields"])) },
        // An upload that was sent twice made two conversations with one person.
        merge: {
          by: ["campaignId", "cell"],
          keep: "legacyId",
          fill: true,
          combine: {
            messageStatus: laterOf("updating", "needsMessage", "messaged", "convo", "needsResponse", "closed"),
            isOptedOut: eitherOf,
          },
        },
        allow: { rejected: 1 },
      },
    ),
    interactionSteps: table("public.interaction_step", {
      id: id(),
      campaign_id: ref("campaigns"),
      parent_interaction_id: ref("interactionSteps").optional().as("parentId"),
      question: text(),
      script: text(),
      answer_option: text(),
      answer_actions: text().as("answerAction"),
      is_deleted: flag(),
      created_at: timestamp().asCreationTime(),
    }),
    questionResponses: table(
      "public.question_response",
      {
        id: id(),
        campaign_contact_id: ref("campaignContacts", { missing: "reject" }),
        interaction_step_id: ref("interactionSteps"),
        value: text(),
        created_at: timestamp().asCreationTime(),
      },
      { merge: { by: ["campaignContactId", "interactionStepId"], keep: "legacyId" } },
    ),
    messages: table(
      "public.message",
      {
        id: id(),
        campaignContactId: ref("campaignContacts", { missing: "reject" }).from("contact_id"),
        assignment_id: ref("assignments"),
        user_id: ref("users").optional(),
        user_number: text(),
        contact_number: text(),
        is_from_contact: flag(),
        text: text(),
        service: text(),
        service_id: text(),
        service_response: text(),
        errorCode: computed(lastErrorCode).from("service_response"),
        send_status: oneOf({
          QUEUED: "queued",
          SENDING: "sending",
          SENT: "sent",
          DELIVERED: "delivered",
          ERROR: "error",
          PAUSED: "paused",
          NOT_ATTEMPTED: "notAttempted",
        }),
        created_at: timestamp().asCreationTime(),
        queued_at: timestamp(),
        sent_at: timestamp(),
        service_response_at: timestamp(),
        send_before: timestamp().optional(),
      },
      {
        // Contacts change their texter and messages stay behind with the old one, but never leave the campaign.
        columns: {
          campaign_id: campaignOfAssignment,
          contact_id: lookup("public.campaign_contact", {
            where: { campaign_id: "campaign_id", cell: "contact_number" },
            take: "id",
            latest: { of: "created_at", notAfter: "created_at" },
          }),
        },
        allow: { rejected: 18 },
      },
    ),
    optOuts: table("public.opt_out", {
      id: id(),
      organization_id: ref("organizations"),
      assignment_id: ref("assignments"),
      cell: text(),
      reason_code: text(),
      created_at: timestamp().asCreationTime(),
    }),
    cannedResponses: table("public.canned_response", {
      id: id(),
      campaign_id: ref("campaigns"),
      user_id: ref("users").optional(),
      title: text(),
      text: text(),
      created_at: timestamp().asCreationTime(),
    }),
    invites: table("public.invite", {
      id: id(),
      is_valid: flag(),
      hash: text().optional(),
      created_at: timestamp().asCreationTime(),
    }),
    zipCodes: table("public.zip_code", {
      legacyId: id().from("zip"),
      zip: text(),
      city: text(),
      state: text(),
      latitude: number(),
      longitude: number(),
      timezone_offset: number(),
      has_dst: flag(),
    }),
    messagingServices,
    messagingServiceSticks,
  },
  {
    omit: {
      "public.job_request": "uploads that are done",
      "public.log": "delivery reports: what counts of them is each message's status",
      "public.migrations": "how many of MoveOn's own migrations have run",
      "public.pending_message_part": "the worker has emptied it once sending stands still",
    },
    shape: {
      present: ["public.message.assignment_id", "public.message.service_response", "public.campaign.creator_id"],
      absent: [
        "public.user.alias",
        "public.message.error_code",
        "public.message.campaign_contact_id",
        "public.campaign_admin",
        "public.tag",
      ],
      because:
        "This plan is for MoveOn's Spoke as of April 2019. Later versions know each message's contact and keep error codes, " +
        "tags and aliases in columns that this plan would leave behind: let `cutover init` write one for them",
    },
  },
);
