import { afterEach, expect, test, vi } from "vitest";
import type { Stage } from "../../../convex/client/index.js";
import { again, append, changeTo, gone, start } from "../changes/support.js";
import type { Costs } from "../../../scripts/rehearsal/server/engine/costClock.js";
import type { Limits } from "../../../scripts/rehearsal/server/engine/limits.js";
import { enforceOn } from "../limits.js";
import {
  aCase,
  type App,
  deploy,
  find,
  finish,
  importChanges,
  insert,
  inspect,
  load,
  type NewChange,
  settle,
  status,
  step,
  user,
} from "../support.js";

afterEach(() => vi.useRealTimers());

/** What fits into a second beside the work itself, whatever the data. */
const mostCalls = 20;

async function prepare(
  { users, accounts, shared = false }: { users: number; accounts: number; shared?: boolean },
  costs: Partial<Costs> = {},
) {
  const t = deploy();
  const { calls, clock } = enforceOn(t, costs);
  const verified = { emailVerificationTime: 1_690_000_000_000 };
  for (let n = 0; n < accounts; n++)
    await insert(t, "users", { email: `u${n}@example.com`, name: `account ${n}`, ...verified });
  await load(t, {
    users: Array.from({ length: users }, (_, n) =>
      user(`u${n}`, n % 3 === 0 && n > 0 ? { invitedBy: undefined, legacyInvitedBy: `u${n - 1}` } : {}),
    ),
    cases: Array.from({ length: users }, (_, n) => aCase(`c${n}`, { legacyUserId: `u${shared ? 0 : n}` })),
  });
  return { t, calls, clock };
}

/** The most nested calls of one transaction while the stage ran. */
async function mostOf(t: App, calls: Limits["calls"], stage: Stage): Promise<number> {
  calls.reset();
  const { stages } = await finish(t, stage);
  expect(stages.filter((each) => each.stage === stage).map(({ state }) => state)).not.toContain("failed");
  expect(stages.filter((each) => each.stage === stage).every(({ state }) => state === "done")).toBe(true);
  return Math.max(...calls.counts);
}

test.each([
  { users: 2_000, accounts: 500 },
  { users: 300, accounts: 1 },
  { users: 300, accounts: 300, shared: true },
])(
  "with accounts the component was called once per document: $users users, $accounts accounts",
  { timeout: 240_000 },
  async (data) => {
    const { t, calls, clock } = await prepare(data);
    const most: Partial<Record<Stage, number>> = {};
    for (const stage of ["match", "resolve", "verify"] as const) most[stage] = await mostOf(t, calls, stage);
    calls.reset();
    await inspect(t, "users", [1, 2, 3]);
    const ofInspect = Math.max(...calls.counts);
    most.cleanup = await mostOf(t, calls, "cleanup");
    const all = Object.entries({ ...most, inspect: ofInspect });
    expect(all.filter(([, count]) => count > mostCalls)).toEqual([]);
    // The second of Convex, which the clock enforces as well: half of it is what batches aim at.
    expect(clock.longestMs).toBeLessThan(700);
    const { tables } = await status(t);
    expect(tables.map(({ table, matched, verified }) => ({ table, matched, verified }))).toEqual([
      { table: "users", matched: data.accounts, verified: true },
      { table: "teams", matched: 0, verified: true },
      { table: "settings", matched: 0, verified: true },
      { table: "cases", matched: 0, verified: true },
    ]);
  },
);

test.each([
  { users: 600, accounts: 300 },
  { users: 200, accounts: 200, shared: true },
])(
  "a catch-up called the component once per changed user: $users users, $accounts accounts",
  { timeout: 240_000 },
  async (data) => {
    const { t, calls } = await prepare(data);
    await finish(t, "match", "resolve");
    const changes: NewChange[] = [];
    for (let n = 0; n < data.users; n++) changes.push(await changeOf(t, n));
    for (let n = 0; n < data.users; n++) changes.push(again("cases", `c${n}`));
    await importChanges(t, changes);
    calls.reset();
    await start(t, "list");
    let batches = 0;
    while ((await start(t, "list")).state === "running") {
      await step(t);
      batches++;
    }
    expect(Math.max(...calls.counts)).toBeLessThanOrEqual(mostCalls);
    // In three phases, from 64 changes on: had each batch ended after a few calls, there were hundreds.
    expect(batches).toBeLessThan(60);
    await expectApplied(t, data);
  },
);

const isGone = (n: number) => n % 3 === 2;

/** Of three users in turn: created anew in the source, changed, gone. */
async function changeOf(t: App, n: number): Promise<NewChange> {
  const key = `u${n}`;
  const isMerged = (await find(t, "users", key)).name?.startsWith("account") === true;
  if (n % 3 === 1) return await append(t, "users", user(key, { name: "New", legacyInvitedBy: `u${n + 2}` }));
  if (n % 3 === 2) return gone("users", key);
  if (isMerged) return again("users", key);
  return changeTo("users", key, { legacyInvitedBy: [n === 0 ? undefined : `u${n - 1}`, `u${n + 1}`] });
}

async function expectApplied(
  t: App,
  { users, accounts, shared }: { users: number; accounts: number; shared?: boolean },
) {
  await settle(t);
  const kept = await t.run(async (ctx) => await ctx.db.query("users").collect());
  const byKey = new Map(kept.map((each) => [(each as { legacyId?: string }).legacyId, each]));
  expect(byKey.get("u1")).toMatchObject({ name: "account 1" });
  expect(byKey.has("u2")).toBe(false);
  const { tables } = await status(t);
  const indexes = Array.from({ length: accounts }, (_, n) => n);
  expect(tables[0]).toMatchObject({ matched: indexes.filter((n) => !isGone(n)).length });
  const cases = await t.run(async (ctx) => await ctx.db.query("cases").collect());
  const open = cases.filter(({ userId }) => userId === undefined);
  expect(open).toHaveLength(shared === true ? 0 : Array.from({ length: users }, (_, n) => n).filter(isGone).length);
}

test.each([{ lookUp: 10 }, { lookUp: 25 }])(
  "a database that answers in $lookUp ms kept a full batch waiting beyond the fifteen seconds",
  { timeout: 120_000 },
  async (costs) => {
    const { t, clock } = await prepare({ users: 300, accounts: 60 }, costs);
    await finish(t, "match", "resolve", "verify");
    const { tables, stages } = await status(t);
    expect(stages.filter(({ state }) => state === "failed")).toEqual([]);
    expect(tables.every(({ verified }) => verified === true)).toBe(true);
    // One after the other, 180 rows of match alone made several look-ups each.
    expect(clock.longestDatabaseMs).toBeLessThan(costs.lookUp * 180);
  },
);
