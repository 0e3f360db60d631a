import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { json } from "node:stream/consumers";
import { convexToJson, type Value } from "convex/values";
import { afterEach, beforeEach, expect, test } from "vitest";
import { App } from "../../scripts/deployment/app.js";
import { ConvexCommand } from "../../scripts/deployment/convexCommand.js";
import { findPutOff } from "../../scripts/deployment/putOff.js";
import { projectDir, temporaryDir } from "../support/folders.js";

type Answer = (args: Record<string, unknown>) => Value | undefined;

let home: Awaited<ReturnType<typeof temporaryDir>>;
let server: Server;
let app: App;
/** What a deployment of Convex's answers by function: the rehearsal deployment never meets an error of its database. */
let answers: Record<string, Answer>;

beforeEach(async () => {
  home = await temporaryDir();
  server = createServer(async (request, response) => {
    const body = (await json(request)) as { path: string; args: Record<string, unknown> };
    const value = answers[body.path]?.(body.args);
    const missing = { status: "error", errorMessage: `Could not find function for '${body.path}'` };
    response.end(JSON.stringify(value === undefined ? missing : { status: "success", value: convexToJson(value) }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { signal } = new AbortController();
  const env = { CONVEX_DEPLOYMENT: "", CONVEX_DEPLOY_KEY: "" };
  const deployment = { name: "here", flags: ["--url", url, "--admin-key", "key"], env };
  app = new App(new ConvexCommand(projectDir, deployment, signal, path.join(home.dir, "convex.pid")), "moves", signal);
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  await home.remove();
});

const at = Date.UTC(2026, 10, 29, 14, 32);

interface Job {
  readonly notBefore: number | null;
  readonly systemErrors: number;
}

/** As `_scheduled_jobs` has it: nanoseconds, and numbers that the backend writes as Int64. */
function jobsOf(jobs: readonly Job[]): Value {
  const page = jobs.map(({ notBefore, systemErrors }) => ({
    nextTs: notBefore === null ? null : BigInt(notBefore) * 1_000_000n,
    udfPath: "lib.js:migrate",
    state: { type: "pending" },
    attempts: { systemErrors: BigInt(systemErrors), occErrors: 0n },
  }));
  return { page, isDone: true, continueCursor: "" };
}

/** Jobs of the app's own `run`, and of the migrations component, which is mounted under another name. */
function serve(own: readonly Job[], migrations: readonly Job[]): void {
  answers = {
    "moves:deployment": () => ({ id: "d", url: null, mounts: { cutover: "cutover", migrations: "tools/steps" } }),
    "_system/frontend/components:list": () => [
      { id: "root", name: null, path: "" },
      { id: "k1", name: "tools", path: "tools" },
      { id: "k2", name: "steps", path: "tools/steps" },
    ],
    "_system/frontend/paginatedScheduledJobs:default": ({ componentId, udfPath }) => {
      if (componentId === null && udfPath === "moves.js:run") return jobsOf(own);
      return componentId === "k2" && udfPath === "lib.js:migrate" ? jobsOf(migrations) : jobsOf([]);
    },
  };
}

test.each<[name: string, own: Job[], migrations: Job[], found: { notBefore: number; attempt: number } | null]>([
  [
    "a later batch, which the migrations component scheduled",
    [],
    [{ notBefore: at, systemErrors: 4 }],
    { notBefore: at, attempt: 5 },
  ],
  [
    "a first batch, beside calls that wait for their time",
    [
      { notBefore: at - 9, systemErrors: 0 },
      { notBefore: at, systemErrors: 1 },
    ],
    [],
    { notBefore: at, attempt: 2 },
  ],
  [
    "the earlier one of two",
    [{ notBefore: at, systemErrors: 1 }],
    [{ notBefore: at - 1, systemErrors: 8 }],
    { notBefore: at - 1, attempt: 9 },
  ],
  ["none: a batch that only waits for its turn", [{ notBefore: at, systemErrors: 0 }], [], null],
])("a batch that a database error put off looked as if it ran: %s", async (_name, own, migrations, found) => {
  serve(own, migrations);
  expect(await findPutOff(app)).toEqual(found);
});

test("a key that may not ask, or a deployment that does not know the question, leaves the command as it was", async () => {
  serve([{ notBefore: at, systemErrors: 3 }], []);
  const { "_system/frontend/paginatedScheduledJobs:default": _jobs, ...others } = answers;
  answers = others;
  expect(await findPutOff(app)).toBeNull();
});

function statusOf(state: "running" | "done", processed: number): Value {
  const stages = [{ stage: "resolve", table: "cases", state, processed, counts: {}, error: null, movedAt: 1 }];
  return {
    maintenance: { on: false, since: null },
    window: null,
    control: { action: "run", by: null },
    runId: "r",
    generation: 0,
    planHash: "p",
    stages,
    tables: [],
    people: [],
    removed: 0,
    moves: [],
    waitingFor: "",
    next: "",
  };
}

test("a command polled for ever and in silence while Convex kept putting off its batch: it says until when, once an attempt", async () => {
  serve([], []);
  const attempts = [4, 4, 5];
  const jobs = answers["_system/frontend/paginatedScheduledJobs:default"]!;
  answers["_system/frontend/paginatedScheduledJobs:default"] = (args) =>
    args["componentId"] === null ? jobs(args) : jobsOf([{ notBefore: at, systemErrors: attempts.shift()! }]);
  answers["moves:run"] = () => statusOf("running", 250);
  answers["moves:status"] = () => statusOf(attempts.length === 0 ? "done" : "running", 250);
  const notes: string[] = [];
  const viewer = { progress() {}, note: (text: string) => void notes.push(text.trim()) };
  const before = await app.status();
  await app.runStage("resolve", before, viewer, { patienceMs: 0 });
  const putOff = "resolve waits: Convex has put the next batch off after an error of its database";
  expect(notes).toEqual([
    `${putOff}: not before 2026-11-29T14:32:00Z, attempt 5`,
    `${putOff}: not before 2026-11-29T14:32:00Z, attempt 6`,
  ]);
});
