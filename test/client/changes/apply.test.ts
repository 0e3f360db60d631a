import { afterEach, expect, test, vi } from "vitest";
import type { Document } from "../../../convex/shared/document/document.js";
import {
  aCase,
  all,
  type App,
  call,
  deploy,
  documents,
  find,
  finish,
  importChanges,
  insert,
  issuesOf,
  load,
  matchesOf,
  refusal,
  settle,
  status,
  step,
  type Table,
  user,
} from "../support.js";
import { again, append, apply, changeTo, conflictsOf, gone, preload, start, update } from "./support.js";

afterEach(() => vi.useRealTimers());

const verified = { emailVerificationTime: 1_690_000_000_000 };

async function countsOf(t: App, wanted: string, table: Table) {
  const { stages } = await status(t);
  return stages.find((each) => each.stage === wanted && each.table === table)!.counts;
}

test("a changed row: its fields are replaced or go, references follow, what the app added stays", async () => {
  const t = deploy();
  await preload(t, {
    users: [user("u1"), user("u2")],
    teams: [{ legacyId: "t1", legacyKeySlug: "x", slug: "x", legacyOwnerId: "u1" }],
    cases: [aCase("c1", { legacyTeamId: "x", legacyReviewerId: "u1" })],
  });
  const { _id: id } = await find(t, "cases", "c1");
  const after = aCase("c1", { legacyUserId: "u2", title: "new", wage: 9_007_199_254_740_993n });
  await apply(t, [update("cases", await find(t, "cases", "c1"), after)]);
  const found = await find(t, "cases", "c1");
  expect(found).toMatchObject({ _id: id, title: "new", wage: 9_007_199_254_740_993n });
  expect(found.userId).toBe((await find(t, "users", "u2"))._id);
  for (const field of ["teamId", "legacyTeamId", "reviewerId", "legacyReviewerId"])
    expect(found).not.toHaveProperty(field);
  expect(await countsOf(t, "resolve", "cases")).toMatchObject({ resolved: 1, unresolved: 0 });
});

test("a deleted row is gone, and a reference that led to it is an issue", async () => {
  const t = deploy();
  await preload(t, {
    users: [user("u1"), user("u2")],
    cases: [aCase("c1"), aCase("c2", { legacyUserId: "u2", legacyReviewerId: "u1" })],
  });
  await apply(t, [gone("users", "u1"), again("cases", "c1"), again("cases", "c2")]);
  expect(await documents(t, "users")).toHaveLength(1);
  expect((await find(t, "cases", "c1")).userId).toBeUndefined();
  const issues = (await issuesOf(t, "cases")).map(({ legacyKey, field, state }) => `${legacyKey} ${field} ${state}`);
  expect(issues.toSorted()).toEqual(["c1 userId open", "c2 reviewerId cleared"]);
  expect(await countsOf(t, "resolve", "cases")).toMatchObject({ resolved: 1, unresolved: 2 });
  expect(await countsOf(t, "match", "users")).toMatchObject({ unmatched: 1 });
});

test("a row that appears is what older references were meant for: their issues close", async () => {
  const t = deploy();
  await preload(t, { users: [user("u2")], cases: [aCase("c1"), aCase("c2", { legacyUserId: "u2" })] });
  expect(await issuesOf(t, "cases")).toHaveLength(1);
  await apply(t, [await append(t, "users", user("u1")), await append(t, "cases", aCase("c3"))]);
  const { _id: id } = await find(t, "users", "u1");
  for (const key of ["c1", "c3"]) expect((await find(t, "cases", key)).userId).toBe(id);
  expect(await issuesOf(t, "cases")).toEqual([]);
  expect(await countsOf(t, "resolve", "cases")).toMatchObject({ resolved: 3, unresolved: 0 });
});

test("an append that was killed and repeated leaves each row once", async () => {
  const t = deploy();
  await preload(t, { users: [user("u1")], cases: [aCase("c1")] });
  const first = await append(t, "cases", aCase("c2"));
  await append(t, "cases", aCase("c2"));
  await apply(t, [first]);
  expect(await documents(t, "cases")).toHaveLength(2);
  expect(await countsOf(t, "resolve", "cases")).toMatchObject({ resolved: 2 });
});

test("a row with another creation time came as a new document: what users' documents referred to was gone", async () => {
  const t = deploy();
  await preload(t, { users: [user("u1")], cases: [aCase("c1")] });
  const { _id: id, _creationTime: time } = await find(t, "users", "u1");
  const own = await insert(t, "cases", { title: "a user's own", wage: 1n, userId: id });
  await apply(t, [changeTo("users", "u1", { name: [undefined, "again"], _creationTime: [time, time + 1] })]);
  expect(await documents(t, "users")).toMatchObject([{ _id: id, legacyId: "u1", name: "again", _creationTime: time }]);
  expect((await documents(t, "cases")).map(({ userId }) => userId)).toEqual([id, id]);
  expect(own["userId"]).toBe(id);
  const conflict = { field: "_creationTime", legacyKey: "u1", theirs: `${time}`, ours: `${time + 1}`, kept: "theirs" };
  expect(await conflictsOf(t)).toMatchObject([conflict]);
  // Back again: nothing of it is left.
  await apply(t, [changeTo("users", "u1", { _creationTime: [time + 1, time] })], { list: "back" });
  expect(await conflictsOf(t)).toEqual([]);
});

test("another document in the place of a row's is found by every reference", async () => {
  const t = deploy();
  await preload(t, { users: [user("u1")], cases: [aCase("c1")] });
  const { _id: old } = await find(t, "users", "u1");
  await apply(t, [await append(t, "users", user("u1", { name: "again" })), again("cases", "c1")]);
  const [only, ...others] = await documents(t, "users");
  expect(others).toEqual([]);
  expect(only).toMatchObject({ legacyId: "u1", name: "again" });
  expect(only!._id).not.toBe(old);
  expect((await find(t, "cases", "c1")).userId).toBe(only!._id);
  expect(await countsOf(t, "match", "users")).toMatchObject({ unmatched: 1 });
});

test("a new person becomes part of the account they have, and their rows lead there", async () => {
  const t = deploy();
  const account = await insert(t, "users", { email: "u1@example.com", name: "Ann", ...verified });
  await preload(t, { users: [user("u2")] });
  await apply(t, [await append(t, "users", user("u1", { name: "Old" })), await append(t, "cases", aCase("c1"))]);
  expect(await find(t, "users", "u1")).toMatchObject({ _id: account["_id"], name: "Ann" });
  expect((await find(t, "cases", "c1")).userId).toBe(account["_id"]);
  expect(await countsOf(t, "match", "users")).toMatchObject({ accounts: 1, matched: 1, unmatched: 1 });
  expect((await status(t)).tables[0]).toMatchObject({ matched: 1 });
});

test("who signed up after match was unknown to a catch-up: their row stood beside their account", async () => {
  const t = deploy();
  await preload(t, { users: [user("u2")] });
  const account = await insert(t, "users", { email: "u1@example.com", name: "Ann", ...verified });
  const unproved = await insert(t, "users", { email: "u3@example.com", name: "Cy" });
  await insert(t, "users", { email: "u4@example.com", name: "Di", ...verified });
  await insert(t, "users", { email: "u4@example.com", name: "Di again", ...verified });
  for (const key of ["u1", "u3", "u4"]) await apply(t, [await append(t, "users", user(key))], { list: key });
  await apply(t, [await append(t, "cases", aCase("c1"))], { list: "cases" });
  expect(await find(t, "users", "u1")).toMatchObject({ _id: account["_id"], name: "Ann" });
  expect((await find(t, "cases", "c1")).userId).toBe(account["_id"]);
  const issues = await issuesOf(t, "users");
  expect(issues.map(({ legacyKey, code }) => `${legacyKey} ${code}`)).toEqual([
    "u3 unverified_account",
    "u4 several_new",
  ]);
  expect(issues[0]!.message).toContain(`--keep ${unproved["_id"] as string}`);
});

async function deployMerged(): Promise<{ t: App; account: Document }> {
  const t = deploy();
  const account = await insert(t, "users", { email: "u1@example.com", name: "Ann", ...verified });
  await preload(t, { users: [user("u1", { legacyInvitedBy: "u2" }), user("u2")], cases: [aCase("c1")] });
  expect((await matchesOf(t)).map(({ legacyKey }) => legacyKey)).toEqual(["u1"]);
  return { t, account };
}

test("a changed row of a merged person: the account's own values win again, and the new old ones are on record", async () => {
  const { t, account } = await deployMerged();
  await apply(t, [await append(t, "users", user("u1", { name: "New Old" })), again("cases", "c1")]);
  const survivor = await find(t, "users", "u1");
  expect(survivor).toMatchObject({ _id: account["_id"], name: "Ann" });
  expect(survivor).not.toHaveProperty("invitedBy");
  const [match] = await matchesOf(t);
  expect(match!.kept).toContainEqual({ field: "name", value: "New Old" });
  expect((await find(t, "cases", "c1")).userId).toBe(account["_id"]);
  expect(await countsOf(t, "match", "users")).toMatchObject({ matched: 1, unmatched: 1 });
});

test("a merged person with another address is one of their own, and the account is what it was before", async () => {
  const { t, account } = await deployMerged();
  await apply(t, [await append(t, "users", user("u1", { email: "new@example.com" })), again("cases", "c1")]);
  expect((await documents(t, "users")).find(({ _id }) => _id === account["_id"])).toStrictEqual(account);
  const { _id: id } = await find(t, "users", "u1");
  expect((await find(t, "cases", "c1")).userId).toBe(id);
  expect(await matchesOf(t)).toEqual([]);
  expect((await status(t)).tables[0]).toMatchObject({ matched: 0 });
});

test("the account of a deleted person stays, as it was before", async () => {
  const { t, account } = await deployMerged();
  await apply(t, [gone("users", "u1"), gone("cases", "c1")]);
  expect((await documents(t, "users")).find(({ _id }) => _id === account["_id"])).toStrictEqual(account);
  expect(await countsOf(t, "resolve", "users")).toMatchObject({ resolved: 0, unresolved: 0 });
  expect(await countsOf(t, "match", "users")).toMatchObject({ matched: 0, unmatched: 1 });
});

test("a document the app refuses to write is an issue, and the others are written", async () => {
  const t = deploy();
  await preload(t, { users: [user("u1")], cases: [aCase("c1", { title: "other" }), aCase("c2")] });
  const { _id: id } = await find(t, "cases", "c1");
  await t.run(async (ctx) => await ctx.db.patch(id, { title: "unwritable" }));
  await apply(t, [
    changeTo("cases", "c1", { title: ["unwritable", "new"] }),
    changeTo("cases", "c2", { title: [aCase("c2")["title"], "new"] }),
  ]);
  expect((await find(t, "cases", "c2")).title).toBe("new");
  expect((await issuesOf(t, "cases")).map(({ legacyKey, code }) => [legacyKey, code])).toEqual([
    ["c1", "write_failed"],
  ]);
});

test("applied a second time under its name nothing happens, and the changes are gone", async () => {
  const t = deploy();
  await preload(t, { users: [user("u1")], cases: [aCase("c1")] });
  const renamed = update("cases", aCase("c1"), aCase("c1", { title: "new" }));
  expect(await apply(t, [renamed])).toMatchObject({ state: "done" });
  await importChanges(t, [gone("cases", "c1")]);
  expect(await start(t, "first")).toMatchObject({ state: "done" });
  expect(await documents(t, "cases")).toHaveLength(1);
});

test("more changes than a batch takes go on by themselves; calling again meanwhile starts nothing twice", async () => {
  const t = deploy();
  const cases = Array.from({ length: 150 }, (_, number) => aCase(`c${number}`));
  await preload(t, { users: [user("u1")], cases });
  await importChanges(
    t,
    cases.map((each) => update("cases", each, { ...each, title: "new" })),
  );
  expect(await start(t, "first")).toMatchObject({ state: "running", phase: { kind: "write", after: -1 } });
  await step(t);
  expect(await start(t, "first")).toMatchObject({ state: "running", phase: { kind: "write", after: 63 } });
  await settle(t);
  expect(await start(t, "first")).toMatchObject({ state: "done" });
  expect((await documents(t, "cases")).every(({ title }) => title === "new")).toBe(true);
});

test("paused in the middle it stops after the batch in hand, and the same call goes on", async () => {
  const t = deploy();
  const cases = Array.from({ length: 100 }, (_, number) => aCase(`c${number}`));
  await preload(t, { users: [user("u1")], cases });
  await importChanges(
    t,
    cases.map(({ legacyId }) => gone("cases", legacyId as string)),
  );
  await start(t, "first");
  await step(t);
  await call(t, "control", { action: "pause", by: "ann" });
  await settle(t);
  expect(await documents(t, "cases")).not.toHaveLength(100);
  expect(await refusal(start(t, "first"))).toMatchObject({ code: "paused" });
  await call(t, "control", { action: "resume" });
  await start(t, "first");
  await settle(t);
  expect(await documents(t, "cases")).toEqual([]);
});

test("a load in the middle ends it: what is left of the changes is not for the documents that are there now", async () => {
  const t = deploy();
  const cases = Array.from({ length: 100 }, (_, number) => aCase(`c${number}`));
  await preload(t, { users: [user("u1")], cases });
  await importChanges(
    t,
    cases.map(({ legacyId }) => gone("cases", legacyId as string)),
  );
  await start(t, "first");
  await step(t);
  const { length: left } = await documents(t, "cases");
  await load(t, {});
  await settle(t);
  expect(left).toBeGreaterThan(0);
  expect(await documents(t, "cases")).toHaveLength(left);
});

test("what was verified before is not any more", async () => {
  const t = deploy();
  await preload(t, { users: [user("u1"), user("u2")], cases: [aCase("c1")] });
  const verifiedNow = async () => (await status(t)).tables.map(({ verified: ok }) => ok);
  await finish(t, "verify");
  expect(await verifiedNow()).toEqual([true, true, true, true]);
  await apply(t, [update("cases", aCase("c1"), aCase("c1", { title: "new" }))]);
  expect(await verifiedNow()).toEqual([null, null, null, null]);
  await finish(t, "verify");
  expect(await verifiedNow()).toEqual([true, true, true, false]);
});

test.each([
  { name: "before match and resolve", stages: [], code: "out_of_order" },
  { name: "after the clean-up has begun", stages: all, code: "cleanup_began" },
])("refused $name", async ({ stages, code }) => {
  const t = deploy();
  await load(t, { users: [user("u1")] });
  await finish(t, ...stages);
  expect(await refusal(start(t, "first"))).toMatchObject({ code });
});
