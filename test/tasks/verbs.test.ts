import { makeFunctionReference } from "convex/server";
import { afterEach, expect, test, vi } from "vitest";
import { answer, call, callsOf, cutoverAt, hour, launch, list, minute, pass, refusal, taskOf } from "./support.js";

afterEach(() => vi.useRealTimers());

test("undo puts back what was done, then close makes it final", async () => {
  const t = await launch();
  await call(t, "scheduleTasks");
  expect(await refusal(call(t, "closeTask", { name: "mail" }))).toMatchObject({ code: "not_done" });
  await pass(t, 25 * hour);
  await call(t, "undoTask", { name: "mail" });
  await pass(t, minute);
  expect(await taskOf(t, "mail")).toMatchObject({ state: "cancelled" });
  await call(t, "scheduleTasks", { name: "mail" });
  await pass(t, minute);
  await call(t, "closeTask", { name: "mail" });
  await pass(t, minute);
  expect(await taskOf(t, "mail")).toMatchObject({ state: "done", closedAt: expect.any(Number), next: "nothing" });
  expect((await callsOf(t)).map(({ verb }) => verb)).toEqual(["run", "undo", "run", "close"]);
  expect(await refusal(call(t, "undoTask", { name: "mail" }))).toMatchObject({ code: "closed" });
  expect(await refusal(call(t, "undoTask", { name: "flags" }))).toMatchObject({ code: "no_function" });
});

test("a dry run asks the app's function, and changes nothing", async () => {
  const t = await launch();
  await answer(t, { isDone: true, result: { wouldDelete: 3 } });
  const dryRun = async (name: string) =>
    (await t.action(makeFunctionReference<"action">("migrations:dryRunTask"), { name })) as unknown;
  expect(await dryRun("mail")).toEqual({ kind: "returned", isDone: true, result: { wouldDelete: 3 } });
  expect((await callsOf(t))[0]).toMatchObject({ dryRun: true });
  expect(await dryRun("removeLegacyFields")).toMatchObject({
    result: { users: "would lose legacyId", cases: expect.stringContaining("legacyUserId") },
  });
  expect((await list(t)).tasks.every(({ dueAt }) => dueAt === null)).toBe(true);
});

test("an undo before the task was ever due was carried out, and the run of the next day never came: it is refused, the run comes", async () => {
  const t = await launch();
  await call(t, "scheduleTasks");
  expect(await refusal(call(t, "undoTask", { name: "mail" }))).toMatchObject({
    code: "not_begun",
    message: "mail has not run yet: there is nothing to undo.",
  });
  await pass(t, 25 * hour);
  expect((await callsOf(t)).map(({ verb }) => verb)).toEqual(["run"]);
  expect(await taskOf(t, "mail")).toMatchObject({ state: "done" });
});

test("what every attempt of a task has failed at can still be undone, also after it was scheduled again", async () => {
  const t = await launch();
  await answer(t, { isDone: false, result: {}, waitsFor: "the mail server", againAt: cutoverAt + 40 * hour });
  await call(t, "scheduleTasks");
  await pass(t, 25 * hour);
  await call(t, "cancelTask", { name: "mail" });
  await call(t, "scheduleTasks", { name: "mail" });
  await call(t, "undoTask", { name: "mail" });
  await pass(t, minute);
  expect((await callsOf(t)).at(-1)).toMatchObject({ verb: "undo" });
});
