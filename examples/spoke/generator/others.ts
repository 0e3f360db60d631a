import { Random } from "../../support/random.js";
import { hasOptedOut } from "./contacts.js";
import { plainRows } from "./dirt.js";
import type { Row } from "./rows.js";
import { minute, printTime, timeOf } from "./time.js";
import type { World } from "./world.js";
import { zipCodes } from "./words.js";

/** One per text that asked for it, so a cell can stand there twice. The deleted contacts' opt-outs stay. */
export function optOutRows({ messages }: World): Row[] {
  return messages
    .filter((message) => hasOptedOut([message]))
    .map(({ contact, assignment, at }, index) => ({
      id: String(index + 1),
      cell: contact.person.cell,
      assignment_id: String(assignment.id),
      organization_id: String(contact.campaign.organization.id),
      reason_code: index % 4 === 0 ? "" : "asked",
      created_at: printTime(at + minute),
    }));
}

export function inviteRows(): Row[] {
  const random = new Random("invites");
  return Array.from({ length: plainRows.invite }, (_, index) => ({
    id: String(index + 1),
    is_valid: index % 3 === 0 ? "f" : "t",
    hash: index === 4 ? null : random.uuid(),
    created_at: printTime(timeOf("2018-02-01T10:00:00Z") + index * 7 * 1440 * minute),
  }));
}

export function zipRows(): Row[] {
  return zipCodes.map(([zip, city, state, latitude, longitude, offset, hasDst]) => ({
    zip,
    city,
    state,
    latitude,
    longitude,
    timezone_offset: offset,
    has_dst: hasDst,
  }));
}

/** Twilio's delivery reports, as they came. */
export function logRows({ messages }: World): Row[] {
  const random = new Random("log");
  return messages.slice(0, plainRows.log).map(({ at, contact }, index) => ({
    id: String(index + 1),
    message_sid: `SM${random.text(32, "0123456789abcdef")}`,
    body: JSON.stringify({ MessageStatus: "delivered", To: contact.person.cell, Tag: `log-only-${String(index)}` }),
    created_at: printTime(at + minute),
  }));
}

export function jobRows(): Row[] {
  return Array.from({ length: plainRows.job_request }, (_, index) => ({
    id: String(index + 1),
    campaign_id: "10",
    payload: `job-payload-${String(index)}`,
    queue_name: "10:edit_campaign",
    job_type: "upload_contacts",
    result_message: "Number of contacts excluded due to their opt-out status: 3",
    locks_queue: "t",
    assigned: "t",
    status: "100",
    updated_at: "2019-04-12 16:01:00+00",
    created_at: "2019-04-12 16:00:00+00",
  }));
}

/** How many of MoveOn's own migrations have run: creator_id was the fifteenth. */
export function migrationRows(): Row[] {
  return [{ id: "1", completed: "15" }];
}
