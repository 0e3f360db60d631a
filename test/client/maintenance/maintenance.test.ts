import { makeFunctionReference } from "convex/server";
import { ConvexError } from "convex/values";
import { afterEach, expect, test, vi } from "vitest";
import type { CutoverStatus } from "../../../convex/client/index.js";
import { cutover } from "../app/migrations.js";
import {
  aCase,
  all,
  type App,
  call,
  deploy,
  documents,
  finish,
  load,
  refusal,
  settle,
  status,
  step,
  user,
} from "../support.js";

afterEach(() => vi.useRealTimers());

const resume = `npx convex run migrations:control '{"action":"resume"}'`;
const control = (t: App, action: string, by?: string) => call<CutoverStatus>(t, "control", { action, by });

/** A run in the middle of resolve: 5 of 20 cases have their references. */
async function inResolve(): Promise<App> {
  const t = deploy();
  await load(t, { users: [user("u1")], cases: Array.from({ length: 20 }, (_, index) => aCase(`c${index}`)) });
  await finish(t, "match");
  await call(t, "resolveCases", { batchSize: 5 });
  return t;
}

async function resolvedCases(t: App): Promise<number> {
  return (await documents(t, "cases")).filter(({ userId }) => userId !== undefined).length;
}

function stageOf({ stages }: CutoverStatus, name: string) {
  return stages.find((each) => each.function === `migrations:${name}`)!;
}

test.each(["pause", "abort"])(
  "%s stops after the batch in hand, and resume goes on from exactly there",
  async (action) => {
    const t = await inResolve();
    const stopped = await control(t, action, "ann");
    expect(stageOf(stopped, "resolveCases")).toMatchObject({ state: "canceled", processed: 5 });
    await settle(t);
    expect(await resolvedCases(t)).toBe(5);
    const resumed = await control(t, "resume");
    expect(resumed.control).toMatchObject({ action: "run", stopped: [] });
    expect(stageOf(resumed, "resolveCases").state).not.toBe("canceled");
    await settle(t);
    expect(stageOf(await status(t), "resolveCases")).toMatchObject({ state: "done", processed: 20 });
    expect((await finish(t, ...all)).tables.every(({ verified }) => verified === true)).toBe(true);
  },
);

test("status says who paused, and what resumes", async () => {
  const t = await inResolve();
  vi.setSystemTime(Date.UTC(2026, 10, 21, 12));
  const paused = await control(t, "pause", "ann");
  expect(paused).toMatchObject({
    control: { action: "pause", by: "ann" },
    waitingFor: "somebody to resume it: paused by ann at 2026-11-21T12:00:00.000Z",
    next: resume,
  });
  expect(await control(t, "abort")).toMatchObject({
    waitingFor: "the rollback: aborted by somebody at 2026-11-21T12:00:00.000Z",
    next: `npx cutover rollback (to resume instead: ${resume})`,
  });
});

test("nothing starts during a pause, by whatever command, and nothing counts as failed", async () => {
  const t = await inResolve();
  await control(t, "pause", "ann");
  for (const attempt of [call(t, "run", { stage: "resolve" }), call(t, "resolveUsers"), call(t, "resolveCases")]) {
    expect(await refusal(attempt)).toMatchObject({ code: "paused", next: resume });
  }
  expect((await status(t)).stages.some(({ state }) => state === "failed")).toBe(false);
});

test("a pause between two tables of a series keeps the series", async () => {
  const t = deploy();
  await load(t, { users: [user("u1")], cases: [aCase("c1")] });
  await finish(t, "match");
  await call(t, "run", { stage: "resolve" });
  await step(t);
  expect(stageOf(await status(t), "resolveUsers").state).toBe("done");
  const paused = await control(t, "pause");
  expect(paused.control.stopped).toEqual(["migrations:resolveTeams"]);
  await settle(t);
  expect(stageOf(await status(t), "resolveTeams").state).toBe("waiting");
  await control(t, "resume");
  await settle(t);
  expect((await status(t)).stages.filter(({ stage }) => stage === "resolve").map(({ state }) => state)).toEqual(
    Array.from({ length: 4 }, () => "done"),
  );
});

test("a pause that is over before anything noticed changes nothing", async () => {
  const t = deploy();
  await load(t, { users: [user("u1")], cases: [aCase("c1")] });
  await finish(t, "match");
  await call(t, "run", { stage: "resolve" });
  await control(t, "pause");
  await control(t, "resume");
  await step(t);
  await settle(t);
  expect(await finish(t, "verify")).toMatchObject({ tables: Array.from({ length: 4 }, () => ({ verified: true })) });
});

test("resume without a pause starts nothing", async () => {
  const t = await inResolve();
  await call(t, "cancel", { name: "migrations:resolveCases" });
  await control(t, "resume");
  await settle(t);
  expect(stageOf(await status(t), "resolveCases")).toMatchObject({ state: "canceled", processed: 5 });
});

test("what was stopped before a pause stays stopped after it", async () => {
  const t = await inResolve();
  await call(t, "cancel", { name: "migrations:resolveCases" });
  await control(t, "pause");
  await control(t, "resume");
  await settle(t);
  expect(stageOf(await status(t), "resolveCases")).toMatchObject({ state: "canceled", processed: 5 });
});

test("an app's mutation is refused while maintenance is on, with the words people shall read", async () => {
  const t = deploy();
  const write = async () => await t.run(async (ctx) => await cutover.assertWritable(ctx as never));
  await write();
  await call(t, "setMaintenance", { on: true, message: "Back at noon." });
  const error: unknown = await write().catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ConvexError);
  expect((error as ConvexError<never>).data).toEqual({ kind: "maintenance", message: "Back at noon." });
  expect(await call(t, "maintenance")).toMatchObject({ on: true, message: "Back at noon." });
  expect((await status(t)).maintenance.on).toBe(true);
  await call(t, "setMaintenance", { on: false });
  await write();
});

test("the stages write during maintenance", async () => {
  const t = deploy();
  await load(t, { users: [user("u1")], cases: [aCase("c1")] });
  await call(t, "setMaintenance", { on: true });
  const { tables } = await finish(t, "match", "resolve", "verify");
  expect(tables.every(({ verified }) => verified === true)).toBe(true);
  expect((await call<{ message: string }>(t, "maintenance")).message).toContain("moving");
});

test("anybody may ask for the banner; the rest is for the command and the dashboard", async () => {
  const t = deploy();
  const visibilities = await Promise.all(
    ["maintenance", "window", "recordStep", "setMaintenance", "control"].map(async (name) => {
      const module = (await import("../app/migrations.js")) as unknown as Record<string, { isPublic?: boolean }>;
      return [name, module[name]?.isPublic === true];
    }),
  );
  expect(Object.fromEntries(visibilities)).toEqual({
    maintenance: true,
    window: false,
    recordStep: false,
    setMaintenance: false,
    control: false,
  });
  expect(await t.query(makeFunctionReference<"query">("migrations:maintenance"), {})).toMatchObject({ on: false });
});

test("the window shows its steps, and is refused to another run while it is open", async () => {
  const t = deploy();
  await call(t, "recordStep", { runId: "run-1", step: "load", state: "started" });
  expect(await call(t, "window")).toMatchObject({ runId: "run-1", state: "open", steps: [{ step: "load" }] });
  const refused = await refusal(call(t, "recordStep", { runId: "run-2", step: "backup", state: "started" }));
  expect(refused).toMatchObject({ code: "other_window" });
  const close = /migrations:recordStep '(.*)'$/.exec(refused.next)?.[1];
  await call(t, "recordStep", JSON.parse(close!) as Record<string, string>);
  await call(t, "recordStep", { runId: "run-2", step: "backup", state: "started" });
  expect(await call(t, "window")).toMatchObject({ runId: "run-2" });
});

test("resume goes on with everything that a pause has stopped", async () => {
  const t = await inResolve();
  await t.run(async (ctx) => {
    for (let team = 0; team < 20; team++)
      await ctx.db.insert("teams", { legacyId: `t${team}`, slug: `s${team}`, legacyOwnerId: "u1" } as never);
  });
  await call(t, "resolveTeams", { batchSize: 5 });
  const paused = await control(t, "pause");
  expect(paused.control.stopped).toEqual(["migrations:resolveTeams", "migrations:resolveCases"]);
  await settle(t);
  await control(t, "resume");
  await settle(t);
  const { stages } = await status(t);
  const states = stages.filter(({ stage, processed }) => stage === "resolve" && processed > 0);
  expect(states.map(({ table, state, processed }) => [table, state, processed])).toEqual([
    ["teams", "done", 20],
    ["cases", "done", 20],
  ]);
});

test("a batch that fails when it is resumed is a failed batch, and the pause is over", async () => {
  const t = deploy();
  await load(t, { users: [user("u1")], cases: Array.from({ length: 45 }, (_, index) => aCase(`c${index}`)) });
  await finish(t, "match");
  await call(t, "resolveCases", { batchSize: 15 });
  await control(t, "pause");
  for (const { _id } of (await documents(t, "cases")).slice(15)) {
    await t.run(async (ctx) => await ctx.db.patch(_id, { title: "x".repeat(900_000) }));
  }
  expect((await control(t, "resume")).control.action).toBe("run");
  await settle(t);
  const resumed = await status(t);
  expect(resumed.control.action).toBe("run");
  expect(stageOf(resumed, "resolveCases").state).toBe("failed");
});
