import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OpenExample } from "../../../examples/support/example.js";
import { dirt, rowCounts, secretMarkers } from "../../../examples/thywill/generator/dirt.js";
import { knownBadId } from "../../../examples/thywill/generator/people.js";
import type { TableName } from "../../../examples/thywill/generator/schema.js";
import { openExample } from "../../../examples/thywill/open.js";
import { Facts, isSoundPrayer, isSoundUser, isWholeMinute, minuteOf, nameOf, repeated, text } from "./facts.js";
import type { SourceRow } from "./source.js";

let example: OpenExample;
let facts: Facts;

beforeAll(async () => {
  example = await openExample();
  facts = new Facts(example.source);
});
afterAll(async () => await example.close());

const lengthOf = (row: SourceRow) => Array.from(text(row, "text")).length;
const count = (table: TableName, holds: (row: SourceRow) => boolean) => facts.count(table, holds);
const leadsToNobody = (column: string) => (row: SourceRow) => facts.leadsToNobody(row, column);
const leadsToNoPrayer = (row: SourceRow) => facts.leadsToNoPrayer(row);
const markGroup = (row: SourceRow) => facts.markGroup(row);
const logGroup = (row: SourceRow) => `${markGroup(row)} ${row["action"]}`;
const attributeGroup = (row: SourceRow) => [row["prayer_id"], row["attribute_name"]].join(" ");
const markGroupOfAccount = (row: SourceRow) => [row["user_id"], row["prayer_id"], minuteOf(row)].join(" ");

test("every table has the rows it is said to have", () => {
  const counts = Object.entries(facts.tables).map(([name, rows]) => [name, rows.length]);
  expect(Object.fromEntries(counts)).toEqual(rowCounts);
});

test("what must be rejected is as counted", () => {
  expect({
    usersWithoutName: count("user", (row) => nameOf(row) === ""),
    usersWithKnownBadId: count("user", ({ id }) => id === knownBadId),
    usersWithBadText: count("user", ({ display_name: name }) => name === "<not UTF-8>"),
    usersWithNullId: count("user", ({ id }) => id === null),
    usersWithBlobId: count("user", ({ id }) => id === "<blob>"),
    prayersWithBadText: count("prayer", (row) => row["text"] === "<not UTF-8>"),
    prayersWithNullId: count("prayer", ({ id }) => id === null),
    prayersWithBlobText: count("prayer", (row) => row["text"] === "<blob>"),
    prayersWithoutText: count("prayer", (row) => row["text"] === ""),
    prayersWithoutDate: count("prayer", (row) => text(row, "created_at").startsWith("0000")),
    marksWithNullId: count("prayermark", ({ id }) => id === null),
    marksWithoutDate: count("prayermark", (row) => row["created_at"] === ""),
    marksOfMissingUser: count("prayermark", leadsToNobody("user_id")),
    marksOfMissingPrayer: count("prayermark", leadsToNoPrayer),
    skipsOfMissingPrayer: count("prayerskip", leadsToNoPrayer),
    rolesOfMissingUser: count("user_roles", leadsToNobody("user_id")),
    logEntriesOfMissingPrayer: count("prayer_activity_log", leadsToNoPrayer),
    attributesOfMissingPrayer: count("prayer_attributes", leadsToNoPrayer),
  }).toEqual(dirt.rejected);
});

test("no row is corrupt in two ways, and nothing else leads nowhere", () => {
  const faults: ((row: SourceRow) => boolean)[] = [
    ({ id }) => id === null,
    (row) => row["created_at"] === "",
    leadsToNobody("user_id"),
    leadsToNoPrayer,
  ];
  expect(count("prayermark", (row) => faults.filter((holds) => holds(row)).length > 1)).toBe(0);
  expect(count("prayerskip", leadsToNobody("user_id"))).toBe(0);
  expect(count("prayer_attributes", leadsToNobody("created_by"))).toBe(0);
  expect(count("user_roles", leadsToNobody("granted_by"))).toBe(0);
});

test("what is one with another row is as counted", () => {
  const archived = facts.tables.prayermark.filter(isWholeMinute);
  const real = facts.tables.prayermark.filter((row) => !isWholeMinute(row));
  const realGroups = new Set(real.map(markGroup));
  const realOfAccount = new Set(real.map(markGroupOfAccount));
  const repeats = archived.filter((row) => realGroups.has(markGroup(row)));
  const alone = archived.filter((row) => !realGroups.has(markGroup(row)));
  expect({
    users: repeated(facts.tables.user.filter(isSoundUser), nameOf),
    userRoles: repeated(facts.tables.user_roles, (row) => `${facts.personOf(row, "user_id")} ${row["role_id"]}`),
    marks: repeats.length + repeated(alone, markGroup),
    marksAcrossAccounts: repeats.filter((row) => !realOfAccount.has(markGroupOfAccount(row))).length,
    marksTwiceFromArchives: repeated(alone, markGroup),
    logEntries: repeated(facts.tables.prayer_activity_log, logGroup) - twiceLogged(),
    attributes: repeated(
      facts.tables.prayer_attributes.filter((row) => !leadsToNoPrayer(row)),
      attributeGroup,
    ),
  }).toEqual(dirt.merged);
});

/** Real log entries of one person, prayer and minute beyond the first. */
function twiceLogged(): number {
  return repeated(
    facts.tables.prayer_activity_log.filter((row) => !isWholeMinute(row)),
    logGroup,
  );
}

test("references that are left out are as counted", () => {
  expect({
    authors: count("prayer", (row) => isSoundPrayer(row) && leadsToNobody("author_id")(row)),
    inviters: count("user", (row) => isSoundUser(row) && leadsToNobody("invited_by_user_id")(row)),
    logEntries: count("prayer_activity_log", leadsToNobody("user_id")),
  }).toEqual(dirt.cleared);
});

describe("what must arrive whole", () => {
  test("is as counted", () => {
    const real = facts.tables.prayermark.filter((row) => !isWholeMinute(row) && row["created_at"] !== "");
    const realGroups = new Set(real.map(markGroup));
    const archived = facts.tables.prayermark.filter((row) => isWholeMinute(row) && !realGroups.has(markGroup(row)));
    const alike = ["ana silva", "anna silva", "maría lópez"];
    expect({
      shortPrayers: count("prayer", (row) => isSoundPrayer(row) && lengthOf(row) < 10),
      longPrayers: count("prayer", (row) => lengthOf(row) > 5000),
      prayersWithNul: count("prayer", (row) => text(row, "text").includes("\0")),
      wordyFlags: count("prayer", (row) => !["0", "1"].includes(text(row, "flagged"))),
      marksTwiceInAMinute: repeated(real, markGroup),
      marksOnlyInArchives: new Set(archived.map(markGroup)).size,
      peopleInTheSameMinute:
        repeated(real, (row) => `${row["prayer_id"]} ${minuteOf(row)}`) - repeated(real, markGroup),
      usersAlike: count("user", (row) => alike.includes(nameOf(row))),
    }).toEqual(dirt.carried);
  });

  test("people who pray for the same prayer on several days are no duplicates", () => {
    expect(
      repeated(facts.tables.prayermark, (row) => `${facts.personOf(row, "user_id")} ${row["prayer_id"]}`),
    ).toBeGreaterThan(20);
  });

  test.each(["religious_preference", "prayer_style", "invited_by_user_id", "text_file_path"])(
    "user.%s differs between accounts of one person",
    (column) => {
      const ofMaria = facts.tables.user.filter((row) => nameOf(row) === "maria lopez").map((row) => row[column]);
      expect(new Set(ofMaria).size).toBe(2);
    },
  );
});

test("archives under temporary paths, and the word that stands for none, are as counted", () => {
  const paths = Object.values(facts.tables).flatMap((rows) => rows.flatMap((row) => row["text_file_path"] ?? []));
  expect({
    underTemporaryPaths: paths.filter((path) => path.startsWith("/tmp/")).length,
    switchedOff: paths.filter((path) => path.startsWith("disabled_archive_")).length,
  }).toEqual(dirt.archives);
});

test.each(secretMarkers)("the secret %s stands only in what stays behind", (marker) => {
  const holders = (Object.keys(facts.tables) as TableName[]).flatMap((name) =>
    facts.tables[name].flatMap((row) =>
      Object.entries(row).flatMap(([column, field]) => (field?.includes(marker) === true ? [`${name}.${column}`] : [])),
    ),
  );
  const leftBehind = /^(?:session\.|invitetoken\.|authenticationrequest\.|user\.invite_token_used$)/;
  expect(holders.length).toBeGreaterThan(0);
  expect(holders.filter((holder) => !leftBehind.test(holder))).toEqual([]);
});
