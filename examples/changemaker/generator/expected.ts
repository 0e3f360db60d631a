import { dirt, rowCounts } from "./dirt.js";

const { people, rejected, merged, filtered, flagged } = dirt;

/** What must become of one table: every number of its line in the closing report. */
export interface ExpectedTable {
  readonly read: number;
  readonly written: number;
  readonly rejectedByCode: Readonly<Record<string, number>>;
  readonly merged: number;
  readonly filtered: number;
  readonly issues: { readonly open: number; readonly cleared: number; readonly waived: number };
}

export const personCount = Object.values(people).reduce((sum, count) => sum + count, 0);

/** Rows beyond the first of each person: the duplicates in "users V1 = users V2 without duplicates". */
const secondRows = people.inBoth + 2 * people.inBothAndTwiceInLogin + people.twiceInInfluence + people.twiceInLogin;

interface Outcome {
  readonly rejectedByCode?: Readonly<Record<string, number>>;
  readonly merged?: number;
  readonly filtered?: number;
  readonly open?: number;
  readonly cleared?: number;
}

function expect(read: number, outcome: Outcome): ExpectedTable {
  const { rejectedByCode = {}, merged: lost = 0, filtered: left = 0, open = 0, cleared = 0 } = outcome;
  const refused = Object.values(rejectedByCode).reduce((sum, count) => sum + count, 0);
  return {
    read,
    written: read - refused - lost - left,
    rejectedByCode,
    merged: lost,
    filtered: left,
    issues: { open, cleared, waived: 0 },
  };
}

export const expectedTables: Readonly<Record<string, ExpectedTable>> = {
  users: expect(rowCounts.influence_users + rowCounts.login, {
    rejectedByCode: { null: rejected.loginsWithoutEmail, email: rejected.loginsWithoutAddress },
    merged: secondRows,
  }),
  authAccounts: expect(rowCounts.influence_users + rowCounts.login, {
    filtered: flagged.peopleWithoutHash + rejected.loginsWithoutEmail + rejected.loginsWithoutAddress,
    merged: secondRows,
  }),
  campaigns: expect(rowCounts.campaigns, {
    rejectedByCode: { duplicate: rejected.campaignsWithUsedSlug },
    cleared: flagged.campaignsByStrangers,
  }),
  responses: expect(rowCounts.responses, {
    rejectedByCode: { orphan: rejected.responsesOfMissingCampaign },
    cleared: flagged.responsesOfMissingUser,
  }),
  responseUpvotes: expect(rowCounts.response_upvotes, {
    rejectedByCode: {
      duplicate: rejected.upvotesCastTwice + rejected.upvotesOfOnePerson,
      orphan: rejected.upvotesOfRejectedResponses,
    },
  }),
  representatives: expect(rowCounts.representatives, { filtered: filtered.expiredRepresentatives }),
  postalCodes: expect(rowCounts.postal_code_cache, { merged: merged.postalCodesSpeltTwice }),
  locations: expect(rowCounts.locations, {
    rejectedByCode: {
      contradictory_coordinates: rejected.contradictoryLocations,
      out_of_range: rejected.impossibleLocations,
    },
    cleared: flagged.locationsByStrangers,
  }),
  cuts: expect(rowCounts.cuts, { rejectedByCode: { json: rejected.brokenCuts }, cleared: flagged.cutsByStrangers }),
  shifts: expect(rowCounts.shifts, { open: flagged.shiftsByStrangers }),
  shiftSignups: expect(rowCounts.shift_signups, {
    rejectedByCode: { duplicate: rejected.signupsMadeTwice, orphan: rejected.signupsOfMissingShift },
    cleared: flagged.signupsByStrangers,
  }),
  settings: expect(rowCounts.settings, { filtered: filtered.secretSettings }),
};
