import { afterEach, expect, test, vi } from "vitest";
import type { Maintenance } from "../../../convex/cutover/validators.js";
import { call, deploy, status } from "../support.js";

afterEach(() => vi.useRealTimers());

const minuteMs = 60_000;
const now = Date.UTC(2026, 10, 28, 20);
type App = ReturnType<typeof deploy>;

/** A window of a minute whose command is gone after these steps; then a minute passes. */
async function leaveWindow(steps: readonly string[], autoRollback: boolean): Promise<App> {
  vi.useFakeTimers({ now });
  const t = deploy();
  await call(t, "setMaintenance", { on: true, message: "back soon" });
  const deadline = { at: now + minuteMs, autoRollback };
  for (const step of steps) await call(t, "recordStep", { runId: "run-1", step, state: "started", deadline });
  await pass(t);
  return t;
}

async function pass(t: App): Promise<void> {
  vi.advanceTimersByTime(minuteMs);
  await t.finishInProgressScheduledFunctions();
}

const maintenance = async (t: App) => await call<Maintenance>(t, "maintenance");

test("a window whose command is gone says that its time is over, where operators and the app look, and stays as it is", async () => {
  const t = await leaveWindow(["backup", "freeze"], false);
  expect(await maintenance(t)).toMatchObject({ on: true, message: "back soon", overdueSince: now + minuteMs });
  const { waitingFor, next, window } = await status(t);
  expect(waitingFor).toBe(
    "the cutover window of run run-1, which is open at freeze, and its time is over since 2026-11-28T20:01:00.000Z",
  );
  expect(next).toBe("cutover go in the folder of run run-1, or to roll back: cutover rollback");
  expect(window).toMatchObject({ runId: "run-1", state: "open", hasLoaded: false });
  const { steps } = await call<{ steps: { step: string }[] }>(t, "window");
  expect(steps.map(({ step }) => step)).toEqual(["backup", "freeze", "deadline"]);
});

test("with --auto-rollback maintenance mode ends where nothing was loaded, and the command rolls back when it is typed again", async () => {
  const t = await leaveWindow(["backup", "freeze"], true);
  expect(await maintenance(t)).toMatchObject({ on: false });
  const control = await call(t, "recordStep", { runId: "run-1", step: "export", state: "started" });
  expect(control).toMatchObject({ action: "abort", by: "the window's deadline" });
});

test("with --auto-rollback maintenance mode stays where something was loaded: the command has to take it back", async () => {
  const t = await leaveWindow(["backup", "freeze", "load"], true);
  expect(await maintenance(t)).toMatchObject({ on: true, overdueSince: now + minuteMs });
});

test.each([
  [
    "is over",
    async (t: App) => await call(t, "recordStep", { runId: "run-1", step: "done", state: "finished", closes: true }),
  ],
  ["lets users in", async (t: App) => await call(t, "recordStep", { runId: "run-1", step: "close", state: "started" })],
  [
    "was given more time",
    async (t: App) => {
      const deadline = { at: now + 10 * minuteMs, autoRollback: true };
      await call(t, "recordStep", { runId: "run-1", step: "export", state: "started", deadline });
    },
  ],
])("a window that %s by then is left alone", async (_how, change) => {
  vi.useFakeTimers({ now });
  const t = deploy();
  await call(t, "setMaintenance", { on: true });
  const deadline = { at: now + minuteMs, autoRollback: true };
  await call(t, "recordStep", { runId: "run-1", step: "backup", state: "started", deadline });
  await change(t);
  await pass(t);
  expect(await maintenance(t)).toMatchObject({ on: true });
  const { steps } = await call<{ steps: { step: string }[] }>(t, "window");
  expect(steps.map(({ step }) => step)).not.toContain("deadline");
});

test("maintenance mode that begins anew is not overdue", async () => {
  const t = await leaveWindow(["backup"], false);
  await call(t, "setMaintenance", { on: false });
  await call(t, "setMaintenance", { on: true });
  expect(await maintenance(t)).not.toHaveProperty("overdueSince");
});
