import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { internal } from "../../../convex/_generated/api.js";
import { addPerson, type App, deploy, passWindow } from "./app.js";
import { CalendarServer } from "./calendarServer.js";
import { leftOver } from "./support.js";

let server: CalendarServer;

beforeEach(async () => {
  server = await new CalendarServer().start();
  for (const method of ["info", "log", "debug"] as const) vi.spyOn(console, method).mockImplementation(() => undefined);
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await server.stop();
});

const hour = 3_600_000;

async function stateOf(t: App) {
  const { tasks } = await t.query(internal.migrations.tasks, {});
  const { state, result } = tasks.find(({ name }) => name === "calendar")!;
  return { state, result };
}

test("the plan's task runs by itself a day after the cutover, and is undone", async () => {
  const t = deploy(server.url);
  await passWindow(t, Date.now() - 25 * hour);
  const created = new Date(Date.now() - 100 * hour).toISOString();
  server.calendars.addUser("ann");
  await addPerson(t, "ann");
  for (const id of ["a", "b"]) server.calendars.put("ann", leftOver(id, { created }));
  server.calendars.put("ann", leftOver("since", { created: new Date(Date.now() - 24 * hour).toISOString() }));

  const dryRun = await t.action(internal.migrations.dryRunTask, { name: "calendar" });
  expect(dryRun).toMatchObject({ isDone: true, result: { users: 1, found: 2, open: 2 } });
  expect(server.writes).toEqual([]);

  await t.mutation(internal.migrations.scheduleTasks, { name: "calendar" });
  await vi.waitFor(async () => expect(await stateOf(t)).toMatchObject({ state: "done" }), { timeout: 30_000 });
  expect(await stateOf(t)).toMatchObject({ result: { users: 1, found: 2, deleted: 2 } });
  expect(server.calendars.alive()).toEqual(["ann since"]);

  await t.mutation(internal.migrations.undoTask, { name: "calendar" });
  await vi.waitFor(() => expect(server.calendars.alive()).toEqual(["ann a", "ann b", "ann since"]), {
    timeout: 30_000,
  });
  await vi.waitFor(async () => expect(await stateOf(t)).toMatchObject({ result: { restored: 2 } }), {
    timeout: 30_000,
  });
});
