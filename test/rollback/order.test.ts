import { readFile, rm, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createContext } from "../../scripts/stages/context.js";
import { parseOptions } from "../../scripts/cli/options.js";
import { SafeStream } from "../../scripts/cli/output/safeStream.js";
import { createProgress } from "../../scripts/cli/output/progress.js";
import { loadProject } from "../../scripts/project/project.js";
import type { TableFingerprint } from "../../scripts/stages/backup.js";
import { listWrites, rollBack, type RollbackActions } from "../../scripts/rollback/rollBack.js";
import { createRun } from "../../scripts/run/runDirectory.js";
import type { Context } from "../../scripts/stages/stage.js";
import { runCutover } from "../support/cutover.js";
import { Scene } from "./support.js";

let scene: Scene;
let context: Context;
let before: TableFingerprint[];
let calls: string[];
let lastBackup: string;
let runs = 0;

beforeAll(async () => {
  scene = await Scene.open();
});

afterAll(async () => await scene.close());

/** A run that is about to write to the deployment: its backup is made. */
async function openRun(): Promise<Context> {
  const options = parseOptions(["rollback", "--dir", scene.dir], {});
  const run = await createRun(scene.dir, new Date(runs++));
  return createContext({
    options,
    project: await loadProject("convex/plan.ts"),
    run,
    deployment: { name: "test", flags: [], env: scene.deployment.env },
    progress: createProgress(new SafeStream(process.stderr)),
    signal: new AbortController().signal,
  });
}

/** As a load that has finished, and one account that came after it. */
async function pretendLoad(): Promise<void> {
  await scene.deployment.convex("export", "--path", context.run.backup);
  lastBackup = context.run.backup;
  await context.run.journal.append({ stage: "load", event: "started" });
  await scene.append("users", { email: `new${runs}@person.example` });
}

beforeEach(async () => {
  context = await openRun();
  if (isUp) before = await scene.fingerprints();
  calls = [];
});

/** Writes down what is called; `trouble` happens in its place, once. */
function rollbackActions(
  trouble: Partial<Record<keyof RollbackActions, () => Promise<void> | void>> = {},
): RollbackActions {
  const verb = (name: keyof RollbackActions) => async () => {
    calls.push(name);
    await trouble[name]?.();
  };
  return {
    switchBack: verb("switchBack"),
    // No task was scheduled in these runs.
    cancelTasks: async () => {},
    unfreeze: verb("unfreeze"),
    closeMaintenance: verb("closeMaintenance"),
  };
}

let isUp = true;

const stop = async () => {
  isUp = false;
  await scene.deployment.stop();
};

const fail = () => {
  throw new Error("the hook failed");
};

test("traffic first, then the data, then the source, maintenance last", async () => {
  await pretendLoad();
  let atUnfreeze: TableFingerprint[] = [];
  const seen = rollbackActions({
    switchBack: async () => expect(await scene.fingerprints()).not.toStrictEqual(before),
    unfreeze: async () => void (atUnfreeze = await scene.fingerprints()),
  });
  const { restored } = await rollBack(context, seen);
  expect(calls).toStrictEqual(["switchBack", "unfreeze", "closeMaintenance"]);
  expect(atUnfreeze).toStrictEqual(before);
  expect(restored?.documents).toBeGreaterThan(0);
});

test("what people wrote is kept even when nobody asked for the list", async () => {
  await pretendLoad();
  const { tables } = await listWrites(context);
  expect(tables).toMatchObject([{ table: "users", inserted: 1, changed: 0, deleted: 0 }]);
  await rm(context.run.file("writes"), { recursive: true });
  await rollBack(context, rollbackActions());
  expect(await readFile(context.run.file("writes/users.jsonl"), "utf8")).toContain("@person.example");
});

test("while traffic cannot be led back, nothing is restored and the source stays frozen", async () => {
  await pretendLoad();
  await expect(rollBack(context, rollbackActions({ switchBack: fail }))).rejects.toThrow("the hook failed");
  expect(calls).toStrictEqual(["switchBack"]);
  expect(await scene.fingerprints()).not.toStrictEqual(before);
  await rollBack(context, rollbackActions());
  expect(calls).toStrictEqual(["switchBack", "switchBack", "unfreeze", "closeMaintenance"]);
  expect(await scene.fingerprints()).toStrictEqual(before);
});

test("a source that cannot be unfrozen is reported, and is all that is left to do", async () => {
  await pretendLoad();
  await expect(rollBack(context, rollbackActions({ unfreeze: fail }))).rejects.toThrow("the hook failed");
  expect(await scene.fingerprints()).toStrictEqual(before);
  await rollBack(context, rollbackActions());
  expect(calls).toStrictEqual(["switchBack", "unfreeze", "closeMaintenance", "unfreeze"]);
});

test("somebody who writes while it restores is found, the source is unfrozen, and the next attempt restores again", async () => {
  await pretendLoad();
  const { convex } = context.app;
  const call = convex.call.bind(convex);
  convex.call = async (subcommand, args) => {
    const result = await call(subcommand, args);
    if (subcommand === "import") await scene.append("users", { email: "late@person.example" });
    return result;
  };
  const attempt = rollBack(context, rollbackActions());
  await expect(attempt).rejects.toMatchObject({ failure: "mismatch", message: expect.stringContaining("(users)") });
  expect(calls).toStrictEqual(["switchBack", "unfreeze"]);
  convex.call = call;
  await rollBack(context, rollbackActions());
  expect(calls).toStrictEqual(["switchBack", "unfreeze", "closeMaintenance"]);
  expect(await scene.fingerprints()).toStrictEqual(before);
});

test("a run that has written nothing restores nothing: newcomers stay", async () => {
  await scene.append("users", { email: "newcomer@person.example" });
  const { restored } = await rollBack(context, rollbackActions());
  expect(restored).toBeNull();
  expect(calls).toStrictEqual(["switchBack", "unfreeze", "closeMaintenance"]);
  expect(await scene.fingerprints()).not.toStrictEqual(before);
});

test("without a backup nothing is restored; the old app works again all the same, and the failure is reported", async () => {
  await context.run.journal.append({ stage: "load", event: "started" });
  await expect(rollBack(context, rollbackActions())).rejects.toMatchObject({ failure: "gate" });
  expect(calls).toStrictEqual(["switchBack", "unfreeze"]);
  expect(await scene.fingerprints()).toStrictEqual(before);
});

test("a deployment that holds another run is left alone", async () => {
  await pretendLoad();
  const begin = JSON.stringify({ runId: "another", planHash: "x", tables: [] });
  await scene.deployment.convex("run", "migrations:begin", begin, "--typecheck", "disable", "--codegen", "disable");
  await expect(listWrites(context)).rejects.toMatchObject({ message: expect.stringContaining("holds run another") });
});

test("a deployment that does not answer: the source is unfrozen all the same, and the failure is reported", async () => {
  await pretendLoad();
  const gone = rollbackActions({ switchBack: stop });
  await expect(rollBack(context, gone, true)).rejects.toMatchObject({ failure: "deployment", exitCode: 5 });
  expect(calls).toStrictEqual(["switchBack", "unfreeze"]);
});

test("the command does the same: what it cannot list it does not restore over", async () => {
  await context.run.journal.append({ stage: "load", event: "started" });
  await writeFile(context.run.backup, await readFile(lastBackup));
  const { code, stderr } = await runCutover(["rollback", "--dir", scene.dir, "--yes"], scene.deployment.env);
  expect(code).toBe(5);
  expect(stderr).toContain("cannot be listed now");
  const journal = await readFile(context.run.file("journal.jsonl"), "utf8");
  expect(journal).toContain('"stage":"rollback:unfreeze","event":"finished"');
  expect(journal).not.toContain("rollback:restore");
});
