import { makeFunctionReference } from "convex/server";
import { afterEach, expect, test, vi } from "vitest";
import type { CutoverStatus } from "../../../convex/client/index.js";
import { aCase, all, call, deploy, finish, load, refusal, settle, status, user } from "../support.js";
import { deploy as deploySignIn } from "../signIn/support.js";

afterEach(() => vi.useRealTimers());

const run = (stage: string) => `npx convex run migrations:run '{"stage":"${stage}"}'`;

test("status says at each point what it waits for and what to type", async () => {
  const t = deploy();
  expect(await status(t)).toMatchObject({
    runId: null,
    waitingFor: "the load: no run has begun here",
    next: "npx cutover load",
    exportFaults: [],
  });
  await load(t, { users: [user("u1")], cases: [aCase("c1")] });
  expect(await status(t)).toMatchObject({ runId: "run-1", waitingFor: "match of users", next: run("match") });
  expect(await finish(t, "match")).toMatchObject({
    waitingFor: "resolve of users, teams, settings, cases",
    next: run("resolve"),
  });
  await call(t, "run", { stage: "resolve" });
  await settle(t);
  expect(await status(t)).toMatchObject({ waitingFor: "verify of users, teams, settings, cases", next: run("verify") });
  expect(await finish(t, "verify")).toMatchObject({
    waitingFor: "your confirmation: every table is verified, and the legacy fields can go once no rollback is wanted",
    next: run("cleanup"),
  });
});

test("an app that exports too little still answers status, which names the lines to add", async () => {
  const { exportFaults } = (await deploySignIn().query(
    makeFunctionReference<"query">("migrations:status"),
    {},
  )) as CutoverStatus;
  expect(exportFaults).toContainEqual(
    expect.stringMatching(
      /^inspect is not exported from migrations\.ts\. Add: export const \{ .*\binspect\b.* \} = cutover\.functions\(\);$/,
    ),
  );
});

test("a running stage is seen with its progress", async () => {
  const t = deploy();
  await load(t, { users: [user("u1")], cases: Array.from({ length: 20 }, (_, index) => aCase(`c${index}`)) });
  await finish(t, "match");
  await call(t, "resolveCases", { batchSize: 5 });
  const running = await status(t);
  expect(running.waitingFor).toBe("resolve of cases: 5 document(s) so far");
  expect(running.next).toBe("npx convex run migrations:status --watch");
  expect(running.stages.find((each) => each.function === "migrations:resolveCases")).toMatchObject({
    state: "running",
  });
  expect(await refusal(call(t, "run", { stage: "match" }))).toMatchObject({ code: "busy" });
  await settle(t);
});

test("a running stage looked busy while Convex tried its batch again and again: status says since when nothing has moved", async () => {
  const t = deploy();
  await load(t, { users: [user("u1")], cases: Array.from({ length: 20 }, (_, index) => aCase(`c${index}`)) });
  await finish(t, "match");
  await call(t, "resolveCases", { batchSize: 5 });
  const movedAt = Date.now();
  vi.setSystemTime(movedAt + 59_000);
  expect((await status(t)).waitingFor).toBe("resolve of cases: 5 document(s) so far");
  vi.setSystemTime(movedAt + 3 * 3_600_000);
  const { waitingFor, stages } = await status(t);
  expect(waitingFor).toContain(
    `so far, and no batch of cases since ${new Date(movedAt).toISOString()}: Convex tries one again`,
  );
  expect(stages.find((each) => each.function === "migrations:resolveCases")).toMatchObject({ movedAt });
  await settle(t);
  expect((await status(t)).waitingFor).not.toContain("no batch of");
});

test("a new load starts over, whatever the run before had done or left running", async () => {
  const t = deploy();
  await load(t, { users: [user("u1")], cases: Array.from({ length: 20 }, (_, index) => aCase(`c${index}`)) });
  await finish(t, "match");
  await call(t, "resolveCases", { batchSize: 5 });
  await t.run(async (ctx) => {
    for (const table of ["users", "cases"] as const) {
      for (const { _id } of await ctx.db.query(table).collect()) await ctx.db.delete(_id);
    }
  });
  const begun = await load(
    t,
    { users: [user("u9")], cases: [aCase("c9", { legacyUserId: "u9" })] },
    { runId: "run-2" },
  );
  await settle(t);
  expect(begun.stages.every(({ state }) => state === "waiting")).toBe(true);
  const { tables } = await finish(t, ...all);
  expect(tables.every(({ verified }) => verified === true)).toBe(true);
});

test("a function called by hand after a new load does not go on from an old place", async () => {
  const t = deploy();
  const exported = { users: [user("u1")], cases: Array.from({ length: 20 }, (_, index) => aCase(`c${index}`)) };
  await load(t, exported);
  await finish(t, "match");
  await call(t, "resolveCases", { batchSize: 5 });
  await load(t, {}, { runId: "run-2" });
  await call(t, "resolveCases");
  await settle(t);
  const { stages, waitingFor } = await status(t);
  expect(stages.find((each) => each.function === "migrations:resolveCases")?.error).toContain("an older run");
  expect(waitingFor).toBe("match of users");
});

/** What `begin` was given, but for the sums. */
function expectations({ tables }: CutoverStatus) {
  return tables.map(
    ({ matched: _m, matchedBy: _b, issues: _i, verified: _v, checks: _c, allowedIssues: _a, ...counts }) => ({
      ...counts,
      sums: [],
    }),
  );
}

test("an export of another plan is refused", async () => {
  const t = deploy();
  const [users] = expectations(await load(t, {}));
  const begin = { runId: "r", planHash: "p" };
  expect(await refusal(call(t, "begin", { ...begin, tables: [{ ...users!, table: "zebras" }] }))).toMatchObject({
    code: "other_plan",
    message: "The export was made with another plan: this deployment's plan lacks zebras.",
  });
  await call(t, "begin", { ...begin, tables: [users!] });
  expect(await refusal(call(t, "run", { stage: "match" }))).toMatchObject({
    code: "other_plan",
    message: "The export was made with another plan: the export lacks teams, settings, cases.",
  });
});

test("a run of many tables is begun in several calls", async () => {
  const t = deploy();
  const { tables } = await load(t, {});
  const expected = tables.map(
    ({ matched: _m, matchedBy: _b, issues: _i, verified: _v, checks: _c, allowedIssues: _a, ...counts }) => ({
      ...counts,
      sums: [],
    }),
  );
  const begin = { runId: "r", planHash: "p" };
  await call(t, "begin", { ...begin, tables: expected.slice(0, 1) });
  await call(t, "begin", { ...begin, tables: expected.slice(1), append: true });
  const begun = await call<CutoverStatus>(t, "begin", { ...begin, tables: expected.slice(2), append: true });
  expect(begun.tables.map(({ table }) => table).toSorted()).toStrictEqual(
    expected.map(({ table }) => table).toSorted(),
  );
});
