import { afterEach, expect, test, vi } from "vitest";
import {
  aCase,
  all,
  call,
  deploy,
  documents,
  find,
  finish,
  load,
  matchesOf,
  refusal,
  settle,
  status,
  user,
} from "../support.js";

afterEach(() => vi.useRealTimers());

const exported = { users: [user("u1"), user("u2")], cases: [aCase("c1")] };

test("legacy fields stay while a table has not passed verification", async () => {
  const t = deploy();
  await load(t, exported);
  await finish(t, "match", "resolve");
  expect(await refusal(call(t, "run", { stage: "cleanup" }))).toMatchObject({ code: "out_of_order" });
  const { _id } = await find(t, "cases", "c1");
  await t.run(async (ctx) => await ctx.db.patch(_id, { title: "changed" }));
  await finish(t, "verify");
  expect(await refusal(call(t, "run", { stage: "cleanup" }))).toMatchObject({
    code: "not_verified",
    message: expect.stringContaining("cases: fingerprints: 1 of 256 buckets differ"),
  });
  expect((await find(t, "cases", "c1")) as object).toHaveProperty("legacyUserId", "u1");
});

test("a clean-up started by hand is refused as well", async () => {
  const t = deploy();
  await load(t, exported);
  await finish(t, "match", "resolve");
  await call(t, "removeLegacyFieldsCases");
  await settle(t);
  const { stages } = await status(t);
  expect(stages.find((each) => each.function === "migrations:removeLegacyFieldsCases")).toMatchObject({
    state: "failed",
    error: expect.stringContaining("not yet: cases, settings, teams, users"),
  });
  expect((await find(t, "cases", "c1")) as object).toHaveProperty("legacyUserId", "u1");
  const { tables } = await finish(t, "verify", "cleanup");
  expect(tables.every(({ verified }) => verified === true)).toBe(true);
  expect((await status(t)).waitingFor).toBe("nothing: the legacy fields are gone");
});

test("after verification they go, the record stays, and what comes next is said", async () => {
  const t = deploy();
  await t.run(async (ctx) => await ctx.db.insert("users", { email: "u1@example.com", emailVerificationTime: 1 }));
  await load(t, exported);
  const { waitingFor, tables, next } = await finish(t, ...all);
  for (const table of ["users", "cases"] as const) {
    const names = (await documents(t, table)).flatMap((document) => Object.keys(document));
    expect(names.filter((name) => name.startsWith("legacy"))).toEqual([]);
  }
  expect(waitingFor).toBe("nothing: the legacy fields are gone");
  expect(next).toBe(
    "npx cutover check --final, then take duringCutover() out of convex/schema.ts and: npx convex deploy",
  );
  expect(tables.every(({ verified }) => verified === true)).toBe(true);
  expect(await matchesOf(t)).toEqual([]);
  expect(await refusal(call(t, "run", { stage: "resolve", reset: true }))).toMatchObject({ code: "cleanup_began" });
});

test("a command killed after the last batch, typed again, began the cleanup anew and was refused: it is done", async () => {
  const t = deploy();
  await load(t, exported);
  await finish(t, "match", "resolve");
  const { generation, tables: loaded } = await status(t);
  const tables = loaded.map(({ table, written }) => ({ table, documents: written, differences: 0, changedByUsers: 0 }));
  await call(t, "recordVerification", { runId: "run-1", generation, tables });
  await finish(t, "cleanup");
  await call(t, "run", { stage: "cleanup", reset: true });
  await settle(t);
  const again = await status(t);
  expect(again.waitingFor).toBe("nothing: the legacy fields are gone");
  expect(again.tables.every(({ verified }) => verified === true)).toBe(true);
  expect(await refusal(call(t, "run", { stage: "resolve", reset: true }))).toMatchObject({ code: "cleanup_began" });
});
