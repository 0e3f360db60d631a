import { itemAt } from "../../support/items.js";
import { Random } from "../../support/random.js";
import { makeCuid } from "./cuid.js";
import { dirt, rowCounts } from "./dirt.js";
import type { People, Person } from "./people.js";
import { printArray, printDecimal, printFlag, printMoment, printTimes, randomMoment, type Row } from "./values.js";
import { causes, firstNames, lastNames, officeNames, tagNames } from "./words.js";

export interface Campaigns {
  readonly rows: readonly Row[];
  readonly ids: readonly string[];
  /** Deleted in psql; its emails are still there. */
  readonly deletedId: string;
}

const levels = ["FEDERAL", "PROVINCIAL", "MUNICIPAL", "SCHOOL_BOARD"];

/** Whole and half cents, and more than 2^53 cents are not money; these are. */
const budgets = [1_500_000, 10, 999_999_999_999, 0, 33_333];

export function makeCampaigns(people: People): Campaigns {
  const random = new Random("changemaker campaigns");
  const count = rowCounts["public.campaigns"];
  const starts = Array.from({ length: count + 1 }, () => randomMoment(random));
  const ids = starts.map((createdMs) => makeCuid(random, createdMs));
  const rows = ids.map((id, index) =>
    makeCampaign(random, { id, index, createdMs: itemAt(starts, index), ids, people }),
  );
  return { rows, ids: ids.slice(0, count), deletedId: itemAt(ids, count) };
}

interface Place {
  readonly id: string;
  readonly index: number;
  readonly createdMs: number;
  readonly ids: readonly string[];
  readonly people: People;
}

function makeCampaign(random: Random, { id, index, createdMs, ids, people }: Place): Row {
  const cause = itemAt(causes, index % causes.length);
  const creator = index < dirt.flagged.campaignsOfDeletedUser ? people.deleted[0] : random.pick(people.all);
  // Children before and after their parents, so that no order of rows is right.
  const parentId = index === 3 ? itemAt(ids, 9) : index >= 10 && index < 14 ? itemAt(ids, index - 8) : null;
  return {
    id,
    slug: `${cause.toLowerCase().replaceAll(/[^a-z]+/g, "-")}-${index + 1}`,
    title: index < causes.length ? cause : `${cause} (${index + 1})`,
    description: random.orNull(20, `${cause}: write to everybody who decides about it.\n\n“Together” we're heard.`),
    emailSubject: cause,
    emailBody: `Dear {{representative}},\n\nplease act: ${cause.toLowerCase()}.\n\n{{name}}`,
    status: random.pick(["DRAFT", "ACTIVE", "ACTIVE", "PAUSED", "ARCHIVED"]),
    targetGovernmentLevels: printArray(levels.filter(() => random.chance(50))),
    highlightCampaign: printFlag(index % 5 === 0),
    featureFlags: JSON.stringify({
      allowSmtpEmail: true,
      showResponseWall: random.chance(60),
      collectUserInfo: index !== 4,
    }),
    budget: index < budgets.length ? printDecimal(itemAt(budgets, index), 2) : null,
    parentId,
    createdByUserId: creator.id,
    createdByUserEmail: creator.row["email"] ?? null,
    startsAt: random.orNull(40, printMoment(createdMs + 86_400_000)),
    deletedAt: index >= 14 && index < 14 + dirt.carried.softDeletedCampaigns ? printMoment(createdMs + 1) : null,
    ...printTimes(random, createdMs),
  };
}

export function makeTags(): readonly Row[] {
  const random = new Random("changemaker tags");
  return tagNames.map((name) => {
    const createdMs = randomMoment(random);
    return {
      id: makeCuid(random, createdMs),
      name,
      color: random.orNull(50, "#d4380d"),
      createdAt: printMoment(createdMs),
    };
  });
}

/** The implicit many-to-many table: A is the campaign, B the tag. */
export function makeCampaignTags(campaigns: Campaigns, tags: readonly Row[]): readonly Row[] {
  const pairs = campaigns.ids.flatMap((A) => tags.map(({ id }) => ({ A, B: id ?? null })));
  return new Random("changemaker campaign tags").shuffle(pairs).slice(0, rowCounts["public._CampaignToTag"]);
}

export function makeRepresentatives(): readonly Row[] {
  const random = new Random("changemaker representatives");
  return Array.from({ length: rowCounts["public.representatives"] }, (_, index) => {
    const cachedMs = randomMoment(random);
    const name = `${random.pick(firstNames)} ${random.pick(lastNames)}`;
    return {
      id: makeCuid(random, cachedMs),
      postalCode: `T${5 + (index % 2)}${random.pick(["A", "B", "K", "X"])} ${index % 10}Y${index % 7}`,
      name,
      electedOffice: itemAt(officeNames, index % officeNames.length),
      governmentLevel: itemAt(levels, index % levels.length),
      email: random.orNull(10, `rep${index}@gov.example.org`),
      offices: makeOffices(random, index),
      cachedAt: printMoment(cachedMs),
    };
  });
}

function makeOffices(random: Random, index: number): string | null {
  if (index % 9 === 0) return null;
  const office = { type: "constituency", tel: `780 555-${random.text(4, "0123456789")}` };
  return JSON.stringify(
    index % 2 === 0 ? [office] : [office, { type: "legislature", postal: "10800 97 Ave\nEdmonton" }],
  );
}

/** UTC, though clocks of Edmonton skip the first and show the second twice; and both ends of a second of New Year. */
const hardTimes = [
  "2026-03-08 02:30:00.000",
  "2025-11-02 01:30:00.000",
  "2025-12-31 23:59:59.999",
  "2026-01-01 00:00:00.000",
] as const satisfies { length: typeof dirt.carried.emailsAtHardTimes };

export function makeCampaignEmails(campaigns: Campaigns, people: People): readonly Row[] {
  const random = new Random("changemaker emails");
  return Array.from({ length: rowCounts["public.campaign_emails"] }, (_, index) => {
    const sender: Person | null = random.chance(60) ? random.pick(people.all) : null;
    const isOrphan = index >= 10 && index < 10 + dirt.rejected.emailsOfDeletedCampaign;
    const sentMs = randomMoment(random);
    const cause = random.pick(causes);
    return {
      id: makeCuid(random, sentMs),
      campaignId: isOrphan ? campaigns.deletedId : random.pick(campaigns.ids),
      userId: sender?.id ?? null,
      userEmail: sender?.email ?? `visitor${index}@example.net`,
      recipientName: `${random.pick(firstNames)} ${random.pick(lastNames)}`,
      recipientEmail: `rep${random.between(0, 35)}@gov.example.org`,
      method: random.chance(70) ? "SMTP" : "MAILTO",
      subject: cause,
      message: `Dear representative,\n\nplease act: ${cause.toLowerCase()}.\n\nThank you`,
      sentAt: hardTimes[index] ?? printMoment(sentMs),
    };
  });
}

export function makeResponses(campaigns: Campaigns, people: People): readonly Row[] {
  const random = new Random("changemaker responses");
  return Array.from({ length: rowCounts["public.representative_responses"] }, () => {
    const createdMs = randomMoment(random);
    const person: Person | null = random.chance(70) ? random.pick(people.all) : null;
    return {
      id: makeCuid(random, createdMs),
      campaignId: random.pick(campaigns.ids),
      representativeName: `${random.pick(firstNames)} ${random.pick(lastNames)}`,
      responseType: random.pick(["EMAIL", "LETTER", "PHONE_CALL", "MEETING"]),
      responseText: `“We hear you.”\nThat was all: ${random.text(12, "abcdefghij ")}.`,
      status: random.pick(["PENDING", "APPROVED", "APPROVED", "REJECTED"]),
      isVerified: printFlag(random.chance(30)),
      submittedByUserId: person?.id ?? null,
      submittedByEmail: person?.email ?? null,
      ...printTimes(random, createdMs),
    };
  });
}

/** At most one per person and response; visitors without an account are told apart by address only. */
export function makeUpvotes(responses: readonly Row[], people: People): readonly Row[] {
  const random = new Random("changemaker upvotes");
  const pairs = random.shuffle(responses.flatMap(({ id }) => people.all.map((person) => ({ id, person }))));
  return pairs.slice(0, rowCounts["public.response_upvotes"]).map(({ id, person }) => {
    const createdMs = randomMoment(random);
    const isVisitor = random.chance(25);
    return {
      id: makeCuid(random, createdMs),
      responseId: id ?? null,
      userId: isVisitor ? null : person.id,
      ipAddress: isVisitor ? `203.0.113.${random.between(1, 254)}` : null,
      createdAt: printMoment(createdMs),
    };
  });
}
