import { existsSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Stage, startStage } from "./goSupport.js";

let stage: Stage;
beforeAll(async () => void (stage = await startStage()));
afterAll(async () => await stage.close());

/** Writes without the guard, one call after the other, until it is stopped. Gives the addresses that were acknowledged. */
function startWriter(): () => Promise<string[]> {
  const acknowledged: string[] = [];
  const stop = new AbortController();
  const work = (async () => {
    for (let number = 0; !stop.signal.aborted; number += 1) {
      const email = `unguarded${number}@example.com`;
      await stage.convex.run("tickets:add", { email });
      acknowledged.push(email);
    }
  })();
  return async () => {
    stop.abort();
    await work;
    return acknowledged;
  };
}

async function readAddresses(): Promise<string[]> {
  const { stdout } = await stage.convex.call("data", ["people", "--limit", "5000", "--format", "jsonLines"]);
  return stdout
    .trim()
    .split("\n")
    .map((line) => (JSON.parse(line) as { email: string }).email);
}

test("an unguarded writer stops the window before anything is replaced, and nothing it wrote is lost", async () => {
  const stop = startWriter();
  const { code, stderr } = await stage.go();
  const acknowledged = await stop();
  expect(`${code} ${stderr}`).toMatch(/^3 /);
  expect(stderr).toMatch(/Gate "quiet" is closed: people: \d+ documents instead of \d+/);
  // The next try takes the backup anew: this one lacks what was written after it.
  expect(existsSync(path.join(stage.dir, "latest/backup.zip"))).toBe(false);
  expect(await stage.takesWrites()).toBe(true);
  const again = await stage.go();
  expect(`${again.code} ${again.stderr}`).toMatch(/^0 /);
  expect(again.stderr).toContain("gate quiet: open: nothing appeared or changed in 2 tables for 0.2 s");
  const kept = new Set(await readAddresses());
  expect(acknowledged.length).toBeGreaterThan(1);
  expect(acknowledged.filter((email) => !kept.has(email))).toEqual([]);
});
