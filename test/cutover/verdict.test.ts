/// <reference types="vite/client" />
import { convexTest } from "convex-test";
import { expect, test } from "vitest";
import { api } from "../../convex/cutover/_generated/api.js";
import schema from "../../convex/cutover/schema.js";

const modules = import.meta.glob("../../convex/cutover/**/*.*s");

const counts = { read: 1, written: 1, rejected: 0, filtered: 0, merged: 0 };
const users = { table: "users", ...counts, sums: [], averageBytes: 1, largestBytes: 1, allowedIssues: 0 };
const right = { table: "users", documents: 1, differences: 0, changedByUsers: 0 };

async function deploy() {
  const t = convexTest({ schema, modules, transactionLimits: true });
  await t.mutation(api.runs.begin, { runId: "run-1", planHash: "p", tables: [users] });
  const read = async () => (await t.query(api.status.read, {})).run!;
  return { t, read };
}

test("a user who was settled while an export was compared was verified by what it had shown before", async () => {
  const { t, read } = await deploy();
  const { generation } = await read();
  const record = { runId: "run-1", generation, tables: [right] };
  expect(await t.mutation(api.verdict.recordExport, record)).toBe(true);
  expect((await read()).tables).toMatchObject([{ verified: true }]);
  // What settle, a claim and a catch-up do.
  await t.mutation(api.progress.drop, { stage: "verify" });
  expect((await read()).tables).toMatchObject([{ verified: null }]);
  expect(await t.mutation(api.verdict.recordExport, record)).toBe(false);
  expect((await read()).tables).toMatchObject([{ verified: null }]);
  expect(await t.mutation(api.verdict.recordExport, { ...record, generation: (await read()).generation })).toBe(true);
});

test("the other reader starts over, and what an export has shown stays known", async () => {
  const { t, read } = await deploy();
  const { generation } = await read();
  await t.mutation(api.progress.drop, { stage: "verify", keepsExport: true });
  expect((await read()).generation).toBe(generation);
});

test("another run refuses what was found in this one", async () => {
  const { t, read } = await deploy();
  const record = { runId: "run-0", generation: (await read()).generation, tables: [right] };
  expect(await t.mutation(api.verdict.recordExport, record)).toBe(false);
});
