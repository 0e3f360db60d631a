import { afterEach, expect, test, vi } from "vitest";
import { removedOf } from "../changes/support.js";
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
} from "../support.js";
import type { App } from "../support.js";

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
    codes: ["no_email"],
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

test("the field the plan names keeps the legacy value, and the account's own is in the record", async () => {
  const t = deploy();
  const id = await signUp(t, { email: "u1@example.com", name: "Ann", lawFirm: "New & Co", ...verified });
  await load(t, { users: [user("u1", { name: "Ann Old", lawFirm: "Old & Co" })], cases: [aCase("c1")] });
  const { tables } = await finish(t, "match", "resolve", "verify");
  expect(await t.run(async ({ db }) => await db.get(id))).toMatchObject({ name: "Ann", lawFirm: "Old & Co" });
  const [match] = await matchesOf(t);
  expect(match!.replaced).toEqual([{ field: "lawFirm", value: "New & Co" }]);
  expect(match!.kept).toContainEqual({ field: "name", value: "Ann Old" });
  expect(tables.find(({ table }) => table === "users")).toMatchObject({ verified: true, matchedBy: { one_to_one: 1 } });
});

test("a legacy value that is not there does not win over one that is", async () => {
  const t = deploy();
  const id = await signUp(t, { email: "u1@example.com", lawFirm: "New & Co", ...verified });
  await load(t, { users: [user("u1")] });
  await finish(t, "match");
  expect(await t.run(async ({ db }) => await db.get(id))).toMatchObject({ lawFirm: "New & Co" });
});

test("somebody signed up with the address they had before: reported with both keys, and merged by a person's word", async () => {
  const t = deploy();
  const id = await signUp(t, { email: "Ann@Old.example", ...verified });
  const exported = [user("u1", { email: "ann@new.example", formerEmail: "ann@old.example" }), user("u2")];
  await load(t, { users: exported, cases: [aCase("c1")] });
  await finish(t, "match");
  const [issue] = await issuesOf(t);
  expect(issue).toMatchObject({ code: "changed_email", legacyKey: "u1", state: "open" });
  expect(issue!.message).toContain(
    `npx cutover match settle u1 --keep ${id}, or npx cutover match settle u1 --keep self`,
  );
  await call(t, "settle", { legacyKey: "u1", keep: id });
  const { tables } = await finish(t, "resolve", "verify");
  expect(await t.run(async ({ db }) => await db.get(id))).toMatchObject({
    email: "Ann@Old.example",
    legacyEmail: "ann@new.example",
  });
  expect(tables.every(({ verified: ok }) => ok === true)).toBe(true);
});

test("an account has the row's present address: the former one is not looked at", async () => {
  const t = deploy();
  const id = await signUp(t, { email: "ann@new.example", ...verified });
  await signUp(t, { email: "ann@old.example", ...verified });
  await load(t, { users: [user("u1", { email: "ann@new.example", formerEmail: "ann@old.example" })] });
  await finish(t, "match");
  expect(await matchesOf(t)).toMatchObject([{ legacyKey: "u1", id, class: "one_to_one" }]);
  expect(await t.run(async ({ db }) => await db.get(id))).not.toHaveProperty("legacyEmail");
});

test("for rows that share an address only a decision was offered that the next run does not know", async () => {
  const t = deploy();
  await signUp(t, { email: "a@x.com", ...verified });
  await load(t, { users: ["u1", "u2"].map((key) => user(key, { email: "a@x.com" })) });
  await finish(t, "match");
  const [{ code, message } = { code: "", message: "" }] = await issuesOf(t);
  expect(code).toBe("several_old");
  expect(message).toContain('say it in the plan, for every run: merge: { by: ["email"], keep: "legacyId" } of users. ');
});

test("the row that came second was merged into an account that stands for another row, because it wrote the address in another case", async () => {
  const t = deploy();
  const id = await signUp(t, { email: "A@X.com", ...verified });
  const old = [user("u1", { email: "a@x.com" }), user("u2", { email: "a@x.com" })];
  await load(t, { users: old });
  await finish(t, "match");
  await call(t, "settle", { legacyKey: "u1", keep: id });
  await call(t, "run", { stage: "match", reset: true });
  await settle(t);
  expect(await issuesOf(t)).toMatchObject([{ legacyKey: "u2", code: "several_old", state: "open" }]);
  expect(await matchesOf(t)).toHaveLength(1);
});

test.each([
  ["lacks it", {}, "theirs", 0],
  ["has the same", { nickname: "theirs" }, "theirs", 0],
  ["has one of its own", { nickname: "own" }, "own", 1],
])(
  "what a user had written into a row's document before match went with it, in no file: the account %s",
  async (_name, more, nickname, kept) => {
    const t = deploy();
    await signUp(t, { email: "ann@example.com", name: "Ann", ...verified, ...more });
    await load(t, { users: [user("u1", { email: "ann@example.com", name: "Ann Old" })] });
    const { _id: imported } = (await documents(t, "users")).find(({ legacyId }) => legacyId === "u1")!;
    await t.run(async (ctx) => await ctx.db.patch(imported as never, { nickname: "theirs" } as never));
    await finish(t, "match");
    const { _id: account } = await find(t, "users", "u1");
    expect(await find(t, "users", "u1")).toMatchObject({ name: "Ann", nickname });
    expect((await matchesOf(t))[0]!.filled).not.toContain("nickname");
    const removed = await removedOf(t);
    expect(removed).toHaveLength(kept);
    if (kept === 0) return;
    expect(removed[0]).toMatchObject({ table: "users", id: imported });
    expect(removed[0]!.reason).toBe(`merged into ${account}, which has its own nickname`);
    expect(JSON.parse(removed[0]!.document)).toMatchObject({ legacyId: "u1", name: "Ann Old", nickname: "theirs" });
  },
);
