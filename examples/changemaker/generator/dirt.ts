/**
 * What is wrong with the base, by name, with exact counts. The generator puts in exactly this much, the tests count it
 * again in the rows, and the README and the rehearsal say what must become of it.
 */
export const dirt = {
  /** People by the rows they have in the two user tables. */
  people: {
    /** One row in influence_users, one in login. */
    inBoth: 33,
    /** One row in influence_users, two in login, the second in another spelling. */
    inBothAndTwiceInLogin: 2,
    inInfluenceOnly: 21,
    twiceInInfluence: 2,
    inLoginOnly: 35,
    twiceInLogin: 1,
  },
  rejected: {
    /** login."Email" is empty: nobody could ever sign in with this row. */
    loginsWithoutEmail: 1,
    /** login."Email" holds words instead of an address. */
    loginsWithoutAddress: 1,
    /** A second campaign with the slug of an earlier one: the button was pressed twice, and the app never showed it. */
    campaignsWithUsedSlug: 1,
    /** representative responses whose campaign was deleted. */
    responsesOfMissingCampaign: 2,
    /** Upvotes of those responses. */
    upvotesOfRejectedResponses: 3,
    /** An account, or a visitor's address, voted twice for the same response: two of each. */
    upvotesCastTwice: 4,
    /** People with two accounts who voted with both. */
    upvotesOfOnePerson: 1,
    /** "Geo Location" and the decimal columns name two different places. */
    contradictoryLocations: 5,
    /** A latitude beyond 90 degrees. */
    impossibleLocations: 1,
    /** A polygon that the form cut off in the middle. */
    brokenCuts: 1,
    /** The same person signed up twice for one shift, once in another spelling. */
    signupsMadeTwice: 3,
    /** Sign-ups for a shift that was deleted. */
    signupsOfMissingShift: 2,
  },
  merged: {
    /** postal_code_cache holds a code in two spellings. */
    postalCodesSpeltTwice: 4,
  },
  filtered: {
    /** representatives."Cached At" lies before the day the cache is moved from. */
    expiredRepresentatives: 940,
    /** settings that hold a password: they become environment variables. */
    secretSettings: 2,
  },
  flagged: {
    /** A creator whose email stands in no user table; the reference is left out. */
    campaignsByStrangers: 2,
    locationsByStrangers: 9,
    cutsByStrangers: 1,
    signupsByStrangers: 14,
    /** "Submitted By User ID" of somebody who deleted the account; the reference is left out. */
    responsesOfMissingUser: 3,
    /** The organiser stands in no user table; somebody has to say who runs the shift. */
    shiftsByStrangers: 2,
    /** No position, or 0;0: kept, to be geocoded again. */
    locationsWithoutPosition: 12,
    locationsAtZero: 3,
    /** The row has no password, or one that was never hashed: the person must set a new one. */
    peopleWithoutHash: 5,
  },
  carried: {
    /** Emails that `lower(trim(email))` would change, in both user tables. */
    untidyEmails: 21,
    /** login."Password" as plain text, from before the app hashed: it must not move. */
    plainPasswords: 2,
    /** Only "Geo Location" is filled in, or only the columns. */
    locationsWithGeoOnly: 15,
    locationsWithColumnsOnly: 18,
    /** "Geo Location" has more digits than the columns hold. */
    locationsWithLongDigits: 8,
    /** "created_by_user" is the word the public form writes. */
    locationsByAnonymous: 20,
  },
} as const;

/** How many rows the tables hold. */
export const rowCounts = {
  influence_users: 60,
  login: 76,
  campaigns: 12,
  representatives: 1120,
  responses: 120,
  response_upvotes: 260,
  postal_code_cache: 90,
  locations: 320,
  cuts: 9,
  shifts: 24,
  shift_signups: 160,
  settings: 14,
} as const;

/** What people may do after the move, by the number of people. */
export const roles = { SUPER_ADMIN: 3, INFLUENCE_ADMIN: 4, MAP_ADMIN: 5, TEMP: 9, USER: 73 } as const;

/** Temporary accounts that ended before the move. */
export const expiredPeople = 4;

/** Files that rows refer to. */
export const fileCounts = { "campaigns.Cover Photo": 8, "responses.Screenshot": 25 } as const;

/** Texts that must not appear in any document, report or message: signatures of file addresses, passwords in plain text. */
export const secretMarkers = ["dltemp/", "plain-pass-", "smtp-secret-"] as const;
