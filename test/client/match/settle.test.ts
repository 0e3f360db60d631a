import { afterEach, expect, test, vi } from "vitest";
import { prepare, settle, severalOld, shared, signUp, unverified, verified } from "./settleSupport.js";
import {
  aCase,
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
  user,
} from "../support.js";

afterEach(() => vi.useRealTimers());

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
    ["u2", "cleared", "settled by ann: a separate user"],
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
