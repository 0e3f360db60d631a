import { convexTest } from "convex-test";
import { expect, test } from "vitest";
import { api } from "../../../examples/spoke/convex/_generated/api.js";
import { schema } from "../../../examples/spoke/convex/schema.js";

const modules = {
  "../../../examples/spoke/convex/_generated/api.js": () => import("../../../examples/spoke/convex/_generated/api.js"),
  "../../../examples/spoke/convex/conversations.ts": () => import("../../../examples/spoke/convex/conversations.js"),
};

const paginationOpts = { numItems: 10, cursor: null };

const campaign = {
  title: "Get out the vote",
  description: "",
  isStarted: true,
  isArchived: false,
  useDynamicAssignment: false,
  overrideOrganizationTextingHours: false,
  textingHoursEnforced: true,
  textingHoursStart: 9,
  textingHoursEnd: 21,
  timezone: "US/Eastern",
};

const contact = {
  externalId: "",
  firstName: "Ruth",
  lastName: "Park",
  cell: "+12025550100",
  zip: "",
  customFields: {},
  messageStatus: "needsResponse",
  isOptedOut: false,
  timezoneOffset: "",
  updatedAt: 1,
} as const;

const message = {
  userNumber: "",
  contactNumber: contact.cell,
  service: "twilio",
  serviceId: "",
  serviceResponse: "",
  sendStatus: "delivered",
  queuedAt: 1,
  sentAt: 1,
  serviceResponseAt: 1,
} as const;

test("a conversation has the texts of the texter before, and waits for the texter now", async () => {
  const app = convexTest({ schema, modules });
  const ids = await app.run(async ({ db }) => {
    const hours = { textingHoursEnforced: false, textingHoursStart: 9, textingHoursEnd: 21 };
    const organizationId = await db.insert("organizations", { name: "Northside Voters", ...hours });
    const person = { firstName: "A", lastName: "B", cell: "", isSuperadmin: false, hasAcceptedTerms: true };
    const userId = await db.insert("users", { ...person, email: "a@texters.example" });
    const campaignId = await db.insert("campaigns", { ...campaign, organizationId });
    const before = await db.insert("assignments", { userId, campaignId });
    const now = await db.insert("assignments", { userId, campaignId });
    const campaignContactId = await db.insert("campaignContacts", { ...contact, campaignId, assignmentId: now });
    const said = { ...message, campaignContactId };
    await db.insert("messages", { ...said, assignmentId: before, isFromContact: false, text: "Hi Ruth" });
    await db.insert("messages", { ...said, assignmentId: now, isFromContact: true, text: "Yes!" });
    return { before, now, campaignContactId };
  });
  const { list, read } = api.conversations;
  const waiting = { status: "needsResponse", paginationOpts } as const;
  const { page: texts } = await app.query(read, { campaignContactId: ids.campaignContactId, paginationOpts });
  expect(texts.map(({ text }) => text)).toEqual(["Hi Ruth", "Yes!"]);
  const { page: mine } = await app.query(list, { assignmentId: ids.now, ...waiting });
  expect(mine.map(({ _id: id }) => id)).toEqual([ids.campaignContactId]);
  expect((await app.query(list, { assignmentId: ids.before, ...waiting })).page).toEqual([]);
});
