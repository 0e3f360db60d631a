import { expect, test } from "vitest";
import type { AppStatus } from "../../scripts/deployment/answers.js";
import { refuseBadMoment } from "../../scripts/stages/loadGates.js";

function contextOf(run: string, status: object) {
  const app = { status: async () => ({ stages: [], window: null, ...status }) as unknown as AppStatus };
  return { app: { ...app, convex: { deploymentName: "prod" } }, run: { run } } as unknown as Parameters<
    typeof refuseBadMoment
  >[0];
}

const open = { runId: "window-run", state: "open", step: "verify" };

test.each([
  ["a load in another folder", "other-run", { window: open }],
  ["before the first load, too", "new-run", { window: { ...open, step: "freeze" }, runId: null }],
  ["whatever else would be refused", "other-run", { window: open, stages: [{ stage: "cleanup", state: "done" }] }],
])("a load went into the deployment of another run's open cutover window: %s", async (_name, run, status) => {
  await expect(refuseBadMoment(contextOf(run, status))).rejects.toMatchObject({
    failure: "gate",
    faults: [
      {
        what: expect.stringContaining("window of run window-run is open here"),
        where: "prod",
        next: expect.stringMatching(/^In the folder of run window-run: cutover go .* cutover rollback/),
      },
    ],
  });
});

test.each([
  ["the window's own load", "window-run", { window: open }],
  ["after it was closed", "other-run", { window: { ...open, state: "closed" } }],
  ["where none was ever opened", "other-run", {}],
  ["beside a clean-up that has not begun", "other-run", { stages: [{ stage: "cleanup", state: "waiting" }] }],
])("a load goes on: %s", async (_name, run, status) => {
  await expect(refuseBadMoment(contextOf(run, status))).resolves.toBeUndefined();
});

test("a load after the clean-up is refused", async () => {
  const status = { stages: [{ stage: "cleanup", state: "running" }] };
  await expect(refuseBadMoment(contextOf("r", status))).rejects.toThrow(/already removed legacy fields/);
});
