import { itemAt } from "../../support/items.js";
import { Random } from "../../support/random.js";
import { environment } from "./environment.js";
import type { Row } from "./rows.js";
import { day, hour, printTime, second } from "./time.js";
import type { Message, Organization, World } from "./world.js";
import { hardTexts } from "./words.js";

export function messageRows({ messages }: World): Row[] {
  const random = new Random("message rows");
  const texts = hardTextsByMessage(messages);
  return messages.map((message) => {
    const { contact, assignment, at, isFromContact } = message;
    const sid = `SM${random.text(32, "0123456789abcdef")}`;
    const failed = !isFromContact && random.chance(4);
    const sent = isFromContact ? at : at + random.between(1, 20) * second;
    return {
      id: String(message.id),
      user_id: isFromContact || message.id % 5 === 0 ? null : String(assignment.user.id),
      user_number: isFromContact ? `+1646555${String(3000 + contact.campaign.id)}` : "",
      contact_number: contact.person.cell,
      is_from_contact: isFromContact ? "t" : "f",
      text: texts.get(message) ?? message.text,
      service_response: isFromContact ? inboundResponse(message) : outboundResponse(sid, failed),
      assignment_id: String(assignment.id),
      service: "twilio",
      // Spoke writes the messaging service here when a text comes in, and the text's own id when one goes out.
      service_id: isFromContact ? serviceOf(contact.person.cell, contact.campaign.organization) : sid,
      send_status: isFromContact ? "DELIVERED" : failed ? "ERROR" : random.chance(8) ? "SENT" : "DELIVERED",
      created_at: printTime(at),
      queued_at: printTime(at),
      sent_at: printTime(sent),
      service_response_at: printTime(sent + second),
      send_before: isFromContact ? null : printTime(at - (at % day) + day + 2 * hour),
    };
  });
}

/** The sum of its character codes says which of the organisation's services a cell belongs to. */
export function serviceOf(cell: string, { services }: Organization): string {
  const sum = Buffer.from(cell, "ascii").reduce((codes, code) => codes + code, 0);
  return itemAt(services, sum % services.length);
}

/** First attempts that failed stand before the last answer, one JSON text after the other. */
function outboundResponse(sid: string, failed: boolean): string {
  const answer = { sid, account_sid: environment.TWILIO_API_KEY, status: "queued", error_code: failed ? 30007 : null };
  const attempt = { status: 429, message: "Too Many Requests", code: 20429 };
  return (failed ? JSON.stringify(attempt) : "") + JSON.stringify(answer);
}

function inboundResponse({ contact, text }: Message): string {
  return JSON.stringify([{ From: contact.person.cell, Body: text, NumMedia: "0" }]);
}

/** Texts nobody's opt-out depends on. */
function hardTextsByMessage(messages: readonly Message[]): ReadonlyMap<Message, string> {
  const chosen = messages.filter(({ contact }, index) => contact.story === "talk" && index % 23 === 3);
  return new Map(hardTexts.map((text, index) => [itemAt(chosen, index), text]));
}
