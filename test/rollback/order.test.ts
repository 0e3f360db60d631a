import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createContext } from "../../scripts/stages/context.js";
import { parseOptions } from "../../scripts/cli/options.js";
import { SafeStream } from "../../scripts/cli/output/safeStream.js";
import { createProgress } from "../../scripts/cli/output/progress.js";
import { loadProject } from "../../scripts/project/project.js";
import type { TableFingerprint } from "../../scripts/stages/backup.js";
import { rollBack, type RollbackActions } from "../../scripts/rollback/rollBack.js";
import { describeRestore } from "../../scripts/rollback/restoreBackup.js";
import { listWrites } from "../../scripts/rollback/takeBack.js";
import { createRun } from "../../scripts/run/runDirectory.js";
import { Snapshot } from "../../scripts/run/snapshot.js";
import type { Context } from "../../scripts/stages/stage.js";
import { runCutover } from "../support/cutover.js";
import { Scene, textOf } from "./support.js";

let scene: Scene;
let context: Context;
let before: TableFingerprint[];
let calls: string[];
let runs = 0;

beforeAll(async () => {
  scene = await Scene.open();
});

afterAll(async () => await scene.close());

/** A run that is about to write to the deployment. */
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

/** As a load that has finished: one document of the migration, and one account that came after it. */
async function pretendLoad(): Promise<void> {
  await scene.deployment.data.exportTo(context.run.backup);
  await context.run.journal.append({ stage: "load", event: "started" });
  await scene.append("users", { email: `moved${runs}@person.example`, legacyId: `legacy${runs}` });
  await begin(context.run.run);
  await context.run.journal.append({ stage: "load", event: "finished" });
  await scene.append("users", { email: `new${runs}@person.example` });
}

async function begin(runId: string): Promise<void> {
  await scene.deployment.call("migrations:begin", { runId, planHash: "x", tables: [] });
}

async function emails(): Promise<string[]> {
  return (await scene.documents("users")).map((user) => textOf(user, "email"));
}

/** What the migration brought is gone, and what users wrote since is there. */
async function expectTakenBack(): Promise<void> {
  const found = await emails();
  expect(found).toContain(`new${runs}@person.example`);
  expect(found).not.toContain(`moved${runs}@person.example`);
}

beforeEach(async () => {
  context = await openRun();
  if (!isUp) return;
  await scene.deployment.call("migrations:setMaintenance", { on: false });
  before = await scene.fingerprints();
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

test("traffic first, then the data, then the source; maintenance mode stays on", async () => {
  await pretendLoad();
  const seen = rollbackActions({
    switchBack: async () => expect(await emails()).toContain(`moved${runs}@person.example`),
    unfreeze: expectTakenBack,
  });
  const { taken } = await rollBack(context, seen);
  expect(calls).toStrictEqual(["switchBack", "unfreeze"]);
  expect(taken).toMatchObject({ removed: 1, restored: 0, later: 0, conflicts: 0, changedMeanwhile: 0 });
  expect(await scene.isInMaintenance()).toBe(true);
});

test("what users wrote is listed in a file even when nobody asked for the list", async () => {
  await pretendLoad();
  const { tables } = await listWrites(context);
  // The one that came after the load, and the pretended one of the migration: no export has brought its key.
  expect(tables).toMatchObject([{ table: "users", inserted: 2, changed: 0, deleted: 0 }]);
  await rm(context.run.file("writes"), { recursive: true });
  await rollBack(context, rollbackActions());
  expect(await readFile(context.run.file("writes/users.jsonl"), "utf8")).toContain(`new${runs}@person.example`);
});

test("while traffic cannot be led back, nothing is taken back and the source stays frozen", async () => {
  await pretendLoad();
  await expect(rollBack(context, rollbackActions({ switchBack: fail }))).rejects.toThrow("the hook failed");
  expect(calls).toStrictEqual(["switchBack"]);
  expect(await emails()).toContain(`moved${runs}@person.example`);
  await rollBack(context, rollbackActions());
  expect(calls).toStrictEqual(["switchBack", "switchBack", "unfreeze"]);
  await expectTakenBack();
});

test("a source that cannot be unfrozen is reported, and is all that is left to do", async () => {
  await pretendLoad();
  await expect(rollBack(context, rollbackActions({ unfreeze: fail }))).rejects.toThrow("the hook failed");
  await expectTakenBack();
  await rollBack(context, rollbackActions());
  expect(calls).toStrictEqual(["switchBack", "unfreeze", "unfreeze"]);
  expect((await readdir(context.run.file())).filter((name) => name.startsWith("writes-"))).toStrictEqual([]);
});

test("writes that came while the rollback worked, from somebody no maintenance mode holds off, were gone without a word", async () => {
  await pretendLoad();
  const { convex } = context.app;
  const call = convex.call.bind(convex);
  let wrote = 0;
  convex.call = async (subcommand, args) => {
    const result = await call(subcommand, args);
    if (subcommand === "import") await scene.append("users", { email: `late${wrote++}@person.example` });
    if (subcommand === "import") {
      const users = await scene.documents("users");
      const moved = users.find((user) => user.get("legacyId") === `"legacy${runs}"`)!;
      moved.set("name", '"Changed at the last moment"');
      await scene.replace("users", users);
    }
    return result;
  };
  const { taken } = await rollBack(context, rollbackActions());
  expect(wrote).toBe(1);
  expect(await emails()).toContain("late0@person.example");
  await expectTakenBack();
  expect(taken).toMatchObject({ removed: 1, changedMeanwhile: 1 });
  const removed = await readFile(context.run.file("writes/removed.jsonl"), "utf8");
  expect(removed).toContain("Changed at the last moment");
});

test("what came while an operator was asked about --restore-backup was in no file: a person, and a call put off", async () => {
  await pretendLoad();
  expect(await describeRestore(context)).toContain("before-restore-1.zip: all tables as they are when it begins");
  await scene.append("users", { email: "asked@person.example" });
  await scene.putOff("cases:remind");
  await rollBack(context, rollbackActions(), { restoresBackup: true });
  expect(await emails()).not.toContain("asked@person.example");
  const kept = await Snapshot.open(context.run.file("rollback", "before-restore-1.zip"));
  const linesOf = async (table: string) => {
    let text = "";
    for await (const line of kept.lines(table)) text += line;
    return text;
  };
  expect(await linesOf("users")).toContain("asked@person.example");
  expect(await linesOf("_components/cutover/postponed")).toContain("cases:remind");
  kept.close();
});

test("a run that has written nothing takes nothing back: newcomers stay, and maintenance mode ends", async () => {
  await scene.deployment.call("migrations:setMaintenance", { on: true });
  await scene.append("users", { email: "newcomer@person.example" });
  const { taken } = await rollBack(context, rollbackActions());
  expect(taken).toBeNull();
  expect(calls).toStrictEqual(["switchBack", "unfreeze"]);
  expect(await scene.isInMaintenance()).toBe(false);
  expect(await emails()).toContain("newcomer@person.example");
});

test("without a backup nothing is taken back; the old app works again all the same, and the failure is reported", async () => {
  await pretendLoad();
  await rm(context.run.backup);
  const loaded = await scene.fingerprints();
  await expect(rollBack(context, rollbackActions())).rejects.toMatchObject({ failure: "gate" });
  expect(calls).toStrictEqual(["switchBack", "unfreeze"]);
  expect(await scene.fingerprints()).toStrictEqual(loaded);
});

test("a journal that lost its end made a rollback leave everything loaded, and say that nothing was written", async () => {
  await pretendLoad();
  await writeFile(context.run.file("journal.jsonl"), "");
  const { code, stdout, stderr } = await runCutover(["rollback", "--dir", scene.dir, "--yes"], scene.deployment.env);
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  expect(stdout).toContain("The migration is taken back: 1 documents removed");
  await expectTakenBack();
});

test("a rollback that went on after a kill wiped another folder's run: whose run it is is asked each time", async () => {
  await pretendLoad();
  const { convex } = context.app;
  const call = convex.call.bind(convex);
  convex.call = async (subcommand, args) => {
    if (subcommand === "import") throw new Error("killed right after the list");
    return await call(subcommand, args);
  };
  await expect(rollBack(context, rollbackActions())).rejects.toThrow("killed right after the list");
  convex.call = call;
  await begin("another");
  const loaded = await scene.fingerprints();
  await expect(rollBack(context, rollbackActions())).rejects.toMatchObject({
    message: expect.stringContaining("holds run another"),
  });
  expect(await scene.fingerprints()).toStrictEqual(loaded);
});

test("what users wrote between a kill and the same command again was in no list", async () => {
  await pretendLoad();
  const { convex } = context.app;
  const call = convex.call.bind(convex);
  convex.call = async (subcommand, args) => {
    if (subcommand === "import") throw new Error("killed right after the list");
    return await call(subcommand, args);
  };
  await expect(rollBack(context, rollbackActions())).rejects.toThrow("killed right after the list");
  convex.call = call;
  await scene.append("users", { email: "next-day@person.example" });
  await rollBack(context, rollbackActions());
  expect(await readFile(context.run.file("writes/users.jsonl"), "utf8")).toContain("next-day@person.example");
  expect(await emails()).toContain("next-day@person.example");
  await expectTakenBack();
});

test("a rollback emptied a deployment that held no run of this folder", async () => {
  await begin("unrelated");
  await scene.deployment.call("migrations:setMaintenance", { on: false });
  await scene.deployment.data.exportTo(context.run.backup);
  await context.run.journal.append({ stage: "load", event: "started" });
  const { code, stderr } = await runCutover(["rollback", "--dir", scene.dir, "--yes"], scene.deployment.env);
  expect(`${code} ${stderr}`).toMatch(/^3 /);
  expect(stderr).toContain("holds run unrelated");
  expect(await scene.fingerprints()).toStrictEqual(before);
  expect(await scene.isInMaintenance()).toBe(false);
});

test("a rollback of a run that was refused ended the maintenance of another folder's open window", async () => {
  await scene.deployment.call("migrations:recordStep", { runId: "another window", step: "load", state: "started" });
  await scene.deployment.call("migrations:setMaintenance", { on: true });
  const { stderr } = await runCutover(["rollback", "--dir", scene.dir, "--yes"], scene.deployment.env);
  expect(stderr).toContain("another window");
  expect(await scene.isInMaintenance()).toBe(true);
  const closing = { runId: "another window", step: "abandoned", state: "finished", closes: true };
  await scene.deployment.call("migrations:recordStep", closing);
});

test("a deployment that does not answer: the source is unfrozen all the same, and the failure is reported", async () => {
  await pretendLoad();
  const gone = rollbackActions({ switchBack: stop });
  await expect(rollBack(context, gone)).rejects.toMatchObject({ failure: "deployment", exitCode: 5 });
  expect(calls).toStrictEqual(["switchBack", "unfreeze"]);
});

test("the command does the same: what it cannot list it does not take back", async () => {
  await context.run.journal.append({ stage: "load", event: "started" });
  const { code, stderr } = await runCutover(["rollback", "--dir", scene.dir, "--yes"], scene.deployment.env);
  expect(code).toBe(5);
  expect(stderr).toContain("cannot be listed now");
  const journal = await readFile(context.run.file("journal.jsonl"), "utf8");
  expect(journal).toContain('"stage":"rollback:unfreeze","event":"finished"');
  expect(journal).not.toContain('"stage":"rollback:takeBack","event":"finished"');
});
