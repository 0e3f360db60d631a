/** What the generator knows and the tables do not say: above all, which contact a message belongs to. */

export interface User {
  readonly id: number;
  readonly firstName: string;
}

export interface Organization {
  readonly id: number;
  /** Messaging services, in the order in which they are counted. */
  readonly services: readonly string[];
}

export interface Assignment {
  readonly id: number;
  readonly user: User;
  readonly campaign: Campaign;
}

export interface Campaign {
  readonly id: number;
  readonly organization: Organization;
  readonly uploadedAt: number;
  readonly assignments: readonly Assignment[];
}

/** Somebody who gets texts, maybe from several campaigns. */
export interface Person {
  readonly firstName: string;
  readonly lastName: string;
  readonly cell: string;
  readonly zip: string;
}

/** What happened to a person in a campaign. */
export type Story =
  | "untouched"
  | "talk"
  /** Given to another texter by Spoke itself, which takes the messages along. */
  | "movedWithMessages"
  /** Given to another texter, the messages left with the first. */
  | "reassigned"
  /** Reassigned, and another campaign's contact of the same person was put into the first texter's assignment by hand. */
  | "strayed"
  /** The upload was sent a second time: two rows of different times. */
  | "uploadedTwice"
  /** Two rows of one upload: the same time to the microsecond. */
  | "uploadedAtOnce"
  /** Deleted after an opt-out; the messages stay. */
  | "deleted"
  /** Deleted and uploaded again: the row is younger than the messages. */
  | "uploadedAgain"
  /** custom_fields is no JSON. */
  | "brokenFields";

export interface Contact {
  /** Given once all are known, in the order of creation. */
  id: number;
  readonly story: Story;
  readonly campaign: Campaign;
  readonly person: Person;
  readonly createdAt: number;
  assignment: Assignment | null;
  /** False once the row was deleted. */
  exists: boolean;
  /** The first row of the same campaign and cell; itself unless the upload was doubled. */
  readonly first: Contact | null;
}

export interface Message {
  id: number;
  /** The truth: whom it was sent to or came from. */
  readonly contact: Contact;
  assignment: Assignment;
  readonly at: number;
  readonly isFromContact: boolean;
  readonly text: string;
}

export interface World {
  readonly contacts: readonly Contact[];
  readonly messages: readonly Message[];
}

/** The contact that stays of a doubled one. */
export function keptOf(contact: Contact): Contact {
  return contact.first ?? contact;
}
