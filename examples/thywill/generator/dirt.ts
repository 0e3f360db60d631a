/**
 * What is wrong with the source, by name, with exact counts of rows. The generator puts in exactly this much, the tests
 * count it again in the file, and the README and the rehearsal say what must become of it.
 */
export const dirt = {
  /** Rows that stand in their table and not in the index of its primary key: a fetch by id does not find them. */
  unindexed: { user: 4, prayer: 9, prayermark: 14 },
  /** Rows that cannot become documents. */
  rejected: {
    /** user.display_name is empty or blank. */
    usersWithoutName: 2,
    /** user.id is the one the community knows to be corrupt ("Prayer Test User"). */
    usersWithKnownBadId: 1,
    /** user.display_name is Latin-1 bytes, so not UTF-8. */
    usersWithBadText: 1,
    /** user.id is NULL: SQLite lets it be, although it is the primary key. */
    usersWithNullId: 1,
    /** user.id is a BLOB of 16 bytes. */
    usersWithBlobId: 1,
    /** prayer.text is Latin-1 bytes. */
    prayersWithBadText: 2,
    prayersWithNullId: 1,
    /** prayer.text is a BLOB: an image somebody pasted. */
    prayersWithBlobText: 1,
    prayersWithoutText: 1,
    /** prayer.created_at is `0000-00-00 00:00:00.000000`. */
    prayersWithoutDate: 1,
    marksWithNullId: 1,
    /** prayermark.created_at is the empty text. */
    marksWithoutDate: 1,
    /** prayermark.user_id leads to nobody: 4 to deleted people, the others to corrupt rows of `user`. */
    marksOfMissingUser: 12,
    /** prayermark.prayer_id leads to nothing: 5 to deleted prayers, 3 to corrupt ones. */
    marksOfMissingPrayer: 8,
    skipsOfMissingPrayer: 2,
    rolesOfMissingUser: 1,
    /** prayer_activity_log.prayer_id leads to a deleted prayer. */
    logEntriesOfMissingPrayer: 3,
    /** prayer_attributes.prayer_id leads to a deleted prayer. */
    attributesOfMissingPrayer: 2,
  },
  /** Rows that are one with another row. */
  merged: {
    /** Users who differ from an older one by case and white space: five people, one of them with three accounts. */
    users: 6,
    /** A role that both accounts of one person have. */
    userRoles: 1,
    /** Marks the importer wrote again from an archive, which knows minutes only: same user, prayer and minute, seconds :00. */
    marks: 25,
    /** Of those: written for another account of the same person. */
    marksAcrossAccounts: 4,
    /** Of those: twins of a mark that is itself known from an archive only. */
    marksTwiceFromArchives: 1,
    /** Log entries the importer wrote again. */
    logEntries: 8,
    /** Attributes the importer wrote again. */
    attributes: 3,
  },
  /** References that are left out, with an issue that says so. */
  cleared: {
    /** prayer.author_id leads to nobody: 5 deleted people, 1 known bad id, 2 rows that are not UTF-8. */
    authors: 8,
    /** user.invited_by_user_id leads to the known bad id (2) or to a deleted person (1). */
    inviters: 3,
    /** prayer_activity_log.user_id leads to a deleted person. */
    logEntries: 2,
  },
  /** Rows that must arrive whole, although careless tools break or drop them. */
  carried: {
    /** Prayers under 10 characters, which the target's rule of 10…5,000 would drop. */
    shortPrayers: 6,
    /** Prayers over 5,000 characters, likewise. */
    longPrayers: 3,
    /** prayer.text contains a NUL character. */
    prayersWithNul: 1,
    /** prayer.flagged is the text `true`, `false`, `t` or `f`. */
    wordyFlags: 4,
    /** Pairs of real marks of one user and prayer within one minute. */
    marksTwiceInAMinute: 6,
    /** Marks with seconds :00 that repeat none: they are known from an archive only. */
    marksOnlyInArchives: 3,
    /** Prayers several people marked in the same minute: no duplicates. */
    peopleInTheSameMinute: 3,
    /** Users whose names are alike and not the same: an accent or a letter. */
    usersAlike: 3,
  },
  /** References of the database to its text archives. */
  archives: {
    /** Rows whose file lay in a temporary folder that is gone. */
    underTemporaryPaths: 22,
    /** Rows with the word the app wrote instead of a path while archives were switched off. */
    switchedOff: 7,
  },
} as const;

/** How many rows the file holds. */
export const rowCounts = {
  user: 60,
  role: 3,
  user_roles: 14,
  prayer: 240,
  prayer_attributes: 102,
  prayer_activity_log: 290,
  prayermark: 540,
  prayerskip: 40,
  session: 45,
  invitetoken: 30,
  authenticationrequest: 12,
} as const;

/** Documents the rules of ThyWill v2 would drop in silence: texts of 10…5,000 characters, one mark per person and prayer. */
export const droppedByTargetRules = { prayers: 9, prayerMarks: 64, activity: 41 } as const;

/** Texts that stand only in what stays behind: none may appear in anything the migration writes. */
export const secretMarkers = ["5e551044", "70ce4e11", "203.0.113."] as const;

/** What becomes of the rows, per table of the plan: as `cutover rehearse` reports it. */
export const outcome = {
  archives: { read: 1232, filtered: 837, merged: 244, written: 151, rejected: {}, cleared: 0 },
  users: {
    read: 60,
    filtered: 0,
    merged: 6,
    written: 48,
    rejected: { "empty-display-name": 2, "known-bad-id": 1, "malformed-id": 1, broken_row: 1, null_id: 1 },
    cleared: 3,
  },
  roles: { read: 3, filtered: 0, merged: 0, written: 3, rejected: {}, cleared: 0 },
  userRoles: { read: 14, filtered: 0, merged: 1, written: 12, rejected: { orphan: 1 }, cleared: 0 },
  prayers: {
    read: 240,
    filtered: 0,
    merged: 0,
    written: 234,
    rejected: { broken_row: 2, null_id: 1, "blob-text": 1, "empty-text": 1, out_of_range: 1 },
    cleared: 8,
  },
  prayerMarks: {
    read: 540,
    filtered: 0,
    merged: 25,
    written: 493,
    rejected: { orphan: 20, null_id: 1, timestamp: 1 },
    cleared: 0,
  },
  prayerSkips: { read: 40, filtered: 0, merged: 0, written: 38, rejected: { orphan: 2 }, cleared: 0 },
  activity: {
    read: 1172,
    filtered: 0,
    merged: 319,
    written: 832,
    rejected: { orphan: 17, null_id: 2, out_of_range: 1, timestamp: 1 },
    cleared: 22,
  },
} as const;
