import { mkdir, writeFile } from "node:fs/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { definePlan } from "../../convex/client/index.js";
import { StoredFiles } from "../../scripts/files/storedFiles.js";
import { endMaintenance, ensureMaintenance, refuseOtherRun } from "../../scripts/rollback/deploymentState.js";
import { hasWritten, rollBack } from "../../scripts/rollback/rollBack.js";
import { takeBack, type TakenBack } from "../../scripts/rollback/takeBack.js";
import { createRun, type RunDirectory } from "../../scripts/run/runDirectory.js";
import { type LoadState, removeLoadState, writeLoadState } from "../../scripts/stages/loadRecord.js";
import type { Context } from "../../scripts/stages/stage.js";
import { temporaryDir } from "../support/folders.js";

let home: Awaited<ReturnType<typeof temporaryDir>>;
let run: RunDirectory;

beforeEach(async () => {
  home = await temporaryDir();
  run = await createRun(home.dir, new Date(0));
});

afterEach(async () => await home.remove());

const nothing = async () => {};

/** What a deployment answers: a second implementation of the three functions that are asked. */
class Deployment {
  runId: string | null = null;
  runState: string | null = null;
  window: string | null = null;
  isOn = false;
  /** Whether setting the flag has any effect. */
  isObeying = true;

  get context(): Context {
    const answers: Record<string, () => object> = {
      status: () => ({ runId: this.runId, runState: this.runState, deploymentId: "this one" }),
      window: () => ({
        runId: this.window,
        state: this.window === null ? "closed" : "open",
        maintenance: { on: this.isOn },
      }),
    };
    const rawStatus = async () => answers.status!();
    const setMaintenance = async (on: boolean) => void (this.isOn = this.isObeying ? on : this.isOn);
    const convex = { deploymentName: "test", run: async (name: string) => answers[name]!() };
    return {
      run,
      files: new StoredFiles(run),
      project: { plan: definePlan({}) },
      signal: new AbortController().signal,
      progress: { note: () => {} },
      app: {
        convex,
        functionName: (name: string) => name,
        rawStatus,
        setMaintenance,
        recordStep: nothing,
        control: nothing,
      },
    } as unknown as Context;
  }
}

async function bindTo(id: string): Promise<void> {
  await writeFile(run.file("deployment.json"), JSON.stringify({ version: 1, id }));
}

async function pretendLoad(): Promise<void> {
  await run.journal.append({ stage: "load", event: "started" });
}

test.each<[string, Partial<Deployment>, string | null, string | null]>([
  ["this folder's run", { runId: "own" }, null, null],
  ["this folder's run, rolled back", { runId: "own", runState: "rolledBack" }, null, null],
  ["another run", { runId: "another" }, null, "holds run another"],
  ["another run, though bound to this deployment", { runId: "another" }, "this one", "holds run another"],
  ["another run that was rolled back, bound", { runId: "another", runState: "rolledBack" }, "this one", null],
  ["no run, bound: the load was killed before it said so", {}, "this one", null],
  ["no run, never bound: a rollback emptied such a deployment", {}, null, "holds no run of this folder"],
  ["no run, bound to another deployment", {}, "another one", "holds no run of this folder"],
])("whose run is in the deployment: %s", async (_name, held, bound, refusal) => {
  const deployment = Object.assign(new Deployment(), held);
  if (deployment.runId === "own") deployment.runId = run.run;
  if (bound !== null) await bindTo(bound);
  const answer = await refuseOtherRun(deployment.context).then(
    () => "accepted",
    (error: Error) => error.message,
  );
  expect(answer).toContain(refusal ?? "accepted");
});

test("a journal that lost its end: what was written is asked of the deployment", async () => {
  const deployment = Object.assign(new Deployment(), { runId: run.run, runState: "current" });
  expect(await hasWritten(deployment.context)).toBe(true);
});

test("a run that has written nothing needs no deployment of its own", async () => {
  expect(await hasWritten(Object.assign(new Deployment(), { runId: "another" }).context)).toBe(false);
});

test("rolled back and loaded once more, there is something to take back again", async () => {
  const deployment = Object.assign(new Deployment(), { runId: run.run, runState: "rolledBack" });
  await pretendLoad();
  await run.journal.append({ stage: "rollback", event: "finished" });
  expect(await hasWritten(deployment.context)).toBe(false);
  await pretendLoad();
  expect(await hasWritten(deployment.context)).toBe(true);
});

test("maintenance mode is read back", async () => {
  const deployment = new Deployment();
  expect(await ensureMaintenance(deployment.context)).toStrictEqual({ wasOn: false });
  expect(await ensureMaintenance(deployment.context)).toStrictEqual({ wasOn: true });
  const deaf = Object.assign(new Deployment(), { isObeying: false });
  await expect(ensureMaintenance(deaf.context)).rejects.toMatchObject({ failure: "deployment" });
});

test("a refused rollback ended the maintenance of a window that another folder had open", async () => {
  const deployment = Object.assign(new Deployment(), { window: "another", isOn: true });
  await endMaintenance(deployment.context);
  expect(deployment.isOn).toBe(true);
  await expect(ensureMaintenance(deployment.context)).rejects.toThrow("The window of run another is open here");
});

const actions = { cancelTasks: nothing, switchBack: nothing, unfreeze: nothing };

test.each<[string, readonly ("started" | "finished")[]]>([
  ["killed when it was finished, before the window was on record as rolled back", ["finished"]],
  ["killed once more after that", ["finished", "started"]],
])("maintenance mode ended by itself where a rollback was typed once more: %s", async (_name, events) => {
  const rolledBack = { runId: run.run, runState: "rolledBack", isOn: true };
  const deployment = Object.assign(new Deployment(), rolledBack);
  await pretendLoad();
  for (const event of events) await run.journal.append({ stage: "rollback", event });
  await rollBack(deployment.context, actions);
  expect(deployment.isOn).toBe(true);
});

test("where nothing was written there is nothing to look at: maintenance mode ends with the rollback", async () => {
  const deployment = Object.assign(new Deployment(), { isOn: true });
  await rollBack(deployment.context, actions);
  expect(deployment.isOn).toBe(false);
});

const earlier: TakenBack = { removed: 7, restored: 0, later: 0, conflicts: 0, changedMeanwhile: 0, documents: 0 };

/** A rollback of this run that was finished, before it was loaded once more. */
async function finishedBefore(): Promise<Context> {
  const state = { version: 1, list: "l", step: "done", areWritesKept: false, taken: earlier };
  await mkdir(run.file("rollback"), { recursive: true });
  await writeFile(run.file("rollback", "state.json"), JSON.stringify(state));
  await bindTo("this one");
  return Object.assign(new Deployment(), { runId: run.run, runState: "rolledBack" }).context;
}

const again = { keep: "theirs", listed: null, isResumed: true } as const;

test.each<LoadState["step"]>(["listed", "beginning"])(
  "a second load that was killed stayed, and the rollback typed twice said it was taken back: %s",
  async (step) => {
    const context = await finishedBefore();
    const counts = { changes: 0, lines: 0, inserts: 0, maintenance: false };
    await writeLoadState(run, { list: "l", exported: "", step, tables: [], ...counts });
    // It goes on to list what is there, for which it reads the backup.
    await expect(takeBack(context, again)).rejects.toThrow("There is no backup");
    await removeLoadState(run);
    expect(await takeBack(context, again)).toStrictEqual(earlier);
  },
);
