/// <reference types="vite/client" />
import { convexTest } from "convex-test";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { api } from "../../convex/cutover/_generated/api.js";
import schema from "../../convex/cutover/schema.js";

const modules = import.meta.glob("../../convex/cutover/**/*.*s");

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

async function deploy() {
  const t = convexTest({ schema, modules, transactionLimits: true });
  await t.mutation(api.runs.begin, { runId: "run-1", planHash: "p", tables: [] });
  return t;
}

const nothing = { dropped: [], issues: [], counts: [], formerTargets: [], removed: [], conflicts: [] };

test("documents and values too long for one record come back whole, page by page, and only what was read is forgotten", async () => {
  const t = await deploy();
  const long = Array.from({ length: 70_000 }, (_, index) => `${index}é`).join("");
  const removed = ["{}", JSON.stringify({ long }), "[]"].map((document, index) => {
    return { table: "cases", id: `c${index}`, document, reason: "r" };
  });
  const of = { kind: "update" as const, table: "cases", id: "c", legacyKey: "k", field: "title", reason: "r" };
  const conflicts = [
    { ...of, theirs: long, ours: "short", kept: "theirs" as const },
    { ...of, theirs: null, ours: long, kept: "theirs" as const },
  ];
  await t.mutation(api.amend.write, { ...nothing, removed, conflicts });
  const first = await t.query(api.removed.list, { runId: "run-1", after: -1, numItems: 2 });
  expect(first.items.map(({ document }) => document)).toEqual(removed.slice(0, 2).map(({ document }) => document));
  const rest = await t.query(api.removed.list, { runId: "run-1", after: first.items.at(-1)!.number, numItems: 2 });
  expect(rest).toMatchObject({ items: [{ id: "c2" }], isDone: true });
  const found = await t.query(api.removed.listConflicts, { runId: "run-1", after: -1, numItems: 5 });
  expect(found.items.map(({ theirs, ours }) => [theirs, ours])).toEqual([
    [long, "short"],
    [null, long],
  ]);
  while (await t.mutation(api.removed.clear, { runId: "run-1", removed: 1, conflicts: 0 }));
  expect(await t.query(api.runs.status, {})).toMatchObject({ removed: 1, conflicts: 1 });
});

test("a record whose first parts were cleared when the command was killed made the next download fail", async () => {
  const t = await deploy();
  const long = "é".repeat(3_000_000);
  const removed = [long, "{}"].map((document, index) => ({ table: "cases", id: `c${index}`, document, reason: "r" }));
  const of = { kind: "update" as const, table: "cases", id: "c", legacyKey: "k", field: "title", reason: "r" };
  const conflicts = [{ ...of, theirs: long, ours: null, kept: "theirs" as const }];
  await t.mutation(api.amend.write, { ...nothing, removed, conflicts });
  expect(await t.mutation(api.removed.clear, { runId: "run-1", removed: 0, conflicts: 0 })).toBe(true);
  const page = { runId: "run-1", after: -1, numItems: 5 };
  expect((await t.query(api.removed.list, page)).items.map(({ id }) => id)).toEqual(["c1"]);
  expect((await t.query(api.removed.listConflicts, page)).items).toEqual([]);
});

test("the records outlive their run: another one that begins deletes none of them", async () => {
  const t = await deploy();
  const removed = [{ table: "cases", id: "c", document: "{}", reason: "r" }];
  await t.mutation(api.amend.write, { ...nothing, removed });
  await t.mutation(api.runs.begin, { runId: "run-2", planHash: "p", tables: [] });
  await t.finishAllScheduledFunctions(() => vi.runAllTimers());
  expect((await t.query(api.removed.list, { runId: "run-1", after: -1, numItems: 5 })).items).toHaveLength(1);
});
