import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Random } from "../../examples/support/random.js";
import { RunDirectory } from "../../scripts/run/runDirectory.js";
import { steps } from "../../scripts/window/steps.js";
import { type Stage, startStage } from "./goSupport.js";

/** `CUTOVER_KILLS=52 npx vitest run test/window/killed.test.ts` takes some six minutes; every test run takes a few. */
const kills = Number(process.env.CUTOVER_KILLS ?? 8);
/** So many are enough to hit every step: then each window is killed in one step after the other. */
const isThorough = kills >= 50;

let stage: Stage;
beforeAll(async () => void (stage = await startStage()));
afterAll(async () => await stage.close());

const names = steps.whole.map(({ name }) => name);

/**
 * Starts the window and kills it a moment after it has begun this step, unless it has ended by then. Counted in steps and not
 * in seconds, so that it gets on however slow the machine is.
 */
async function goUntil(step: string, delayMs: number): Promise<number | null> {
  const begun = new RegExp(`"stage":"${step}","event":"started"`, "g");
  const countBegun = async () => (await readJournals()).match(begun)?.length ?? 0;
  const before = await countBegun();
  const { finished, child } = stage.start();
  while (child.exitCode === null && (await countBegun()) === before) await sleep(pollMs);
  await Promise.race([sleep(delayMs), finished]);
  child.kill("SIGKILL");
  const { code, stderr } = await finished;
  // Killed after the last line that counts: the window is done, and says so.
  if (code === 3 && stderr.includes("is done: the app is reopened to users")) return 0;
  expect(code === null || code === 0 ? "" : stderr).toBe("");
  return code;
}

const pollMs = 20;

/** Of all runs: a window that begins anew begins a journal of its own. */
async function readJournals(): Promise<string> {
  const folders = (await readdir(stage.dir).catch(() => [])).filter((name) => name !== "latest");
  const texts = await Promise.all(
    folders.map(async (run) => await readFile(path.join(stage.dir, run, "journal.jsonl"), "utf8").catch(() => "")),
  );
  return texts.join("");
}

/** Where the window stands: the newest step, and whether it was at work. */
async function readPlace(): Promise<{ step: string; isIn: boolean }> {
  const entries = await new RunDirectory(stage.dir, "latest").journal.entries();
  const last = entries.findLast((entry) => names.includes(entry.stage));
  return { step: last?.stage ?? names[0]!, isIn: last?.event === "started" };
}

/** The next step to be killed in, after one that was. */
function nextAim(random: Random, step: string): string {
  const stride = isThorough ? 1 : random.between(1, 2);
  return names[Math.min(names.indexOf(step) + stride, names.length - 1)]!;
}

async function readTickets(): Promise<unknown> {
  const { tables } = await stage.convex.run<{ tables: { table: string; verified: boolean; written: number }[] }>(
    "migrations:status",
    {},
  );
  return tables.map(({ table, verified, written }) => ({ table, verified, written }));
}

const expected = [
  { table: "people", verified: true, written: 12 },
  { table: "tickets", verified: true, written: 30 },
];

/** Kills this window in one step after the other, until it has ended or there were enough. Gives the places. */
async function killThrough(random: Random, most: number, hit: readonly string[]): Promise<string[]> {
  const places: string[] = [];
  let aim = names[0]!;
  while (places.length < most) {
    // A step that was not hit yet is hit at once: a moment later it may be over.
    const isNew = ![...hit, ...places].includes(`in ${aim}`);
    const code = await goUntil(aim, isNew ? 0 : random.between(0, 1_200));
    if (code !== null) return places;
    const { step, isIn } = await readPlace();
    places.push(`${isIn ? "in" : "after"} ${step}`);
    // One kill in the last step is enough for a window: the others are for the steps before it.
    if (step === names.at(-1)) break;
    aim = nextAim(random, step);
  }
  const { code, stderr } = await stage.go();
  const isDone = code === 0 || stderr.includes("is done: the app is reopened to users");
  expect(isDone ? "" : stderr).toBe("");
  return places;
}

/**
 * One window after the other, forward and back, killed again and again at seeded moments; what a window comes to is always
 * the same, and a completed way back never leaves the source frozen.
 */
test(`killed ${kills} times over all steps, it ends where it would have ended`, { timeout: 3_600_000 }, async () => {
  const random = new Random("killed windows");
  const places: string[] = [];
  while (places.length < kills) {
    places.push(...(await killThrough(random, kills - places.length, places)));
    expect(await readTickets()).toStrictEqual(expected);
    expect(await stage.takesWrites()).toBe(true);
    const back = await stage.cutover("rollback");
    expect(`${back.code} ${back.stderr}`).toMatch(/^0 /);
    expect(await stage.convex.run("tickets:check", {})).toMatchObject([{ detail: "0 of 0" }]);
    expect(await stage.takesWrites()).toBe(true);
    await stage.hookLog();
  }
  const count = (place: string) => places.filter((each) => each === place).length;
  console.log(
    `killed ${[...new Set(places)]
      .toSorted()
      .map((place) => `${place} ${count(place)}×`)
      .join(", ")}`,
  );
  // The preflight is over before a kill arrives, and changes nothing.
  const wanted = isThorough ? names.filter((name) => name !== "preflight") : [];
  expect(wanted.filter((name) => !places.includes(`in ${name}`))).toStrictEqual([]);
});
