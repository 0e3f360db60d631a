import { describe, expect, test } from "vitest";
import { dirt, rowCounts, targetCounts } from "../../../examples/perm-tracker/generator/dirt.js";
import { hardNotes, hardPreferenceKeys, hardTags } from "../../../examples/perm-tracker/generator/words.js";
import { parseDump, readDocuments, readExample } from "./dump.js";

type Row = Record<string, string | null>;

const { tables } = parseDump(readExample("source/data.sql"));

function rowsOf(table: string): readonly Row[] {
  const found = tables.get(table);
  if (found === undefined) throw new Error(`no table ${table}`);
  return found.rows;
}

const users = rowsOf("public.users");
const cases = rowsOf("public.cases");
const settings = rowsOf("public.user_settings");
const preferences = rowsOf("public.user_preferences");
const notifications = rowsOf("public.notifications");

const userIds = new Set(users.map((row) => row["id"]));
const caseAt = new Map(cases.map((row, index) => [row["id"] ?? "", index]));
const tidy = (row: Row) => (row["email"] ?? "").trim().toLowerCase();
const count = (rows: readonly Row[], holds: (row: Row, index: number) => boolean) => rows.filter(holds).length;

const statuses = ["PWD", "Recruitment", "ETA 9089 Prep", "ETA 9089 Filed", "I-140", "Complete", "Closed/Archived"];
const isRejectedCase = (row: Row) =>
  !userIds.has(row["user_id"] ?? "") ||
  Object.values(row).some((cell) => cell === "infinity" || cell?.endsWith(" BC")) ||
  !statuses.includes(row["case_status"] ?? "");
const rejectedCases = new Set(cases.filter(isRejectedCase).map((row) => row["id"]));

/** Where `duplicate_of` leads, seen from the row: how many rows further down. */
const distance = (row: Row, index: number) => (caseAt.get(row["duplicate_of"] ?? "") ?? index) - index;
const isInCycle = (row: Row) => {
  const other = cases[caseAt.get(row["duplicate_of"] ?? "") ?? -1];
  return other !== undefined && other["duplicate_of"] === row["id"];
};

test("every table has the rows it is said to have", () => {
  expect(Object.fromEntries([...tables].map(([name, { rows }]) => [name, rows.length]))).toEqual(rowCounts);
});

test("keys are unique", () => {
  for (const rows of [users, cases, settings, notifications])
    expect(new Set(rows.map((row) => row["id"])).size).toBe(rows.length);
  expect(new Set(preferences.map((row) => `${row["user_id"]} ${row["key"]}`)).size).toBe(preferences.length);
  expect(new Set(settings.map((row) => row["user_id"])).size).toBe(settings.length);
});

test("what must be rejected is as counted", () => {
  expect({
    casesOfMissingUser: count(cases, (row) => !userIds.has(row["user_id"] ?? "")),
    settingsOfMissingUser: count(settings, (row) => !userIds.has(row["user_id"] ?? "")),
    casesWithInfiniteDate: count(cases, (row) => Object.values(row).includes("infinity")),
    notificationsWithInfiniteTimestamp: count(notifications, (row) => row["snoozed_until"] === "infinity"),
    casesWithBcDate: count(cases, (row) => Object.values(row).some((cell) => cell?.endsWith(" BC"))),
    casesWithUnknownStatus: count(cases, (row) => !statuses.includes(row["case_status"] ?? "")),
  }).toEqual(dirt.rejected);
});

test("nothing but those rows refers to what is missing or rejected", () => {
  expect(count([...preferences, ...notifications], (row) => !userIds.has(row["user_id"] ?? ""))).toBe(0);
  expect(count(cases, (row) => row["duplicate_of"] !== null && !caseAt.has(row["duplicate_of"] ?? ""))).toBe(0);
  expect(count(cases, (row) => rejectedCases.has(row["duplicate_of"] ?? ""))).toBe(0);
  expect(rejectedCases.size).toBe(6);
});

test("what must be looked at is as counted", () => {
  const ownersOf = (email: string) => users.filter((row) => tidy(row) === email);
  const accounts = readDocuments("target/users.jsonl");
  const differs = (account: Row) => {
    const [row] = ownersOf(account["email"] ?? "");
    return (
      row !== undefined && (row["full_name"] !== account["name"] || row["avatar_url"] !== (account["image"] ?? null))
    );
  };
  expect({
    notificationsOfMissingCase: count(notifications, ({ case_id: id }) => id != null && !caseAt.has(id)),
    notificationsOfRejectedCase: count(notifications, ({ case_id: id }) => id != null && rejectedCases.has(id)),
    usersSharingAnEmail: count(users, (row) => ownersOf(tidy(row)).length > 1),
    usersWithUnverifiedEmail: count(users, (row) => row["email_verified_at"] === null),
    accountsThatDiffer: count(accounts, differs),
  }).toEqual(dirt.flagged);
});

describe("what must arrive whole", () => {
  test("is as counted", () => {
    const custom = (holds: (text: string) => boolean) =>
      count(cases, (row) => row["custom_fields"] !== null && holds(row["custom_fields"] ?? ""));
    expect({
      usersWithUntidyEmail: count(users, (row) => row["email"] !== tidy(row)),
      casesWithHardNotes: count(cases, (row) => hardNotes.includes(row["notes"] ?? "")),
      casesWithOddKeys: custom((text) => /"(\$ref|_private|a b|ключ|)": /.test(text)),
      casesWithBigNumber: custom((text) => text.includes(": 9007199254740993")),
      casesWithJsonNull: custom((text) => text === "null"),
      casesWithHardTags: count(cases, (row) => /["\\]|NULL/.test(row["tags"]?.split(",")[0] ?? "") && isHardTag(row)),
      casesWithEmptyTags: count(cases, (row) => row["tags"] === "{}"),
      casesWithEmptyNotes: count(cases, (row) => row["notes"] === ""),
      softDeletedCases: count(cases, (row) => row["is_deleted"] === "t"),
      softDeletedUsers: count(users, (row) => row["deleted_at"] !== null),
      forwardReferences: count(cases, (row, index) => distance(row, index) > 0 && !isInCycle(row)),
      backwardReferences: count(cases, (row, index) => distance(row, index) < 0 && !isInCycle(row)),
      casesInACycle: count(cases, isInCycle),
      preferencesWithHardKeys: count(preferences, (row) => hardPreferenceKeys.includes(row["key"] ?? "")),
    }).toEqual(dirt.carried);
  });

  test("holds each hard note once", () => {
    const notes = cases.map((row) => row["notes"]).filter((note) => hardNotes.includes(note ?? ""));
    expect(notes).toHaveLength(hardNotes.length);
    expect(new Set(notes)).toEqual(new Set(hardNotes));
  });

  test.each(["email_verified_at", "full_name", "avatar_url", "phone", "law_firm", "last_sign_in_at", "deleted_at"])(
    "users.%s is NULL somewhere and set somewhere",
    (column) => expect(new Set(users.map((row) => row[column] === null)).size).toBe(2),
  );
});

/** As PostgreSQL quotes each of the hard tags, first in its array. */
function isHardTag(row: Row): boolean {
  const quoted = hardTags.map((tag) => `{"${tag.replaceAll(/["\\]/g, "\\$&")}"`);
  return quoted.some((start) => row["tags"]?.startsWith(start) ?? false);
}

test("the target has one Google account for each of its users, under the address and the sub the source knows", () => {
  const accounts = readDocuments("target/users.jsonl");
  const bySub = new Map(rowsOf("auth.identities").map((row) => [row["provider_id"], row["user_id"]]));
  const emailById = new Map(users.map((row) => [row["id"], tidy(row)]));
  const linked = readDocuments("target/authAccounts.jsonl").map((row) =>
    emailById.get(bySub.get(row["providerAccountId"] ?? "") ?? ""),
  );
  expect(accounts).toHaveLength(targetCounts.accountsOfMigratedUsers + targetCounts.accountsOfStrangers);
  expect(linked.slice(0, targetCounts.accountsOfMigratedUsers)).toEqual(
    accounts.slice(0, targetCounts.accountsOfMigratedUsers).map((row) => row["email"]),
  );
  expect(linked.slice(targetCounts.accountsOfMigratedUsers)).toEqual([undefined, undefined]);
});
