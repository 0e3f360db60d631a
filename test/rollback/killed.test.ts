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

beforeAll(async () => {
  scene = await Scene.open();
  before = await scene.fingerprints();
  await scene.stages(["export", "--source", source], ["load"]);
  await scene.append("users", { email: "new@person.example", name: "New" });
});

afterAll(async () => await scene.close());

/** What the journal says since the way back began, each step and event once. */
async function readEvents(): Promise<string[]> {
  const text = await readFile(path.join(scene.dir, "latest/journal.jsonl"), "utf8");
  const lines = text.split("\n").filter((line) => line.includes("roll"));
  return [...new Set(lines.map((line) => /"stage":".*?","event":".*?"/.exec(line)![0]))];
}

/** Runs before the command: ends its process as soon as the journal on disk says something that is not in KNOWN. */
const preload = `
  import fs from "node:fs/promises";
  import { syncBuiltinESMExports } from "node:module";
  const known = JSON.parse(process.env.KNOWN);
  const { appendFile } = fs;
  fs.appendFile = async (file, data, ...rest) => {
    await appendFile(file, data, ...rest);
    const line = String(data);
    if (!line.includes("roll") || known.some((event) => line.includes(event))) return;
    process.kill(process.pid, "SIGKILL");
    await new Promise(() => {});
  };
  syncBuiltinESMExports();
`;

async function killAfterNewEvent(): Promise<number | null> {
  const known = JSON.stringify(await readEvents());
  const importFlag = `--import data:text/javascript,${encodeURIComponent(preload).replaceAll("'", "%27")}`;
  const env = { ...scene.deployment.env, NODE_OPTIONS: importFlag, KNOWN: known };
  return (await startCutover(["rollback", "--dir", scene.dir, "--yes"], env).finished).code;
}

const steps = ["switchBack", "restore", "compare", "unfreeze", "closeMaintenance"];

test("killed after every line of its journal, the same command goes on and ends with everything as it was", async () => {
  const events =
    steps.length * 2 + ["rollback started", "writes finished", "load interrupted", "rollback finished"].length;
  for (let kill = 1; kill <= events; kill++) {
    expect(await killAfterNewEvent()).toBeNull();
    expect(await readEvents()).toHaveLength(kill);
  }
  const last = await scene.cutover("rollback");
  expect(last.stderr).toContain("already rolled back");
  expect(last.code).toBe(0);
  expect(await scene.fingerprints()).toStrictEqual(before);
  // What people wrote was listed before the first kill, and not listed anew from a deployment that is restored.
  const writes = await readFile(path.join(scene.dir, "latest/writes/users.jsonl"), "utf8");
  expect(writes).toContain("new@person.example");
  expect(writes.trim().split("\n")).toHaveLength(1);
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
  expect(await scene.fingerprints()).toStrictEqual(before);
});
