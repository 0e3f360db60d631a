import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { killAt, readJournal, type Stage, startStage } from "./goSupport.js";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
  await stage.postgres.run("CREATE DATABASE beside");
});
afterAll(async () => await stage.close());

/** Each test leaves everything as it was before the window. */
afterEach(async () => {
  stage.proxy.fault = () => null;
  const { code, stderr } = await stage.cutover("rollback");
  if (code !== 0) throw new Error(stderr);
  if (!(await stage.takesWrites())) throw new Error("the source is still frozen");
});

async function countTickets(): Promise<string> {
  const [check] = await stage.convex.run<{ detail: string }[]>("tickets:check", {});
  return check!.detail;
}

test("verify finds a changed document: the window goes back by itself, and the source takes writes again", async () => {
  await killAt(stage, [], /"stage":"resolve","event":"finished"/);
  expect(await stage.takesWrites()).toBe(false);
  await stage.convex.run("tickets:spoil", { amount: 7_777 });
  const { code, stderr } = await stage.go();
  expect(`${code} ${stderr}`).toMatch(/^2 /);
  expect(stderr).toContain("The cutover was rolled back, and what it did in Convex is taken back: verify failed");
  expect(await stage.takesWrites()).toBe(true);
  expect(await countTickets()).toBe("0 of 0");
});

test("a named check that fails is named, and the window goes back", async () => {
  await stage.postgres.run("UPDATE tickets SET amount = -1 WHERE id = 7");
  const { code, stderr } = await stage.go();
  await stage.postgres.run("UPDATE tickets SET amount = 70 WHERE id = 7");
  expect(`${code} ${stderr}`).toMatch(/^3 /);
  expect(stderr).toContain("FAIL no negative amounts: 1 of 30");
  expect(stderr).toContain('Gate "checks" is closed: failed: no negative amounts');
  expect(await countTickets()).toBe("0 of 0");
});

test("the source goes away before the export: it is said what is frozen, and the same command goes on", async () => {
  await killAt(stage, [], /"stage":"freeze","event":"finished"/);
  const database = "ALTER DATABASE postgres WITH ALLOW_CONNECTIONS";
  await stage.postgres.run(
    `${database} false; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'postgres'`,
    "beside",
  );
  const failed = await stage.go();
  await stage.postgres.run(`${database} true`, "beside");
  expect(`${failed.code} ${failed.stderr}`).toMatch(/^4 /);
  expect(failed.stderr).toContain("FROZEN: the old app cannot write");
  expect(failed.stderr).toContain("cutover rollback");
  const { code, stderr } = await stage.go();
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  expect(await countTickets()).toBe("0 of 30");
});

test("a deployment that answers 500 and 503, or cuts the line, now and then, is asked again", async () => {
  let requests = 0;
  stage.proxy.fault = (path) => {
    // The real command waits without end for an import whose start got lost: seen here, and ended by our own time limit.
    if (path.includes("perform_import")) return null;
    requests += 1;
    if (requests % 11 === 0) return { status: 503, code: "OptimisticConcurrencyControlFailure" };
    if (requests % 17 === 0) return { status: 500, code: "InternalServerError" };
    return requests % 23 === 0 ? "cut" : null;
  };
  const { code, stderr } = await stage.go();
  stage.proxy.fault = () => null;
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  expect(await countTickets()).toBe("0 of 30");
});

test("paused from another terminal it waits, resumed it goes on, aborted it goes back", async () => {
  await killAt(stage, [], /"stage":"freeze","event":"finished"/);
  expect((await stage.cutover("pause")).stdout).toContain("cutover resume continues");
  const started = stage.start();
  while (!started.stderr().includes("paused by")) await sleep(50);
  const status = await stage.cutover("status");
  expect(status.stdout).toMatch(/^cutover run=\S+ step=\S+ state=started control=pause/m);
  expect(await readJournal(stage)).not.toContain('"stage":"match"');
  const release = await stage.hold("switchTraffic");
  await stage.cutover("resume");
  while (!/"stage":"switch","event":"started"/.test(await readJournal(stage))) await sleep(50);
  await stage.cutover("abort");
  await release();
  const { code, stderr } = await started.finished;
  expect(`${code} ${stderr}`).toMatch(/^3 /);
  expect(stderr).toMatch(/aborted by/);
});

test("when the rest no longer fits it says so, and goes back unasked where that was asked for", async () => {
  const late = await stage.go("--window", "0.01m", "--auto-rollback");
  expect(`${late.code} ${late.stderr}`).toMatch(/^3 /);
  expect(late.stderr).toContain('Gate "forecast" is closed');
  const { code, stderr } = await stage.go("--window", "0.01m", "--auto-rollback", "--waive", "forecast=we try");
  expect(`${code} ${stderr}`).toMatch(/^3 /);
  expect(stderr).toMatch(/LATE: \d+ s of the window left, the remaining steps need about/);
  expect(stderr).toContain("what it did in Convex is taken back: the window is too short");
  expect(await countTickets()).toBe("0 of 0");
});

test("after a preload only the difference moves, and the whole is verified", async () => {
  const preload = await stage.cutover("preload");
  expect(`${preload.code} ${preload.stderr}`).toMatch(/^0 /);
  await stage.postgres.run(
    "INSERT INTO tickets VALUES (31, 3, 'Late', 5); UPDATE tickets SET amount = 99 WHERE id = 3; DELETE FROM tickets WHERE id = 9",
  );
  const { code, stderr } = await stage.go();
  await stage.postgres.run(
    "DELETE FROM tickets WHERE id = 31; UPDATE tickets SET amount = 30 WHERE id = 3; INSERT INTO tickets VALUES (9, 10, 'Ticket 9', 90)",
  );
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  expect(stderr).toMatch(/gate verification: open: 2 tables verified/);
  expect(await readJournal(stage)).toContain('"stage":"catch-up","event":"finished"');
  expect(await countTickets()).toBe("0 of 30");
});
