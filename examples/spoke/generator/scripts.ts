import { Random } from "../../support/random.js";
import { itemAt } from "../../support/items.js";
import { campaignOf } from "./campaigns.js";
import { dirt, plainRows } from "./dirt.js";
import { userAt } from "./people.js";
import type { Row } from "./rows.js";
import { day, hour, printTime } from "./time.js";
import type { Contact, World } from "./world.js";

interface Step {
  readonly id: number;
  readonly campaign: number;
  readonly parent: number | null;
  readonly answer: string;
  readonly question: string;
  readonly isDeleted?: boolean;
  readonly action?: string;
}

const steps: readonly Step[] = [
  { id: 11, campaign: 3, parent: null, answer: "", question: "Will you vote?" },
  { id: 12, campaign: 3, parent: 11, answer: "Yes", question: "Do you know where?" },
  { id: 13, campaign: 3, parent: 11, answer: "No", question: "" },
  { id: 14, campaign: 3, parent: 12, answer: "Yes", question: "", action: "actionkit-rsvp" },
  { id: 15, campaign: 3, parent: 12, answer: "No", question: "" },
  { id: 16, campaign: 3, parent: 11, answer: "Maybe", question: "", isDeleted: true },
  { id: 17, campaign: 4, parent: null, answer: "", question: "Will you come?" },
  { id: 18, campaign: 4, parent: 17, answer: "Yes", question: "Bring someone?" },
  { id: 19, campaign: 4, parent: 17, answer: "No", question: "" },
  // Edited by two people at once: each is the other's parent.
  { id: 20, campaign: 4, parent: 21, answer: "Later", question: "" },
  { id: 21, campaign: 4, parent: 20, answer: "Later", question: "", isDeleted: true },
  { id: 22, campaign: 7, parent: null, answer: "", question: "Want to volunteer?" },
  { id: 23, campaign: 7, parent: 22, answer: "Yes", question: "" },
  { id: 24, campaign: 7, parent: 22, answer: "No", question: "" },
  { id: 25, campaign: 7, parent: 25, answer: "", question: "" },
  { id: 26, campaign: 9, parent: null, answer: "", question: "Saturday or Sunday?" },
  { id: 27, campaign: 9, parent: 26, answer: "Saturday", question: "Gloves?" },
  { id: 28, campaign: 9, parent: 26, answer: "Sunday", question: "" },
  { id: 29, campaign: 9, parent: 27, answer: "Need a pair", question: "" },
  { id: 30, campaign: 10, parent: null, answer: "", question: "Will you sign?" },
];

export function stepRows(): Row[] {
  return steps.map(({ id, campaign, parent, answer, question, isDeleted = false, action = "" }) => ({
    id: String(id),
    campaign_id: String(campaign),
    question,
    script: question === "" ? "Thanks, {firstName}!" : `Hi {firstName}. ${question}`,
    created_at: printTime(campaignOf(campaign).uploadedAt - hour),
    parent_interaction_id: parent === null ? null : String(parent),
    answer_option: answer,
    answer_actions: action,
    is_deleted: isDeleted ? "t" : "f",
  }));
}

/** Whoever replied has answered the first question, and every second one the next. */
export function responseRows(world: World): Row[] {
  const random = new Random("responses");
  const rows: Row[] = [];
  const add = (contact: Contact, step: Step, value: string) =>
    rows.push({
      id: String(701 + rows.length),
      campaign_contact_id: String(contact.id),
      interaction_step_id: String(step.id),
      value,
      created_at: printTime(contact.createdAt + 3 * day + rows.length),
    });
  const answered = world.contacts.filter((contact) => contact.exists && hasAnswered(world, contact));
  for (const contact of answered) {
    for (const step of questionsOf(contact)) add(contact, step, random.pick(answersTo(step)));
  }
  // The delete and the insert of a changed answer are two statements: two texters at once leave both answers.
  const plain = answered.filter(({ story }) => story === "talk");
  for (let index = 0; index < dirt.merged.responsesWrittenTwice; index++) {
    const contact = itemAt(plain, index * 7);
    const step = itemAt(questionsOf(contact), 0);
    add(contact, step, itemAt(answersTo(step), 0));
  }
  return rows;
}

/** A doubled contact was asked twice. */
function hasAnswered({ messages }: World, contact: Contact): boolean {
  if (contact.story === "brokenFields") return false;
  if (contact.story === "uploadedTwice") return contact.assignment !== null;
  return messages.some((message) => message.contact === contact && message.isFromContact);
}

function questionsOf({ id, campaign }: Contact): readonly Step[] {
  const asked = steps.filter(
    (step) => step.campaign === campaign.id && answersTo(step).length > 0 && step.id !== step.parent,
  );
  return id % 2 === 0 ? asked.slice(0, 1) : asked.slice(0, 2);
}

function answersTo({ id, question }: Step): readonly string[] {
  return question === "" ? [] : steps.filter(({ parent }) => parent === id).map(({ answer }) => answer);
}

export function cannedRows(): Row[] {
  return Array.from({ length: plainRows.canned_response }, (_, index) => ({
    id: String(index + 1),
    campaign_id: String([3, 4, 7, 9, 10][index % 5]),
    text: index === 4 ? "Sorry about that!\n\nI'll remove you." : "You can find it at https://vote.example/?q=a%20b",
    title: index === 4 ? "Wrong number / remove" : `Canned ${String(index + 1)}`,
    user_id: index === 6 ? String(userAt(17).id) : null,
    created_at: printTime(campaignOf(3).uploadedAt + index * hour),
  }));
}
