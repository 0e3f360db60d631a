import { itemAt } from "../../support/items.js";
import type { Random } from "../../support/random.js";
import { day, hour, minute } from "./time.js";
import type { Assignment, Campaign, Contact, Message, Person, Story } from "./world.js";
import { followUps, openers, replies, stopWords } from "./words.js";

/** Between two rows of one upload, in microseconds. */
const uploadStep = 1_300;

/** A campaign while its contacts and messages come into being. */
export class Scene {
  readonly contacts: Contact[] = [];
  readonly messages: Message[] = [];
  /** People whose contact elsewhere was put into an assignment of this campaign. */
  readonly strays: { person: Person; assignment: Assignment }[] = [];

  constructor(
    readonly campaign: Campaign,
    readonly random: Random,
  ) {}

  /** When the next row of the upload is written. */
  uploadTime(): number {
    return this.campaign.uploadedAt + this.contacts.length * uploadStep;
  }

  add(
    story: Story,
    person: Person,
    options: Partial<Pick<Contact, "createdAt" | "assignment" | "first">> = {},
  ): Contact {
    const { createdAt = this.uploadTime(), assignment = this.pickAssignment(), first = null } = options;
    const contact: Contact = {
      id: 0,
      story,
      campaign: this.campaign,
      person,
      createdAt,
      assignment,
      exists: true,
      first,
    };
    this.contacts.push(contact);
    return contact;
  }

  pickAssignment(): Assignment {
    return this.random.pick(this.campaign.assignments);
  }

  /** Another texter of the same campaign. */
  assignmentAfter(assignment: Assignment): Assignment {
    const { assignments } = this.campaign;
    return itemAt(assignments, (assignments.indexOf(assignment) + 1) % assignments.length);
  }

  /** Some time in the first days after the upload. */
  opening(): number {
    return this.campaign.uploadedAt + this.random.between(2, 60) * hour + this.random.between(0, 3_599_999_999);
  }

  /** Texts to and fro, the texter's first; gives the time of the last. */
  talk(contact: Contact, length: number, from: number): number {
    let at = from;
    for (let index = 0; index < length; index++) {
      if (index > 0) at += this.random.between(1, 240) * minute + this.random.between(0, 59_999_999);
      const isFromContact = index > 0 && (index === 1 || this.random.chance(45));
      this.say(
        contact,
        at,
        isFromContact,
        this.random.pick(isFromContact ? replies : index === 0 ? openers : followUps),
      );
    }
    return at;
  }

  /** The contact opts out. */
  stop(contact: Contact, after: number): number {
    const at = after + this.random.between(1, 90) * minute;
    this.say(contact, at, true, this.random.pick(stopWords));
    return at;
  }

  say(contact: Contact, at: number, isFromContact: boolean, text: string): void {
    const { assignment } = contact;
    if (assignment === null) throw new Error("A contact without a texter cannot talk.");
    this.messages.push({ id: 0, contact, assignment, at, isFromContact, text });
  }

  /** Spoke's own reassignment, which takes the messages along. */
  moveWithMessages(contact: Contact, assignment: Assignment): void {
    contact.assignment = assignment;
    for (const message of this.messages) if (message.contact === contact) message.assignment = assignment;
  }

  /** A day or two after the upload, still before most texts. */
  laterUpload(): number {
    return this.campaign.uploadedAt + day + this.contacts.length * uploadStep;
  }
}
