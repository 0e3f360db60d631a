import { afterEach, expect, test, vi } from "vitest";
import { firstBatchSize, maxBatchSize, nextBatchSize } from "../../../convex/shared/plan/batchSize.js";
import { mebibyte, transactionLimits } from "../../../convex/shared/limits.js";
import { enforceOn } from "../limits.js";
import { rangesOfAudit } from "../app/guardedMutation.js";
import { aCase, call, deploy, finish, load, settle, status, step, user } from "../support.js";

afterEach(() => vi.useRealTimers());

const cost = { ranges: 3, reads: ["users"] };

function used(part: Partial<Record<keyof typeof transactionLimits, number>>) {
  const names = Object.keys(transactionLimits) as (keyof typeof transactionLimits)[];
  const metrics = names.map((name) => [
    name,
    { used: part[name] ?? 0, remaining: transactionLimits[name] - (part[name] ?? 0) },
  ]);
  return Object.fromEntries(metrics) as Parameters<typeof nextBatchSize>[1];
}

test.each([
  { name: "small documents: what a second takes anywhere", averageBytes: 200, largestBytes: 400, size: 250 },
  { name: "large documents: few", averageBytes: 100_000, largestBytes: 200_000, size: 23 },
  { name: "the largest Convex takes: still some", averageBytes: mebibyte, largestBytes: mebibyte, size: 1 },
])("first batch, $name", ({ averageBytes, largestBytes, size }) => {
  const sizes = { cases: { averageBytes, largestBytes }, users: { averageBytes, largestBytes } };
  expect(firstBatchSize("cases", cost, sizes)).toBe(size);
});

test("before anything is known the first batch is careful", () => {
  expect(firstBatchSize("cases", cost, {})).toBeLessThan(100);
});

test.each([
  { name: "grows at most to the double", processed: 100, part: { bytesRead: 1_000 }, next: 200 },
  { name: "shrinks when a limit comes near", processed: 1_000, part: { bytesWritten: 16 * mebibyte * 0.9 }, next: 722 },
  { name: "never exceeds what the index ranges allow", processed: 1_000, part: {}, next: maxBatchSize(cost) },
  { name: "never falls below one", processed: 1, part: { bytesRead: 16 * mebibyte }, next: 1 },
  { name: "shrinks when the second comes near", processed: 1_000, part: {}, ms: 900, next: 361 },
  { name: "does not grow when half of the second is over", processed: 250, part: {}, ms: 325, next: 250 },
  { name: "takes a thousand at most, however fast", processed: 900, part: {}, ms: 1, next: 1_000 },
])("next batch $name", ({ processed, part, ms = 0, next }) => {
  expect(nextBatchSize(processed, used(part), cost, ms)).toBe(next);
});

test("a batch takes far more than 100 documents at once, and the next one twice as many", async () => {
  const t = deploy();
  await load(t, { users: [user("u1")], cases: Array.from({ length: 260 }, (_, index) => aCase(`c${index}`)) });
  await finish(t, "match");
  const ofCases = async () => (await status(t)).stages.find((each) => each.function === "migrations:resolveCases");
  await call(t, "resolveCases");
  expect(await ofCases()).toMatchObject({ processed: 250, batchSize: 500 });
  await settle(t);
  expect(await ofCases()).toMatchObject({ processed: 260, state: "done" });
});

test("a batch size that was learned is used by the next batch", async () => {
  const t = deploy();
  await load(t, { users: [user("u1")], cases: Array.from({ length: 400 }, (_, index) => aCase(`c${index}`)) });
  await finish(t, "match");
  await call(t, "resolveCases", { batchSize: 60 });
  await call(t, "cancel", { name: "migrations:resolveCases" });
  await settle(t);
  const seen = [(await status(t)).stages.find((each) => each.function === "migrations:resolveCases")!.processed];
  await call(t, "resolveCases");
  for (let batch = 0; batch < 3; batch++) {
    seen.push((await status(t)).stages.find((each) => each.function === "migrations:resolveCases")!.processed);
    await step(t);
  }
  expect(seen).toEqual([60, 180, 400, 400]);
});

test("after a batch that was too large the same command tries a smaller one, until it fits", async () => {
  const t = deploy();
  const title = "x".repeat(900_000);
  await load(t, {
    users: [user("u1")],
    cases: Array.from({ length: 20 }, (_, index) => aCase(`c${index}`, { title })),
  });
  const states: string[] = [];
  await finish(t, "match");
  for (let attempt = 0; attempt < 2; attempt++) {
    const { stages } = await finish(t, "resolve");
    states.push(stages.find((each) => each.function === "migrations:resolveCases")!.state);
  }
  expect(states).toEqual(["failed", "done"]);
});

test("a batch that read too many ranges was a dead end: none was left to record that it had failed", async () => {
  const t = deploy();
  enforceOn(t, { document: 0 });
  const cases = Array.from({ length: 250 }, (_, n) => aCase(`c${n}`, { title: "audited" }));
  expect(cases.length * rangesOfAudit).toBeGreaterThan(transactionLimits.databaseQueries);
  await load(t, { users: [user("u1")], cases });
  await finish(t, "match");
  const resolved = async () =>
    (await finish(t, "resolve")).stages.find((each) => each.function === "migrations:resolveCases")!;
  expect(await resolved()).toMatchObject({ state: "failed", batchSize: 250 });
  expect(await resolved()).toMatchObject({ state: "done" });
});
