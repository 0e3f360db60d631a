import { pathToFileURL } from "node:url";
import type { NocodbTestTable } from "../../test/support/nocodbServer.js";
import { makeCuts, makeSettings } from "./generator/areas.js";
import { makeCampaigns, makeResponses } from "./generator/campaigns.js";
import { makeLocations } from "./generator/locations.js";
import { makePeople } from "./generator/people.js";
import { makePostalCodes, makeRepresentatives } from "./generator/representatives.js";
import { makeShifts, makeSignups } from "./generator/shifts.js";
import { columnsOf } from "./generator/tables.js";
import { makeUpvotes } from "./generator/upvotes.js";
import type { Row } from "./generator/values.js";

/** Every row of the base, by table, in the order of the ids. */
export function makeRows(): ReadonlyMap<string, readonly Row[]> {
  const people = makePeople();
  const responses = makeResponses(people);
  return new Map([
    ["influence_users", people.influenceUsers],
    ["login", people.logins],
    ["campaigns", makeCampaigns(people, responses)],
    ["responses", responses],
    ["response_upvotes", makeUpvotes(people)],
    ["representatives", makeRepresentatives()],
    ["postal_code_cache", makePostalCodes()],
    ["locations", makeLocations(people)],
    ["cuts", makeCuts(people)],
    ["shifts", makeShifts(people)],
    ["shift_signups", makeSignups(people)],
    ["settings", makeSettings()],
  ]);
}

/** The base as a NocoDB server holds it. */
export function makeTables(): NocodbTestTable[] {
  return [...makeRows()].map(([title, rows]) => ({
    id: `m_${title}`,
    title,
    columns: columnsOf(title),
    rows: rows.map((row) => JSON.stringify(row)),
  }));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  for (const { title, rows } of makeTables()) for (const row of rows) console.log(`${title}\t${row}`);
}
