import { afterEach, expect, test, vi } from "vitest";
import type { Moving } from "../../../convex/client/index.js";
import {
  aCase,
  type App,
  call,
  deploy,
  documents,
  find,
  finish,
  load,
  refusal,
  settle,
  step,
  user,
} from "../support.js";

afterEach(() => vi.useRealTimers());

const move = async (t: App, from: string, to: string) =>
  await call<Moving[]>(t, "moveReferences", { table: "users", from, to });

async function ownersOf(t: App) {
  const cases = await documents(t, "cases");
  return Object.fromEntries(cases.map(({ title, userId }) => [title, userId]));
}

async function prepare(cases = 3) {
  const t = deploy();
  await load(t, {
    users: [user("u1"), user("u2", { legacyInvitedBy: "u1" }), user("u3")],
    teams: [{ legacyId: "t1", legacyKeySlug: "x", slug: "x", legacyOwnerId: "u1" }],
    settings: [{ legacyId: "s1", legacyUserId: "u1", key: "theme" }],
    cases: [
      ...Array.from({ length: cases }, (_, index) => aCase(`c${index}`)),
      aCase("other", { legacyUserId: "u2", legacyReviewerId: "u1" }),
    ],
  });
  await finish(t, "match", "resolve");
  const [from, to] = [(await find(t, "users", "u1"))._id, (await find(t, "users", "u3"))._id];
  return { t, from, to };
}

test("every reference comes to lead to the other document, and nothing else is touched", async () => {
  const { t, from, to } = await prepare();
  const before = await find(t, "cases", "other");
  expect(await move(t, from, to)).toMatchObject([{ table: "users", from, to, state: "moving", moved: 0 }]);
  await settle(t);
  expect(await ownersOf(t)).toMatchObject({ "case c0": to, "case c1": to, "case c2": to });
  expect(await find(t, "cases", "other")).toEqual({ ...before, reviewerId: to });
  expect((await find(t, "users", "u2")).invitedBy).toBe(to);
  expect((await find(t, "teams", "t1")).ownerId).toBe(to);
  expect((await find(t, "settings", "s1")).userId).toBe(to);
  // What the source said is what the move is proven by.
  expect(await find(t, "cases", "c1")).toMatchObject({ legacyUserId: "u1" });
});

test("documents that the app made itself, sign-in methods and sessions follow, too", async () => {
  const { t, from, to } = await prepare();
  const [session, method, theirs] = await t.run(async ({ db }) => {
    await db.insert("cases", { userId: from, title: "own", wage: 1n });
    return [
      await db.insert("authSessions", { userId: from, expirationTime: 1 }),
      await db.insert("authAccounts", { userId: from, provider: "google", providerAccountId: "sub-1" }),
      await db.insert("authAccounts", { userId: to, provider: "password", providerAccountId: "a@x.com" }),
    ];
  });
  await move(t, from, to);
  await settle(t);
  const stored = await t.run(async ({ db }) => await Promise.all([session, method, theirs].map((id) => db.get(id))));
  expect(stored.map((each) => each && "userId" in each && each.userId)).toEqual([to, to, to]);
  expect(await ownersOf(t)).toMatchObject({ own: to });
});

test("a sign-in method both had stays one, with the secret of the person who stays", async () => {
  const { t, from, to } = await prepare();
  const password = { provider: "password", providerAccountId: "a@x.com" };
  const google = { provider: "google", providerAccountId: "sub-1" };
  await t.run(async ({ db }) => {
    await db.insert("authAccounts", { userId: from, ...password, secret: "old", emailVerified: "a@x.com" });
    await db.insert("authAccounts", { userId: to, ...password, secret: "new" });
    await db.insert("authAccounts", { userId: from, ...google, secret: "token" });
    await db.insert("authAccounts", { userId: to, ...google });
  });
  await move(t, from, to);
  await settle(t);
  const methods = await t.run(async ({ db }) => await db.query("authAccounts").collect());
  expect(methods).toMatchObject([
    { userId: to, ...password, secret: "new", emailVerified: "a@x.com" },
    { userId: to, ...google, secret: "token" },
  ]);
  expect(methods).toHaveLength(2);
});

test("a move goes on in batches; one that was cut off goes on with the same call and ends the same", async () => {
  const { t, from, to } = await prepare(300);
  await move(t, from, to);
  await step(t);
  await step(t);
  await step(t);
  const jobs = await t.run(async ({ db }) => await db.system.query("_scheduled_functions").collect());
  const pending = jobs.filter(({ state }) => state.kind === "pending");
  expect(pending).toHaveLength(1);
  await t.run(async ({ scheduler }) => await scheduler.cancel(pending[0]!._id));
  await settle(t);
  const left = Object.values(await ownersOf(t)).filter((owner) => owner === from);
  expect(left.length).toBeGreaterThan(0);
  expect(await call(t, "moveReferences", {})).toMatchObject([
    { from, to, state: "moving", by: "migrations:moveReferences" },
  ]);
  await settle(t);
  expect(Object.values(await ownersOf(t))).not.toContain(from);
  expect(await call(t, "moveReferences", {})).toEqual([]);
});

test("asking again while it is under way starts nothing twice, and again when it is done is harmless", async () => {
  const { t, from, to } = await prepare();
  await move(t, from, to);
  await move(t, from, to);
  const jobs = await t.run(async ({ db }) => await db.system.query("_scheduled_functions").collect());
  expect(jobs.filter(({ state }) => state.kind === "pending")).toHaveLength(1);
  await settle(t);
  const after = await documents(t, "cases");
  await move(t, from, to);
  await settle(t);
  expect(await documents(t, "cases")).toEqual(after);
});

test("a document that cannot be written does not stop the others, is named, and is tried again by the same call", async () => {
  const { t, from, to } = await prepare();
  const title = "unwritable";
  const id = await t.run(async ({ db }) => await db.insert("cases", { userId: from, title, wage: 1n }));
  await move(t, from, to);
  await settle(t);
  expect(await ownersOf(t)).toMatchObject({ "case c0": to, unwritable: from });
  await t.run(async ({ db }) => await db.patch(id, { title: "mended" }));
  const unmoved = [{ table: "cases", id, message: "a trigger of the app refuses" }];
  expect(await call(t, "moveReferences", {})).toMatchObject([{ state: "failed", unmoved }]);
  await settle(t);
  expect(await ownersOf(t)).toMatchObject({ mended: to });
  expect(await call(t, "moveReferences", {})).toEqual([]);
});

test("a move that is half asked for is refused", async () => {
  const { t, from } = await prepare();
  expect(await refusal(call(t, "moveReferences", { table: "users", from }))).toMatchObject({ code: "usage" });
});
