import { existsSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCutover, type Started, startCutover } from "../support/cutover.js";
import { temporaryDir } from "../support/folders.js";
import { source } from "../support/permTracker.js";

let home: Awaited<ReturnType<typeof temporaryDir>>;
beforeEach(async () => void (home = await temporaryDir()));
afterEach(async () => await home.remove());

const words = () => ["export", "--source", source, "--dir", home.dir];
const lock = () => path.join(home.dir, "lock.json");

/** A command that has the lock and is stopped in the middle, as long as the test wants. */
async function startStopped(): Promise<Started> {
  const started = startCutover(words());
  await expect.poll(() => existsSync(lock()), { timeout: 60_000, interval: 5 }).toBe(true);
  started.child.kill("SIGSTOP");
  return started;
}

test("two exports on one folder wrote the same files, and one died as a bug: it is refused, and the first goes on", async () => {
  const first = await startStopped();
  const second = await runCutover(words());
  expect(`${second.code} ${second.stderr}`).toMatch(
    new RegExp(`^3 \\s*CUT3402: "cutover export" \\(process ${first.child.pid} on .*\\) is working in this folder`),
  );
  const status = await runCutover(["status", "--dir", home.dir]);
  expect(status.stdout + status.stderr).not.toContain("is working in this folder");
  first.child.kill("SIGCONT");
  const { code, stderr } = await first.finished;
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  expect(existsSync(lock())).toBe(false);
});

test("what a killed command holds is taken over, and said", async () => {
  const first = await startStopped();
  first.child.kill("SIGKILL");
  await first.finished;
  const { code, stderr } = await runCutover(words());
  expect(`${code} ${stderr}`).toMatch(/^0 .*"cutover export" \(process \d+ .*\) ended without a word: it was killed\./);
});

test("a terminal that was closed ended the command without a word", async () => {
  const first = await startStopped();
  first.child.kill("SIGHUP");
  first.child.kill("SIGCONT");
  const { code, stderr } = await first.finished;
  expect(code).not.toBeNull();
  expect(stderr).toContain("Stopping after the current batch");
  expect(existsSync(lock())).toBe(false);
});
