import { afterEach, expect, test, vi } from "vitest";
import type { TaskStatus } from "../../convex/client/index.js";
import { finalSchema } from "./app/schema.js";
import { call, cutoverAt, day, hour, launch, minute, moveData, pass, recordClaim, refusal, taskOf } from "./support.js";

afterEach(() => vi.useRealTimers());

async function legacyCases(t: Awaited<ReturnType<typeof launch>>): Promise<number> {
  const cases = await t.run(async ({ db }) => await db.query("cases").collect());
  return cases.filter((each) => "legacyId" in each).length;
}

test("the legacy fields go when the rollback window is over, by themselves, and not before", async () => {
  const t = await launch();
  await moveData(t, { cases: 40 });
  await call(t, "scheduleTasks");
  await pass(t, 3 * day - hour);
  expect(await legacyCases(t)).toBe(40);
  await pass(t, 2 * hour);
  expect(await taskOf(t, "removeLegacyFields")).toMatchObject({ state: "done", result: { documents: 41, tables: 2 } });
  expect(await legacyCases(t)).toBe(0);
});

test("the legacy fields stay, with the reason, while a table is not verified", async () => {
  const t = await launch();
  await call(t, "scheduleTasks");
  await pass(t, 3 * day + hour / 2);
  expect(await taskOf(t, "removeLegacyFields")).toMatchObject({
    state: "waiting",
    waitsFor: "a run that was loaded and verified: this deployment has none",
    guard: { ok: false },
  });
  await moveData(t);
  await pass(t, 1.6 * day);
  expect(await taskOf(t, "removeLegacyFields")).toMatchObject({ state: "done", guard: { ok: true } });
  expect(await legacyCases(t)).toBe(0);
});

test("the legacy fields stay while an issue is open, and go when it is waived", async () => {
  const t = await launch();
  await moveData(t, { orphans: 1 });
  await call(t, "scheduleTasks");
  await pass(t, 3 * day + hour / 2);
  const { waitsFor } = await taskOf(t, "removeLegacyFields");
  expect(waitsFor).toContain("cases");
  expect(await legacyCases(t)).toBe(3);
  await call(t, "waive", { table: "cases", legacyKey: "c0", reason: "the user is gone" });
  await pass(t, 2 * day);
  expect((await taskOf(t, "removeLegacyFields")).state).toBe("done");
});

test("the removal run by hand before the rollback window is over does nothing and says why", async () => {
  const t = await launch();
  await moveData(t);
  await call(t, "scheduleTasks");
  const task = await call<TaskStatus>(t, "runTask", { name: "removeLegacyFields" });
  expect(task).toMatchObject({
    state: "waiting",
    waitsFor: "the end of the rollback window at 2026-11-24T18:00:00.000Z",
  });
  await pass(t, day);
  expect(await legacyCases(t)).toBe(3);
  await pass(t, 2 * day + hour);
  expect((await taskOf(t, "removeLegacyFields")).state).toBe("done");
});

test("a removal that runs cannot be cancelled; a pause stops it, and it goes on when that is over", async () => {
  const t = await launch();
  await moveData(t);
  await call(t, "scheduleTasks");
  await pass(t, 3 * day - minute - (Date.now() - cutoverAt));
  vi.setSystemTime(cutoverAt + 3 * day + minute);
  await call(t, "runTask", { name: "removeLegacyFields" });
  const { code, next } = await refusal(call(t, "cancelTask", { name: "removeLegacyFields" }));
  expect({ code, next }).toEqual({
    code: "running",
    next: `npx convex run migrations:control '{"action":"pause"}'`,
  });
  await call(t, "control", { action: "pause", by: "ann" });
  await pass(t, hour);
  expect(await legacyCases(t)).toBe(3);
  expect((await taskOf(t, "removeLegacyFields")).waitsFor).toContain("paused by ann");
  await call(t, "control", { action: "resume" });
  await pass(t, 2 * day);
  expect(await legacyCases(t)).toBe(0);
  expect((await taskOf(t, "removeLegacyFields")).state).toBe("done");
});

const fromCommand = ["source-writes", "source-connections", "backup", "source-backup", "legacy-reads"].map((item) => ({
  item,
  ok: true,
  value: "fine",
}));

test("a checklist measures what it can when it is due, and waits for the command and for people", async () => {
  const t = await launch();
  await moveData(t);
  await call(t, "scheduleTasks");
  await pass(t, 7 * day + hour);
  const task = await taskOf(t, "decommission7d");
  expect(task.state).toBe("waiting");
  expect(task.waitsFor).toBe(
    "cutover tasks run decommission7d (measures source-writes, source-connections, backup, source-backup, legacy-reads); " +
      "cutover tasks confirm decommission7d <item>: old-app-unused",
  );
  const values = Object.fromEntries(task.items.map(({ item, measured }) => [item, measured?.value ?? null]));
  expect(values).toMatchObject({ verification: "2 tables verified", issues: "0 open", tasks: "all done" });
});

test("a checklist is done when everything is measured and confirmed, and keeps who said what and when", async () => {
  const t = await launch();
  await moveData(t);
  await call(t, "scheduleTasks");
  await pass(t, 7 * day + hour);
  await call(t, "runTask", { name: "decommission7d", measured: fromCommand });
  expect((await taskOf(t, "decommission7d")).waitsFor).toBe(
    "cutover tasks confirm decommission7d <item>: old-app-unused",
  );
  await call(t, "confirmTask", { name: "decommission7d", item: "old-app-unused", by: "ann", reason: "read the log" });
  const task = await taskOf(t, "decommission7d");
  expect(task).toMatchObject({ state: "done", result: { completed: 10, open: 0 } });
  expect(task.items.at(-1)?.confirmed).toMatchObject({ by: "ann", reason: "read the log", at: expect.any(Number) });
});

test("a sign-in that waits for a decision stands on the checklist", async () => {
  const t = await launch();
  await moveData(t);
  await recordClaim(t);
  await call(t, "scheduleTasks");
  await pass(t, 7 * day + hour);
  const { state, waitsFor } = await taskOf(t, "decommission7d");
  expect(state).toBe("waiting");
  expect(waitsFor).toContain("claims (1 open: npx convex run migrations:claims)");
});

test("what was measured as wrong keeps a checklist open, until it is measured right or somebody says why it may be", async () => {
  const t = await launch();
  await moveData(t);
  await call(t, "scheduleTasks");
  await pass(t, 7 * day + hour);
  const name = "decommission7d";
  await call(t, "confirmTask", { name, item: "old-app-unused", by: "ann" });
  const written = { item: "source-writes", ok: false, value: "3 rows written" };
  await call(t, "runTask", { name, measured: [...fromCommand, written].slice(1) });
  expect(await taskOf(t, name)).toMatchObject({
    state: "waiting",
    waitsFor: "cutover tasks confirm decommission7d <item>: source-writes (3 rows written)",
  });
  await call(t, "runTask", { name, measured: fromCommand });
  expect((await taskOf(t, name)).state).toBe("done");
  await call(t, "runTask", { name, measured: [written] });
  expect((await taskOf(t, name)).state).toBe("waiting");
  await call(t, "confirmTask", { name, item: "source-writes", by: "ann", reason: "a monitor" });
  const task = await taskOf(t, name);
  expect(task.state).toBe("done");
  expect(task.items.find(({ item }) => item === "source-writes")).toMatchObject({
    measured: { ok: false, value: "3 rows written" },
    confirmed: { by: "ann", reason: "a monitor" },
  });
});

test("a whole checklist was confirmed without a word: what is measured takes a reason", async () => {
  const t = await launch();
  await call(t, "scheduleTasks");
  const name = "decommission7d";
  const { items } = await taskOf(t, name);
  const measurable = items.filter(({ asks }) => asks !== "person");
  expect(measurable).toHaveLength(9);
  for (const { item } of measurable) {
    const args = { name, item, by: "ann", reason: " " };
    expect(await refusal(call(t, "confirmTask", args))).toMatchObject({
      code: "no_reason",
      next: `npx cutover tasks confirm ${name} ${item} "<reason>"`,
    });
  }
  await call(t, "confirmTask", { name, item: "old-app-unused", by: "ann" });
  expect((await taskOf(t, name)).items.filter(({ confirmed }) => confirmed !== null)).toHaveLength(1);
});

test("the fourteenth day names the tables that still have legacy fields and the tasks that are not done", async () => {
  const t = await launch();
  await moveData(t);
  await call(t, "scheduleTasks");
  await call(t, "cancelTask", { name: "removeLegacyFields" });
  await pass(t, 14 * day + hour);
  const { items } = await taskOf(t, "decommission14d");
  const measured = (name: string) => items.find(({ item }) => item === name)?.measured;
  expect(measured("legacy-fields")).toMatchObject({ ok: false, value: "users, cases" });
  expect(measured("tasks")).toMatchObject({
    ok: false,
    value: "removeLegacyFields is cancelled, decommission7d is waiting",
  });
});

test("after the last deploy the checklist does not stumble over indexes that are gone", async () => {
  const t = await launch(finalSchema);
  await call(t, "scheduleTasks");
  await pass(t, 14 * day + hour);
  const { state, items } = await taskOf(t, "decommission14d");
  expect(state).toBe("waiting");
  expect(items.find(({ item }) => item === "legacy-fields")?.measured).toMatchObject({ ok: true, value: "none left" });
});

test("an item that the checklist does not have is answered with those it has", async () => {
  const t = await launch();
  await call(t, "scheduleTasks");
  const args = { name: "decommission14d", item: "back-off", by: "ann" };
  const { message } = await refusal(call(t, "confirmTask", args));
  expect(message).toContain('no item "back-off". It has: verification, issues');
});

function note(value: number) {
  return { description: "postgres://app@db", at: cutoverAt, facts: [{ name: "writes t", value }] };
}

test("the source at the cutover is saved once, and each check since is counted", async () => {
  const t = await launch();
  expect(await call(t, "readSourceBaseline")).toBeNull();
  await call(t, "scheduleTasks", { source: note(5) });
  await call(t, "scheduleTasks", { source: note(9) });
  expect(await call(t, "readSourceBaseline")).toMatchObject({ ...note(5), checks: 2 });
  expect(await call(t, "readSourceBaseline")).toMatchObject({ checks: 3 });
});
