import { afterEach, expect, test, vi } from "vitest";
import {
  aCase,
  call,
  deploy,
  documents,
  find,
  finish,
  insert,
  issuesOf,
  load,
  settle,
  status,
  user,
} from "../support.js";

afterEach(() => vi.useRealTimers());

test("references of every sort get the ids of the documents their keys stand for", async () => {
  const t = deploy();
  await load(t, {
    users: [
      user("u1", { legacyHomeTeam: "t1" }),
      user("u2", { legacyInvitedBy: "u1" }),
      user("u3", { legacyInvitedBy: "u3" }),
    ],
    teams: [{ legacyId: "t1", legacyKeySlug: "north", slug: "north", legacyOwnerId: "u1" }],
    settings: [{ legacyId: '["u1","theme"]', legacyUserId: "u1", key: "theme" }],
    cases: [aCase("c1", { legacyTeamId: "north", legacySettingId: '["u1","theme"]', legacyReviewerId: "u2" })],
  });
  await finish(t, "match", "resolve");
  const [u1, u2, u3] = [await find(t, "users", "u1"), await find(t, "users", "u2"), await find(t, "users", "u3")];
  const team = await find(t, "teams", "t1");
  const setting = await find(t, "settings", '["u1","theme"]');
  expect(u1.homeTeam).toBe(team._id);
  expect(team.ownerId).toBe(u1._id);
  expect(u2.invitedBy).toBe(u1._id);
  expect(u3.invitedBy).toBe(u3._id);
  const found = await find(t, "cases", "c1");
  expect(found).toMatchObject({ userId: u1._id, teamId: team._id, settingId: setting._id, reviewerId: u2._id });
});

test("a missing target becomes an open issue, or a cleared one where the plan says so", async () => {
  const t = deploy();
  await load(t, {
    users: [user("u1")],
    cases: [aCase("c1", { legacyUserId: "gone" }), aCase("c2", { legacyReviewerId: "gone" })],
  });
  const { tables } = await finish(t, "match", "resolve");
  expect(await issuesOf(t, "cases")).toMatchObject([
    { legacyKey: "c1", field: "userId", code: "missing_target", state: "open" },
    { legacyKey: "c2", field: "reviewerId", code: "missing_target", state: "cleared" },
  ]);
  expect(tables.find(({ table }) => table === "cases")?.issues).toEqual({ open: 1, cleared: 1, waived: 0 });
  expect((await find(t, "cases", "c2")).reviewerId).toBeUndefined();
});

test("a key that leads to two documents is an issue, never a guess", async () => {
  const t = deploy();
  await load(t, { users: [user("u1"), user("u1", { email: "twin@example.com" })], cases: [aCase("c1")] });
  await finish(t, "match", "resolve");
  expect(await issuesOf(t, "cases")).toMatchObject([{ legacyKey: "c1", field: "userId", code: "ambiguous_target" }]);
  expect((await find(t, "cases", "c1")).userId).toBeUndefined();
});

test("issues that no longer hold are gone after the stage runs again", async () => {
  const t = deploy();
  await load(t, { cases: [aCase("c1")] });
  await finish(t, "match", "resolve");
  expect(await issuesOf(t)).toHaveLength(1);
  await insert(t, "users", user("u1"));
  await call(t, "run", { stage: "resolve", reset: true });
  await settle(t);
  expect(await issuesOf(t)).toEqual([]);
  expect((await find(t, "cases", "c1")).userId).toBe((await find(t, "users", "u1"))._id);
});

test("one document that cannot be written does not stop the batch", async () => {
  const t = deploy();
  await load(t, { users: [user("u1")], cases: [aCase("c1"), aCase("c2", { title: "unwritable" }), aCase("c3")] });
  await finish(t, "match", "resolve");
  expect(await issuesOf(t, "cases")).toMatchObject([
    { legacyKey: "c2", code: "write_failed", message: "a trigger of the app refuses" },
  ]);
  const u1 = await find(t, "users", "u1");
  expect((await documents(t, "cases")).map(({ userId }) => userId)).toEqual([u1._id, undefined, u1._id]);
});

test("a canceled stage goes on where it was, with the same command", async () => {
  const t = deploy();
  await load(t, { users: [user("u1")], cases: Array.from({ length: 90 }, (_, index) => aCase(`c${index}`)) });
  await finish(t, "match");
  await call(t, "resolveCases", { batchSize: 40 });
  await call(t, "cancel", { name: "migrations:resolveCases" });
  await settle(t);
  const stopped = await status(t);
  expect(stopped).toMatchObject({
    waitingFor: "resolve of cases: 40 document(s), then stopped",
    next: `npx convex run migrations:run '{"stage":"resolve"}'`,
  });
  const { stages } = await finish(t, "resolve");
  expect(stages.find((each) => each.function === "migrations:resolveCases")).toMatchObject({
    state: "done",
    processed: 90,
    changed: 90,
    counts: { resolved: 90 },
  });
});

test("each function works alone, without a run having begun", async () => {
  const t = deploy();
  await insert(t, "users", user("u1"));
  await insert(t, "cases", aCase("c1"));
  await call(t, "resolveCases");
  await settle(t);
  expect((await find(t, "cases", "c1")).userId).toBe((await find(t, "users", "u1"))._id);
  expect(await status(t)).toMatchObject({ runId: "unmeasured", tables: [] });
});

test("a dry run keeps nothing", async () => {
  const t = deploy();
  await load(t, { users: [user("u1")], cases: [aCase("c1"), aCase("c2", { legacyUserId: "gone" })] });
  await finish(t, "match");
  const before = await status(t);
  await call(t, "run", { stage: "resolve", dryRun: true });
  await call(t, "resolveCases", { dryRun: true });
  await settle(t);
  expect(await status(t)).toEqual(before);
  expect(await issuesOf(t)).toEqual([]);
  expect((await documents(t, "cases")).every(({ userId }) => userId === undefined)).toBe(true);
});

test("documents that were there before the move are left alone", async () => {
  const t = deploy();
  const own = await t.run(async (ctx) => await ctx.db.insert("users", { email: "new@example.com" }));
  await load(t, { users: [user("u1")] });
  await finish(t, "match", "resolve");
  const { _id, _creationTime, ...fields } = (await t.run(async (ctx) => await ctx.db.get(own)))!;
  expect(fields).toEqual({ email: "new@example.com" });
});
