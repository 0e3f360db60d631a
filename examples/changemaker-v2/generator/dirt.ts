/**
 * What is wrong with the source, by name, with exact counts of rows. The generator puts in exactly this much, the tests
 * count it again in the database, and the README and the rehearsal say what must become of it.
 */
export const dirt = {
  /** Rows that cannot become documents of the final schema. */
  rejected: {
    /** addresses.locationId leads to a building that was deleted in psql; the foreign key is NOT VALID since. */
    addressesOfDeletedLocation: 3,
    /** _CutToLocation.B likewise. */
    cutLinksOfDeletedLocation: 4,
    /** campaign_emails.campaignId likewise. */
    emailsOfDeletedCampaign: 4,
    /** media_reactions.user_id: Drizzle's table knows nothing of Prisma's users, so there is no foreign key at all. */
    reactionsOfDeletedUser: 3,
    /** locations.latitude and longitude swapped by an import: −113 is no latitude. */
    locationsOffTheEarth: 1,
    /** Rows that lead to that building. */
    addressesOfLocationOffTheEarth: 2,
    cutLinksOfLocationOffTheEarth: 1,
    /** canvass_visits of an address that is rejected: one of a deleted building, one of the building off the earth. */
    visitsOfRejectedAddress: 2,
    /** shifts.date in the year 20260: a slip of the keyboard that both Prisma and PostgreSQL accept. */
    shiftsInFarFuture: 1,
    /** shift_signups of that shift. */
    signupsOfRejectedShift: 2,
    /** canvass_visits.visitedAt in the year 20260. */
    visitsInFarFuture: 1,
  },
  /** Rows that are one with another row. */
  merged: {
    /** shift_signups.userEmail differs only in capitals, so PostgreSQL let the same person sign up twice. */
    signupsTwice: 3,
  },
  /** Rows that stay behind on purpose: no password account is made of them. */
  filtered: {
    /** users.password is '': invited, never signed in. */
    usersWithoutPassword: 2,
    /** users.deletedAt IS NOT NULL. */
    softDeletedUsers: 3,
  },
  /** Rows that arrive and that somebody has to look at. */
  flagged: {
    /** campaigns.createdByUserId leads to a user who was deleted in psql; the foreign key is NOT VALID since. */
    campaignsOfDeletedUser: 2,
    /** canvass_visits.shiftId leads to the shift in the year 20260. */
    visitsOfRejectedShift: 1,
    /** An existing account has the email of a user who never verified it. */
    accountsOfUnverifiedUser: 1,
    /** Existing accounts whose name differs from the source's. */
    accountsThatDiffer: 2,
  },
  /** Rows that must arrive whole, although careless tools break them. */
  carried: {
    /** users.email is not what `lower(trim(email))` gives. */
    usersWithUntidyEmail: 6,
    /** users.permissions is JSON null, which is not SQL NULL. */
    usersWithJsonNull: 3,
    /** addresses.email is '': a form that was left empty. */
    addressesWithEmptyEmail: 12,
    /** addresses.notes and canvass_visits.notes with newlines, quotes, backslashes, emoji … */
    hardNotes: 10,
    /** A second unit without a number at one building: NULLs are never equal, so the unique constraint lets it in. */
    addressesSharingNoUnit: 1,
    /** locations without coordinates, or at 0, 0: flagged for geocoding. */
    locationsWithoutCoordinates: 6,
    locationsAtNullIsland: 2,
    /** locations.tags IS NULL: Prisma writes no NOT NULL for lists, and an import in SQL left them out. */
    locationsWithNullTags: 4,
    softDeletedLocations: 5,
    softDeletedCampaigns: 2,
    /** A folder that is its own parent, and two that are each other's. */
    foldersInACycle: 3,
    /** campaign_emails.sentAt at times that clocks of Edmonton skip or show twice; they are UTC. */
    emailsAtHardTimes: 4,
    /** canvass_visits.visitedAt is 1970-01-01 00:00:00: `new Date(0)`. */
    visitsAtEpoch: 2,
  },
} as const;

/** How many rows the database holds, by table, after the deletions by hand. */
export const rowCounts = {
  "public._CampaignToTag": 36,
  "public._CutToLocation": 140,
  "public._prisma_migrations": 4,
  "public.Folder": 14,
  "public.Tag": 12,
  "public.addresses": 180,
  "public.campaign_emails": 150,
  "public.campaigns": 16,
  "public.canvass_visits": 100,
  "public.compilation_videos": 18,
  "public.compilations": 5,
  "public.cuts": 8,
  "public.email_verifications": 10,
  "public.jobs": 8,
  "public.locations": 120,
  "public.media_reactions": 70,
  "public.refresh_tokens": 40,
  "public.representative_responses": 60,
  "public.representatives": 36,
  "public.response_upvotes": 120,
  "public.shift_signups": 100,
  "public.shifts": 26,
  "public.site_settings": 1,
  "public.users": 60,
  "public.videos": 24,
  "drizzle.__drizzle_migrations": 2,
} as const;

/** Documents in target/: people who signed up before the move, and two whom the source never saw. */
export const targetCounts = { accountsOfMigratedUsers: 5, accountsOfStrangers: 2 } as const;

/** Texts that stand only in what stays behind: none may appear in anything the migration writes. */
export const secretMarkers = ["cm-refresh-", "cm-verify-", "cm-smtp-"] as const;

interface Outcome {
  readonly read: number;
  readonly rejectedByCode?: Readonly<Record<string, number>>;
  readonly merged?: number;
  readonly filtered?: number;
  readonly matched?: number;
  readonly issuesByCode?: Readonly<Record<string, number>>;
}

const { rejected, merged, filtered, flagged } = dirt;

/** What becomes of each table of the plan. What is not named is none. */
export const outcomes: Readonly<Record<string, Outcome>> = {
  users: {
    read: rowCounts["public.users"],
    matched: targetCounts.accountsOfMigratedUsers,
    issuesByCode: { "unverified_legacy open": flagged.accountsOfUnverifiedUser },
  },
  authAccounts: {
    read: rowCounts["public.users"],
    filtered: filtered.usersWithoutPassword + filtered.softDeletedUsers,
  },
  folders: { read: rowCounts["public.Folder"] },
  tags: { read: rowCounts["public.Tag"] },
  campaigns: {
    read: rowCounts["public.campaigns"],
    issuesByCode: { "missing_target cleared": flagged.campaignsOfDeletedUser },
  },
  campaignTags: { read: rowCounts["public._CampaignToTag"] },
  representatives: { read: rowCounts["public.representatives"] },
  campaignEmails: {
    read: rowCounts["public.campaign_emails"],
    rejectedByCode: { orphan: rejected.emailsOfDeletedCampaign },
  },
  responses: { read: rowCounts["public.representative_responses"] },
  responseUpvotes: { read: rowCounts["public.response_upvotes"] },
  locations: {
    read: rowCounts["public.locations"],
    rejectedByCode: { offTheEarth: rejected.locationsOffTheEarth },
  },
  addresses: {
    read: rowCounts["public.addresses"],
    rejectedByCode: { orphan: rejected.addressesOfDeletedLocation + rejected.addressesOfLocationOffTheEarth },
  },
  cuts: { read: rowCounts["public.cuts"] },
  cutLocations: {
    read: rowCounts["public._CutToLocation"],
    rejectedByCode: { orphan: rejected.cutLinksOfDeletedLocation + rejected.cutLinksOfLocationOffTheEarth },
  },
  shifts: { read: rowCounts["public.shifts"], rejectedByCode: { out_of_range: rejected.shiftsInFarFuture } },
  shiftSignups: {
    read: rowCounts["public.shift_signups"],
    rejectedByCode: { orphan: rejected.signupsOfRejectedShift },
    merged: merged.signupsTwice,
  },
  canvassVisits: {
    read: rowCounts["public.canvass_visits"],
    rejectedByCode: { orphan: rejected.visitsOfRejectedAddress, out_of_range: rejected.visitsInFarFuture },
    issuesByCode: { "missing_target cleared": flagged.visitsOfRejectedShift },
  },
  siteSettings: { read: rowCounts["public.site_settings"] },
  videos: { read: rowCounts["public.videos"] },
  mediaReactions: {
    read: rowCounts["public.media_reactions"],
    rejectedByCode: { orphan: rejected.reactionsOfDeletedUser },
  },
  compilations: { read: rowCounts["public.compilations"] },
  compilationVideos: { read: rowCounts["public.compilation_videos"] },
};
