import { watch } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Random } from "../../examples/support/random.js";
import type { CatchUpReport } from "../../scripts/catchUp/catchUp.js";
import type { WorkState } from "../../scripts/run/catchUpState.js";
import { type Started, waitForOutput } from "../support/cutover.js";
import { temporaryDir } from "../support/folders.js";
import { startPostgres, type TestPostgres } from "../support/postgres.js";
import { accounts, changeSql, schemaSql, seedSql } from "./source.js";
import { readContent, seed, startTarget, type Target } from "./support.js";

const random = new Random("killed catch-ups");
const people = accounts(random).slice(0, 12);
/** Few rows are enough here: what counts is how often everything starts again. */
const fewRows = `
  DELETE FROM people WHERE id > 40; DELETE FROM tickets WHERE id > 120; DELETE FROM notes WHERE ticket_id > 120;`;

let home: Awaited<ReturnType<typeof temporaryDir>>;
let postgres: TestPostgres;
let target: Target;
let words: string[];

async function openTarget(name: string): Promise<Target> {
  const dir = path.join(home.dir, name);
  await mkdir(dir);
  const opened = await startTarget(dir);
  await seed(opened, "people", people);
  return opened;
}

/** Whether it was still at work: a fast machine may have been done before. */
async function kill(started: Started): Promise<boolean> {
  started.child.kill("SIGKILL");
  const { code, stderr } = await started.finished;
  expect(code === null || code === 0 ? "" : stderr).toBe("");
  return code === null;
}

beforeAll(async () => {
  home = await temporaryDir();
  postgres = await startPostgres();
  await postgres.run(schemaSql + seedSql(random) + fewRows);
  words = ["--source", postgres.url];
  target = await openTarget("killed");
});

afterAll(async () => {
  await target.stop();
  await postgres.stop();
  await home.remove();
});

const stateFile = () => path.join(target.dir, "runs/latest/catchUp/state.json");

async function readStep(): Promise<WorkState["step"] | null> {
  try {
    return (JSON.parse(await readFile(stateFile(), "utf8")) as WorkState).step;
  } catch {
    return null;
  }
}

/** Waits until the difference is so far; null: no difference is on its way. */
async function waitForStep(step: WorkState["step"]): Promise<void> {
  while ((await readStep()) !== step) await sleep(5);
}

test("a preload that was killed while it loads goes on in its own run", async () => {
  const started = target.start(["preload", ...words]);
  await waitForOutput(started, /^load/m);
  await sleep(800);
  expect(await kill(started)).toBe(true);
  const run = await readFile(path.join(target.dir, "runs/latest/journal.jsonl"), "utf8");
  await target.cutover(["preload", ...words]);
  const continued = await readFile(path.join(target.dir, "runs/latest/journal.jsonl"), "utf8");
  expect(continued.startsWith(run)).toBe(true);
});

test("nothing changed: nothing is written, and everything stays verified", async () => {
  const { json } = await target.cutover(["catch-up", ...words]);
  const sum = (json as CatchUpReport).tables.map(({ inserted, changed, deleted }) => inserted + changed + deleted);
  expect(sum).toEqual([0, 0, 0, 0]);
  await target.cutover(["verify"]);
});

test("a dry run counts what changed, and changes nothing", async () => {
  await postgres.run(
    "UPDATE tickets SET title = 'counted' WHERE id = (SELECT min(id) FROM tickets WHERE status = 'open')",
  );
  const { json } = await target.cutover(["catch-up", "--dry-run", ...words]);
  expect((json as CatchUpReport).tables.map(({ changed }) => changed)).toEqual([0, 0, 1, 0]);
  const { documents } = await readContent(target);
  expect(documents["tickets"]!.some(({ title }) => title === "counted")).toBe(false);
});

test("a look that was killed had its difference on disk, and the next command applied it", async () => {
  const seen = new Set<string | null>();
  const watcher = watch(path.dirname(stateFile()), (_event, name) => seen.add(name));
  try {
    await target.cutover(["catch-up", "--dry-run", ...words]);
  } finally {
    watcher.close();
  }
  expect(seen).toContain("changes.jsonl");
  expect([...seen].filter((name) => name?.includes("state") === true)).toStrictEqual([]);
});

/** Each change set lies on what the killed one before it has left. */
const points: readonly { name: string; reach: (started: Started) => Promise<unknown> }[] = [
  { name: "while it scans", reach: async (started) => await waitForOutput(started, /^scan/m) },
  { name: "when the difference is known", reach: async () => await waitForStep("scanned") },
  { name: "while it imports", reach: async () => [await waitForStep("scanned"), await sleep(1200)] },
  { name: "while it imports the inserted rows", reach: async () => [await waitForStep("scanned"), await sleep(2600)] },
  { name: "when everything is imported", reach: async () => await waitForStep("imported") },
  { name: "while Convex applies it", reach: async () => [await waitForStep("imported"), await sleep(1500)] },
  { name: "when everything is applied", reach: async () => await waitForStep("applied") },
];

test("killed at every step, and in the middle of steps, the same command ends with the same", async () => {
  let killed = 0;
  for (const [number, { reach }] of points.entries()) {
    await postgres.run(changeSql(random, 40, 1001 + number * 100));
    const started = target.start(["catch-up", ...words]);
    await reach(started);
    if (await kill(started)) killed += 1;
  }
  expect(killed).toBeGreaterThanOrEqual(points.length - 2);
  await target.cutover(["catch-up", ...words]);
  expect(await readStep()).toBeNull();
  await target.cutover(["verify"]);
  const fresh = await openTarget("fresh");
  try {
    for (const stage of [["export", ...words], ["load"], ["match"], ["resolve"]]) await fresh.cutover(stage);
    expect(await readContent(target)).toStrictEqual(await readContent(fresh));
  } finally {
    await fresh.stop();
  }
});

test("another plan than the preload's is refused", async () => {
  const file = path.join(target.dir, "runs/latest/manifest.json");
  const manifest = await readFile(file, "utf8");
  await writeFile(file, manifest.replace(/"planHash": "[^"]+"/, '"planHash": "another"'));
  const { stderr } = await target.cutover(["catch-up", ...words], 3);
  expect(stderr).toContain("plan.ts or schema.ts changed since the preload");
  await writeFile(file, manifest);
});

test("without a preload there is nothing to catch up with", async () => {
  const { stderr } = await target.cutover(["catch-up", ...words, "--dir", path.join(home.dir, "empty")], 3);
  expect(stderr).toContain("There is no run yet");
});
