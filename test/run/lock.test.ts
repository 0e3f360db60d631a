import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { CutoverError } from "../../scripts/errors.js";
import { findLockHolder, type Lock, type LockOptions, withLock } from "../../scripts/run/lock.js";

/** Above the largest process id of any system we know. */
const goneProcess = 2 ** 22 + 1;

let dir: string;
let notes: string[];
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), "lock-"));
  notes = [];
});
afterEach(async () => await rm(dir, { recursive: true }));

const options: LockOptions = { note: (text) => void notes.push(text), signal: new AbortController().signal };
const file = () => path.join(dir, "lock.json");
const doNothing = async () => await Promise.resolve("done");

/** As it stands in the file while it is held. */
async function readLock(): Promise<Lock & { version: number }> {
  return JSON.parse(await readFile(file(), "utf8")) as Lock & { version: number };
}

/** Leaves a lock as a killed command, or one of another machine, has it. */
async function leaveLock(change: Partial<Lock>): Promise<void> {
  const own = await withLock(dir, "cutover load", options, readLock);
  await writeFile(file(), JSON.stringify({ ...own, token: "other", ...change }));
}

test("two commands on one folder both wrote: the second is refused, with who holds it", async () => {
  await withLock(dir, "cutover load", options, async () => {
    await expect(withLock(dir, "cutover export", options, doNothing)).rejects.toMatchObject({
      failure: "gate",
      message: expect.stringMatching(
        new RegExp(
          `^"cutover load" \\(process ${process.pid} on ${os.hostname()}, since .* UTC\\) is working in this folder`,
        ),
      ),
    });
    expect((await findLockHolder(dir))?.command).toBe("cutover load");
  });
  expect(await withLock(dir, "cutover export", options, doNothing)).toBe("done");
  expect(await readdir(dir)).toStrictEqual([]);
  expect(notes).toStrictEqual([]);
});

/** Twenty commands at once; whoever gets in works until all others have ended. Gives how many got in. */
async function startTwenty(): Promise<number> {
  let working = 0;
  let refused = 0;
  const refusals = new Set<string>();
  let endWork!: () => void;
  const othersHaveEnded = new Promise<void>((resolve) => (endWork = resolve));
  const start = async () => {
    try {
      await withLock(dir, "cutover go", options, async () => {
        working += 1;
        if (working + refused === 20) endWork();
        await othersHaveEnded;
      });
    } catch (error) {
      refused += 1;
      if (working + refused === 20) endWork();
      refusals.add((error as CutoverError).failure);
    }
  };
  await Promise.all(Array.from({ length: 20 }, start));
  expect([...refusals]).toStrictEqual(["gate"]);
  return working;
}

test("of twenty that start at the same moment one works, and nothing is left", async () => {
  expect(await startTwenty()).toBe(1);
  expect(await readdir(dir)).toStrictEqual([]);
});

test.each<[string, Partial<Lock>]>([
  ["whose process is gone", { pid: goneProcess }],
  ["whose process id another program has got since", { processStart: "another boot 1" }],
])("a lock %s is explained and taken over", async (_name, change) => {
  await leaveLock(change);
  expect(await findLockHolder(dir)).toBeNull();
  const command = await withLock(dir, "cutover rollback", options, async () => (await readLock()).command);
  expect(command).toBe("cutover rollback");
  expect(notes).toStrictEqual([expect.stringMatching(/^"cutover load" .* ended without a word: it was killed\./)]);
});

test("many that find a lock left behind do not take it over twice", async () => {
  await leaveLock({ pid: goneProcess });
  expect(await startTwenty()).toBe(1);
  expect(await readdir(dir)).toStrictEqual([]);
});

test("a lock of another machine holds while it gives a sign of life, and not longer", async () => {
  await leaveLock({ host: "elsewhere", pid: goneProcess });
  await expect(withLock(dir, "cutover go", options, doNothing)).rejects.toThrow(/on elsewhere[^]*two minutes after/);
  const longAgo = new Date(Date.now() - 121_000);
  await utimes(file(), longAgo, longAgo);
  expect(await withLock(dir, "cutover go", options, doNothing)).toBe("done");
  expect(notes).toHaveLength(1);
});

const interrupted = async (signal: AbortSignal) => {
  // On a busy machine it may have been aborted before anybody listens.
  signal.throwIfAborted();
  await new Promise((_resolve, fail) => {
    signal.addEventListener("abort", () => fail(new Error("stopped")));
  });
};

test("a command that slept while another machine took its lock over stops, and leaves the lock alone", async () => {
  const asleep = withLock(dir, "cutover load", { ...options, renewMs: 5 }, async (signal) => {
    await writeFile(file(), JSON.stringify({ ...(await readLock()), token: "other", command: "cutover go" }));
    await interrupted(signal);
  });
  await expect(asleep).rejects.toThrow(/^"cutover go" .* is working in this folder/);
  expect((await readLock()).token).toBe("other");
});

test("what killed commands left half written goes with the next command, and nothing else", async () => {
  for (const name of [`a.jsonl.${goneProcess}.partial`, `b.zip.${goneProcess}.partial.zip`, `c.${process.pid}.partial`])
    await writeFile(path.join(dir, name), "");
  await writeFile(path.join(dir, "users.jsonl"), "");
  await withLock(dir, "cutover load", options, doNothing);
  expect((await readdir(dir)).toSorted()).toStrictEqual([`c.${process.pid}.partial`, "users.jsonl"]);
});

test("a lock file cut off by the power is named, with what to do", async () => {
  await writeFile(file(), '{"version":1,"pid"');
  await expect(withLock(dir, "cutover load", options, doNothing)).rejects.toThrow(
    /This is not JSON.*lock\.json[^]*Delete the file if no other/,
  );
});
