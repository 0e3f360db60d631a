import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { makeSource, renderDatabase } from "../../../examples/spoke/generate.js";
import { dirt, outcomes, plainRows } from "../../../examples/spoke/generator/dirt.js";
import { hardTexts } from "../../../examples/spoke/generator/words.js";
import type { Contact, Story } from "../../../examples/spoke/generator/world.js";

const { rows, world } = makeSource();

const rowsOf = (table: string) => rows.get(table) ?? [];
const contacts = rowsOf("campaign_contact");
const messages = rowsOf("message");

function count<Row>(all: readonly Row[], holds: (row: Row) => boolean): number {
  return all.filter(holds).length;
}

const textsOf = (story: Story, holds: (contact: Contact) => boolean = () => true) =>
  count(world.messages, ({ contact }) => contact.story === story && holds(contact));

/** Rows that repeat the values of an older one. */
function repeated(all: readonly (readonly unknown[])[]): number {
  return all.length - new Set(all.map((values) => JSON.stringify(values))).size;
}

test("what must be rejected is as counted", () => {
  expect({
    messagesOfDeletedContacts: textsOf("deleted"),
    messagesOlderThanTheirContact: textsOf("uploadedAgain", ({ exists }) => !exists),
    contactsWithBrokenFields: count(contacts, (row) => row["custom_fields"]?.startsWith("{'") ?? false),
    messagesOfBrokenContacts: textsOf("brokenFields"),
  }).toEqual(dirt.rejected);
});

test("what must be merged is as counted", () => {
  const users = new Map(rowsOf("user").map(({ id, email }) => [id, email?.trim().toLowerCase()]));
  const organizations = new Map(rowsOf("campaign").map((row) => [row["id"], row["organization_id"]]));
  const twins = new Map(world.contacts.map(({ id, first }) => [String(id), String(first?.id ?? id)]));
  const responses = rowsOf("question_response");
  const twinResponses = responses.map((row) => [
    twins.get(row["campaign_contact_id"] ?? ""),
    row["interaction_step_id"],
  ]);
  const writtenTwice = repeated(responses.map((row) => [row["campaign_contact_id"], row["interaction_step_id"]]));
  const isTwin = (story: Story) =>
    count(world.contacts, (contact) => contact.story === story && contact.first !== null);
  expect({
    secondUsers: repeated([...users.values()].map((email) => [email])),
    membershipsOfOnePerson: repeated(
      rowsOf("user_organization").map((row) => [users.get(row["user_id"] ?? ""), row["organization_id"]]),
    ),
    contactsUploadedTwice: isTwin("uploadedTwice"),
    contactsUploadedAtOnce: isTwin("uploadedAtOnce"),
    responsesOfTwins: repeated(twinResponses) - writtenTwice,
    responsesWrittenTwice: writtenTwice,
    contactsOfOneCell: repeated(contacts.map((row) => [row["cell"], organizations.get(row["campaign_id"] ?? "")])),
  }).toEqual(dirt.merged);
  expect(repeated(contacts.map((row) => [row["campaign_id"], row["cell"]]))).toBe(
    dirt.merged.contactsUploadedTwice + dirt.merged.contactsUploadedAtOnce,
  );
});

test("what must arrive whole is as counted", () => {
  const steps = new Map(rowsOf("interaction_step").map((row) => [row["id"], row["parent_interaction_id"]]));
  const campaigns = new Map(rowsOf("assignment").map((row) => [row["id"], row["campaign_id"]]));
  const fields = (part: string) => count(contacts, (row) => row["custom_fields"]?.includes(part) ?? false);
  expect({
    messagesOfContactsUploadedAtOnce: textsOf("uploadedAtOnce"),
    usersWithUntidyEmail: count(rowsOf("user"), ({ email }) => email !== email?.trim().toLowerCase()),
    messagesWithHardText: count(messages, ({ text }) => hardTexts.some((hard) => hard === text)),
    contactsWithHardFieldNames: fields("Año de nacimiento"),
    contactsWithBigNumber: fields("9007199254740993"),
    contactsWithoutFields: count(contacts, (row) => row["custom_fields"] === ""),
    closedContacts: count(contacts, (row) => row["message_status"] === "closed"),
    contactsInAnUpdate: count(contacts, (row) => row["message_status"] === "UPDATING"),
    stepsInACircle: count([...steps], ([id, parent]) => steps.get(parent ?? null) === id),
    messagesThatFailed: count(messages, (row) => row["service_response"]?.includes("}{") ?? false),
    reassignedContacts: count(world.contacts, ({ story }) => story === "reassigned" || story === "strayed"),
    strayedContacts: count(
      contacts,
      (row) => row["assignment_id"] !== null && campaigns.get(row["assignment_id"] ?? "") !== row["campaign_id"],
    ),
  }).toEqual(dirt.carried);
});

test("the tables have the rows that the rehearsal expects", () => {
  const read = Object.fromEntries([...rows].map(([table, all]) => [table, all.length]));
  expect(read).toEqual({
    user: outcomes["users"]?.read,
    organization: outcomes["organizations"]?.read,
    user_organization: outcomes["memberships"]?.read,
    campaign: outcomes["campaigns"]?.read,
    assignment: outcomes["assignments"]?.read,
    campaign_contact: outcomes["campaignContacts"]?.read,
    interaction_step: outcomes["interactionSteps"]?.read,
    question_response: outcomes["questionResponses"]?.read,
    message: outcomes["messages"]?.read,
    opt_out: outcomes["optOuts"]?.read,
    zip_code: outcomes["zipCodes"]?.read,
    migrations: 1,
    pending_message_part: 0,
    ...plainRows,
  });
});

test("one contact is younger than its last text by less than a millisecond", () => {
  const gaps = world.contacts
    .filter(({ story, exists }) => story === "uploadedAgain" && exists)
    .map(({ person, campaign, createdAt }) => {
      const texts = world.messages.filter(({ contact }) => contact.person === person && contact.campaign === campaign);
      return createdAt - (texts.at(-1)?.at ?? 0);
    });
  expect(gaps.filter((gap) => gap < 1000)).toEqual([400]);
});

test.each(["UTC", "Asia/Tokyo", "America/St_Johns"])("the same bytes in %s", (timeZone) => {
  const generator = fileURLToPath(new URL("../../../examples/spoke/generate.ts", import.meta.url));
  const output = execFileSync(process.execPath, ["--import", "tsx", generator], {
    env: { ...process.env, TZ: timeZone },
    encoding: "utf8",
  });
  expect(digest(output)).toBe(digest(renderDatabase()));
  expect(digest(output)).toBe("e115b4edda0bca6e0456a6b55a0c8045c54cb8205405a7f58d1f72bab49f6e85");
});

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
