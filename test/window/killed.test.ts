import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Random } from "../../examples/support/random.js";
import { type Stage, startStage } from "./goSupport.js";

/** `CUTOVER_KILLS=52 npx vitest run test/window/killed.test.ts` takes some twenty minutes; every test run takes a few. */
const kills = Number(process.env.CUTOVER_KILLS ?? 8);

let stage: Stage;
beforeAll(async () => void (stage = await startStage()));
afterAll(async () => await stage.close());

/**
 * Starts the window and kills it soon after it has written so many more lines into its journal, unless it has ended by then.
 * Counted in steps and not in seconds, so that it gets on however slow the machine is.
 */
async function goUntil(lines: number, delayMs: number): Promise<number | null> {
  const before = await countLines();
  const started = stage.start();
  const { finished, child } = started;
  while (child.exitCode === null && (await countLines()) < before + lines) await sleep(pollMs);
  await Promise.race([sleep(delayMs), finished]);
  child.kill("SIGKILL");
  const { code, stderr } = await finished;
  // Killed after the last line that counts: the window is done, and says so.
  if (code === 3 && stderr.includes("is done: people are in the new app")) return 0;
  expect(code === null || code === 0 ? "" : stderr).toBe("");
  return code;
}

const pollMs = 20;

/** Of all runs: a window that begins anew begins a journal of its own. */
async function countLines(): Promise<number> {
  const names = await readdir(stage.dir).catch(() => []);
  const runs = names.filter((name) => name !== "latest");
  const texts = await Promise.all(
    runs.map(async (run) => await readFile(path.join(stage.dir, run, "journal.jsonl"), "utf8").catch(() => "")),
  );
  return texts.join("").split("\n").length;
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

/**
 * One window after the other, forward and back, killed again and again at seeded moments; what a window comes to is always
 * the same, and a completed way back never leaves the source frozen.
 */
test(`killed ${kills} times at random, it ends where it would have ended`, { timeout: 3_600_000 }, async () => {
  const random = new Random("killed windows");
  let killed = 0;
  for (let windows = 0; killed < kills; windows += 1) {
    let code: number | null = null;
    while (code === null) {
      code = await goUntil(random.between(1, 4), random.between(0, 1_500));
      if (code === null) killed += 1;
    }
    expect(await readTickets()).toStrictEqual(expected);
    expect(await stage.takesWrites()).toBe(true);
    const back = await stage.cutover("rollback");
    expect(`${back.code} ${back.stderr}`).toMatch(/^0 /);
    expect(await stage.convex.run("tickets:check", {})).toMatchObject([{ detail: "0 of 0" }]);
    expect(await stage.takesWrites()).toBe(true);
    await stage.hookLog();
  }
});
