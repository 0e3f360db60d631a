import { componentsGeneric } from "convex/server";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { defineGetByEitherId } from "../../../convex/client/index.js";
import type { ComponentApi } from "../../../convex/cutover/_generated/component.js";
import { cutover } from "../app/migrations.js";
import { finalSchema } from "../app/schema.js";
import { aCase, all, type App, call, deploy, find, finish, load, settle, type Table, user } from "../support.js";

const { cutover: component } = componentsGeneric() as unknown as { cutover: ComponentApi };
/** As it stays when `migrations.ts` is gone and the schema is the final one. */
const getAfterwards = defineGetByEitherId(component, finalSchema);

let t: App;
beforeEach(() => {
  t = deploy();
});
afterEach(() => vi.useRealTimers());

async function idOf(table: Table, key: string): Promise<string | null> {
  return await t.run(async (ctx) => (await cutover.getByEitherId(ctx, table, key))?._id ?? null);
}

async function idAfterwards(table: Table, key: string): Promise<string | null> {
  return await t.run(async (ctx) => (await getAfterwards(ctx as never, table, key))?._id ?? null);
}

async function remembered(table: Table, legacyKey: string): Promise<string | null> {
  return await t.run(async (ctx) => await ctx.runQuery(component.idMap.find, { table, legacyKey }));
}

const team = { legacyId: "t1", slug: "reds", legacyOwnerId: "u1" };

async function cleanedUp() {
  await load(t, { users: [user("u1")], teams: [team], cases: [aCase("c1"), aCase("c2")] });
  await finish(t, "match", "resolve");
  const ids = {
    u1: (await find(t, "users", "u1"))._id,
    t1: (await find(t, "teams", "t1"))._id,
    c1: (await find(t, "cases", "c1"))._id,
    c2: (await find(t, "cases", "c2"))._id,
  };
  await finish(t, "verify", "cleanup");
  return ids;
}

test("after the clean-up old keys lead where they led before, in tables that keep them", async () => {
  const { u1, t1, c1, c2 } = await cleanedUp();
  for (const get of [idOf, idAfterwards]) {
    expect(await get("users", "u1")).toBe(u1);
    expect(await get("cases", "c1")).toBe(c1);
    expect(await get("cases", "c2")).toBe(c2);
    expect(await get("cases", c2)).toBe(c2);
    expect(await get("teams", t1)).toBe(t1);
    expect(await get("teams", "t1")).toBeNull();
  }
});

test("what is no key of the table gives null: another text, a key or an id of another table, a document that is gone", async () => {
  const { u1, c1 } = await cleanedUp();
  for (const key of ["c9", "", "u1", u1, `${c1}x`]) expect(await idAfterwards("cases", key)).toBeNull();
  await t.run(async (ctx) => await ctx.db.delete(c1));
  expect(await idAfterwards("cases", "c1")).toBeNull();
  expect(await idAfterwards("cases", c1)).toBeNull();
});

test("an account is found by the old key of every row that became part of it, before the clean-up and after", async () => {
  const account = await t.run(
    async (ctx) => await ctx.db.insert("users", { email: "u1@example.com", emailVerificationTime: 1 }),
  );
  await load(t, { users: [user("u1"), user("u1-old", { email: "u1@example.com" })] });
  await finish(t, "match");
  // Two old accounts of one person: match leaves that to somebody who knows.
  for (const legacyKey of ["u1", "u1-old"]) await call(t, "settle", { legacyKey, keep: account });
  await finish(t, "resolve", "verify");
  for (const key of ["u1", "u1-old"]) expect(await idOf("users", key)).toBe(account);
  await finish(t, "cleanup");
  for (const key of ["u1", "u1-old"]) expect(await idOf("users", key)).toBe(account);
});

test("the map outlives its run", async () => {
  const { c1 } = await cleanedUp();
  await call(t, "begin", { runId: "run-2", planHash: "plan-1", tables: [] });
  await settle(t);
  expect(await idAfterwards("cases", "c1")).toBe(c1);
});

test("a dry run of the clean-up keeps nothing", async () => {
  await load(t, { users: [user("u1")] });
  await finish(t, "match", "resolve", "verify");
  await call(t, "run", { stage: "cleanup", dryRun: true });
  expect(await remembered("users", "u1")).toBeNull();
});

test("a document that cannot be written keeps its key, and is found by it", async () => {
  await load(t, { users: [user("u1")], cases: [aCase("c1"), aCase("c2")] });
  await finish(t, "match", "resolve", "verify");
  const { _id } = await find(t, "cases", "c1");
  // The trigger of the app refuses documents of this title: see guardedMutation.ts.
  await t.run(async (ctx) => await ctx.db.patch(_id, { title: "unwritable" }));
  await finish(t, "cleanup");
  expect(await remembered("cases", "c1")).toBeNull();
  expect(await remembered("cases", "c2")).not.toBeNull();
  expect(await idOf("cases", "c1")).toBe(_id);
});

test("a key that comes again with a later load leads to the newer document", async () => {
  const { c1 } = await cleanedUp();
  await t.run(async (ctx) => {
    for (const table of ["users", "cases", "teams"] as const)
      for (const { _id } of await ctx.db.query(table).collect()) await ctx.db.delete(_id);
  });
  await load(t, { users: [user("u1")], cases: [aCase("c1")] }, { runId: "run-2" });
  const { _id } = await find(t, "cases", "c1");
  expect(_id).not.toBe(c1);
  await finish(t, ...all);
  expect(await idAfterwards("cases", "c1")).toBe(_id);
});

test("more documents than cross to the component at once, or than a transaction takes, are all found again", async () => {
  const cases = Array.from({ length: 1_300 }, (_, number) => aCase(`c${number}`, { legacyUserId: "u1" }));
  await load(t, { users: [user("u1")], cases });
  await finish(t, ...all);
  for (const key of ["c0", "c999", "c1000", "c1299"]) expect(await remembered("cases", key)).not.toBeNull();
  const documents = await t.run(async (ctx) => await ctx.db.query("cases").collect());
  for (const { _id, title } of documents.filter((_, index) => index % 97 === 0))
    expect(await remembered("cases", title.replace("case ", ""))).toBe(_id);
});
