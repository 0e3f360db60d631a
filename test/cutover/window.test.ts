/// <reference types="vite/client" />
import { convexTest } from "convex-test";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { api } from "../../convex/cutover/_generated/api.js";
import schema from "../../convex/cutover/schema.js";

const modules = import.meta.glob("../../convex/cutover/**/*.*s");
const noon = Date.UTC(2026, 10, 21, 12);

beforeEach(() => void vi.useFakeTimers({ now: noon }));
afterEach(() => vi.useRealTimers());

function deploy() {
  return convexTest({ schema, modules, transactionLimits: true });
}
type Component = ReturnType<typeof deploy>;
type State = "started" | "finished" | "failed" | "interrupted" | "skipped";

async function record(t: Component, step: string, state: State, more: { runId?: string; closes?: boolean } = {}) {
  return await t.mutation(api.window.recordStep, { runId: "run-1", detail: "", closes: false, step, state, ...more });
}

const current = (t: Component) => t.query(api.window.current, {});
const pause = { action: "pause" as const, by: "ann", stopped: ["migrations:resolveCases"] };

test("where no window was opened there is none, and nothing is switched", async () => {
  expect(await current(deploy())).toEqual({
    runId: null,
    state: "closed",
    step: null,
    openedAt: null,
    closedAt: null,
    maintenance: { on: false, message: null, since: null },
    control: { action: "run", by: null, since: null, stopped: [] },
    steps: [],
  });
});

test("the first step opens the window, each one moves it, the last one closes it", async () => {
  const t = deploy();
  await record(t, "backup", "started");
  expect(await current(t)).toMatchObject({ runId: "run-1", state: "open", step: "backup", openedAt: noon });
  vi.setSystemTime(noon + 1000);
  await record(t, "backup", "finished");
  await record(t, "close", "finished", { closes: true });
  const { state, step, openedAt, closedAt, steps } = await current(t);
  expect({ state, step, openedAt, closedAt }).toEqual({
    state: "closed",
    step: "close",
    openedAt: noon,
    closedAt: noon + 1000,
  });
  expect(steps).toEqual([
    { step: "backup", state: "started", at: noon, detail: "" },
    { step: "backup", state: "finished", at: noon + 1000, detail: "" },
    { step: "close", state: "finished", at: noon + 1000, detail: "" },
  ]);
});

test("a step recorded again is recorded once", async () => {
  const t = deploy();
  for (let attempt = 0; attempt < 3; attempt++) await record(t, "load", "started");
  await record(t, "load", "failed");
  await record(t, "load", "started");
  expect((await current(t)).steps.map(({ state }) => state)).toEqual(["started", "failed", "started"]);
});

test("a step after the last one opens the window of the same run again", async () => {
  const t = deploy();
  await record(t, "close", "finished", { closes: true });
  await record(t, "rollback", "started");
  expect(await current(t)).toMatchObject({ state: "open", step: "rollback", closedAt: null, openedAt: noon });
});

test("another run cannot take an open window, and replaces a closed one with its steps", async () => {
  const t = deploy();
  await record(t, "load", "started");
  expect(await record(t, "backup", "started", { runId: "run-2" })).toBe("run-1");
  expect(await current(t)).toMatchObject({ runId: "run-1", steps: [{ step: "load" }] });
  await record(t, "close", "finished", { closes: true });
  expect(await record(t, "backup", "started", { runId: "run-2" })).toBeNull();
  expect(await current(t)).toMatchObject({ runId: "run-2", steps: [{ step: "backup" }] });
  const left = await t.run(async ({ db }) => [await db.query("windows").collect(), await db.query("steps").collect()]);
  expect(left.map(({ length }) => length)).toEqual([1, 1]);
});

test("maintenance keeps the time since it is on, whatever the message", async () => {
  const t = deploy();
  await t.mutation(api.window.setMaintenance, { on: true, message: "soon" });
  vi.setSystemTime(noon + 1000);
  await t.mutation(api.window.setMaintenance, { on: true, message: "ten minutes more" });
  expect(await t.query(api.window.maintenance, {})).toEqual({ on: true, message: "ten minutes more", since: noon });
  await t.mutation(api.window.setMaintenance, { on: false, message: "ignored" });
  expect(await t.query(api.window.maintenance, {})).toEqual({ on: false, message: null, since: null });
});

test("a pause keeps who said it first, adds what was stopped, and ends with run", async () => {
  const t = deploy();
  await t.mutation(api.window.setControl, pause);
  vi.setSystemTime(noon + 1000);
  await t.mutation(api.window.setControl, { action: "pause", by: "bob", stopped: ["migrations:resolveUsers"] });
  const stopped = ["migrations:resolveCases", "migrations:resolveUsers"];
  expect(await t.query(api.window.control, {})).toEqual({ action: "pause", by: "ann", since: noon, stopped });
  await t.mutation(api.window.setControl, { action: "abort", by: "bob", stopped: [] });
  expect(await t.query(api.window.control, {})).toEqual({ action: "abort", by: "bob", since: noon + 1000, stopped });
  await t.mutation(api.window.setControl, { action: "run", by: "bob", stopped: [] });
  expect(await t.query(api.window.control, {})).toMatchObject({ action: "run", stopped: [] });
});

test("the words of people stand among the steps without moving the window", async () => {
  const t = deploy();
  await record(t, "resolve", "started");
  await t.mutation(api.window.setControl, pause);
  await t.mutation(api.window.setControl, pause);
  await t.mutation(api.window.setControl, { ...pause, action: "run" });
  const { step, steps } = await current(t);
  expect(step).toBe("resolve");
  expect(steps.map((each) => `${each.step} ${each.detail}`)).toEqual(["resolve ", "pause by ann", "resume by ann"]);
});

test("an abort ends with its window: it does not stop the next one", async () => {
  const t = deploy();
  await record(t, "resolve", "started");
  await t.mutation(api.window.setControl, { action: "abort", by: "ann", stopped: [] });
  const args = { stage: "resolve", table: "cases", first: true } as const;
  expect(await t.mutation(api.progress.start, args)).toMatchObject({ refused: { code: "aborted" } });
  await record(t, "rollback", "finished", { closes: true });
  expect(await t.mutation(api.progress.start, args)).toMatchObject({ refused: null });
});

test("steps beyond the latest 500 are kept, but not shown", async () => {
  const t = deploy();
  for (let step = 0; step < 510; step++) await record(t, `s${step}`, "finished");
  const { steps } = await current(t);
  expect(steps).toHaveLength(500);
  expect([steps[0]?.step, steps.at(-1)?.step]).toEqual(["s10", "s509"]);
});
