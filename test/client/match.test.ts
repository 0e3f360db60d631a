import { afterEach, expect, test, vi } from "vitest";
import {
  aCase,
  all,
  deploy,
  documents,
  find,
  finish,
  issuesOf,
  load,
  matchesOf,
  settle,
  call,
  user,
} from "./support.js";
import type { App } from "./support.js";

afterEach(() => vi.useRealTimers());

const verified = { emailVerificationTime: 1_690_000_000_000 };

async function signUp(t: App, account: Record<string, unknown>) {
  return await t.run(async (ctx) => await ctx.db.insert("users", account as never));
}

async function countsOfMatch(t: App) {
  const { stages } = await finish(t, "match");
  return stages.find(({ stage }) => stage === "match")!.counts;
}

test("an imported person becomes part of the account they already have, which survives with its own values", async () => {
  const t = deploy();
  const account = await signUp(t, { email: "Ann@Example.com ", name: "Ann", ...verified });
  await load(t, {
    users: [user("u1", { email: "ann@example.com", name: "Ann Old", legacyHomeTeam: "t1" }), user("u2")],
    teams: [{ legacyId: "t1", legacyKeySlug: "x", slug: "x", legacyOwnerId: "u1" }],
    cases: [aCase("c1")],
  });
  const { stages } = await finish(t, "match", "resolve");
  expect(stages[0]).toMatchObject({ counts: { accounts: 1, matched: 1, unmatched: 1 }, changed: 1 });
  const survivor = await find(t, "users", "u1");
  const team = await find(t, "teams", "t1");
  expect(survivor).toMatchObject({ _id: account, name: "Ann", email: "Ann@Example.com ", homeTeam: team._id });
  expect(survivor.emailVerificationTime).toBe(verified.emailVerificationTime);
  expect(await documents(t, "users")).toHaveLength(2);
  expect((await find(t, "cases", "c1")).userId).toBe(account);
  const [match] = await matchesOf(t);
  expect(match).toMatchObject({ legacyKey: "u1", id: account, filled: ["legacyHomeTeam", "legacyId"] });
  expect(match!.kept.map(({ field }) => field)).toEqual(["email", "emailVerificationTime", "name", "_creationTime"]);
});

test("a merged person is proven by what the old system had, not by what the account kept", async () => {
  const t = deploy();
  await signUp(t, { email: "u1@example.com", name: "Ann", ...verified });
  await load(t, { users: [user("u1", { name: "Ann Old" }), user("u2")], cases: [aCase("c1")] });
  const { tables } = await finish(t, ...all);
  expect(tables.map(({ table, verified: ok }) => [table, ok])).toContainEqual(["users", true]);
});

test.each([
  { name: "nobody has an account", accounts: [], old: [user("u1")], counts: { unmatched: 1 }, codes: [] },
  {
    name: "no address",
    accounts: [{ email: "a@x.com" }],
    old: [{ legacyId: "u1" }],
    counts: { accounts: 1, noMatchValue: 1 },
    codes: [],
  },
  {
    name: "two imported rows and no account: whoever signs in first could be either",
    accounts: [],
    old: [user("u1", { email: "a@x.com" }), user("u2", { email: "a@x.com" })],
    counts: { unmatched: 2 },
    codes: ["several_old", "several_old"],
  },
  {
    name: "two accounts",
    accounts: [
      { email: "a@x.com", ...verified },
      { email: "A@X.com", ...verified },
    ],
    old: [user("u1", { email: "a@x.com" })],
    counts: { accounts: 2, unmatched: 1 },
    codes: ["several_new"],
  },
  {
    name: "two imported rows",
    accounts: [{ email: "a@x.com", ...verified }],
    old: [user("u1", { email: "a@x.com" }), user("u2", { email: "a@x.com" })],
    counts: { accounts: 1, unmatched: 2 },
    codes: ["several_old", "several_old"],
  },
  {
    name: "an account that never proved its address",
    accounts: [{ email: "a@x.com" }],
    old: [user("u1", { email: "a@x.com" })],
    counts: { accounts: 1, unmatched: 1 },
    codes: ["unverified_account"],
  },
  {
    name: "an old address nobody proved",
    accounts: [{ email: "a@x.com", ...verified }],
    old: [{ legacyId: "u1", email: "a@x.com" }],
    counts: { accounts: 1, unmatched: 1 },
    codes: ["unverified_legacy"],
  },
])("nothing is merged by guess: $name", async ({ accounts, old, counts, codes }) => {
  const t = deploy();
  for (const account of accounts) await signUp(t, account);
  await load(t, { users: old });
  expect(await countsOfMatch(t)).toEqual(counts);
  expect((await issuesOf(t)).map(({ code }) => code)).toEqual(codes);
  expect(await documents(t, "users")).toHaveLength(accounts.length + old.length);
  expect(await matchesOf(t)).toEqual([]);
});

test("matching again recognises the survivors", async () => {
  const t = deploy();
  await signUp(t, { email: "u1@example.com", ...verified });
  await load(t, { users: [user("u1"), user("u2")] });
  await finish(t, "match");
  await call(t, "run", { stage: "match", reset: true });
  await settle(t);
  expect(await issuesOf(t)).toEqual([]);
  expect(await matchesOf(t)).toHaveLength(1);
  expect(await documents(t, "users")).toHaveLength(2);
});

test("accounts and imported rows may lie in different batches", async () => {
  const t = deploy();
  for (let index = 0; index < 7; index++) await signUp(t, { email: `u${index}@example.com`, ...verified });
  await load(t, { users: Array.from({ length: 9 }, (_, index) => user(`u${index}`)) });
  await call(t, "matchUsers", { batchSize: 3 });
  await settle(t);
  expect(await matchesOf(t)).toHaveLength(7);
  expect(await documents(t, "users")).toHaveLength(9);
});
