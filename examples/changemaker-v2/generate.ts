import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { makeAccounts } from "./generator/accounts.js";
import {
  type Campaigns,
  makeCampaignEmails,
  makeCampaigns,
  makeCampaignTags,
  makeRepresentatives,
  makeResponses,
  makeTags,
  makeUpvotes,
} from "./generator/campaigns.js";
import { makeHistory } from "./generator/history.js";
import {
  type Locations,
  makeAddresses,
  makeCutLocations,
  makeCuts,
  makeFolders,
  makeLocations,
} from "./generator/map.js";
import { makeMedia } from "./generator/media.js";
import { makePeople, makeTokens, type People } from "./generator/people.js";
import { makeShifts, makeSignups, makeVisits } from "./generator/shifts.js";
import { renderByHand, renderInsert } from "./generator/sql.js";
import type { Row } from "./generator/values.js";

export const exampleFolder = dirname(fileURLToPath(import.meta.url));

type Rows = ReadonlyMap<string, readonly Row[]>;

/** Path within the example → text, for every generated file that is in the repository. */
export function renderFiles(): ReadonlyMap<string, string> {
  const people = makePeople();
  const campaigns = makeCampaigns(people);
  const locations = makeLocations(people);
  const rows = new Map([
    ["users", [...people.all, ...people.deleted].map(({ row }) => row)],
    ...makeTokens(people.all),
    ...makeInfluence(people, campaigns),
    ...makeMap(people, locations),
    ["site_settings", [siteSettings]],
    ...makeMedia(people),
    ...makeHistory(),
  ]);
  const accounts = makeAccounts(people.all);
  return new Map([
    ["source/data.sql", renderData(rows)],
    ["source/by-hand.sql", renderDeletions(people, campaigns, locations)],
    ["target/users.jsonl", renderLines(accounts.users)],
    ["target/authAccounts.jsonl", renderLines(accounts.authAccounts)],
  ]);
}

function makeInfluence(people: People, campaigns: Campaigns): Rows {
  const tags = makeTags();
  const responses = makeResponses(campaigns, people);
  return new Map([
    ["Tag", tags],
    ["campaigns", campaigns.rows],
    ["_CampaignToTag", makeCampaignTags(campaigns, tags)],
    ["representatives", makeRepresentatives()],
    ["campaign_emails", makeCampaignEmails(campaigns, people)],
    ["representative_responses", responses],
    ["response_upvotes", makeUpvotes(responses, people)],
  ]);
}

function makeMap(people: People, locations: Locations): Rows {
  const folders = makeFolders();
  const cuts = makeCuts(people, folders);
  const addresses = makeAddresses(locations);
  const shifts = makeShifts(cuts);
  return new Map([
    ["Folder", folders],
    ["locations", locations.rows],
    ["addresses", addresses.rows],
    ["cuts", cuts],
    ["_CutToLocation", makeCutLocations(cuts, locations)],
    ["shifts", shifts.rows],
    ["shift_signups", makeSignups(shifts, people)],
    ["canvass_visits", makeVisits(addresses, shifts, people)],
  ]);
}

const siteSettings: Row = {
  id: "default",
  organizationName: "River Valley Neighbours",
  theme: '{"colorPrimary": "#005a9c", "borderRadius": 8, "fontScale": 1.125}',
  smtpHost: "smtp.example.org",
  smtpPassword: "cm-smtp-7f3a91d2",
  updatedAt: "2026-02-20 09:15:00.250",
};

function renderData(rows: Rows): string {
  const inserts = [...rows].map(([table, own]) => renderInsert(table, own));
  return [...inserts, "SELECT setval('videos_id_seq', (SELECT max(id) FROM videos));\n"].join("\n");
}

function renderDeletions(people: People, { deletedId }: Campaigns, { deletedIds }: Locations): string {
  return [
    "-- Typed into psql in the first months, since the app had no button for it.",
    renderByHand({
      constraints: [{ table: "campaigns", column: "createdByUserId" }],
      from: "users",
      ids: people.deleted.map(({ id }) => id),
    }),
    renderByHand({
      constraints: [{ table: "campaign_emails", column: "campaignId" }],
      from: "campaigns",
      ids: [deletedId],
    }),
    renderByHand({
      constraints: [
        { table: "addresses", column: "locationId" },
        { table: "_CutToLocation", column: "B" },
      ],
      from: "locations",
      ids: deletedIds,
    }),
  ].join("\n");
}

function renderLines(documents: readonly object[]): string {
  return documents.map((document) => `${JSON.stringify(document)}\n`).join("");
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  for (const [path, text] of renderFiles()) {
    const file = join(exampleFolder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    console.error(`${path}: ${Buffer.byteLength(text)} bytes`);
  }
}
