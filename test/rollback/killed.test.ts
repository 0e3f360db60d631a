import { readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TableFingerprint } from "../../scripts/stages/backup.js";
import { startCutover, waitForOutput } from "../support/cutover.js";
import { source } from "../support/permTracker.js";
import { Scene } from "./support.js";

let scene: Scene;
let before: TableFingerprint[];
let accounts: number;

beforeAll(async () => {
  scene = await Scene.open();
  before = await scene.fingerprintsBut("users");
  accounts = (await scene.documents("users")).length;
  await scene.stages(["export", "--source", source], ["load"]);
  await scene.append("users", { email: "new@person.example", name: "New" });
});

afterAll(async () => await scene.close());

/** Everything is as before, and the account that came after the load is there. */
async function expectTakenBack(): Promise<void> {
  expect(await scene.fingerprintsBut("users")).toStrictEqual(before);
  const users = await scene.documents("users");
  expect(users.filter((user) => user.has("legacyId"))).toStrictEqual([]);
  expect(users).toHaveLength(accounts + 1);
}

/** What the journal and the state on disk have said since the rollback began, each once. */
const seen = new Set<string>();

async function readEvents(): Promise<string[]> {
  const journal = await readFile(path.join(scene.dir, "latest/journal.jsonl"), "utf8");
  const lines = journal.split("\n").filter((line) => line.includes("roll"));
  for (const line of lines) seen.add(/"stage":".*?","event":".*?"/.exec(line)![0]);
  const state = await readFile(path.join(scene.dir, "latest/rollback/state.json"), "utf8").catch(() => "");
  for (const [step] of state.matchAll(/"step": "\w+"/g)) seen.add(step);
  return [...seen];
}

/** Runs before the command: ends its process as soon as the journal or the state on disk says something that is not in KNOWN. */
const preload = `
  import fs from "node:fs/promises";
  import { readFileSync } from "node:fs";
  import { syncBuiltinESMExports } from "node:module";
  const known = JSON.parse(process.env.KNOWN);
  const dieUnlessKnown = async (text) => {
    if (known.some((event) => text.includes(event))) return;
    process.kill(process.pid, "SIGKILL");
    await new Promise(() => {});
  };
  const { open, rename } = fs;
  fs.open = async (...words) => {
    const handle = await open(...words);
    const append = handle.appendFile.bind(handle);
    handle.appendFile = async (data, ...rest) => {
      await append(data, ...rest);
      if (String(data).includes("roll")) await dieUnlessKnown(String(data));
    };
    return handle;
  };
  fs.rename = async (from, to) => {
    await rename(from, to);
    if (to.endsWith("rollback/state.json")) await dieUnlessKnown(readFileSync(to, "utf8"));
  };
  syncBuiltinESMExports();
`;

async function killAfterNewEvent(): Promise<number | null> {
  const known = JSON.stringify(await readEvents());
  const importFlag = `--import data:text/javascript,${encodeURIComponent(preload).replaceAll("'", "%27")}`;
  const env = { ...scene.deployment.env, NODE_OPTIONS: importFlag, KNOWN: known };
  return (await startCutover(["rollback", "--dir", scene.dir, "--yes"], env).finished).code;
}

const steps = ["switchBack", "takeBack", "unfreeze"];
const states = ["applying", "applied", "done"];

test("killed after every line of its journal and every state, the same command goes on and ends the same", async () => {
  const events =
    steps.length * 2 + states.length + ["rollback started", "load interrupted", "rollback finished"].length;
  for (let kill = 1; kill <= events; kill++) {
    expect(await killAfterNewEvent()).toBeNull();
    expect(await readEvents()).toHaveLength(kill);
  }
  const last = await scene.cutover("rollback");
  expect(last.stdout).toContain("already rolled back");
  expect(last.code).toBe(0);
  await expectTakenBack();
  // Listed before the first kill; a later attempt must not write over it from a deployment that is taken back already.
  const writes = await readFile(path.join(scene.dir, "latest/writes/users.jsonl"), "utf8");
  expect(writes).toContain("new@person.example");
  expect(writes.trim().split("\n")).toHaveLength(1);
  expect(await scene.isInMaintenance()).toBe(true);
});

test("rolled back in the middle of a stage that runs inside Convex, nothing of it comes afterwards", async () => {
  await scene.stages(["load"], ["match"]);
  const resolve = startCutover(["resolve", "--dir", scene.dir], scene.deployment.env);
  await waitForOutput(resolve, /^resolve /m);
  await sleep(1500);
  resolve.child.kill("SIGKILL");
  await resolve.finished;
  await scene.stages(["rollback"]);
  await sleep(1000);
  expect(await scene.isInMaintenance()).toBe(true);
  await expectTakenBack();
});
