import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { statusOf } from "../../../examples/spoke/generator/contacts.js";
import { makeSource } from "../../../examples/spoke/generate.js";
import { carelessRules, contactsAskedAgain, dirt } from "../../../examples/spoke/generator/dirt.js";
import { environment } from "../../../examples/spoke/generator/environment.js";
import { type Contact, keptOf, type Message } from "../../../examples/spoke/generator/world.js";
import { openExample } from "../../../examples/spoke/open.js";
import type { OpenExample } from "../../../examples/support/example.js";
import { runCutover } from "../../support/cutover.js";
import { temporaryDir } from "../../support/folders.js";
import {
  byLegacyId,
  type Document,
  plan,
  readDocuments,
  readLines,
  score,
  trueContact,
  tryOut,
  valuesOf,
} from "./support.js";

const { rows, world } = makeSource();
const rowsInSource = world.contacts.filter(({ exists }) => exists);

let example: OpenExample;
let home: Awaited<ReturnType<typeof temporaryDir>>;

beforeAll(async () => {
  home = await temporaryDir();
  example = await openExample();
  const words = ["export", "--plan", plan, "--dir", home.dir, "--source", example.source];
  const { code, stderr } = await runCutover(words, example.env);
  if (code !== 0) throw new Error(stderr);
});
afterAll(async () => {
  await example.close();
  await home.remove();
});

const documents = (table: string) => readDocuments(home.dir, table);

describe("a message's contact", () => {
  test("is the true one of every message, or the message is rejected with the reason", () => {
    const found = byLegacyId(documents("messages"));
    const reasons = new Map(
      (readLines(home.dir, "rejected/messages.jsonl") as readonly Rejected[]).map(({ key, reasons: [first] }) => [
        key,
        first?.code,
      ]),
    );
    for (const message of world.messages) {
      const id = String(message.id);
      const reason = expectedReason(message.contact);
      const contact = reason === undefined ? trueContact(message) : null;
      expect([id, reasons.get(id), legacyContact(found.get(id))]).toEqual([id, reason, contact]);
    }
    expect(score(world, (message) => legacyContact(found.get(String(message.id))))).toEqual({
      missed: dirt.rejected.messagesOfBrokenContacts,
      wrong: 0,
      invented: 0,
    });
  });

  test("by cell and assignment, as MoveOn matched later, would be missing or wrong", async () => {
    const matched = await tryOut(example.source, [
      "ALTER TABLE message ADD campaign_contact_id integer",
      `UPDATE message SET campaign_contact_id = contact.id FROM campaign_contact contact
        WHERE contact.cell = message.contact_number AND contact.assignment_id = message.assignment_id`,
      "SELECT id::text, campaign_contact_id::text AS contact FROM message",
    ]);
    const chosen = new Map(matched.map((row) => [row["id"], row["contact"] as string | null]));
    expect(score(world, ({ id }) => chosen.get(String(id)) ?? null)).toEqual(carelessRules.byAssignment);
  });

  test("by the first of several in any campaign, as the fork's script matched, would be wrong more often", () => {
    expect(score(world, chooseFirstFound)).toEqual(carelessRules.byFirstFound);
  });
});

interface Rejected {
  readonly key: string;
  readonly reasons: readonly { readonly code: string }[];
}

interface Merged {
  readonly key: string;
  readonly into: string;
  readonly row: Readonly<Record<string, string | null>>;
}

function expectedReason({ story, exists }: Contact): string | undefined {
  if (!exists) return "no_match";
  return story === "brokenFields" ? "orphan" : undefined;
}

function legacyContact(message: Document | undefined): string | null {
  return (message?.["legacyCampaignContactId"] as string | undefined) ?? null;
}

function chooseFirstFound(message: Message): string | null {
  const ofCell = rowsInSource.filter(({ person }) => person.cell === message.contact.person.cell);
  const ofAssignment = ofCell.filter(({ assignment }) => assignment === message.assignment);
  return firstFound(message, ofAssignment) ?? firstFound(message, ofCell) ?? null;
}

function firstFound({ at }: Message, contacts: readonly Contact[]): string | undefined {
  const [only, second] = contacts;
  const chosen = second === undefined ? only : contacts.find(({ createdAt }) => createdAt < at);
  return chosen === undefined ? undefined : String(chosen.id);
}

describe("contacts that were uploaded twice", () => {
  test("are one: the row of the lowest id, with what it lacks from the others", () => {
    const contacts = byLegacyId(documents("campaignContacts"));
    for (const lost of rowsInSource.filter(({ first }) => first !== null)) {
      const kept = keptOf(lost);
      expect(kept.id).toBeLessThan(lost.id);
      expect(contacts.has(String(lost.id))).toBe(false);
      const texter = kept.assignment ?? lost.assignment;
      expect(contacts.get(String(kept.id))?.["legacyAssignmentId"]).toBe(String(texter?.id));
    }
    const cells = documents("campaignContacts").map((contact) => valuesOf(contact, "legacyCampaignId", "cell"));
    expect(new Set(cells).size).toBe(cells.length);
  });

  test("have the status of the row that asks most of a texter, or are closed", () => {
    const contacts = byLegacyId(documents("campaignContacts"));
    const together = rowsInSource
      .filter(({ first }) => first !== null)
      .map((lost) => [keptOf(lost), ...rowsInSource.filter(({ first }) => first === keptOf(lost))]);
    const statuses = new Set(
      together.map((twins) => {
        const words = twins.map(({ id }) => String(statusInSource.get(String(id))));
        return `${words.join(" + ")} = ${String(contacts.get(String(twins[0]?.id))?.["messageStatus"])}`;
      }),
    );
    expect([...statuses].toSorted()).toEqual([
      "messaged + convo = convo",
      "messaged + messaged = messaged",
      "messaged + needsResponse = needsResponse",
      "needsMessage + messaged = messaged",
      "needsResponse + closed = closed",
      "needsResponse + convo = needsResponse",
      "needsResponse + needsMessage = needsResponse",
      "needsResponse + needsResponse + needsMessage = needsResponse",
      "needsResponse + needsResponse = needsResponse",
    ]);
  });

  test("wait for a texter wherever Spoke, counting all their messages again, would let them wait", () => {
    const contacts = byLegacyId(documents("campaignContacts"));
    const differences = rowsInSource.flatMap((kept) => {
      const twins = rowsInSource.filter((contact) => keptOf(contact) === kept);
      const status = contacts.get(String(kept.id))?.["messageStatus"];
      if (twins.length < 2 || status === "closed") return [];
      const counted = statusOf(world.messages.filter(({ contact }) => twins.includes(contact)));
      return counted === status ? [] : [`${String(status)}, not ${counted}`];
    });
    expect(differences).toEqual(Array.from({ length: contactsAskedAgain }, () => "needsResponse, not convo"));
  });

  test("stand with their rows as they were in merged/, each with the row it became part of", () => {
    const merged = readLines(home.dir, "merged/campaignContacts.jsonl") as readonly Merged[];
    const lost = rowsInSource.filter(({ first }) => first !== null);
    expect(new Map(merged.map(({ key, into, row }) => [key, [into, row["id"]]]))).toEqual(
      new Map(lost.map((contact) => [String(contact.id), [String(keptOf(contact).id), String(contact.id)]])),
    );
  });

  test("keep one response to each question, the oldest, and no response is without a contact", () => {
    const contacts = byLegacyId(documents("campaignContacts"));
    const responses = documents("questionResponses");
    const answered = responses.map((each) => valuesOf(each, "legacyCampaignContactId", "legacyInteractionStepId"));
    expect(new Set(answered).size).toBe(responses.length);
    for (const response of responses) expect(contacts.has(String(response["legacyCampaignContactId"]))).toBe(true);
    const merged = readLines(home.dir, "merged/questionResponses.jsonl") as readonly Merged[];
    expect(merged).toHaveLength(dirt.merged.responsesOfTwins + dirt.merged.responsesWrittenTwice);
    for (const { key, into } of merged) expect(Number(into)).toBeLessThan(Number(key));
  });
});

const statusInSource = new Map((rows.get("campaign_contact") ?? []).map((row) => [row["id"], row["message_status"]]));

describe("messaging services", () => {
  test("are rows, in the order in which Spoke counts them, with the name of the variable that holds the token", () => {
    const services = documents("messagingServices").map(({ sid, position, legacyOrganizationId, ...rest }) => {
      expect(rest).toMatchObject({ accountSid: environment.TWILIO_API_KEY, authTokenVariable: "TWILIO_AUTH_TOKEN" });
      return [String(sid).slice(-2), position, legacyOrganizationId];
    });
    expect(services).toEqual([
      ["a1", 0, "1"],
      ["a2", 1, "1"],
      ["c1", 2, "1"],
      ["b1", 3, "1"],
      ["b2", 4, "1"],
      ["d1", 0, "2"],
    ]);
  });

  test("stay with the cells they belong to: each reply came in through the service its cell sticks to", () => {
    const sticks = new Map(
      documents("messagingServiceSticks").map((stick) => [
        valuesOf(stick, "legacyOrganizationId", "cell"),
        stick["legacyServiceId"],
      ]),
    );
    const replies = (rows.get("message") ?? []).filter((row) => row["is_from_contact"] === "t");
    const organizations = new Map(
      world.messages.map(({ id, contact }) => [String(id), contact.campaign.organization.id]),
    );
    const existing = new Set(rowsInSource.map(({ person, campaign }) => `${campaign.organization.id} ${person.cell}`));
    for (const { id, contact_number: cell, service_id: service } of replies) {
      const key = `${String(organizations.get(id ?? ""))} ${String(cell)}`;
      expect([key, sticks.get(key)]).toEqual([key, existing.has(key) ? service : undefined]);
    }
  });
});

test("steps lead to their parents, in circles too", () => {
  const parents = new Map(documents("interactionSteps").map((step) => [step.legacyId, step["legacyParentId"]]));
  expect(parents).toEqual(
    new Map((rows.get("interaction_step") ?? []).map((row) => [row["id"], row["parent_interaction_id"] ?? undefined])),
  );
  const inACircle = [...parents].filter(([id, parent]) => parents.get(String(parent)) === id);
  expect(inACircle.map(([id]) => id)).toEqual(["20", "21", "25"]);
});

test("JSON in text columns is a value; '' is nothing; names Convex refuses can be read back; no digit is lost", () => {
  const fields = documents("campaignContacts").map(({ customFields }) => customFields as Record<string, unknown>);
  expect(fields.filter((each) => Object.keys(each).length === 0).length).toBeGreaterThan(
    dirt.carried.contactsWithoutFields,
  );
  expect(fields).toContainEqual({
    "A%C3%B1o de nacimiento": expect.stringMatching(/^\d{4}$/),
    "%24 raised": "20",
    "50%25 off": "",
  });
  const names = new Set(fields.flatMap(Object.keys).map(decodeURIComponent));
  for (const name of ["Año de nacimiento", "$ raised", "50% off", "vanid"]) expect(names).toContain(name);
  expect(fields).toContainEqual({ vanid: "9007199254740993", score: 0.75, is_member: expect.any(Boolean), note: null });
});

test("texts arrive as they are, and failed ones tell their error", () => {
  const texts = byLegacyId(documents("messages"));
  for (const row of rows.get("message") ?? []) {
    const message = texts.get(row["id"] ?? "");
    if (message === undefined) continue;
    expect(message["text"]).toBe(row["text"]);
    expect(message["errorCode"]).toBe(row["send_status"] === "ERROR" ? 30007 : undefined);
  }
});
