import { afterEach, expect, test, vi } from "vitest";
import type { Stage } from "../../../convex/client/index.js";
import { aCase, type App, call, deploy, finish, load, settle, status, user } from "../support.js";
import { enforceOn } from "../limits.js";

afterEach(() => vi.useRealTimers());

/** On a machine where 250 documents take longer than the second of a mutation. */
async function deploySlow(rows: { users: number; cases: number }): Promise<App> {
  const t = deploy();
  enforceOn(t, { document: 3 });
  await load(t, {
    users: Array.from({ length: rows.users }, (_, n) => user(`u${n}`)),
    cases: Array.from({ length: rows.cases }, (_, n) => aCase(`c${n}`, { legacyUserId: `u${n % rows.users}` })),
  });
  return t;
}

async function statesOf(t: App, stage: Stage) {
  return (await status(t)).stages.filter((each) => each.stage === stage);
}

/** The same command again and again, as somebody types what `next` says. Gives what failed before it was through. */
async function typeUntilDone(t: App, stage: Stage): Promise<string[]> {
  const died: string[] = [];
  for (let attempt = 0; attempt < 6; attempt++) {
    await call(t, "run", { stage });
    await settle(t);
    const failed = (await statesOf(t, stage)).filter(({ state }) => state === "failed");
    if (failed.length === 0) return died;
    expect((await status(t)).next).toBe(`npx convex run migrations:run '{"stage":"${stage}"}'`);
    died.push(...failed.map(({ table, batchSize, error }) => `${table} ${batchSize} ${error}`));
  }
  return died;
}

test.each([
  { name: "of the first table", rows: { users: 300, cases: 0 }, stage: "match" as const, died: ["users 180"] },
  { name: "of a later table", rows: { users: 3, cases: 300 }, stage: "resolve" as const, died: ["cases 250"] },
  { name: "of the last stage", rows: { users: 290, cases: 260 }, stage: "verify" as const, died: ["cases 250"] },
])(
  "a first batch that died left no trace, and the same command took the same size for ever: $name",
  { timeout: 120_000 },
  async ({ rows, stage, died }) => {
    const t = await deploySlow(rows);
    for (const earlier of (["match", "resolve"] as const).slice(0, ["match", "resolve", "verify"].indexOf(stage)))
      await typeUntilDone(t, earlier);
    const failures = await typeUntilDone(t, stage);
    expect(failures.map((each) => each.replace(/ a batch of \d+ failed as a whole: .*$/, ""))).toEqual(died);
    const done = await statesOf(t, stage);
    expect(done.map(({ state }) => state)).toEqual(done.map(() => "done"));
  },
);

test("a batch that died is taken again at a quarter, and never again at more than half of what died", async () => {
  const t = await deploySlow({ users: 3, cases: 300 });
  await finish(t, "match");
  await finish(t, "resolve");
  await call(t, "run", { stage: "resolve" });
  expect((await statesOf(t, "resolve")).find(({ table }) => table === "cases")).toMatchObject({
    state: "running",
    batchSize: 62,
  });
  await settle(t);
  const { batchSize, state } = (await statesOf(t, "resolve")).find(({ table }) => table === "cases")!;
  expect(state).toBe("done");
  expect(batchSize).toBeLessThanOrEqual(125);
});

test("a stage paused before its first batch began goes on where it was, and the batch that was scheduled does nothing", async () => {
  const t = await deploySlow({ users: 20, cases: 20 });
  await call(t, "run", { stage: "match" });
  await call(t, "control", { action: "pause" });
  await settle(t);
  expect((await statesOf(t, "match")).map(({ state, processed }) => [state, processed])).toEqual([["canceled", 0]]);
  await call(t, "control", { action: "resume" });
  await settle(t);
  expect((await statesOf(t, "match")).map(({ state, processed }) => [state, processed])).toEqual([["done", 20]]);
});
