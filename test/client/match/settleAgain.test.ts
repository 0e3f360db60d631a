import { afterEach, expect, test, vi } from "vitest";
import { prepare, settle, shared, verified, severalOld, signUp, unverified } from "./settleSupport.js";
import {
  all,
  call,
  deploy,
  documents,
  find,
  finish,
  importChanges,
  issuesOf,
  load,
  matchesOf,
  refusal,
  settle as runScheduled,
  status,
  user,
} from "../support.js";

afterEach(() => vi.useRealTimers());

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
    { legacyKey: "u2", state: "cleared", reason: "settled by ann: a separate user" },
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

test("verification no longer counts once a row was settled, and the row counts stay true", async () => {
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

test("the second row took from the first what the plan lets legacy values win", async () => {
  const { t, id } = await prepare(
    { ...shared, lawFirm: "New & Co", ...verified },
    {
      ...severalOld,
      users: severalOld.users.map((each) => ({ ...each, lawFirm: `firm of ${each["legacyId"] as string}` })),
    },
  );
  await settle(t, "u1", id);
  await settle(t, "u2", id);
  await finish(t, "resolve");
  expect(await t.run(async ({ db }) => await db.get(id))).toMatchObject({ lawFirm: "firm of u1" });
  expect(await unverified(t)).toEqual([]);
  const [first, second] = await matchesOf(t);
  expect(first!.replaced).toEqual([{ field: "lawFirm", value: "New & Co" }]);
  expect(second).toMatchObject({
    replaced: [],
    kept: expect.arrayContaining([{ field: "lawFirm", value: "firm of u2" }]),
  });
});

test("a row that others were settled into is not taken apart by a catch-up: its change is an issue", async () => {
  const { t, id } = await prepare();
  await settle(t, "u1", id);
  await settle(t, "u2", id);
  await finish(t, "resolve");
  const before = await find(t, "users", "u1");
  await importChanges(t, [{ table: "users", legacyKey: "u1", kind: "delete" }]);
  await call(t, "apply", { runId: "run-1", changes: "d1", purpose: "catchUp", retry: [] });
  await runScheduled(t);
  expect(await find(t, "users", "u1")).toEqual(before);
  expect((await issuesOf(t, "users")).filter(({ state }) => state === "open")).toMatchObject([
    {
      legacyKey: "u1",
      code: "write_failed",
      message: expect.stringContaining("row u2 was settled into the same document"),
    },
  ]);
});

test("a decision that names an imported row finds it after a further load, whatever its id is then", async () => {
  const t = deploy();
  await load(t, severalOld);
  await finish(t, "match");
  await settle(t, "u2", (await find(t, "users", "u1"))._id);
  await t.run(async ({ db }) => {
    for (const table of ["users", "teams", "cases"] as const) {
      for (const { _id } of await db.query(table).collect()) await db.delete(_id);
    }
  });
  await load(t, severalOld);
  await finish(t, "match", "resolve");
  expect((await find(t, "cases", "c2")).userId).toBe((await find(t, "users", "u1"))._id);
  expect(await unverified(t)).toEqual([]);
});
