/**
 * What is wrong with the source, by name, with exact counts of rows. The generator puts in exactly this much, the tests
 * count it again in the files, and the README and the rehearsal say what must become of it.
 */
export const dirt = {
  /** Rows that cannot become documents of the final schema. */
  rejected: {
    /** cases.user_id leads to a user who was deleted by hand; the foreign key is NOT VALID. */
    casesOfMissingUser: 3,
    /** user_settings.user_id likewise; there is no foreign key at all. */
    settingsOfMissingUser: 2,
    /** cases.eta9089_expiration_date = 'infinity'. */
    casesWithInfiniteDate: 1,
    /** notifications.snoozed_until = 'infinity': "snoozed for ever". */
    notificationsWithInfiniteTimestamp: 1,
    /** cases.recruitment_start_date lies before Christ: .NET's smallest date moved by a day. */
    casesWithBcDate: 1,
    /** cases.case_status is text without a check: one row holds a status the app gave up long ago. */
    casesWithUnknownStatus: 1,
  },
  /** Rows that arrive and that somebody has to look at. */
  flagged: {
    /** notifications.case_id leads to a case that is gone from the source; the foreign key is NOT VALID. */
    notificationsOfMissingCase: 4,
    /** notifications.case_id leads to a case that is there and is rejected (the one with the infinite date). */
    notificationsOfRejectedCase: 2,
    /** Users whose addresses are the same once trimmed and lower-cased: one pair. */
    usersSharingAnEmail: 2,
    /** users.email_verified_at IS NULL: must not be matched by email without a look. */
    usersWithUnverifiedEmail: 1,
    /** Existing accounts in the target whose name or image differs from the source's. */
    accountsThatDiffer: 6,
  },
  /** Rows that must arrive whole, although careless tools break them. */
  carried: {
    /** users.email is not what `lower(trim(email))` gives. */
    usersWithUntidyEmail: 14,
    /** cases.notes with backslashes, tabs, newlines, quotes, emoji, the texts `\N` and `\.` … */
    casesWithHardNotes: 16,
    /** cases.custom_fields with keys Convex refuses (`$ref`, "", "ключ") or that look odd (`_private`, "a b"). */
    casesWithOddKeys: 5,
    /** cases.custom_fields holds a number beyond 2^53. */
    casesWithBigNumber: 1,
    /** cases.custom_fields is JSON null, which is not SQL NULL. */
    casesWithJsonNull: 2,
    /** cases.tags with a comma, quote, brace, backslash, or the text NULL. */
    casesWithHardTags: 6,
    /** cases.tags is the empty array, which is not NULL. */
    casesWithEmptyTags: 40,
    /** cases.notes is the empty string, which is not NULL. */
    casesWithEmptyNotes: 5,
    /** cases.is_deleted. */
    softDeletedCases: 45,
    /** users.deleted_at IS NOT NULL. */
    softDeletedUsers: 3,
    /** cases.duplicate_of leads to a row that stands later in the file. */
    forwardReferences: 20,
    /** cases.duplicate_of leads to a row that stands earlier in the file. */
    backwardReferences: 15,
    /** Two cases that are duplicates of each other: a cycle (one forward, one backward on top of the above). */
    casesInACycle: 2,
    /** user_preferences.key with a colon, comma, slash, blank or upper-case twin: hard for composite keys. */
    preferencesWithHardKeys: 8,
  },
} as const;

/** How many rows the files hold. */
export const rowCounts = {
  "auth.audit_log_entries": 24,
  "auth.users": 121,
  "auth.identities": 120,
  "auth.sessions": 40,
  "auth.refresh_tokens": 60,
  "public.users": 120,
  "public.cases": 1500,
  "public.notifications": 1000,
  "public.user_preferences": 300,
  "public.user_settings": 120,
  "storage.buckets": 1,
  "storage.objects": 12,
} as const;

/** Documents in examples/perm-tracker/target: people who signed up before the move, and two whom the source never saw. */
export const targetCounts = { accountsOfMigratedUsers: 20, accountsOfStrangers: 2 } as const;

/** Texts that stand only in the tables that stay behind: none may appear in anything the migration writes. */
export const secretMarkers = ["$2a$10$", "perm-refresh-", "perm-recovery-", "203.0.113."] as const;
