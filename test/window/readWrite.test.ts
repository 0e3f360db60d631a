import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Stage, startStage } from "./goSupport.js";

let stage: Stage;
beforeAll(async () => void (stage = await startStage()));
afterAll(async () => await stage.close());

/** As drivers write that say READ WRITE each time: until `isOver`, on one pooled connection. */
async function writeAsDriversDo(url: string, isOver: () => boolean): Promise<{ committed: number[]; refused: number }> {
  const client = new Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  const committed: number[] = [];
  let refused = 0;
  for (let id = 1000; !isOver(); id++) {
    try {
      await client.query("BEGIN TRANSACTION READ WRITE");
      await client.query("INSERT INTO tickets VALUES ($1, 1, 'written meanwhile', 1)", [id]);
      await client.query("COMMIT");
      committed.push(id);
    } catch (error) {
      if ((error as { code?: string }).code !== "25006") throw error;
      await client.query("ROLLBACK");
      refused++;
    }
    await sleep(50);
  }
  await client.end();
  return { committed, refused };
}

test("transactions that say READ WRITE beside a cutover: each one that was acknowledged is in Convex", async () => {
  let isOver = false;
  const url = stage.postgres.urlFor({ user: "app", password: "app-s3cret" });
  const writing = writeAsDriversDo(url, () => isOver);
  // The hook runs after the second look and before the source takes writes again: what comes later is no loss of the window.
  const release = await stage.hold("switchTraffic");
  const window = stage.go();
  while (!(await isAtSwitch())) await sleep(20);
  isOver = true;
  const { committed, refused } = await writing;
  await release();
  const { code, stderr } = await window;
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  expect(stderr).toContain("plain and after BEGIN TRANSACTION READ WRITE");
  expect(stderr).toContain("nothing was written since the freeze");
  expect(refused).toBeGreaterThan(0);
  expect(committed.length).toBeGreaterThan(0);
  const [check] = await stage.convex.run<{ detail: string }[]>("tickets:check", {});
  expect(check!.detail).toBe(`0 of ${30 + committed.length}`);
});

async function isAtSwitch(): Promise<boolean> {
  const log = await readFile(`${stage.hooks}/log`, "utf8").catch(() => "");
  return log.includes("switchTraffic");
}
