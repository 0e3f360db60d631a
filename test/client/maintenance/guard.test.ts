import { type FunctionReference, internalMutationGeneric, makeFunctionReference } from "convex/server";
import { ConvexError, type GenericId, v, type Value } from "convex/values";
import { afterEach, describe, expect, expectTypeOf, test, vi } from "vitest";
import type { GenericActionCtx, GenericDataModel, GenericMutationCtx, GenericQueryCtx } from "convex/server";
import type { WriterCtx } from "../../../convex/client/index.js";
import type { ScheduledWork } from "../../../convex/client/maintenance/scheduledWork.js";
import { cutover } from "../app/migrations.js";
import { type App, call, deploy, documents, load, settle, status, step, user } from "../support.js";

afterEach(() => vi.useRealTimers());

const app = () => deploy({ "./guarded.ts": () => import("./guarded.js") });

function functionOf(name: string): FunctionReference<"mutation"> {
  return makeFunctionReference<"mutation">(`guarded:${name}`);
}

async function write(t: App, name: string, title: string): Promise<unknown> {
  return await t.mutation(functionOf(name), { title });
}

async function schedule(t: App, afterMs: number, name: string, args: Record<string, Value>): Promise<void> {
  await t.run(async (ctx) => void (await ctx.scheduler.runAfter(afterMs, functionOf(name), args)));
}

async function titles(t: App): Promise<string[]> {
  return (await documents(t, "teams")).map(({ slug }) => slug as string).toSorted();
}

const maintenance = (t: App, on: boolean) => call(t, "setMaintenance", { on });

async function waiting(t: App): Promise<ScheduledWork> {
  const all: ScheduledWork = { due: [], postponed: [], isDone: true, cursor: null };
  for (let cursor: string | null = null; ;) {
    const page: ScheduledWork = await call(t, "scheduledWork", { until: Date.now() + 3_600_000, cursor });
    all.due.push(...page.due);
    all.postponed.push(...page.postponed);
    if (page.isDone) return all;
    ({ cursor } = page);
  }
}

/** Somebody or something deletes the component's only document that says whether maintenance mode is on. */
async function loseSwitches(t: App): Promise<void> {
  const component = t as unknown as { runInComponent: (path: string, work: (ctx: never) => unknown) => Promise<void> };
  await component.runInComponent("cutover", async ({ db }: { db: GenericMutationCtx<GenericDataModel>["db"] }) => {
    for (const { _id } of await db.query("switches").collect()) await db.delete(_id as GenericId<string>);
    return null;
  });
}

describe("the guard of the whole app", () => {
  test.each(["add", "addInternally", "addShortly", "addWithTriggers"])(
    "%s is refused, and written after",
    async (name) => {
      const t = app();
      await maintenance(t, true);
      const error: unknown = await write(t, name, "a").catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(ConvexError);
      expect((error as ConvexError<never>).data).toMatchObject({ kind: "maintenance" });
      expect(await titles(t)).toEqual([]);
      await maintenance(t, false);
      await write(t, name, "a");
      expect(await titles(t)).toEqual(["a"]);
    },
  );

  test("what is exempt by name writes", async () => {
    const t = app();
    await maintenance(t, true);
    await write(t, "touch", "a");
    expect(await titles(t)).toEqual(["a"]);
  });
});

describe("the guard threw scheduled work away", () => {
  test("a call that comes due in maintenance mode runs once it has ended", async () => {
    const t = app();
    await schedule(t, 1_500, "addLater", { title: "a" });
    vi.advanceTimersByTime(300);
    await maintenance(t, true);
    await settle(t);
    expect(await titles(t)).toEqual([]);
    expect((await waiting(t)).postponed).toEqual([{ function: "guarded:addLater", at: expect.any(Number) as number }]);
    await maintenance(t, false);
    await settle(t);
    expect(await titles(t)).toEqual(["a"]);
    expect((await waiting(t)).postponed).toEqual([]);
  });

  test("250 calls run once each, although maintenance mode ends twice", async () => {
    const t = app();
    await maintenance(t, true);
    const wanted = Array.from({ length: 250 }, (_, index) => `n${String(index).padStart(3, "0")}`);
    for (const title of wanted) await t.mutation(functionOf("addLater"), { title });
    await maintenance(t, false);
    await maintenance(t, false);
    await settle(t);
    expect(await titles(t)).toEqual(wanted);
  });

  test("what is not released yet waits when maintenance mode is on again, and nothing runs twice", async () => {
    const t = app();
    await maintenance(t, true);
    const wanted = Array.from({ length: 130 }, (_, index) => `n${String(index).padStart(3, "0")}`);
    for (const title of wanted) await t.mutation(functionOf("addLater"), { title });
    await maintenance(t, false);
    await step(t);
    await maintenance(t, true);
    await settle(t);
    const half = await titles(t);
    expect(half.length + (await waiting(t)).postponed.length).toBe(130);
    await maintenance(t, false);
    await settle(t);
    expect(await titles(t)).toEqual(wanted);
  });

  test("a call with more arguments than fit into a document tries again", async () => {
    const t = app();
    await maintenance(t, true);
    await schedule(t, 0, "addLater", { title: "a", rest: "x".repeat(950_000) });
    await step(t);
    expect(await titles(t)).toEqual([]);
    expect((await waiting(t)).postponed).toEqual([]);
    await maintenance(t, false);
    await settle(t);
    expect(await titles(t)).toEqual(["a"]);
  });

  test("a call that fails when it is released has failed, and the others run", async () => {
    const t = app();
    await maintenance(t, true);
    await write(t, "failLater", "a");
    await write(t, "addLater", "b");
    await maintenance(t, false);
    await settle(t);
    expect(await titles(t)).toEqual(["b"]);
    expect((await waiting(t)).postponed).toEqual([]);
  });

  test("a function that gives a result cannot be put off", () => {
    const define = () =>
      cutover.whenWritable(internalMutationGeneric)({ args: {}, returns: v.number(), handler: () => 1 });
    expect(define).toThrow("returns nothing: write returns: v.null()");
  });
});

describe("asking in an action proves nothing", () => {
  test("an action's ctx is refused, whatever the types say", async () => {
    const action = { runQuery: () => Promise.resolve({ on: false }) };
    await expect(cutover.assertWritable(action as never)).rejects.toThrow("proves nothing in an action");
  });

  test("the type takes the ctx of a mutation only", () => {
    expectTypeOf<GenericMutationCtx<GenericDataModel>>().toExtend<WriterCtx>();
    expectTypeOf<GenericActionCtx<GenericDataModel>>().not.toExtend<WriterCtx>();
    expectTypeOf<GenericQueryCtx<GenericDataModel>>().not.toExtend<WriterCtx>();
  });
});

describe("who watches the guard", () => {
  test("without its document nothing is refused as long as nothing has begun", async () => {
    const t = app();
    await write(t, "add", "a");
    expect(await titles(t)).toEqual(["a"]);
  });

  test("without its document a deployment with a begun run refuses, until an operator says that writes are safe", async () => {
    const t = app();
    await load(t, { users: [user("u1")] });
    await write(t, "add", "a");
    await loseSwitches(t);
    await expect(write(t, "add", "b")).rejects.toThrow("maintenance");
    expect((await status(t)).maintenance.on).toBe(true);
    // Whoever pauses or resumes meanwhile does not open it.
    await call(t, "control", { action: "pause" });
    await call(t, "control", { action: "resume" });
    await expect(write(t, "add", "b")).rejects.toThrow("maintenance");
    await maintenance(t, false);
    await write(t, "add", "b");
    expect(await titles(t)).toEqual(["a", "b"]);
  });

  test("without its document an open window refuses, also after the run begins anew", async () => {
    const t = app();
    await call(t, "recordStep", { runId: "run-1", step: "backup", state: "started" });
    await write(t, "add", "a");
    await loseSwitches(t);
    await expect(write(t, "add", "b")).rejects.toThrow("maintenance");
    await load(t, { users: [user("u1")] });
    await expect(write(t, "add", "b")).rejects.toThrow("maintenance");
  });
});

test("scheduled work: what is due, and nothing of the migration's own", async () => {
  const t = app();
  await schedule(t, 600_000, "add", { title: "a" });
  await schedule(t, 9_000_000, "add", { title: "far" });
  await t.run(async (ctx) => {
    const own = makeFunctionReference<"mutation">("migrations:setMaintenance");
    await ctx.scheduler.runAfter(1_000, own, { on: false });
  });
  const { due, postponed } = await waiting(t);
  expect(due.map((job) => job.function)).toEqual(["guarded:add"]);
  expect(postponed).toEqual([]);
});
