import { itemAt } from "../../support/items.js";
import { Random } from "../../support/random.js";
import { draftCampaign } from "./campaigns.js";
import { dirt } from "./dirt.js";
import type { Row } from "./rows.js";
import { printTime } from "./time.js";
import type { Contact, Message, World } from "./world.js";
import { stopWords, zipCodes } from "./words.js";

export type MessageStatus = "needsMessage" | "needsResponse" | "convo" | "messaged" | "closed" | "UPDATING";

export function contactRows(world: World): Row[] {
  const random = new Random("contact rows");
  const settled = settledStatuses(world);
  return world.contacts
    .filter(({ exists }) => exists)
    .map((contact) => {
      const { person, campaign, assignment, createdAt } = contact;
      const own = world.messages.filter((message) => message.contact === contact);
      return {
        id: String(contact.id),
        campaign_id: String(campaign.id),
        assignment_id: assignment === null ? null : String(assignment.id),
        external_id: random.chance(30) ? "" : random.text(6, "0123456789"),
        first_name: person.firstName,
        last_name: person.lastName,
        cell: person.cell,
        zip: person.zip,
        custom_fields: customFields(contact, random),
        created_at: printTime(createdAt),
        updated_at: printTime(Math.max(createdAt, ...own.map(({ at }) => at))),
        message_status: settled.get(contact) ?? statusOf(own),
        is_opted_out: hasOptedOut(own) ? "t" : random.chance(10) ? null : "f",
        timezone_offset: timeZoneOf(person.zip),
      };
    });
}

export function hasOptedOut(messages: readonly Message[]): boolean {
  return messages.some(({ text, isFromContact }) => isFromContact && stopWords.some((word) => word === text));
}

/** As Spoke keeps it: a reply waits, or was answered, or there was none; however many texts were sent. */
export function statusOf(messages: readonly Message[]): MessageStatus {
  const last = messages.at(-1);
  if (last === undefined) return "needsMessage";
  if (last.isFromContact) return "needsResponse";
  return messages.some(({ isFromContact }) => isFromContact) ? "convo" : "messaged";
}

/** Closed by a texter, or left in the middle of an update by a worker that died. */
function settledStatuses({ contacts }: World): ReadonlyMap<Contact, MessageStatus> {
  const talked = contacts.filter(({ story }) => story === "talk");
  const closedTwin = contacts.filter(({ story, first }) => story === "uploadedTwice" && first !== null).at(-1);
  const closed = talked.slice(5, 4 + dirt.carried.closedContacts);
  const settled = new Map<Contact, MessageStatus>(closed.map((contact) => [contact, "closed"]));
  talked.slice(60, 60 + dirt.carried.contactsInAnUpdate).forEach((contact) => settled.set(contact, "UPDATING"));
  if (closedTwin !== undefined) settled.set(closedTwin, "closed");
  return settled;
}

/** Whatever columns the upload had: Spoke keeps them as JSON in a text column. */
function customFields({ story, campaign, id }: Contact, random: Random): string {
  if (story === "brokenFields") return "{'vanid': 100, 'note': None}";
  switch (campaign.id) {
    case 3:
      return JSON.stringify({ polling_place: "Lincoln High, gym", precinct: String(random.between(1, 40)) });
    case 4:
      return JSON.stringify({
        "Año de nacimiento": String(random.between(1930, 2001)),
        "$ raised": "20",
        "50% off": "",
      });
    case 7:
      // A number as a warehouse gives it, which JSON.parse would round.
      return `{"vanid": ${id % 14 === 0 ? "9007199254740993" : String(id)}, "score": 0.75, "is_member": ${String(id % 2 === 0)}, "note": null}`;
    case draftCampaign:
      return "";
    default:
      return "{}";
  }
}

/** Hours and daylight saving, as in `-5_1`. */
function timeZoneOf(zip: string): string | null {
  const known = zipCodes.find(([each]) => each === zip);
  if (known === undefined) return zip === "" ? "" : null;
  return `${itemAt(known, 5)}_${itemAt(known, 6) === "t" ? "1" : "0"}`;
}
