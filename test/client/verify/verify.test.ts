import { afterEach, expect, test, vi } from "vitest";
import { bucketOf } from "../../../convex/shared/document/fingerprint.js";
import {
  aCase,
  type App,
  call,
  deploy,
  find,
  finish,
  inspect,
  issuesOf,
  load,
  refusal,
  settle,
  status,
  user,
} from "../support.js";

afterEach(() => vi.useRealTimers());

const exported = {
  users: [user("u1"), user("u2")],
  cases: [aCase("c1"), aCase("c2"), aCase("c3", { legacyUserId: "u2" })],
};

async function prepare(): Promise<App> {
  const t = deploy();
  await load(t, exported);
  await finish(t, "match", "resolve");
  return t;
}

async function verdict(t: App, table: string) {
  const { tables } = await finish(t, "verify");
  const { verified, checks } = tables.find((each) => each.table === table)!;
  return { verified, failed: checks.filter(({ ok }) => !ok) };
}

test("a table that arrived whole passes", async () => {
  const t = await prepare();
  expect(await verdict(t, "cases")).toEqual({ verified: true, failed: [] });
  expect(await verdict(t, "settings")).toEqual({ verified: true, failed: [] });
});

test("a lost row is missed, in its bucket", async () => {
  const t = await prepare();
  const lost = (await find(t, "cases", "c2"))._id;
  await t.run(async (ctx) => await ctx.db.delete(lost));
  const { verified, failed } = await verdict(t, "cases");
  expect(verified).toBe(false);
  expect(failed).toMatchObject([
    { level: "counts", expected: "3", found: "2", detail: "1 document(s) missing" },
    { level: "fingerprints", buckets: [bucketOf("c2")] },
  ]);
  expect(await inspect(t, "cases", [bucketOf("c2")])).toEqual([]);
});

test("a changed amount is found, and inspect shows the field", async () => {
  const t = await prepare();
  const changed = (await find(t, "cases", "c1"))._id;
  await t.run(async (ctx) => await ctx.db.patch(changed, { wage: 101n }));
  const { failed } = await verdict(t, "cases");
  expect(failed).toMatchObject([{ level: "fingerprints", buckets: [bucketOf("c1")] }]);
  expect(await inspect(t, "cases", [bucketOf("c1")])).toEqual([
    {
      legacyKey: "c1",
      id: changed,
      fields: [
        ["legacyId", '"c1"'],
        ["title", '"case c1"'],
        ["userId", '"u1"'],
        ["wage", expect.stringContaining("101")],
      ],
    },
  ]);
});

test("a reference to the wrong user is found by the key its target carries", async () => {
  const t = await prepare();
  const wrong = (await find(t, "cases", "c1"))._id;
  const u2 = (await find(t, "users", "u2"))._id;
  await t.run(async (ctx) => await ctx.db.patch(wrong, { userId: u2 }));
  const { failed } = await verdict(t, "cases");
  expect(failed).toMatchObject([{ level: "fingerprints", buckets: [bucketOf("c1")] }]);
  const [found] = await inspect(t, "cases", [bucketOf("c1")]);
  expect(found!.fields).toContainEqual(["userId", '"u2"']);
});

test("an orphan is found: its id leads nowhere", async () => {
  const t = await prepare();
  const u2 = (await find(t, "users", "u2"))._id;
  await t.run(async (ctx) => await ctx.db.delete(u2));
  const { failed } = await verdict(t, "cases");
  expect(failed).toMatchObject([
    { level: "fingerprints", buckets: [bucketOf("c3")] },
    { level: "references", detail: "1 point(s) to no migrated document" },
  ]);
  const [found] = await inspect(t, "cases", [bucketOf("c3")]);
  expect(found!.fields).toContainEqual(["userId", JSON.stringify(`dangling:${u2}`)]);
});

test("a reference that lost its id without a reason is found", async () => {
  const t = await prepare();
  const { _id } = await find(t, "cases", "c1");
  await t.run(async (ctx) => await ctx.db.patch(_id, { userId: undefined }));
  const { failed } = await verdict(t, "cases");
  expect(failed).toMatchObject([{ level: "references", detail: "1 unresolved, but 0 explained by issues" }]);
});

test("an open issue keeps a table from passing until it is waived, with a reason", async () => {
  const t = deploy();
  await load(t, { ...exported, cases: [aCase("c1", { legacyUserId: "gone" })] });
  await finish(t, "match", "resolve");
  expect((await verdict(t, "cases")).verified).toBe(false);
  expect(await status(t)).toMatchObject({
    waitingFor: "1 open issue(s) of cases; the plan allows 0",
    next: "npx cutover issues cases",
  });
  expect(await call(t, "waive", { table: "cases", legacyKey: "c1", reason: "left in 2019" })).toBe(1);
  expect(await issuesOf(t)).toMatchObject([{ state: "waived", reason: "left in 2019" }]);
  expect((await status(t)).tables.find(({ table }) => table === "cases")?.verified).toBe(true);
  await call(t, "run", { stage: "resolve", reset: true });
  await settle(t);
  expect(await issuesOf(t)).toMatchObject([{ state: "waived", reason: "left in 2019" }]);
});

test("verify waits for resolve, and says what to type", async () => {
  const t = deploy();
  await load(t, exported);
  await finish(t, "match");
  expect(await refusal(call(t, "run", { stage: "verify" }))).toEqual({
    code: "out_of_order",
    message: "verify comes after resolve, and resolve of users is waiting.",
    next: `npx convex run migrations:run '{"stage":"resolve"}'`,
  });
});

test("verification no longer counts once an earlier stage ran again", async () => {
  const t = await prepare();
  await finish(t, "verify");
  await call(t, "run", { stage: "resolve", reset: true });
  await settle(t);
  const { tables, next } = await status(t);
  expect(tables.every(({ verified }) => verified === null)).toBe(true);
  expect(next).toBe(`npx convex run migrations:run '{"stage":"verify"}'`);
});
