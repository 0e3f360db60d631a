// oxlint-disable no-underscore-dangle -- a name of convex-test
import { afterEach, expect, test, vi } from "vitest";
import type { StageStatus } from "../../../convex/client/index.js";
import { definePlan, id, ref, table } from "../../../convex/client/index.js";
import { captureInternals, type TestEngine } from "../../../scripts/rehearsal/server/engine/internals.js";
import { findNextTables } from "../../../convex/client/run/sideBySide.js";
import type { Stage } from "../../../convex/client/run/stages.js";
import { aCase, type App, call, deploy, finish, load, settle, status, user } from "../support.js";

afterEach(() => vi.useRealTimers());

const exported = {
  users: Array.from({ length: 30 }, (_, n) => user(`u${n}`)),
  cases: Array.from({ length: 40 }, (_, n) => aCase(`c${n}`, { legacyUserId: `u${n % 30}` })),
};

async function statesOf(t: App, stage: Stage): Promise<Record<string, string>> {
  const all = (await status(t)).stages.filter((each) => each.stage === stage);
  return Object.fromEntries(all.map(({ table: name, state }) => [name, state]));
}

/** Each table takes several batches, so that a look in between finds it in the middle. */
async function deployVerifying(): Promise<App> {
  const t = deploy();
  await load(t, exported);
  await finish(t, "match", "resolve");
  await call(t, "run", { stage: "verify" });
  return t;
}

test("tables of a stage waited for one another: verify begins all of them before the first is done", async () => {
  const t = await deployVerifying();
  expect(await statesOf(t, "verify")).toEqual({
    users: "running",
    teams: "running",
    settings: "running",
    cases: "running",
  });
  expect((await status(t)).waitingFor).toBe("verify of users, teams, settings, cases: 0 document(s) so far");
  await settle(t);
  const { tables, series } = await status(t);
  expect(tables.map(({ verified }) => verified)).toEqual([true, true, true, true]);
  expect(series).toBeNull();
});

const plan = definePlan({
  users: table("users", { id: id() }),
  cases: table("cases", { id: id(), user_id: ref("users"), parent_id: ref("cases") }),
  notes: table("notes", { id: id(), case_id: ref("cases") }),
  logs: table("logs", { id: id(), user_id: ref("users") }),
  tags: table("tags", { id: id(), user_id: ref("users") }),
  links: table("links", { id: id(), user_id: ref("users") }),
  likes: table("likes", { id: id(), user_id: ref("users") }),
});

function stagesOf(stage: Stage, states: Record<string, StageStatus["state"]>): StageStatus[] {
  return Object.entries(states).map(([name, state]) => ({ stage, table: name, state }) as StageStatus);
}

test.each<[name: string, stage: Stage, states: Record<string, StageStatus["state"]>, next: string[]]>([
  [
    "four at once, in the plan's order",
    "verify",
    { users: "waiting", cases: "waiting", notes: "waiting", logs: "waiting", tags: "waiting" },
    ["users", "cases", "notes", "logs"],
  ],
  [
    "what runs counts among the four",
    "verify",
    { users: "running", cases: "done", notes: "running", logs: "running", tags: "waiting", links: "waiting" },
    ["tags"],
  ],
  [
    "notes read cases, which resolve writes",
    "resolve",
    { cases: "waiting", notes: "waiting", logs: "waiting" },
    ["cases", "logs"],
  ],
  ["the other way round, too", "resolve", { cases: "waiting", notes: "running", tags: "waiting" }, ["tags"]],
  [
    "what failed or was stopped comes again",
    "resolve",
    { cases: "failed", logs: "canceled", tags: "done" },
    ["cases", "logs"],
  ],
  ["match decides who is who, one table after the other", "match", { users: "waiting", cases: "waiting" }, ["users"]],
  ["a clean-up under users is gentle", "cleanup", { users: "running", cases: "waiting" }, []],
])("which tables run side by side: %s", (_name, stage, states, next) => {
  expect(findNextTables(plan, stage, stagesOf(stage, states)).map((each) => each.table)).toEqual(next);
});

test("a table that failed beside others is left to somebody: it is not begun again when they are done, but by the same command", async () => {
  const t = await deployVerifying();
  const { stages } = await status(t);
  const job = stages.find((each) => each.stage === "verify" && each.table === "cases")!.job!;
  await t.run(async (ctx) => await ctx.scheduler.cancel(job as never));
  await settle(t);
  expect(await statesOf(t, "verify")).toEqual({ users: "done", teams: "done", settings: "done", cases: "canceled" });
  await call(t, "run", { stage: "verify" });
  await settle(t);
  expect(await statesOf(t, "verify")).toEqual({ users: "done", teams: "done", settings: "done", cases: "done" });
});

test.each(["pause", "abort"] as const)(
  "%s stops all tables that run, and resume lets all of them go on",
  async (action) => {
    const t = await deployVerifying();
    const stopped = await call<{ control: { stopped: string[] } }>(t, "control", { action });
    expect(stopped.control.stopped).toHaveLength(4);
    await settle(t);
    expect(new Set(Object.values(await statesOf(t, "verify")))).toEqual(new Set(["canceled"]));
    await call(t, "control", { action: "resume" });
    await settle(t);
    expect(new Set(Object.values(await statesOf(t, "verify")))).toEqual(new Set(["done"]));
  },
);

/** Tables whose rounds are read while `work` runs. */
async function readRounds(t: App, work: () => Promise<unknown>): Promise<Set<string>> {
  const { db } = captureInternals(t as unknown as TestEngine).components["cutover"]!;
  const tables = new Set<string>();
  const queryNext = db.queryNext.bind(db);
  db.queryNext = (query) => {
    const next = queryNext(query);
    const { table: name, processed } = (next.value ?? {}) as { table?: string; processed?: number };
    if (name !== undefined && processed !== undefined) tables.add(name);
    return next;
  };
  await work();
  db.queryNext = queryNext;
  return tables;
}

test.each(["verify", "resolve"] as const)(
  "a batch of %s read the rounds of all tables, so on Convex each batch would have made the others' conflict",
  async (stage) => {
    const t = deploy();
    await load(t, exported);
    await finish(t, ...(stage === "verify" ? (["match", "resolve"] as const) : (["match"] as const)));
    await call(t, "run", { stage });
    const tables = await readRounds(t, async () => await call(t, "run", { stage, batch: "users" }));
    expect([...tables]).toEqual(["users"]);
    await settle(t);
  },
);

test("each batch with an issue wrote the run, which all batches read: it reserves numbers once, and pages still hold each issue", async () => {
  const t = deploy();
  const missing = Array.from({ length: 60 }, (_, n) => aCase(`c${n}`, { legacyUserId: "nobody" }));
  await load(t, { users: [user("u0")], cases: missing });
  await finish(t, "match");
  const { db } = captureInternals(t as unknown as TestEngine).components["cutover"]!;
  const runsOf = () => Object.entries(db._documents).filter(([key]) => key.endsWith("runs"));
  await call(t, "resolveCases", { batchSize: 20 });
  const before = JSON.stringify(runsOf());
  expect(before).toContain("issueCount");
  await settle(t);
  expect(JSON.stringify(runsOf())).toBe(before);
  const keys: string[] = [];
  for (let cursor: string | null = null, isDone = false; !isDone;) {
    const page: { items: { legacyKey: string }[]; isDone: boolean; cursor: string } = await call(t, "issues", {
      cursor,
      numItems: 7,
    });
    keys.push(...page.items.map(({ legacyKey }) => legacyKey));
    ({ cursor, isDone } = page);
  }
  expect(keys.toSorted()).toEqual(missing.map(({ legacyId }) => legacyId as string).toSorted());
});
