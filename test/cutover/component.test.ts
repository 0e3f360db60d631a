/// <reference types="vite/client" />
import { convexTest } from "convex-test";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { api, internal } from "../../convex/cutover/_generated/api.js";
import schema from "../../convex/cutover/schema.js";
import { Checksums } from "../../convex/shared/document/fingerprint.js";

const modules = import.meta.glob("../../convex/cutover/**/*.*s");

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function deploy() {
  return convexTest({ schema, modules, transactionLimits: true });
}
type Component = ReturnType<typeof deploy>;

const sums = new Checksums().render();
const table = {
  table: "cases",
  read: 2,
  written: 2,
  rejected: 0,
  filtered: 0,
  merged: 0,
  sums,
  averageBytes: 1,
  largestBytes: 1,
  allowedIssues: 0,
};

async function begin(t: Component, runId = "run-1") {
  await t.mutation(api.runs.begin, { runId, planHash: "p", tables: [table] });
}

async function startResolve(t: Component, first = true) {
  const started = await t.mutation(api.progress.start, { stage: "resolve", table: "cases", first });
  if (started.refused !== null) throw new Error(started.refused.code);
  return started;
}

const issue = (legacyKey: string) => ({
  legacyKey,
  field: "userId",
  code: "missing_target",
  message: "m",
  state: "open" as const,
});

test("issues are paged in the order they were found, whole or by table and state", async () => {
  const t = deploy();
  await begin(t);
  const { progress } = await startResolve(t);
  await t.mutation(api.issues.add, { progress, issues: ["a", "b", "c"].map(issue) });
  await t.mutation(api.issues.waiveOpen, { table: "cases", legacyKey: "b", reason: "r" });
  const keys = async (args: { table?: string; state?: "open" | "waived" }, cursor: string | null = null) => {
    const page = await t.query(api.issues.list, { ...args, cursor, numItems: 2 });
    return { ...page, items: page.items.map(({ legacyKey }) => legacyKey) };
  };
  const first = await keys({});
  expect(first).toMatchObject({ items: ["a", "b"], isDone: false });
  expect(await keys({}, first.cursor)).toMatchObject({ items: ["c"], isDone: true });
  expect(await keys({ state: "open" })).toMatchObject({ items: ["a", "c"] });
  expect(await keys({ table: "cases", state: "waived" })).toMatchObject({ items: ["b"] });
  expect(await keys({ table: "users" })).toMatchObject({ items: [], isDone: true });
});

test("a waiver names a document, or one of its references", async () => {
  const t = deploy();
  await begin(t);
  const { progress } = await startResolve(t);
  await t.mutation(api.issues.add, { progress, issues: [issue("a"), { ...issue("a"), field: "teamId" }] });
  const waive = { table: "cases", legacyKey: "a", reason: "r" };
  expect(await t.mutation(api.issues.waiveOpen, { ...waive, field: "teamId" })).toBe(1);
  expect(await t.mutation(api.issues.waiveOpen, { ...waive, field: "teamId" })).toBe(0);
  expect(await t.mutation(api.issues.waiveOpen, waive)).toBe(1);
});

test("beginning again leaves nothing of the run before but its waivers", async () => {
  const t = deploy();
  await begin(t);
  const { progress } = await startResolve(t);
  await t.mutation(api.issues.add, { progress, issues: [issue("a")] });
  await t.mutation(api.issues.waiveOpen, { table: "cases", legacyKey: "a", reason: "r" });
  await begin(t);
  await t.finishAllScheduledFunctions(() => vi.runAllTimers());
  const count = async () =>
    await t.run(async ({ db }) => ({
      runs: (await db.query("runs").collect()).length,
      issues: (await db.query("issues").collect()).length,
      progress: (await db.query("progress").collect()).length,
      tables: (await db.query("tables").collect()).length,
      waivers: (await db.query("waivers").collect()).length,
    }));
  expect(await count()).toEqual({ runs: 1, issues: 0, progress: 0, tables: 1, waivers: 1 });
  await begin(t, "run-2");
  await t.finishAllScheduledFunctions(() => vi.runAllTimers());
  expect(await count()).toMatchObject({ runs: 1, tables: 1, waivers: 0 });
});

test("a large run is swept in batches", async () => {
  const t = deploy();
  await begin(t);
  const { progress } = await startResolve(t);
  const keys = Array.from({ length: 2_500 }, (_, index) => issue(`k${index}`));
  for (let start = 0; start < keys.length; start += 500) {
    await t.mutation(api.issues.add, { progress, issues: keys.slice(start, start + 500) });
  }
  await startResolve(t);
  await t.finishAllScheduledFunctions(() => vi.runAllTimers());
  expect(await t.run(async ({ db }) => (await db.query("issues").collect()).length)).toBe(0);
  await t.mutation(internal.sweep.progress, { progress });
});

test("a batch in the middle of a round nobody knows is refused", async () => {
  const t = deploy();
  await begin(t);
  await expect(startResolve(t, false)).rejects.toThrow("stale");
});

test("verify without anything to compare with is refused", async () => {
  const t = deploy();
  const started = await t.mutation(api.progress.start, { stage: "verify", table: "cases", first: true });
  expect(started.refused).toMatchObject({ code: "no_run" });
});

test("without a run there is nothing, and no error", async () => {
  const t = deploy();
  expect((await t.query(api.status.read, {})).run).toBeNull();
  expect(await t.query(api.issues.list, { cursor: null, numItems: 5 })).toEqual({
    items: [],
    isDone: true,
    cursor: "",
  });
  expect(await t.query(api.matching.list, { table: "users", cursor: null, numItems: 5 })).toMatchObject({ items: [] });
});
