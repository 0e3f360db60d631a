import { expect, test } from "vitest";
import {
  dirt,
  expiredPeople,
  fileCounts,
  roles,
  rowCounts,
  secretMarkers,
} from "../../../examples/changemaker/generator/dirt.js";
import type { Row } from "../../../examples/changemaker/generator/values.js";
import { count, idsOf, isAddress, isHash, isRepeated, isStranger, personRows, rowsOf, tidy, textOf } from "./base.js";

const people = [...personRows.values()];
const locations = rowsOf("locations");
const upvotes = rowsOf("response_upvotes");

test("every table has the rows it is said to have, under ids that count up", () => {
  const counts = Object.keys(rowCounts).map((table) => [table, rowsOf(table).length]);
  expect(Object.fromEntries(counts)).toEqual(rowCounts);
  for (const table of Object.keys(rowCounts)) {
    expect(rowsOf(table).map((row) => row["Id"])).toEqual(rowsOf(table).map((_row, index) => index + 1));
  }
});

test("people have the rows in the two user tables that are counted", () => {
  expect({
    inBoth: have(1, 1),
    inBothAndTwiceInLogin: have(1, 2),
    inInfluenceOnly: have(1, 0),
    twiceInInfluence: have(2, 0),
    inLoginOnly: have(0, 1),
    twiceInLogin: have(0, 2),
  }).toEqual(dirt.people);
});

/** People with so many rows in each of the two tables. */
function have(influence: number, login: number): number {
  return count(people, (rows) => rows.influence.length === influence && rows.login.length === login);
}

test("what must be rejected is as counted", () => {
  const logins = rowsOf("login");
  const lost = rowsOf("responses").filter((row) => !idsOf("campaigns").has(row["Campaign ID"]));
  const lostResponses = new Set(lost.map((row) => row["Id"]));
  const isOfLost = (row: Row) => lostResponses.has(row["Response ID"]);
  const sound = upvotes.filter((row) => !isOfLost(row));
  const castTwice = sound.filter(isRepeated((row) => `${textOf(row, "Response ID")} ${accountOf(row)}`));
  const byOnePerson = sound.filter(isRepeated((row) => `${textOf(row, "Response ID")} ${voterOf(row)}`));
  const signups = rowsOf("shift_signups");
  expect({
    loginsWithoutEmail: count(logins, (row) => row["Email"] === null),
    loginsWithoutAddress: count(logins, (row) => row["Email"] !== null && !isAddress(row["Email"])),
    campaignsWithUsedSlug: rowsOf("campaigns").filter(isRepeated((row) => textOf(row, "Campaign Slug"))).length,
    responsesOfMissingCampaign: lostResponses.size,
    upvotesOfRejectedResponses: count(upvotes, isOfLost),
    upvotesCastTwice: castTwice.length,
    upvotesOfOnePerson: byOnePerson.length - castTwice.length,
    contradictoryLocations: count(locations, hasTwoPlaces),
    impossibleLocations: count(locations, (row) => !hasTwoPlaces(row) && Math.abs(placesOf(row)[0]?.[0] ?? 0) > 90),
    brokenCuts: count(rowsOf("cuts"), (row) => !isJson(textOf(row, "geojson"))),
    signupsMadeTwice: signups.filter(isRepeated((row) => `${textOf(row, "Shift ID")} ${tidy(row["User Email"])}`))
      .length,
    signupsOfMissingShift: count(signups, (row) => !idsOf("shifts").has(row["Shift ID"])),
  }).toEqual(dirt.rejected);
  expect(castTwice.filter((row) => row["User ID"] === null)).toHaveLength(2);
});

test("nothing refers to the campaign whose slug is taken", () => {
  const [twin] = rowsOf("campaigns").filter(isRepeated((row) => textOf(row, "Campaign Slug")));
  expect(count(rowsOf("responses"), (row) => row["Campaign ID"] === twin?.["Id"])).toBe(0);
});

test("what is merged or left behind is as counted", () => {
  expect(rowsOf("postal_code_cache").filter(isRepeated(postalCodeOf))).toHaveLength(dirt.merged.postalCodesSpeltTwice);
  expect({
    expiredRepresentatives: count(rowsOf("representatives"), (row) => textOf(row, "Cached At") < "2026-02-05"),
    secretSettings: count(rowsOf("settings"), (row) => textOf(row, "Key").endsWith("password")),
  }).toEqual(dirt.filtered);
});

test("what must be looked at is as counted", () => {
  expect({
    campaignsByStrangers: count(rowsOf("campaigns"), isByStranger("Created By User Email")),
    locationsByStrangers: count(rowsOf("locations"), isByStranger("created_by_user")),
    cutsByStrangers: count(rowsOf("cuts"), isByStranger("created_by")),
    signupsByStrangers: count(rowsOf("shift_signups"), isByStranger("User Email")),
    responsesOfMissingUser: count(rowsOf("responses"), isOfMissingUser),
    shiftsByStrangers: count(rowsOf("shifts"), isByStranger("Created By")),
    locationsWithoutPosition: count(locations, (row) => row["Geo Location"] === null && row["latitude"] === null),
    locationsAtZero: count(locations, (row) => row["Geo Location"] === "0;0"),
    peopleWithoutHash: count(people, ({ influence, login }) =>
      [...influence, ...login].every((row) => !isHash(row["Password"])),
    ),
  }).toEqual(dirt.flagged);
});

test("what must arrive whole is as counted", () => {
  const userRows = people.flatMap(({ influence, login }) => [...influence, ...login]);
  expect({
    untidyEmails: count(userRows, (row) => row["Email"] !== tidy(row["Email"])),
    plainPasswords: count(userRows, (row) => row["Password"] !== null && !isHash(row["Password"])),
    locationsWithGeoOnly: count(
      locations,
      (row) => row["latitude"] === null && textOf(row, "Geo Location").startsWith("53."),
    ),
    locationsWithColumnsOnly: count(locations, (row) => row["latitude"] !== null && row["Geo Location"] === null),
    locationsWithLongDigits: count(locations, (row) => /\.\d{9,};/.test(textOf(row, "Geo Location"))),
    locationsByAnonymous: count(locations, (row) => row["created_by_user"] === "anonymous"),
  }).toEqual(dirt.carried);
});

test("people hold the roles that are counted, by both tables together", () => {
  const counts = Object.fromEntries(Object.keys(roles).map((role) => [role, 0]));
  for (const rows of people) counts[roleOf(rows)]! += 1;
  expect(counts).toEqual(roles);
  expect(count(people, ({ influence, login }) => [...influence, ...login].every(hasEnded))).toBe(expiredPeople);
});

test("attachments are as counted, and every file has a signed address", () => {
  for (const [place, files] of Object.entries(fileCounts)) {
    const [table = "", column = ""] = place.split(".");
    const attached = rowsOf(table).flatMap((row) => (row[column] ?? []) as { signedPath: string }[]);
    expect(attached).toHaveLength(files);
    expect(attached.filter(({ signedPath }) => signedPath.startsWith(secretMarkers[0]))).toHaveLength(files);
  }
});

/** Of a vote: the account's id, or the address of a visitor. */
function accountOf(row: Row): string {
  return textOf(row, row["User ID"] === null ? "Upvoted IP" : "User ID");
}

/** A person's vote whichever of their accounts cast it; a visitor's by the address. */
function voterOf(row: Row): string {
  const account = rowsOf("influence_users").find((user) => user["Id"] === row["User ID"]);
  return account === undefined ? textOf(row, "Upvoted IP") : tidy(account["Email"]);
}

/** The places a location names: in "Geo Location" and in the columns. */
function placesOf(row: Row): [latitude: number, longitude: number][] {
  const geo = textOf(row, "Geo Location").split(";");
  const columns = [row["latitude"], row["longitude"]];
  return [geo, columns]
    .filter(([latitude]) => latitude !== "" && latitude !== null)
    .map(([latitude, longitude]) => [Number(latitude), Number(longitude)]);
}

function hasTwoPlaces(row: Row): boolean {
  const [first, second] = placesOf(row);
  if (first === undefined || second === undefined) return false;
  return Math.hypot(first[0] - second[0], first[1] - second[1]) > 1e-6;
}

function postalCodeOf(row: Row): string {
  return textOf(row, "Postal Code").replace(" ", "").toUpperCase();
}

function isByStranger(column: string): (row: Row) => boolean {
  return (row) => isStranger(row[column]);
}

function isOfMissingUser({ "Submitted By User ID": user }: Row): boolean {
  return user !== null && !idsOf("influence_users").has(user);
}

function hasEnded(row: Row): boolean {
  return row["Expires At"] !== null && textOf(row, "Expires At") < "2026-03-07";
}

function isAdmin(rows: readonly Row[]): boolean {
  return rows.some((row) => row["User Type"] === "admin" && Boolean(row["Admin"]));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function roleOf({ influence, login }: { influence: readonly Row[]; login: readonly Row[] }): string {
  if (isAdmin(influence) && isAdmin(login)) return "SUPER_ADMIN";
  if (isAdmin(influence)) return "INFLUENCE_ADMIN";
  if (isAdmin(login)) return "MAP_ADMIN";
  return [...influence, ...login].every((row) => row["User Type"] === "temp") ? "TEMP" : "USER";
}
