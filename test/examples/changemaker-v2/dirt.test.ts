import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dirt, outcomes, rowCounts, secretMarkers } from "../../../examples/changemaker-v2/generator/dirt.js";
import { openDatabase, type OpenDatabase } from "../../../examples/changemaker-v2/open.js";

let database: OpenDatabase;
beforeAll(async () => void (database = await openDatabase()));
afterAll(async () => await database?.close());

const { rejected, merged, filtered, flagged, carried } = dirt;

const offTheEarth = `(SELECT id FROM locations WHERE abs(latitude) > 90)`;
const deletedBuilding = (column: string) => `NOT EXISTS (SELECT FROM locations l WHERE l.id = ${column})`;
const farFuture = `(SELECT id FROM shifts WHERE date > '9999-12-31')`;

/** What dirt.ts says, counted by PostgreSQL. */
const counts: readonly [what: string, expected: number, from: string][] = [
  [
    "addressesOfDeletedLocation",
    rejected.addressesOfDeletedLocation,
    `addresses WHERE ${deletedBuilding(`"locationId"`)}`,
  ],
  ["cutLinksOfDeletedLocation", rejected.cutLinksOfDeletedLocation, `"_CutToLocation" WHERE ${deletedBuilding(`"B"`)}`],
  [
    "emailsOfDeletedCampaign",
    rejected.emailsOfDeletedCampaign,
    `campaign_emails WHERE "campaignId" NOT IN (SELECT id FROM campaigns)`,
  ],
  [
    "reactionsOfDeletedUser",
    rejected.reactionsOfDeletedUser,
    `media_reactions WHERE user_id NOT IN (SELECT id FROM users)`,
  ],
  ["locationsOffTheEarth", rejected.locationsOffTheEarth, `locations WHERE id IN ${offTheEarth}`],
  [
    "addressesOfLocationOffTheEarth",
    rejected.addressesOfLocationOffTheEarth,
    `addresses WHERE "locationId" IN ${offTheEarth}`,
  ],
  [
    "cutLinksOfLocationOffTheEarth",
    rejected.cutLinksOfLocationOffTheEarth,
    `"_CutToLocation" WHERE "B" IN ${offTheEarth}`,
  ],
  [
    "visitsOfRejectedAddress",
    rejected.visitsOfRejectedAddress,
    `canvass_visits v JOIN addresses a ON a.id = v."addressId"
     WHERE a."locationId" IN ${offTheEarth} OR ${deletedBuilding(`a."locationId"`)}`,
  ],
  ["shiftsInFarFuture", rejected.shiftsInFarFuture, `shifts WHERE id IN ${farFuture}`],
  ["signupsOfRejectedShift", rejected.signupsOfRejectedShift, `shift_signups WHERE "shiftId" IN ${farFuture}`],
  ["visitsInFarFuture", rejected.visitsInFarFuture, `canvass_visits WHERE "visitedAt" > '9999-12-31'`],
  [
    "signupsTwice",
    merged.signupsTwice,
    `shift_signups a JOIN shift_signups b
     ON a."shiftId" = b."shiftId" AND lower(a."userEmail") = lower(b."userEmail") AND a.id < b.id`,
  ],
  ["usersWithoutPassword", filtered.usersWithoutPassword, `users WHERE password = ''`],
  ["softDeletedUsers", filtered.softDeletedUsers, `users WHERE "deletedAt" IS NOT NULL`],
  [
    "campaignsOfDeletedUser",
    flagged.campaignsOfDeletedUser,
    `campaigns WHERE "createdByUserId" NOT IN (SELECT id FROM users)`,
  ],
  ["visitsOfRejectedShift", flagged.visitsOfRejectedShift, `canvass_visits WHERE "shiftId" IN ${farFuture}`],
  ["usersWithUntidyEmail", carried.usersWithUntidyEmail, `users WHERE email <> lower(trim(email))`],
  ["usersWithJsonNull", carried.usersWithJsonNull, `users WHERE permissions = 'null'::jsonb`],
  ["addressesWithEmptyEmail", carried.addressesWithEmptyEmail, `addresses WHERE email = ''`],
  ["hardNotes", carried.hardNotes, String.raw`addresses WHERE notes ~ '[\\\n\t\r"'']|^ |[^\x01-\x7f]'`],
  [
    "addressesSharingNoUnit",
    carried.addressesSharingNoUnit,
    `(SELECT "locationId" FROM addresses WHERE "unitNumber" IS NULL GROUP BY 1 HAVING count(*) > 1) AS shared`,
  ],
  ["locationsWithoutCoordinates", carried.locationsWithoutCoordinates, `locations WHERE latitude IS NULL`],
  ["locationsAtNullIsland", carried.locationsAtNullIsland, `locations WHERE latitude = 0 AND longitude = 0`],
  ["locationsWithNullTags", carried.locationsWithNullTags, `locations WHERE tags IS NULL`],
  ["softDeletedLocations", carried.softDeletedLocations, `locations WHERE "deletedAt" IS NOT NULL`],
  ["softDeletedCampaigns", carried.softDeletedCampaigns, `campaigns WHERE "deletedAt" IS NOT NULL`],
  [
    "foldersInACycle",
    carried.foldersInACycle,
    `"Folder" f JOIN "Folder" p ON p.id = f."parentId" WHERE f.id = p.id OR f.id = p."parentId"`,
  ],
  [
    "emailsAtHardTimes",
    carried.emailsAtHardTimes,
    `campaign_emails WHERE "sentAt" IN ('2026-03-08 02:30', '2025-11-02 01:30', '2025-12-31 23:59:59.999', '2026-01-01')`,
  ],
  ["visitsAtEpoch", carried.visitsAtEpoch, `canvass_visits WHERE "visitedAt" = '1970-01-01'`],
];

test.each(counts)("%s: %i rows", async (_, expected, from) => {
  const { rows } = await database.run(`SELECT count(*)::int AS n FROM ${from}`);
  expect(rows).toEqual([{ n: expected }]);
});

test("every kind of dirt that the source holds is counted", () => {
  const inTarget = new Set(["accountsOfUnverifiedUser", "accountsThatDiffer"]);
  const named = Object.values(dirt).flatMap((kinds) => Object.keys(kinds));
  expect(counts.map(([what]) => what).toSorted()).toEqual(named.filter((name) => !inTarget.has(name)).toSorted());
});

describe("the database", () => {
  test.each(Object.entries(rowCounts))("%s has %i rows", async (table, expected) => {
    const name = table.replaceAll(/[^.]+/g, '"$&"');
    const { rows } = await database.run(`SELECT count(*)::int AS n FROM ${name}`);
    expect(rows).toEqual([{ n: expected }]);
  });

  test("has no other table", async () => {
    const { rows } = await database.run(
      `SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE schemaname IN ('public', 'drizzle')`,
    );
    expect(rows.map(({ name }) => name as string).toSorted()).toEqual(Object.keys(rowCounts).toSorted());
  });

  test("is in the organisation's time zone, which no timestamp(3) means", async () => {
    const { rows } = await database.run(`SHOW timezone`);
    expect(rows).toEqual([{ TimeZone: "America/Edmonton" }]);
  });

  test("has four foreign keys that are not valid", async () => {
    const { rows } = await database.run(`SELECT conname FROM pg_constraint WHERE NOT convalidated ORDER BY 1`);
    expect(rows.map(({ conname }) => conname as string)).toEqual([
      "_CutToLocation_B_fkey",
      "addresses_locationId_fkey",
      "campaign_emails_campaignId_fkey",
      "campaigns_createdByUserId_fkey",
    ]);
  });

  test.each(secretMarkers)("holds the secret %s… only where it stays behind", async (marker) => {
    const { rows } = await database.run(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND (
         xpath('count(//text()[contains(., "${marker}")])', query_to_xml('SELECT * FROM "' || table_name || '"', false, false, ''))
       )[1]::text::float > 0`,
    );
    expect(rows.map(({ name }) => name as string)).toEqual([
      { "cm-refresh-": "refresh_tokens", "cm-verify-": "email_verifications", "cm-smtp-": "site_settings" }[marker],
    ]);
  });
});

test("at most 1,500 documents", () => {
  expect(Object.values(outcomes).reduce((sum, { read }) => sum + read, 0)).toBeLessThanOrEqual(1500);
});
