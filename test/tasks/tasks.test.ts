import { afterEach, expect, test, vi } from "vitest";
import { killed } from "./app/work.js";
import {
  answer,
  call,
  callsOf,
  cutoverAt,
  day,
  hour,
  jobsOf,
  launch,
  list,
  minute,
  pass,
  recordStep,
  refusal,
  taskOf,
} from "./support.js";

afterEach(() => vi.useRealTimers());

test("every task is due at its time after the cutover, those of every plan without being named", async () => {
  const t = await launch();
  await call(t, "scheduleTasks");
  const { tasks } = await list(t);
  expect(tasks.map(({ name, state, dueAt }) => [name, state, (dueAt! - cutoverAt) / hour])).toEqual([
    ["mail", "scheduled", 24],
    ["flags", "scheduled", 36],
    ["removeLegacyFields", "scheduled", 72],
    ["decommission7d", "scheduled", 168],
    ["decommission14d", "scheduled", 336],
    ["decommission30d", "scheduled", 720],
  ]);
  expect(await jobsOf(t)).toHaveLength(6);
});

test("before a cutover nothing can be scheduled, and the answer says what to type", async () => {
  const t = await launch();
  await recordStep(t, "rollback", true);
  expect(await refusal(call(t, "scheduleTasks"))).toMatchObject({ code: "rolled_back", next: "npx cutover go" });
  expect((await taskOf(t, "mail")).waitsFor).toBe("the cutover: nothing is scheduled yet");
});

test("a task runs when it is due, not before, within its time limit, and says its result", async () => {
  const t = await launch();
  await call(t, "scheduleTasks");
  await pass(t, 24 * hour - minute);
  expect(await callsOf(t)).toHaveLength(0);
  await pass(t, 2 * minute);
  const [made] = await callsOf(t);
  expect(made).toMatchObject({ verb: "run", dryRun: false });
  expect(made!.until - made!.at).toBe(5 * minute);
  expect(await taskOf(t, "mail")).toMatchObject({ state: "done", result: { done: 1 }, waitsFor: null, nextAt: null });
});

test("a task's function may be a mutation", async () => {
  const t = await launch();
  await call(t, "scheduleTasks");
  await pass(t, 37 * hour);
  const [made] = (await callsOf(t)).filter(({ verb }) => verb === "runInMutation");
  expect(made!.until - made!.at).toBe(2 * minute);
  expect((await taskOf(t, "flags")).state).toBe("done");
});

test("work that is not done is called again, at once or when it says", async () => {
  const t = await launch();
  await call(t, "scheduleTasks");
  await answer(
    t,
    { isDone: false, result: { done: 1 } },
    { isDone: false, result: { done: 2 }, againAt: cutoverAt + 30 * hour, waitsFor: "Google's quota" },
  );
  await pass(t, 25 * hour);
  expect(await callsOf(t)).toHaveLength(2);
  expect(await taskOf(t, "mail")).toMatchObject({ state: "waiting", waitsFor: "Google's quota", result: { done: 2 } });
  await pass(t, 6 * hour);
  expect((await callsOf(t)).map(({ at }) => Math.floor((at - cutoverAt) / hour))).toEqual([24, 24, 30]);
  expect((await taskOf(t, "mail")).state).toBe("done");
});

test("a killed action is started again when its lease is over, and never beside another one", async () => {
  const t = await launch();
  await call(t, "scheduleTasks");
  await answer(t, killed);
  await pass(t, 24 * hour + 29 * minute);
  expect(await taskOf(t, "mail")).toMatchObject({ state: "running" });
  await call(t, "runTask", { name: "mail" });
  await pass(t, minute);
  expect(await callsOf(t)).toHaveLength(1);
  await pass(t, 3 * minute);
  expect((await callsOf(t)).map(({ at }) => Math.floor((at - cutoverAt) / minute))).toEqual([24 * 60, 24 * 60 + 31]);
  const task = await taskOf(t, "mail");
  expect(task.state).toBe("done");
  expect(task.history.some(({ detail }) => detail.includes("did not return"))).toBe(true);
});

test("an action that is killed each time fails in the end, and says so", async () => {
  const t = await launch();
  await call(t, "scheduleTasks");
  await answer(t, ...Array.from({ length: 9 }, () => killed));
  await pass(t, 27 * hour);
  expect(await callsOf(t)).toHaveLength(5);
  expect(await taskOf(t, "mail")).toMatchObject({
    state: "failed",
    error: expect.stringContaining("did not return"),
  });
});

test("an error is tried again, later each time; after the fifth somebody has to look", async () => {
  const t = await launch();
  await call(t, "scheduleTasks");
  await answer(t, ...Array.from({ length: 5 }, () => "Google is down"));
  await pass(t, 24 * hour + minute / 2);
  expect(await taskOf(t, "mail")).toMatchObject({
    state: "waiting",
    waitsFor: "its next attempt: attempt 1 of 5 failed: Google is down",
  });
  await pass(t, 4 * hour);
  const at = (await callsOf(t)).map((each) => Math.floor((each.at - cutoverAt - 24 * hour) / minute));
  expect(at).toEqual([0, 1, 6, 36, 156]);
  const { next, tasks } = await list(t);
  expect(tasks[0]).toMatchObject({ state: "failed", error: "Google is down" });
  expect(next).toBe(`npx convex run migrations:scheduleTasks '{"name":"mail"}'`);
  await call(t, "scheduleTasks", { name: "mail" });
  await pass(t, minute);
  expect(await taskOf(t, "mail")).toMatchObject({ state: "done", error: null, attempts: 0 });
});

test("a function that gives something else than it has to is an error that says so", async () => {
  const t = await launch();
  await call(t, "scheduleTasks");
  await answer(t, { ok: true });
  await pass(t, 24 * hour + minute / 2);
  expect((await taskOf(t, "mail")).error).toContain("work:run must return { isDone, result, againAt?, waitsFor? }");
});

test("a result that Convex cannot keep is an error, not a task that runs for ever", async () => {
  const t = await launch();
  await call(t, "scheduleTasks");
  await answer(t, { isDone: true, result: { counts: { deep: 1 } } });
  await pass(t, 24 * hour + minute / 2);
  expect(await taskOf(t, "mail")).toMatchObject({ state: "waiting", attempts: 1 });
});

test("a deployment that was down at the due time catches up", async () => {
  const t = await launch();
  await call(t, "scheduleTasks");
  vi.setSystemTime(cutoverAt + 5 * day);
  await vi.runOnlyPendingTimersAsync();
  await pass(t, minute);
  expect((await taskOf(t, "mail")).state).toBe("done");
});

test("schedule again arms what was lost, and leaves the rest as it is", async () => {
  const t = await launch();
  await call(t, "scheduleTasks");
  const [first] = await jobsOf(t);
  await t.run(async ({ scheduler }) => await scheduler.cancel(first!._id));
  const others = (await jobsOf(t)).map(({ _id }) => _id);
  await pass(t, 25 * hour);
  expect(await callsOf(t)).toHaveLength(0);
  await call(t, "scheduleTasks");
  expect((await jobsOf(t)).map(({ _id }) => _id)).toEqual(expect.arrayContaining(others));
  await pass(t, minute);
  expect((await taskOf(t, "mail")).state).toBe("done");
});

test("schedule twice schedules once", async () => {
  const t = await launch();
  await call(t, "scheduleTasks");
  await call(t, "scheduleTasks");
  expect(await jobsOf(t)).toHaveLength(6);
  await pass(t, 25 * hour);
  await call(t, "scheduleTasks");
  await pass(t, hour);
  expect(await callsOf(t)).toHaveLength(1);
});

test("a lost call is found by schedule, too, when even the look-again was lost", async () => {
  const t = await launch();
  await call(t, "scheduleTasks");
  await answer(t, killed);
  await pass(t, 24 * hour + minute);
  for (const { _id, name } of await jobsOf(t))
    if (name.includes("wakeTask")) await t.run(async ({ scheduler }) => await scheduler.cancel(_id));
  await pass(t, hour);
  expect((await taskOf(t, "mail")).state).toBe("running");
  await call(t, "scheduleTasks");
  await pass(t, minute);
  expect((await taskOf(t, "mail")).state).toBe("done");
});

test("a cancelled task does not run, and can be scheduled again by name only", async () => {
  const t = await launch();
  await call(t, "scheduleTasks");
  await call(t, "cancelTask", { name: "mail", by: "ann" });
  await call(t, "scheduleTasks");
  await pass(t, 25 * hour);
  expect(await callsOf(t)).toHaveLength(0);
  const task = await taskOf(t, "mail");
  expect(task).toMatchObject({ state: "cancelled", next: `npx convex run migrations:scheduleTasks '{"name":"mail"}'` });
  expect(task.history.at(-1)).toMatchObject({ detail: "cancelled by ann" });
  await call(t, "scheduleTasks", { name: "mail" });
  await pass(t, minute);
  expect((await taskOf(t, "mail")).state).toBe("done");
});

test("a call that is out when its task is cancelled and scheduled again is waited for", async () => {
  const t = await launch();
  await call(t, "scheduleTasks");
  await answer(t, killed);
  await pass(t, 24 * hour + minute);
  await call(t, "cancelTask", { name: "mail" });
  await call(t, "scheduleTasks", { name: "mail" });
  await pass(t, 29 * minute);
  expect(await callsOf(t)).toHaveLength(1);
  await pass(t, 2 * minute);
  expect(await callsOf(t)).toHaveLength(2);
  expect((await taskOf(t, "mail")).state).toBe("done");
});

test("run by hand does not wait for the due time, and a second run does nothing more", async () => {
  const t = await launch();
  await call(t, "scheduleTasks");
  expect(await call(t, "runTask", { name: "mail" })).toMatchObject({ state: "running" });
  await call(t, "runTask", { name: "mail" });
  await pass(t, minute);
  expect(await call(t, "runTask", { name: "mail" })).toMatchObject({ state: "done", result: { done: 1 } });
  await pass(t, 2 * day);
  expect((await callsOf(t)).filter(({ verb }) => verb === "run")).toHaveLength(1);
});

test("a pause is waited for: the guard is asked again when the task is due, and again later", async () => {
  const t = await launch();
  await call(t, "scheduleTasks");
  await call(t, "control", { action: "pause", by: "ann" });
  await pass(t, 27 * hour);
  expect(await callsOf(t)).toHaveLength(0);
  const { waitsFor, guard, state } = await taskOf(t, "mail");
  expect({ state, ok: guard!.ok }).toEqual({ state: "waiting", ok: false });
  expect(waitsFor).toContain("somebody to resume: paused by ann");
  await call(t, "control", { action: "resume" });
  await pass(t, 2 * hour);
  expect((await taskOf(t, "mail")).state).toBe("done");
});

test("after a rollback nothing runs, even what nobody cancelled", async () => {
  const t = await launch();
  await call(t, "scheduleTasks");
  await recordStep(t, "rollback", true);
  await pass(t, 30 * hour);
  expect(await callsOf(t)).toHaveLength(0);
  expect((await taskOf(t, "mail")).waitsFor).toContain("this one was rolled back");
});

test("another cutover recreates the tasks, counted from then", async () => {
  const t = await launch();
  await call(t, "scheduleTasks");
  await pass(t, 25 * hour);
  await call(t, "cancelTask", {});
  await recordStep(t, "rollback", true);
  await recordStep(t, "backup");
  await recordStep(t, "close");
  await call(t, "scheduleTasks");
  const { tasks } = await list(t);
  expect(tasks.map(({ state, dueAt }) => [state, dueAt! > cutoverAt + 48 * hour])).toEqual(
    tasks.map(() => ["scheduled", true]),
  );
});

test("a name that is not in the plan is answered with those that are", async () => {
  const t = await launch();
  const { message } = await refusal(call(t, "runTask", { name: "mial" }));
  expect(message).toContain('no task "mial". It has: mail, flags, removeLegacyFields');
});
