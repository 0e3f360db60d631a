/// <reference types="vite/client" />
import { convexTest } from "convex-test";
import { expect, test } from "vitest";
import { api } from "../../convex/cutover/_generated/api.js";
import type { LedgerState } from "../../convex/cutover/taskValidators.js";
import schema from "../../convex/cutover/schema.js";

const modules = import.meta.glob("../../convex/cutover/**/*.*s");

function deploy() {
  return convexTest({ schema, modules, transactionLimits: true });
}
type Component = ReturnType<typeof deploy>;

const task = "calendar";
const entries = (...keys: string[]) => keys.map((key) => ({ key, contents: `contents of ${key}` }));

async function record(t: Component, owner: string, ...keys: string[]) {
  await t.mutation(api.ledger.record, { task, owner, entries: entries(...keys) });
}

async function recordOutcome(t: Component, owner: string, key: string, state: LedgerState, reason?: string) {
  await t.mutation(api.ledger.recordOutcome, { task, owner, entries: [{ key, state, reason }] });
}

async function next(t: Component, owner: string, ...states: LedgerState[]) {
  return (await t.query(api.ledger.next, { task, owner, states, numItems: 10 })).map(({ key }) => key);
}

async function countsOf(t: Component) {
  return await t.query(api.ledger.counts, { task, cursor: null, numItems: 100 });
}

test("the same page recorded twice is recorded once", async () => {
  const t = deploy();
  await record(t, "ann", "a", "b");
  await recordOutcome(t, "ann", "a", "done");
  await record(t, "ann", "a", "b", "c");
  expect(await next(t, "ann", "open")).toEqual(["b", "c"]);
  expect((await countsOf(t)).entries).toEqual({ open: 2, done: 1 });
});

test("how far the listing has come is said with what it found", async () => {
  const t = deploy();
  await t.mutation(api.ledger.record, { task, owner: "ann", entries: entries("a"), change: { cursor: "page 2" } });
  expect(await t.query(api.ledgerOwners.next, { task, state: "listing", numItems: 5 })).toMatchObject([
    { owner: "ann", cursor: "page 2", counts: { open: 1 } },
  ]);
});

test("counts add up over owners, states and reasons, page by page", async () => {
  const t = deploy();
  await record(t, "ann", "a", "b", "c");
  await record(t, "bob", "a");
  await recordOutcome(t, "ann", "a", "failed", "notOrganizer");
  await recordOutcome(t, "ann", "b", "kept", "changed");
  await recordOutcome(t, "bob", "a", "failed", "notOrganizer");
  await t.mutation(api.ledgerOwners.change, { task, owner: "bob", change: { state: "failed", reason: "revoked" } });
  const all = await countsOf(t);
  expect(all).toMatchObject({
    entries: { open: 1, failed: 2, kept: 1 },
    reasons: { "failed: notOrganizer": 2, "kept: changed": 1 },
    owners: { listing: 1, failed: 1 },
    ownerReasons: { revoked: 1 },
    isDone: true,
  });
  const first = await t.query(api.ledger.counts, { task, cursor: null, numItems: 1 });
  expect(first).toMatchObject({ entries: { open: 1, failed: 1, kept: 1 }, isDone: false, cursor: "ann" });
  const second = await t.query(api.ledger.counts, { task, cursor: first.cursor, numItems: 1 });
  expect(second.entries).toEqual({ failed: 1 });
});

test("an entry that failed and then worked leaves no reason behind", async () => {
  const t = deploy();
  await record(t, "ann", "a");
  await recordOutcome(t, "ann", "a", "failed", "notOrganizer");
  expect(await t.mutation(api.ledger.reopen, { task, owner: "ann", states: ["failed"], numItems: 5 })).toBe(1);
  await recordOutcome(t, "ann", "a", "done");
  expect(await countsOf(t)).toMatchObject({ entries: { done: 1 }, reasons: {} });
});

test("what one of two actions has done stays done, whatever the other finds when it comes too late", async () => {
  const t = deploy();
  await record(t, "ann", "a");
  await recordOutcome(t, "ann", "a", "done");
  await recordOutcome(t, "ann", "a", "gone");
  await recordOutcome(t, "ann", "a", "open");
  expect((await countsOf(t)).entries).toEqual({ done: 1 });
});

test("what was never recorded has no outcome", async () => {
  const t = deploy();
  await record(t, "ann", "a");
  await expect(recordOutcome(t, "ann", "b", "done")).rejects.toThrow("has no entry b of owner ann");
  await expect(recordOutcome(t, "bob", "a", "done")).rejects.toThrow("no owner bob");
});

test("of two states the first comes first", async () => {
  const t = deploy();
  await record(t, "ann", "a", "b");
  await recordOutcome(t, "ann", "b", "started");
  expect(await next(t, "ann", "started", "open")).toEqual(["b", "a"]);
});

test("a reading stops before it is too large, and gives at least one", async () => {
  const t = deploy();
  const contents = "x".repeat(900_000);
  for (const key of ["a", "b", "c", "d"]) {
    await t.mutation(api.ledger.record, { task, owner: "ann", entries: [{ key, contents }] });
  }
  expect(await next(t, "ann", "open")).toEqual(["a", "b", "c"]);
  const page = await t.query(api.ledger.list, { task, owner: "ann", cursor: null, numItems: 10 });
  expect(page).toMatchObject({ isDone: false, cursor: "c" });
  const rest = await t.query(api.ledger.list, { task, owner: "ann", cursor: page.cursor, numItems: 10 });
  expect(rest.items.map(({ key }) => key)).toEqual(["d"]);
  expect(rest.isDone).toBe(true);
});

test("owners that are put off come after those that are due", async () => {
  const t = deploy();
  await t.mutation(api.ledgerOwners.add, { task, owners: ["ann", "bob"] });
  await t.mutation(api.ledgerOwners.add, { task, owners: ["ann"] });
  await t.mutation(api.ledgerOwners.change, { task, owner: "ann", change: { dueAt: 5, attempts: 1 } });
  const owners = await t.query(api.ledgerOwners.next, { task, state: "listing", numItems: 5 });
  expect(owners.map(({ owner }) => owner)).toEqual(["bob", "ann"]);
});

test("without contents nothing can be put back, and the counts stay", async () => {
  const t = deploy();
  await record(t, "ann", "a", "b", "c");
  let cursor: string | null = null;
  for (const isDone of [false, true]) {
    const cleared: { isDone: boolean; cursor: string | null } = await t.mutation(api.ledger.clearContents, {
      task,
      owner: "ann",
      cursor,
      numItems: 2,
    });
    expect(cleared.isDone).toBe(isDone);
    ({ cursor } = cleared);
  }
  const { items } = await t.query(api.ledger.list, { task, owner: "ann", cursor: null, numItems: 10 });
  expect(items.map(({ contents }) => contents)).toEqual([null, null, null]);
  expect((await countsOf(t)).entries).toEqual({ open: 3 });
});

test("a cleared task leaves nothing, and other tasks alone", async () => {
  const t = deploy();
  await record(t, "ann", "a", "b", "c");
  await t.mutation(api.ledger.record, { task: "other", owner: "ann", entries: entries("a") });
  const clear = async () => (await t.mutation(api.ledger.clear, { task, numItems: 2 })).isDone;
  while (!(await clear()));
  expect(await countsOf(t)).toMatchObject({ entries: {}, owners: {} });
  const left = await t.run(async ({ db }) => [
    ...(await db.query("ledger").collect()),
    ...(await db.query("ledgerOwners").collect()),
  ]);
  expect(left.map((each) => each.task)).toEqual(["other", "other"]);
});
