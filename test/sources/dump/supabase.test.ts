import { v } from "convex/values";
import { expect, test } from "vitest";
import { definePlan } from "../../../convex/shared/plan/definePlan.js";
import { constant, id, ref } from "../../../convex/shared/plan/fields.js";
import { table, union } from "../../../convex/shared/plan/table.js";
import { email, text, timestamp } from "../../../convex/shared/plan/valueFields.js";
import { makePeople } from "../../../examples/perm-tracker/generator/people.js";
import { findSourceFaults } from "../../../scripts/rows/validate/sourceFaults.js";
import { openSource } from "../../../scripts/sources/open.js";
import { exportPlan } from "../../rows/exportPlan.js";

const dump = "examples/perm-tracker/source";

/** Accounts as Convex Auth keeps them: people of `auth.users`, Google's identities, and the passwords of the others. */
const plan = definePlan({
  users: table(
    "auth.users",
    {
      id: id({ form: "uuid" }),
      email: email(),
      email_confirmed_at: timestamp().optional().as("emailVerificationTime"),
    },
    { filter: ({ email: address }) => address !== null, match: "email" },
  ),
  authAccounts: union([
    table(
      "auth.identities",
      {
        id: id({ prefix: "google:" }),
        user_id: ref("users"),
        provider: text(),
        provider_id: text().as("providerAccountId"),
      },
      { filter: ({ provider }) => provider === "google" },
    ),
    table(
      "auth.users",
      {
        legacyId: id({ prefix: "password:" }).from("id"),
        userId: ref("users").from("id"),
        provider: constant("password"),
        providerAccountId: email().from("email"),
        encrypted_password: text().as("secret"),
      },
      { filter: ({ encrypted_password }) => (encrypted_password ?? "") !== "" },
    ),
  ]),
});
const validators = {
  users: { email: v.string(), emailVerificationTime: v.optional(v.number()) },
  authAccounts: {
    userId: v.id("users"),
    provider: v.string(),
    providerAccountId: v.string(),
    secret: v.optional(v.string()),
  },
};

test("accounts come out of auth.users and auth.identities, and nothing but the columns named", async () => {
  const source = await openSource(dump);
  const { users, authAccounts } = await exportPlan(plan, validators, source);
  const people = makePeople();
  const google = people.filter(({ signsInWith }) => signsInWith === "google");
  expect(users!.counts).toMatchObject({ written: people.length, filtered: 1, rejected: 0 });
  expect(users!.documents.filter((user) => "emailVerificationTime" in user)).toHaveLength(
    people.filter(({ row }) => row["email_verified_at"] !== null).length,
  );
  const accounts = authAccounts!.documents as readonly Record<string, string>[];
  const subjects = accounts.filter(({ provider }) => provider === "google").map((account) => account.providerAccountId);
  // Up to 21 digits, which no number holds.
  expect(new Set(subjects)).toStrictEqual(new Set(google.map(({ googleSub }) => googleSub)));
  expect(subjects).toHaveLength(google.length);
  const passwords = accounts.filter(({ provider }) => provider === "password");
  expect(passwords).toHaveLength(people.length - google.length);
  for (const { secret, legacyUserId } of passwords) {
    expect(secret).toMatch(/^\$2a\$10\$[./A-Za-z0-9]{53}$/);
    expect(users!.documents.map(({ legacyId }) => legacyId)).toContain(legacyUserId);
  }
  expect(JSON.stringify([users, authAccounts])).not.toMatch(/perm-(?:refresh|recovery)/);
});

test("sessions, tokens and second factors are refused, every one at once", async () => {
  const greedy = definePlan({
    sessions: table("auth.sessions", { id: id() }),
    tokens: table("auth.refresh_tokens", { id: id(), token: text() }),
    users: table("auth.users", { id: id(), recovery_token: text(), encrypted_password: text() }),
  });
  const source = await openSource(dump);
  const faults = findSourceFaults(greedy, await source.tables());
  await source.close();
  expect(faults.map(({ code, what }) => `${code}: ${what}`)).toStrictEqual([
    'secret: "auth.sessions" holds sessions, tokens or second factors, which are never copied',
    'secret: "auth.refresh_tokens" holds sessions, tokens or second factors, which are never copied',
    'secret: "auth.users"."recovery_token" is a token, which is never copied',
  ]);
});
