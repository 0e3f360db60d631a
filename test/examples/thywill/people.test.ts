import { afterAll, beforeAll, expect, test } from "vitest";
import { dirt, outcome } from "../../../examples/thywill/generator/dirt.js";
import { Facts } from "./facts.js";
import { type Exported, type ExampleRun, keysOf, runExample } from "./run.js";
import type { SourceRow } from "./source.js";

let run: ExampleRun;
let facts: Facts;

beforeAll(async () => {
  run = await runExample("export");
  facts = new Facts(run.example.source);
});
afterAll(async () => await run.remove());

const names = ["test user", "maria lopez", "joão ferreira", "samuel okoye", "ruth ann miller"];

test.each(names)("%s: the oldest account stays", (name) => {
  const [oldest = "", ...others] = facts.accountsOf(name);
  expect(others.length).toBeGreaterThan(0);
  const users = keysOf(run.documents("users"));
  expect([oldest, ...others].filter((id) => users.has(id))).toEqual([oldest]);
});

test("every account that does not stay is kept as it was, wherever it stands in the file", () => {
  const kept = run.merged("users").map(({ key, into }) => `${key} into ${into}`);
  const expected = names.flatMap((name) => {
    const [oldest = "", ...others] = facts.accountsOf(name);
    return others.map((id) => `${id} into ${oldest}`);
  });
  expect(kept.toSorted()).toEqual(expected.toSorted());
});

test("what the oldest account lacked comes from the others", () => {
  const [oldest] = facts.accountsOf("maria lopez");
  expect(facts.tables.user.find(({ id }) => id === oldest)).toMatchObject({
    religious_preference: "unspecified",
    prayer_style: null,
    text_file_path: null,
  });
  expect(run.documents("users").find(({ legacyId }) => legacyId === oldest)).toMatchObject({
    displayName: "Maria Lopez",
    religiousPreference: "christian",
    prayerStyle: "inJesusName",
    legacyArchiveId: "text_archives/users/maria_lopez.txt",
  });
});

test("nothing leads to an account that is gone", () => {
  const lost = new Set(names.flatMap((name) => facts.accountsOf(name).slice(1)));
  const leading = Object.keys(outcome).flatMap((table) =>
    run.documents(table).flatMap((document) => Object.values(document).filter((value) => lost.has(String(value)))),
  );
  expect(lost.size).toBe(dirt.merged.users);
  expect(leading).toEqual([]);
});

test("every mark, prayer, skip and role of theirs is the oldest account's", () => {
  const [maria] = facts.accountsOf("maria lopez");
  const owned = (rows: readonly SourceRow[], column: string) =>
    rows.filter((row) => facts.personOf(row, column) === "maria lopez").length;
  const leading = (table: string, field: string) => run.documents(table).filter((each) => each[field] === maria).length;
  const { prayer, prayerskip, user_roles: roles, user } = facts.tables;
  expect(leading("prayers", "legacyAuthorId")).toBe(owned(prayer, "author_id"));
  expect(leading("prayerSkips", "legacyUserId")).toBe(owned(prayerskip, "user_id"));
  expect(leading("userRoles", "legacyUserId")).toBe(owned(roles, "user_id") - dirt.merged.userRoles);
  expect(leading("users", "legacyInvitedBy")).toBe(owned(user, "invited_by_user_id"));
});

test("people whose names are only alike stay apart", () => {
  const all = run.documents("users").map(({ displayName }) => displayName);
  expect(
    all.filter((name) => ["Ana Silva", "Anna Silva", "Maria Lopez", "María López"].includes(String(name))),
  ).toHaveLength(4);
});

test('the tree of invitations has one root that invited people, "Test User", and no circle', () => {
  const users = new Map(run.documents("users").map((user) => [user.legacyId, user]));
  const rootOf = (user: Exported, seen: readonly Exported[] = []): Exported => {
    expect(seen).not.toContain(user);
    const inviter = users.get(String(user["legacyInvitedBy"]));
    return inviter === undefined ? user : rootOf(inviter, [...seen, user]);
  };
  const root = [...users.values()].find(({ displayName }) => displayName === "Test User");
  const below = [...users.values()].filter((user) => rootOf(user) === root);
  expect(root?.["legacyInvitedBy"]).toBeUndefined();
  expect(below.length).toBeGreaterThan(users.size / 2);
});
