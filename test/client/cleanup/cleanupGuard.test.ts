import { afterEach, expect, test, vi } from "vitest";
import { aCase, call, deploy, find, finish, load, refusal, settle, status, step, user } from "../support.js";

afterEach(() => vi.useRealTimers());

const dayMs = 86_400_000;
const exported = { users: [user("u1"), user("u2")], cases: [aCase("c1")] };

/** Verified, and open to users since a moment ago. */
async function launch(rows: Parameters<typeof load>[1] = exported) {
  const t = deploy();
  await load(t, rows);
  await finish(t, "match", "resolve", "verify");
  await call(t, "recordStep", { runId: "run-1", step: "close", state: "started" });
  await call(t, "recordStep", { runId: "run-1", step: "done", state: "finished", closes: true });
  return t;
}

const hasLegacyKeys = async (t: ReturnType<typeof deploy>) =>
  "legacyUserId" in (await find(t, "cases", "c1").catch(() => ({})));

test("the same removal through migrations:run, or a table's own function, waits for the rollback window as its task does", async () => {
  const t = await launch();
  const message = expect.stringContaining("waits for the end of the rollback window at ");
  expect(await refusal(call(t, "run", { stage: "cleanup" }))).toMatchObject({ code: "too_early", message });
  expect(await refusal(call(t, "run", { stage: "cleanup", reset: true }))).toMatchObject({ code: "too_early" });
  await call(t, "removeLegacyFieldsCases").catch(() => null);
  await settle(t);
  expect(await hasLegacyKeys(t)).toBe(true);
});

test("status never recommends the removal before its time", async () => {
  const t = await launch();
  const { waitingFor, next } = await status(t);
  expect(waitingFor).toMatch(/^the removal of legacy fields waits for the end of the rollback window at /);
  expect(next).toBe("npx cutover tasks (the task removeLegacyFields begins by itself)");
});

test("an open cutover window keeps the legacy fields, too", async () => {
  const t = deploy();
  await load(t, exported);
  await finish(t, "match", "resolve", "verify");
  await call(t, "recordStep", { runId: "run-1", step: "backup", state: "started" });
  expect(await refusal(call(t, "run", { stage: "cleanup" }))).toMatchObject({
    message: expect.stringContaining("waits for the end of the open cutover window"),
  });
});

test("a reason passes the guard, and stands in the status; an empty one is none", async () => {
  const t = await launch();
  expect(await refusal(call(t, "run", { stage: "cleanup", reason: " " }))).toMatchObject({ code: "no_reason" });
  await call(t, "run", { stage: "cleanup", reason: "the old server burned down" });
  await settle(t);
  expect(await status(t)).toMatchObject({
    waitingFor: "nothing: the legacy fields are gone",
    cleanupReason: "the old server burned down",
  });
});

test("once the rollback window is over nothing waits any more", async () => {
  const t = await launch();
  const now = Date.now();
  vi.spyOn(Date, "now").mockImplementation(() => now + 8 * dayMs);
  expect((await status(t)).cleanupWaitsFor).toBeNull();
  await finish(t, "cleanup");
  expect((await status(t)).waitingFor).toBe("nothing: the legacy fields are gone");
  vi.restoreAllMocks();
});

test.each([
  { cases: 400, seen: [150, 300, 400] },
  { cases: 120, seen: [120] },
])(
  "the removal took thousands of documents at once while users were writing them: $cases documents",
  async ({ cases, seen }) => {
    const t = await launch({ ...exported, cases: Array.from({ length: cases }, (_, n) => aCase(`c${n}`)) });
    await call(t, "run", { stage: "cleanup", reason: "the old server burned down" });
    const ofCases = async () =>
      (await status(t)).stages.find(({ stage, table }) => stage === "cleanup" && table === "cases")!;
    const steps: { processed: number; at: number }[] = [];
    while ((await ofCases()).state !== "done") {
      await step(t);
      const { processed } = await ofCases();
      if (processed > (steps.at(-1)?.processed ?? 0)) steps.push({ processed, at: Date.now() });
    }
    expect(steps.map(({ processed }) => processed)).toEqual(seen);
    const pauses = steps.slice(1).map(({ at }, before) => at - steps[before]!.at);
    expect(pauses.filter((ms) => ms < 200)).toEqual([]);
    expect((await status(t)).waitingFor).not.toContain("stopped");
  },
);
