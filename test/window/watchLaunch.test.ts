import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { defineSchema, defineTable } from "convex/server";
import { afterEach, beforeEach, expect, test } from "vitest";
import { definePlan, id, table, type WindowPlan } from "../../convex/client/index.js";
import { createRun } from "../../scripts/run/runDirectory.js";
import { memorySource } from "../../scripts/sources/memory/memory.js";
import { measureBefore } from "../../scripts/window/checks.js";
import { chooseSteps } from "../../scripts/window/steps.js";
import { watchLaunch } from "../../scripts/window/watchLaunch.js";
import { makeContext, silent } from "../check/support.js";
import { temporaryDir } from "../support/folders.js";

const minuteMs = 60_000;
const schema = defineSchema({ people: defineTable({}) });

let home: Awaited<ReturnType<typeof temporaryDir>>;
let app: Server;
/** What the new app answers, one after the other; the last one for ever. */
let statuses: number[];
const url = () => `http://127.0.0.1:${(app.address() as AddressInfo).port}/`;

beforeEach(async () => {
  home = await temporaryDir();
  statuses = [200];
  app = createServer((_, response) => {
    response.statusCode = statuses.length > 1 ? statuses.shift()! : statuses[0]!;
    response.end();
  });
  await new Promise<void>((resolve) => void app.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  app.closeAllConnections();
  app.close();
  await home.remove();
});

function planOf(window: WindowPlan) {
  return definePlan({ people: table("people", { id: id() }) }, { window });
}

/** Watches a launch that happened so many minutes before the watch begins, on a clock of its own. */
async function watch(minutes: number, begunAfter = 0) {
  const plan = planOf({ watch: { minutes, checks: [{ name: "start page", http: url() }] } });
  const notes: string[] = [];
  const run = await createRun(home.dir, new Date(0));
  await run.journal.append({ stage: "close", event: "finished" });
  const launchedAt = Date.parse((await run.journal.latest()).get("close")!.at);
  let now = launchedAt + begunAfter * minuteMs;
  const clock = { now: () => now, sleep: async (milliseconds: number) => void (now += milliseconds) };
  const progress = { ...silent, note: (text: string) => void notes.push(text.trim()) };
  const context = { ...makeContext({ plan, schema, source: memorySource({}) }), run, progress };
  const failure = await watchLaunch(context, clock).then(
    () => null,
    (error: Error) => error.message,
  );
  return { notes, failure, minutes: (now - launchedAt) / minuteMs };
}

test("nothing fails: one line, after the last minute", async () => {
  expect(await watch(3)).toStrictEqual({
    notes: ["watched for 3 min: in 0 of 4 rounds a check failed"],
    failure: null,
    minutes: 3,
  });
});

test("a check that fails is announced once, with what speaks for going back, and its recovery too", async () => {
  statuses = [200, 500, 500, 200];
  const { notes, failure } = await watch(4);
  expect(failure).toBeNull();
  expect(notes).toStrictEqual([
    "FAIL start page: status 500, expected 200",
    "users have been in for 1 min 00 s; nothing rolls back by itself",
    expect.stringMatching(/^fix forward where/),
    expect.stringContaining("npx cutover rollback (--dry-run lists what users wrote since)"),
    "PASS start page: again, 3 min 00 s after the launch",
    "watched for 4 min: in 2 of 5 rounds a check failed",
  ]);
});

test("what still fails at the end is said as the step's failure", async () => {
  statuses = [200, 503];
  expect(await watch(2)).toMatchObject({ failure: expect.stringContaining("start page: status 503, expected 200") });
});

test("killed and typed again, it goes on until the same minute; when that has passed, it looks once", async () => {
  expect(await watch(10, 7)).toMatchObject({
    minutes: 10,
    notes: ["watched for 10 min: in 0 of 4 rounds a check failed"],
  });
  expect(await watch(10, 60)).toMatchObject({
    minutes: 60,
    notes: ["watched for 10 min: in 0 of 1 rounds a check failed"],
  });
});

test("only a plan with a watch has the step, as its last", () => {
  const [without, watched] = [{}, { watch: { minutes: 30, checks: [] } }].map((window) =>
    chooseSteps(planOf(window), "whole").map(({ name }) => name),
  );
  expect(without).not.toContain("watch");
  expect(watched!.at(-1)).toBe("watch");
});

async function measure(window: WindowPlan) {
  return await measureBefore(makeContext({ plan: planOf(window), schema, source: memorySource({}) }));
}

test("the gate `before` names what does not hold; without such checks there is none", async () => {
  statuses = [200, 409];
  const before = [{ name: "no campaign is being sent", http: url() }];
  expect(await measure({ before })).toMatchObject([{ name: "before", isOpen: true, value: "holds" }]);
  expect(await measure({ before })).toMatchObject([
    { isOpen: false, value: "no campaign is being sent: status 409, expected 200" },
  ]);
  expect(await measure({})).toStrictEqual([]);
});
