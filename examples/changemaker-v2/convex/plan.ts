import { v } from "convex/values";
import {
  cents,
  computed,
  constant,
  definePlan,
  email,
  flag,
  id,
  json,
  list,
  omit,
  oneOf,
  ref,
  table,
  text,
  timestamp,
} from "../../../convex/client/index.js";
import { mapTables } from "./mapTables.js";
import { mediaTables } from "./mediaTables.js";
import { vOffice, vTheme } from "./shapes.js";

const governmentLevel = oneOf({
  FEDERAL: "federal",
  PROVINCIAL: "provincial",
  MUNICIPAL: "municipal",
  SCHOOL_BOARD: "schoolBoard",
});

/** What the last migration of Prisma's that this plan knows has brought. */
const shape = {
  present: ["public.users.deletedAt", "public.campaigns.deletedAt", "public.locations.deletedAt"],
  because: "Migration 20260112161030_soft_deletes is not applied: npx prisma migrate deploy, then type the same again.",
};

/** Prisma's timestamps have no zone and mean UTC, which is how timestamp() reads them. */
export default definePlan(
  {
    users: table(
      "public.users",
      {
        id: id(),
        email: email(),
        name: text().optional(),
        phone: text().optional(),
        role: oneOf({
          SUPER_ADMIN: "superAdmin",
          INFLUENCE_ADMIN: "influenceAdmin",
          MAP_ADMIN: "mapAdmin",
          USER: "user",
          TEMP: "temp",
        }),
        status: oneOf({ ACTIVE: "active", INACTIVE: "inactive", SUSPENDED: "suspended", EXPIRED: "expired" }),
        // NULL follows the role; JSON null was an administrator's "nothing at all".
        permissions: json(v.union(v.null(), v.record(v.string(), v.boolean()))).optional(),
        expiresAt: timestamp().optional(),
        emailVerifiedAt: timestamp().optional().as("emailVerificationTime"),
        lastLoginAt: timestamp().optional(),
        deletedAt: timestamp().optional(),
        createdAt: timestamp().asCreationTime(),
        updatedAt: timestamp(),
      },
      { match: "email", allow: { issues: 1 } },
    ),
    // The same rows once more: people keep their passwords. Who was deleted or never set one has none to keep.
    authAccounts: table(
      "public.users",
      {
        legacyId: id().from("id"),
        userId: ref("users").from("id"),
        provider: constant("password"),
        providerAccountId: email().from("email"),
        secret: text().from("password"),
        emailVerified: computed(({ email: address, emailVerifiedAt }) =>
          emailVerifiedAt === null ? undefined : address?.trim().toLowerCase(),
        ).from("email", "emailVerifiedAt"),
        deletedAt: omit("the user's own row says it"),
      },
      {
        filter: ({ password, deletedAt }) => password !== "" && deletedAt === null,
        unique: [["provider", "providerAccountId"]],
      },
    ),
    tags: table("public.Tag", {
      id: id(),
      name: text(),
      color: text().optional(),
      createdAt: timestamp().asCreationTime(),
    }),
    campaigns: table("public.campaigns", {
      id: id(),
      slug: text(),
      title: text(),
      description: text().optional(),
      emailSubject: text(),
      emailBody: text(),
      status: oneOf({ DRAFT: "draft", ACTIVE: "active", PAUSED: "paused", ARCHIVED: "archived" }),
      targetGovernmentLevels: list(governmentLevel).or([]),
      highlightCampaign: flag().as("isHighlighted"),
      featureFlags: json(v.record(v.string(), v.boolean())),
      budget: cents().optional(),
      parentId: ref("campaigns").optional(),
      createdByUserId: ref("users", { missing: "clear" }).optional(),
      createdByUserEmail: email().optional().as("createdByEmail"),
      startsAt: timestamp().optional(),
      deletedAt: timestamp().optional(),
      createdAt: timestamp().asCreationTime(),
      updatedAt: timestamp(),
    }),
    campaignTags: table("public._CampaignToTag", {
      legacyId: id().from("A", "B"),
      A: ref("campaigns", { missing: "reject" }).as("campaignId"),
      B: ref("tags", { missing: "reject" }).as("tagId"),
    }),
    representatives: table("public.representatives", {
      id: id(),
      postalCode: text(),
      name: text(),
      electedOffice: text(),
      governmentLevel,
      email: email().optional(),
      offices: json(v.array(vOffice)).or([]),
      cachedAt: timestamp().asCreationTime(),
    }),
    campaignEmails: table(
      "public.campaign_emails",
      {
        id: id(),
        campaignId: ref("campaigns", { missing: "reject" }),
        userId: ref("users", { missing: "clear" }).optional(),
        userEmail: email().optional(),
        recipientName: text(),
        recipientEmail: email(),
        method: oneOf({ SMTP: "smtp", MAILTO: "mailto" }),
        subject: text(),
        message: text(),
        sentAt: timestamp().asCreationTime(),
      },
      { allow: { rejected: 4 } },
    ),
    responses: table("public.representative_responses", {
      id: id(),
      campaignId: ref("campaigns", { missing: "reject" }),
      representativeName: text(),
      responseType: oneOf({ EMAIL: "email", LETTER: "letter", PHONE_CALL: "phoneCall", MEETING: "meeting" }).as("type"),
      responseText: text().as("text"),
      status: oneOf({ PENDING: "pending", APPROVED: "approved", REJECTED: "rejected" }),
      isVerified: flag(),
      submittedByUserId: ref("users", { missing: "clear" }).optional(),
      submittedByEmail: email().optional(),
      createdAt: timestamp().asCreationTime(),
      updatedAt: timestamp(),
    }),
    responseUpvotes: table(
      "public.response_upvotes",
      {
        id: id(),
        responseId: ref("responses", { missing: "reject" }),
        userId: ref("users", { missing: "clear" }).optional(),
        ipAddress: text().optional(),
        createdAt: timestamp().asCreationTime(),
      },
      { unique: [["responseId", "userId"]] },
    ),
    siteSettings: table("public.site_settings", {
      id: id(),
      organizationName: text(),
      theme: json(vTheme).optional(),
      smtpHost: text().optional(),
      smtpPassword: omit("a secret: npx convex env set SMTP_PASSWORD"),
      updatedAt: timestamp(),
    }),
    ...mapTables,
    ...mediaTables,
  },
  {
    shape,
    omit: {
      "public.refresh_tokens": "people sign in again",
      "public.email_verifications": "people sign in again",
      "public.jobs": "a queue: what is unfinished is started again",
    },
  },
);
