import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { api, internal } from "../../../convex/_generated/api.js";
import type { Id } from "../../../convex/_generated/dataModel.js";
import { listEventIds, withEventId, withoutEventId } from "../../../convex/client/index.js";
import { refuse } from "./answers.js";
import { addCase, addPerson, type App, deploy } from "./app.js";
import { CalendarServer } from "./calendarServer.js";

let server: CalendarServer;
let t: App;
let ann: Id<"users">;

beforeEach(async () => {
  server = await new CalendarServer().start();
  t = deploy(server.url);
  server.calendars.addUser("ann");
  ann = await addPerson(t, "ann");
  for (const id of ["pwd1", "rfe1", "rfe2", "other", "rfe3"]) server.calendars.put("ann", { id, summary: id });
});
afterEach(async () => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  await server.stop();
});

const remove = async (type: string | null) =>
  await t.action(internal.calendar.cleanUp.removeEvents, { owner: ann, type });
const idsOf = async (caseId: Id<"cases">) => (await t.run(async ({ db }) => await db.get(caseId)))!.calendarEventIds;

test("a kind of deadline that is switched off takes all of its events with it, several per case, and no other", async () => {
  const first = await addCase(t, ann, { pwd: "pwd1", rfe: ["rfe1", "rfe2"] });
  const second = await addCase(t, ann, { rfe: "rfe3" });
  expect(await remove("rfe")).toEqual({ isDone: true, deleted: 3, failed: {} });
  expect(server.calendars.alive()).toEqual(["ann other", "ann pwd1"]);
  expect(await idsOf(first)).toEqual({ pwd: "pwd1" });
  expect(await idsOf(second)).toEqual({});
});

test("clear all events leaves none that the app has made, and those of the person alone", async () => {
  await addCase(t, ann, { pwd: "pwd1", rfe: ["rfe1", "rfe2"] });
  await addCase(t, ann, { rfe: ["rfe3", "long-gone"] });
  expect(await remove(null)).toEqual({ isDone: true, deleted: 5, failed: {} });
  expect(server.calendars.alive()).toEqual(["ann other"]);
});

test("an event that cannot be deleted keeps its id, and the rest goes on", async () => {
  const id = await addCase(t, ann, { rfe: ["rfe1", "rfe2"] });
  server.intercept = (_, path) => (path.endsWith("rfe1") ? refuse(403, "forbidden") : undefined);
  expect(await remove("rfe")).toEqual({ isDone: true, deleted: 1, failed: { forbidden: 1 } });
  expect(await idsOf(id)).toEqual({ rfe: "rfe1" });
});

test("access that was taken back ends it, and says so", async () => {
  await addCase(t, ann, { rfe: "rfe1" });
  server.calendars.users[0]!.isRevoked = true;
  expect(await remove("rfe")).toEqual({ isDone: true, deleted: 0, failed: {}, stoppedBy: "invalid_grant" });
});

test("the settings page: switching a kind off, and clearing all, start the removal by themselves", async () => {
  await addCase(t, ann, { pwd: "pwd1", rfe: ["rfe1", "rfe2"] });
  const person = t.withIdentity({ subject: `${ann}|session` });
  const scheduled = async () => await t.run(async ({ db }) => await db.system.query("_scheduled_functions").collect());
  await person.mutation(api.calendar.events.switchTypeOff, { type: "rfe" });
  const settings = await t.run(async ({ db }) => await db.query("userSettings").first());
  expect(settings!.calendarDeadlineTypes).toEqual({ pwd: true, rfe: false });
  const [removal, look] = await scheduled();
  expect(removal).toMatchObject({ name: "calendar/cleanUp:removeEvents", args: [{ owner: ann, type: "rfe" }] });
  expect(look!.scheduledTime - removal!.scheduledTime).toBeGreaterThanOrEqual(660_000);
  await person.mutation(api.calendar.events.clearAll, {});
  expect((await scheduled())[2]).toMatchObject({ args: [{ owner: ann, type: null }] });
  await expect(t.mutation(api.calendar.events.clearAll, {})).rejects.toThrow("Sign in first");
});

test("an action that was lost is started again as long as events are there, nobody changed their mind, and not for ever", async () => {
  await addCase(t, ann, { rfe: ["rfe1"] });
  const count = async () =>
    (await t.run(async ({ db }) => await db.system.query("_scheduled_functions").collect())).length;
  const retry = async (attempts: number) =>
    await t.mutation(internal.calendar.events.retryRemoval, { userId: ann, type: "rfe", attempts });
  await retry(0);
  expect(await count()).toBe(0);
  const person = t.withIdentity({ subject: `${ann}|session` });
  await person.mutation(api.calendar.events.switchTypeOff, { type: "rfe" });
  expect(await count()).toBe(2);
  await retry(0);
  expect(await count()).toBe(4);
  await retry(4);
  expect(await count()).toBe(5);
  await remove("rfe");
  await retry(0);
  expect(await count()).toBe(5);
});

test("event ids: one as v1 has it, several from here", () => {
  expect([listEventIds(undefined), listEventIds("a"), listEventIds(["a", "b"])]).toEqual([[], ["a"], ["a", "b"]]);
  expect(withEventId({}, "pwd", "a")).toEqual({ pwd: "a" });
  expect(withEventId({ pwd: "a" }, "pwd", "b")).toEqual({ pwd: ["a", "b"] });
  expect(withEventId({ pwd: "a" }, "pwd", "a")).toEqual({ pwd: "a" });
  expect(withoutEventId({ pwd: ["a", "b", "c"], rfe: "d" }, "pwd", "b")).toEqual({ pwd: ["a", "c"], rfe: "d" });
  expect(withoutEventId({ pwd: ["a", "b"] }, "pwd", "b")).toEqual({ pwd: "a" });
  expect(withoutEventId({ pwd: "a", rfe: "d" }, "pwd", "a")).toEqual({ rfe: "d" });
});
