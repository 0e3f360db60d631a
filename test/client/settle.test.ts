import { afterEach, expect, test, vi } from "vitest";
import type { Settled } from "../../convex/client/index.js";
import {
  aCase,
  all,
  type App,
  call,
  deploy,
  documents,
  find,
  finish,
  issuesOf,
  load,
  matchesOf,
  refusal,
  settle as runScheduled,
  status,
  user,
} from "./support.js";

afterEach(() => vi.useRealTimers());

const verified = { emailVerificationTime: 1_690_000_000_000 };
const shared = { email: "a@x.com" };

const settle = async (t: App, legacyKey: string, keep: string) =>
  await call<Settled>(t, "settle", { legacyKey, keep, by: "ann" });

async function signUp(t: App, account: Record<string, unknown>) {
  return await t.run(async (ctx) => await ctx.db.insert("users", account as never));
}

/** Two imported rows share the address of one account; each owns a case, and the second one invited a third person. */
const severalOld = {
  users: [
    user("u1", { ...shared, name: "Ann Old" }),
    user("u2", { ...shared, name: "Ann Older", legacyHomeTeam: "t1" }),
    user("u3", { legacyInvitedBy: "u2" }),
  ],
  teams: [{ legacyId: "t1", legacyKeySlug: "x", slug: "x", legacyOwnerId: "u2" }],
  cases: [aCase("c1"), aCase("c2", { legacyUserId: "u2" })],
};

async function prepare(account: Record<string, unknown> = { ...shared, ...verified }, exported = severalOld) {
  const t = deploy();
  const id = await signUp(t, account);
  await load(t, exported);
  await finish(t, "match");
  return { t, id };
}

async function unverified(t: App): Promise<string[]> {
  const { tables } = await finish(t, "verify");
  return tables
    .filter(({ verified: ok }) => ok !== true)
    .map(({ table, checks, issues }) => JSON.stringify([table, checks, issues]));
}

test("before resolve a row that is settled becomes part of the account, and its references follow by its key", async () => {
  const { t, id } = await prepare({ ...shared, ...verified }, { ...severalOld, users: severalOld.users.slice(0, 3) });
  expect(await settle(t, "u1", id)).toEqual({
    table: "users",
    legacyKey: "u1",
    id,
    outcome: "merged",
    closed: 1,
    moves: false,
  });
  expect(await settle(t, "u2", "self")).toMatchObject({ outcome: "self", closed: 1 });
  await finish(t, "resolve");
  expect((await find(t, "cases", "c1")).userId).toBe(id);
  expect((await find(t, "cases", "c2")).userId).toBe((await find(t, "users", "u2"))._id);
  expect(await unverified(t)).toEqual([]);
  expect((await issuesOf(t)).map(({ legacyKey, state, reason }) => [legacyKey, state, reason])).toEqual([
    ["u1", "cleared", `settled by ann: part of ${id}`],
    ["u2", "cleared", "settled by ann: a person of its own"],
  ]);
});

test.each(["before resolve", "after resolve", "after verify"])(
  "two rows become part of one account, %s: each is still proven, and what either had is not lost",
  async (moment) => {
    const { t, id } = await prepare();
    if (moment !== "before resolve") await finish(t, "resolve");
    if (moment === "after verify") await finish(t, "verify");
    await settle(t, "u1", id);
    await settle(t, "u2", id);
    await runScheduled(t);
    if (moment === "before resolve") await finish(t, "resolve");
    expect((await documents(t, "users")).map(({ _id }) => _id)).toContain(id);
    expect(await documents(t, "users")).toHaveLength(2);
    const team = await find(t, "teams", "t1");
    expect(team.ownerId).toBe(id);
    expect(await t.run(async ({ db }) => await db.get(id))).toMatchObject({ name: "Ann Old", homeTeam: team._id });
    for (const key of ["c1", "c2"]) expect((await find(t, "cases", key)).userId).toBe(id);
    expect((await find(t, "users", "u3")).invitedBy).toBe(id);
    expect(await unverified(t)).toEqual([]);
    // What the second row called itself is in the record of the merge.
    const second = (await matchesOf(t)).find(({ legacyKey }) => legacyKey === "u2")!;
    expect(second.kept).toContainEqual({ field: "name", value: "Ann Older" });
  },
);

test("resolve and verify find the key of the second row again, however often they run", async () => {
  const { t, id } = await prepare();
  await settle(t, "u1", id);
  await settle(t, "u2", id);
  await finish(t, "resolve");
  await call(t, "run", { stage: "resolve", reset: true });
  await runScheduled(t);
  expect(await issuesOf(t, "cases")).toEqual([]);
  expect(await unverified(t)).toEqual([]);
});

test("a loss is still found in a document that stands for two rows", async () => {
  const { t, id } = await prepare();
  await settle(t, "u1", id);
  await settle(t, "u2", id);
  await finish(t, "resolve");
  await t.run(async ({ db }) => await db.patch(id, { name: "somebody else" }));
  const wrong = (await find(t, "users", "u3"))._id;
  await t.run(async ({ db }) => await db.patch((await db.query("cases").first())!._id, { userId: wrong }));
  const { tables } = await finish(t, "verify");
  expect(tables.filter(({ verified: ok }) => ok === false).map(({ table }) => table)).toEqual(["users", "cases"]);
});

test("two imported rows and no account: one becomes part of the other", async () => {
  const t = deploy();
  await load(t, severalOld);
  await finish(t, "match", "resolve");
  const { _id } = await find(t, "users", "u1");
  expect(await settle(t, "u2", _id)).toMatchObject({ outcome: "merged", moves: true });
  expect(await settle(t, "u1", "self")).toMatchObject({ outcome: "self" });
  await runScheduled(t);
  expect((await find(t, "cases", "c2")).userId).toBe(_id);
  expect(await unverified(t)).toEqual([]);
  expect((await refusal(settle(t, "u1", (await find(t, "users", "u3"))._id))).code).toBe("is_survivor");
});

test("one row and two accounts: the one named gets it, the other stays as it was", async () => {
  const t = deploy();
  const [one, other] = [
    await signUp(t, { ...shared, ...verified }),
    await signUp(t, { email: "A@X.com", ...verified }),
  ];
  await load(t, { users: [user("u1", shared)], cases: [aCase("c1")] });
  await finish(t, "match");
  const [issue] = await issuesOf(t);
  for (const word of ["u1", one, other, `npx cutover match settle u1 --keep ${other}`])
    expect(issue!.message).toContain(word);
  await settle(t, "u1", other);
  await finish(t, "resolve");
  expect((await find(t, "cases", "c1")).userId).toBe(other);
  expect(await t.run(async ({ db }) => await db.get(one))).toMatchObject(shared);
  expect(await unverified(t)).toEqual([]);
});

test("an address nobody proved is settled by a person who knows", async () => {
  const { t, id } = await prepare(shared, { ...severalOld, users: [user("u1", shared), user("u2")] });
  expect(await issuesOf(t)).toMatchObject([{ code: "unverified_account", legacyKey: "u1" }]);
  await settle(t, "u1", id);
  await finish(t, "resolve");
  expect(await unverified(t)).toEqual([]);
});

test("again is harmless, and a decision that was carried out is not turned around", async () => {
  const { t, id } = await prepare();
  await settle(t, "u1", id);
  const before = await documents(t, "users");
  expect(await settle(t, "u1", id)).toMatchObject({ outcome: "already", closed: 0 });
  expect(await documents(t, "users")).toEqual(before);
  expect(await refusal(settle(t, "u1", "self"))).toMatchObject({
    code: "already_settled",
    message: expect.stringContaining(id),
  });
  await settle(t, "u2", "self");
  expect(await settle(t, "u2", "self")).toMatchObject({ outcome: "self", closed: 0 });
  // Who was kept apart can still be joined.
  expect(await settle(t, "u2", id)).toMatchObject({ outcome: "merged" });
});

test("match runs again: what was settled stays settled, what was not is still an issue", async () => {
  const { t, id } = await prepare();
  await settle(t, "u1", id);
  await call(t, "run", { stage: "match", reset: true });
  await runScheduled(t);
  expect(await issuesOf(t)).toMatchObject([{ legacyKey: "u2", code: "several_old", state: "open" }]);
  await settle(t, "u2", "self");
  await call(t, "run", { stage: "match", reset: true });
  await runScheduled(t);
  expect(await issuesOf(t)).toMatchObject([
    { legacyKey: "u2", state: "cleared", reason: "settled by ann: a person of its own" },
  ]);
  expect(await matchesOf(t)).toHaveLength(1);
});

test("the same run is loaded again: match carries out what was decided, by itself", async () => {
  const { t, id } = await prepare();
  await settle(t, "u1", id);
  await settle(t, "u2", id);
  // As the load does it: the account is put back as it was, the imported rows come anew.
  await t.run(async ({ db }) => {
    for (const table of ["users", "teams", "cases"] as const) {
      for (const { _id } of await db.query(table).collect()) if (_id !== id) await db.delete(_id);
    }
    await db.replace(id, { ...shared, ...verified });
  });
  await load(t, severalOld);
  await finish(t, "match", "resolve");
  expect(await documents(t, "users")).toHaveLength(2);
  expect((await find(t, "cases", "c2")).userId).toBe(id);
  expect(await unverified(t)).toEqual([]);
});

test("the next run knows nothing of what was decided in the one before", async () => {
  const { t, id } = await prepare();
  await settle(t, "u1", id);
  await t.run(async ({ db }) => {
    for (const { _id } of await db.query("users").collect()) if (_id !== id) await db.delete(_id);
    await db.replace(id, { ...shared, ...verified });
  });
  await load(t, { users: severalOld.users }, { runId: "run-2" });
  await runScheduled(t);
  await finish(t, "match");
  expect(await matchesOf(t)).toEqual([]);
});

test("what cannot be settled is refused with one message that says what to type", async () => {
  const { t, id } = await prepare();
  const stranger = await signUp(t, { email: "b@x.com", ...verified });
  const aTeam = (await find(t, "teams", "t1"))._id;
  const gone = await t.run(async ({ db }) => {
    const made = await db.insert("users", {});
    await db.delete(made);
    return made;
  });
  const codes = async (legacyKey: string, keep: string) => await refusal(settle(t, legacyKey, keep));
  expect(await codes("nobody", id)).toMatchObject({
    code: "unknown_key",
    next: expect.stringContaining("npx convex run"),
  });
  expect(await codes("u1", "no-id")).toMatchObject({ code: "unknown_id" });
  expect(await codes("u1", gone)).toMatchObject({ code: "unknown_id" });
  expect(await codes("u1", aTeam)).toMatchObject({ code: "other_table", message: expect.stringContaining("of teams") });
  await settle(t, "u1", id);
  expect(await codes("u3", id)).toMatchObject({ code: "taken", message: expect.stringContaining("row u1") });
  expect(await refusal(call(t, "settle", { table: "cases", legacyKey: "c1", keep: id }))).toMatchObject({
    code: "other_table",
  });
  expect(await settle(t, "u3", stranger)).toMatchObject({ outcome: "merged" });
});

test("before match, and once the clean-up has begun, nothing is settled", async () => {
  const t = deploy();
  const id = await signUp(t, { email: "u1@example.com", ...verified });
  await load(t, { users: [user("u1")] });
  expect((await refusal(settle(t, "u1", id))).code).toBe("out_of_order");
  await finish(t, ...all);
  expect((await refusal(settle(t, "u1", id))).code).toBe("cleanup_began");
});

test("verification no longer counts once a row was settled, and the books stay true", async () => {
  const { t, id } = await prepare();
  await settle(t, "u2", "self");
  await finish(t, "resolve", "verify");
  await settle(t, "u1", id);
  await runScheduled(t);
  const { tables, stages } = await status(t);
  expect(tables.every(({ verified: ok }) => ok === null)).toBe(true);
  expect(stages[0]!.counts).toMatchObject({ matched: 1, unmatched: 2 });
  expect(tables[0]).toMatchObject({ matched: 1, matchedBy: { settled: 1 } });
  expect(await unverified(t)).toEqual([]);
});
