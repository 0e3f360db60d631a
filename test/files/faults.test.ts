import { mkdir, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FileTotals } from "../../scripts/files/storedFiles.js";
import { Random } from "../../examples/support/random.js";
import { startCutover } from "../support/cutover.js";
import { type FaultyProxy, startFaultyProxy } from "../support/faultyProxy.js";
import { Club, sha256 } from "./club.js";

const random = new Random("killed files");
/** Files that come before each attempt; every fourth one's contents have been there before. */
const perAttempt = 120;

let club: Club;
let proxy: FaultyProxy;
beforeAll(async () => {
  club = await Club.open();
  proxy = await startFaultyProxy(club.deployment.url);
  await mkdir(club.file("uploads/many"), { recursive: true });
  await club.members([["1", "Ada", ""]]);
});
afterAll(async () => {
  proxy.stop();
  await club.close();
});

const behindProxy = () => ({ ...club.env, CONVEX_SELF_HOSTED_URL: proxy.url });

const textOf = (at: number) => `text ${at % 4 === 0 ? 0 : at}`;

/** The posts up to this attempt, with a file for each. */
async function addPosts(attempt: number): Promise<number> {
  const count = (attempt + 1) * perAttempt;
  for (let at = count - perAttempt; at < count; at++) await writeFile(club.file(`uploads/many/${at}.txt`), textOf(at));
  await club.posts(Array.from({ length: count }, (_, at) => [String(at), "1", `many/${at}.txt`, "[]"]));
  return count;
}

/** Kills the command when it has made so many requests, or a little later. Whether it was still at work. */
async function killAt(requests: number, later: number): Promise<boolean> {
  let seen = 0;
  const started = startCutover(club.words("files"), behindProxy());
  proxy.fault = () => {
    if (++seen === requests) void sleep(later).then(() => started.child.kill("SIGKILL"));
    return null;
  };
  const { code, stderr } = await started.finished;
  proxy.fault = () => null;
  expect(code === null || code === 0 ? "" : stderr).toBe("");
  return code === null;
}

test("killed at random, the command stores every content once", { timeout: 60_000 * (kills() + 1) }, async () => {
  let killed = 0;
  let count = 0;
  for (let at = 0; at < kills(); at++) {
    count = await addPosts(at);
    if (await killAt(random.between(3, 12), random.between(0, 40))) killed += 1;
  }
  expect(killed).toBeGreaterThan(kills() / 3);
  const { code, stderr, stdout } = await startCutover(club.words("files", "--json"), behindProxy()).finished;
  expect(code === 0 ? "" : stderr).toBe("");
  const contents = new Set(Array.from({ length: count }, (_, at) => sha256(textOf(at))));
  expect((await club.stored()).map((file) => file.sha256).toSorted()).toEqual([...contents].toSorted());
  const { posts } = (JSON.parse(stdout) as FileTotals).tables;
  expect([posts!.listed, posts!.stored + posts!.same]).toEqual([count, count]);
});

/** By hand: CUTOVER_TEST_KILLS=20. */
function kills(): number {
  return Number(process.env["CUTOVER_TEST_KILLS"] ?? 6);
}
