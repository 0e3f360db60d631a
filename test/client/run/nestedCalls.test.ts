import { afterEach, expect, test, vi } from "vitest";
import type { Stage } from "../../../convex/client/index.js";
import { watchNestedCalls } from "../nestedCalls.js";
import { aCase, type App, deploy, finish, insert, inspect, load, status, user } from "../support.js";

afterEach(() => vi.useRealTimers());

/** What fits into a second beside the work itself, whatever the data. */
const mostCalls = 20;

async function prepare({ users, accounts, shared = false }: { users: number; accounts: number; shared?: boolean }) {
  const t = deploy();
  const calls = watchNestedCalls(t);
  const verified = { emailVerificationTime: 1_690_000_000_000 };
  for (let n = 0; n < accounts; n++)
    await insert(t, "users", { email: `u${n}@example.com`, name: `account ${n}`, ...verified });
  await load(t, {
    users: Array.from({ length: users }, (_, n) =>
      user(`u${n}`, n % 3 === 0 && n > 0 ? { invitedBy: undefined, legacyInvitedBy: `u${n - 1}` } : {}),
    ),
    cases: Array.from({ length: users }, (_, n) => aCase(`c${n}`, { legacyUserId: `u${shared ? 0 : n}` })),
  });
  return { t, calls };
}

/** The most nested calls of one transaction while the stage ran. */
async function mostOf(t: App, calls: ReturnType<typeof watchNestedCalls>, stage: Stage): Promise<number> {
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
    const { t, calls } = await prepare(data);
    const most: Partial<Record<Stage, number>> = {};
    for (const stage of ["match", "resolve", "verify"] as const) most[stage] = await mostOf(t, calls, stage);
    calls.reset();
    await inspect(t, "users", [1, 2, 3]);
    const ofInspect = Math.max(...calls.counts);
    most.cleanup = await mostOf(t, calls, "cleanup");
    expect(
      Math.max(ofInspect, ...Object.values(most)),
      JSON.stringify({ ...most, inspect: ofInspect }),
    ).toBeLessThanOrEqual(mostCalls);
    const { tables } = await status(t);
    expect(tables.map(({ table, matched, verified }) => ({ table, matched, verified }))).toEqual([
      { table: "users", matched: data.accounts, verified: true },
      { table: "teams", matched: 0, verified: true },
      { table: "settings", matched: 0, verified: true },
      { table: "cases", matched: 0, verified: true },
    ]);
  },
);
