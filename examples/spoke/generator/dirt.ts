/**
 * What is wrong with the source, by name, with exact counts of rows. The generator puts in exactly this much, the tests
 * count it again, and the README and the rehearsal say what must become of it.
 */
export const dirt = {
  /** Rows that cannot become documents. */
  rejected: {
    /** Texts of contacts that were deleted after an opt-out: their campaign has nobody of that number. */
    messagesOfDeletedContacts: 10,
    /** Texts of contacts that were deleted and uploaded again: the only row is younger than the text. */
    messagesOlderThanTheirContact: 6,
    /** campaign_contact.custom_fields is a Python dictionary, not JSON. */
    contactsWithBrokenFields: 1,
    /** Texts of that contact. */
    messagesOfBrokenContacts: 2,
  },
  /** Rows that are another one's twin. */
  merged: {
    /** user.email is the address of an older user: two ways to sign in. */
    secondUsers: 2,
    /** user_organization rows of a person who has several roles, or who is two users. */
    membershipsOfOnePerson: 4,
    /** campaign_contact rows of uploads that were sent twice, minutes to a day apart (one of them three times). */
    contactsUploadedTwice: 17,
    /** campaign_contact rows that stand twice in one upload. */
    contactsUploadedAtOnce: 3,
    /** question_response rows of twins, which answer the same question. */
    responsesOfTwins: 16,
    /** question_response rows that two texters wrote for one contact at once. */
    responsesWrittenTwice: 4,
    /** Cells that an organisation texts in several campaigns, or twice in one. */
    contactsOfOneCell: 42,
  },
  /** Rows that arrive and that somebody has to look at. */
  flagged: {
    /** Has an account in the target, but signed up with a password: nobody proved the address. */
    usersWithUnprovedEmail: 1,
  },
  /** Rows that must arrive whole, although careless tools break them. */
  carried: {
    /** Texts of contacts that stand twice in one upload, at the same microsecond: both rows are one contact. */
    messagesOfContactsUploadedAtOnce: 6,
    usersWithUntidyEmail: 4,
    /** message.text with quotes, newlines, backslashes, `\N`, `\.`, emoji, or nothing. */
    messagesWithHardText: 10,
    /** custom_fields with names that Convex refuses: "Año de nacimiento", "$ raised". */
    contactsWithHardFieldNames: 83,
    /** custom_fields with the number 9007199254740993, which no double holds. */
    contactsWithBigNumber: 5,
    /** custom_fields is ''. */
    contactsWithoutFields: 40,
    closedContacts: 9,
    /** message_status UPDATING: a worker died. */
    contactsInAnUpdate: 2,
    /** Two steps that are each other's parent, and one that is its own. */
    stepsInACircle: 3,
    /** message.service_response with several JSON texts in a row. */
    messagesThatFailed: 11,
    /** Their texts stand under the texter they had before. */
    reassignedContacts: 33,
    /** campaign_contact.assignment_id leads to an assignment of another campaign. */
    strayedContacts: 3,
  },
} as const;

/** Rows of tables that nothing is wrong with. */
export const plainRows = { user_cell: 8, canned_response: 10, invite: 6, log: 40, job_request: 3 } as const;

/**
 * What other rules make of the messages, by what we know of each: `missed` have a contact and got none, `wrong` got
 * somebody else's conversation, `invented` got one although theirs is gone.
 */
export const carelessRules = {
  /** Same cell and same assignment: MoveOn's own migration of December 2019. */
  byAssignment: { missed: 74, wrong: 6, invented: 0 },
  /** Same assignment, else any campaign, created before the message, the first of several: the script of the fork. */
  byFirstFound: { missed: 0, wrong: 58, invented: 14 },
} as const;

/**
 * Merged contacts that Spoke, counting all their messages again, would call "convo", and the plan "needsResponse": one row
 * waits for an answer, the other got one later.
 */
export const contactsAskedAgain = 3;

interface Outcome {
  readonly read: number;
  readonly written: number;
  readonly rejected?: Readonly<Record<string, number>>;
  readonly merged?: number;
  readonly filtered?: number;
  readonly issues?: Readonly<Record<string, number>>;
}

const { rejected, merged, flagged } = dirt;

/** What the rehearsal must report, table by table. */
export const outcomes: Readonly<Record<string, Outcome>> = {
  users: {
    read: 25,
    written: 23,
    merged: merged.secondUsers,
    issues: { "unverified_legacy open": flagged.usersWithUnprovedEmail },
  },
  organizations: { read: 2, written: 2 },
  memberships: { read: 30, written: 26, merged: merged.membershipsOfOnePerson },
  userCells: { read: 8, written: 8 },
  campaigns: { read: 5, written: 5 },
  assignments: { read: 22, written: 22 },
  campaignContacts: {
    read: 347,
    written: 326,
    rejected: { json: rejected.contactsWithBrokenFields },
    merged: merged.contactsUploadedTwice + merged.contactsUploadedAtOnce,
  },
  interactionSteps: { read: 20, written: 20 },
  questionResponses: { read: 267, written: 247, merged: merged.responsesOfTwins + merged.responsesWrittenTwice },
  messages: {
    read: 641,
    written: 623,
    rejected: {
      no_match: rejected.messagesOfDeletedContacts + rejected.messagesOlderThanTheirContact,
      orphan: rejected.messagesOfBrokenContacts,
    },
  },
  optOuts: { read: 18, written: 18 },
  cannedResponses: { read: 10, written: 10 },
  invites: { read: 6, written: 6 },
  zipCodes: { read: 12, written: 12 },
  // Five of the environment, one of the two organisations; the other one names none.
  messagingServices: { read: 7, written: 6, filtered: 1 },
  messagingServiceSticks: { read: 347, written: 305, merged: merged.contactsOfOneCell },
};
