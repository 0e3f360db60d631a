import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { components, internal } from "../../../convex/_generated/api.js";
import { refuse } from "./answers.js";
import { addCase, addPerson, type App, cleanUp, close, deploy, passWindow, undo } from "./app.js";
import { CalendarServer } from "./calendarServer.js";
import { populate } from "./population.js";
import { leftOver } from "./support.js";

let server: CalendarServer;

beforeEach(async () => {
  server = await new CalendarServer({ seed: 11, slowMs: 50 }).start();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server.stop();
});

const { parse } = JSON;

/** A person with a calendar of the same name. */
async function connect(t: App, name: string, ...events: string[]) {
  server.calendars.addUser(name);
  for (const id of events) server.calendars.put(name, leftOver(id));
  return await addPerson(t, name);
}

async function everything(t: App) {
  const pages = [];
  for (const task of ["calendar", "calendar (dry run)"]) {
    const { items } = await t.query(components.cutover.ledgerOwners.list, { task, cursor: null, numItems: 100 });
    for (const { owner } of items)
      pages.push(await t.query(components.cutover.ledger.list, { task, owner, cursor: null, numItems: 1_000 }));
    pages.push(items);
  }
  return JSON.stringify(pages);
}

test("10 users and 500 events through the component: two actions at once, faults at random, and the books balance", async () => {
  const t = deploy(server.url);
  await passWindow(t);
  const population = populate(server, { users: 10, leftOverPerUser: 50, seed: 5 });
  for (const name of population.owners) {
    const userId = await addPerson(t, name);
    const ofUser = population.known.filter(
      (id) => id.endsWith(`u${name.slice(4)}`) || id === `adopted${name.slice(4)}`,
    );
    await addCase(t, userId, { pwd: ofUser });
  }
  server.faults = 0.05;
  const before = server.calendars.alive();
  const lost = cleanUp(t);
  const answer = await cleanUp(t);
  await lost;
  const mustGo = new Set(population.leftOver);
  expect(server.calendars.alive()).toEqual(before.filter((key) => !mustGo.has(key)));
  expect(answer).toMatchObject({ isDone: true, result: { users: 10, found: 500, deleted: 500 } });
});

test("the app's own calendar.ts: dry run, run, undo, close", async () => {
  const t = deploy(server.url, { asItIs: true });
  await passWindow(t);
  await connect(t, "ann", "a", "b");
  expect(await cleanUp(t, { dryRun: true })).toMatchObject({ isDone: true, result: { users: 1, found: 2, open: 2 } });
  expect(server.writes).toEqual([]);
  expect(await cleanUp(t)).toMatchObject({ isDone: true, result: { users: 1, found: 2, deleted: 2 } });
  expect(server.calendars.alive()).toEqual([]);
  expect(await undo(t)).toEqual({ isDone: true, result: { users: 1, found: 2, restored: 2 } });
  expect(server.calendars.alive()).toEqual(["ann a", "ann b"]);
  expect(await close(t)).toEqual({ isDone: true, result: { users: 1, found: 2, restored: 2 } });
});

test("until the deployment has all it needs and the cutover has been, the task waits and says for what", async () => {
  const t = deploy(server.url);
  await connect(t, "ann", "a");
  expect((await cleanUp(t)).waitsFor).toContain("no window has switched");
  vi.stubEnv("AUTH_GOOGLE_SECRET", "");
  vi.stubEnv("CALENDAR_TOKEN_KEYS", "");
  const waits = await cleanUp(t);
  expect(waits.waitsFor).toContain("AUTH_GOOGLE_SECRET, CALENDAR_TOKEN_KEYS in the deployment's environment");
  expect(waits.againAt).toBeGreaterThan(Date.now());
  vi.stubEnv("AUTH_GOOGLE_SECRET", "s");
  vi.stubEnv("CALENDAR_TOKEN_KEYS", "c2hvcnQ=");
  const { waitsFor } = await cleanUp(t);
  expect(waitsFor).toContain("one of the keys has another form");
  expect(waitsFor).not.toContain("c2hvcnQ=");
  expect(server.requests.size).toBe(0);
});

test("a window that was rolled back is no cutover", async () => {
  const t = deploy(server.url);
  await connect(t, "ann", "a");
  await passWindow(t);
  const step = { runId: "run-1", step: "rollback", state: "finished" as const, closes: true };
  await t.mutation(internal.migrations.recordStep, step);
  expect((await cleanUp(t)).waitsFor).toContain("no window has switched");
});

test("each dry run looks anew, and leaves the books of the real one alone", async () => {
  const t = deploy(server.url);
  await passWindow(t);
  await connect(t, "ann", "a");
  expect((await cleanUp(t, { dryRun: true })).result).toMatchObject({ found: 1 });
  server.calendars.put("ann", leftOver("b"));
  expect((await cleanUp(t, { dryRun: true })).result).toMatchObject({ found: 2 });
  const args = { task: "calendar", cursor: null, numItems: 10 };
  expect((await t.query(components.cutover.ledgerOwners.list, args)).items).toEqual([]);
});

test("closed, the ledger holds no contents any more, and undo says why it does nothing", async () => {
  const t = deploy(server.url);
  await passWindow(t);
  await connect(t, "ann", "a", "b");
  await cleanUp(t, { dryRun: true });
  await cleanUp(t);
  expect(await everything(t)).toContain("Deadline of a case");
  expect(await close(t)).toMatchObject({ isDone: true, result: { deleted: 2 } });
  expect(await everything(t)).not.toContain("Deadline of a case");
  expect((await undo(t)).result).toMatchObject({ deleted: 2, "done: closed": 2 });
  expect(server.calendars.alive()).toEqual([]);
});

test("what failed is tried again after `retry`, and only that", async () => {
  const t = deploy(server.url);
  await passWindow(t);
  await connect(t, "ann", "a", "b");
  await connect(t, "bobby", "c");
  server.intercept = (method, path) =>
    method === "DELETE" && !path.endsWith("a") ? refuse(403, "forbiddenForNonOrganizer") : undefined;
  expect((await cleanUp(t)).result).toMatchObject({ deleted: 1, failed: 2 });
  server.intercept = () => undefined;
  expect(await t.action(internal.calendar.cleanUp.retry, { task: "calendar" })).toEqual({ users: 2, events: 2 });
  expect((await cleanUp(t)).result).toEqual({ users: 2, found: 3, deleted: 3 });
});

test("no token, encrypted or not, is in the ledger, an answer, an error or a log", async () => {
  const logged: string[] = [];
  for (const method of ["log", "info", "debug", "warn", "error"] as const)
    vi.spyOn(console, method).mockImplementation((...args: unknown[]) => void logged.push(args.join(" ")));
  const t = deploy(server.url);
  await passWindow(t);
  await connect(t, "ann", "a");
  await connect(t, "revoked", "b");
  await addPerson(t, "spoiled", "x");
  server.calendars.users.find(({ name }) => name === "revoked")!.isRevoked = true;
  let answers = 0;
  server.intercept = (method) => (method === "DELETE" && answers++ < 2 ? refuse(500, "backendError") : undefined);
  const said = [await cleanUp(t), await everything(t), logged];
  vi.restoreAllMocks();
  const text = JSON.stringify(said);
  for (const secret of ["1//refresh", "access-", "gAAAA", "client-secret"]) expect(text).not.toContain(secret);
  expect(said[0]).toMatchObject({ result: { deleted: 1, usersFailed: 2, "users failed: invalid_grant": 2 } });
  expect(logged.join("\n")).not.toContain("Deadline of a case");
});

test("a token that no key opens fails its user by name of the fault", async () => {
  const t = deploy(server.url);
  await passWindow(t);
  await connect(t, "ann", "a");
  await t.run(async ({ db }) => {
    const settings = (await db.query("userSettings").first())!;
    await db.patch(settings._id, { googleRefreshTokenEncrypted: "gAAAAABnothing" });
  });
  expect((await cleanUp(t)).result).toEqual({
    users: 1,
    usersFailed: 1,
    "users failed: token_unreadable": 1,
    found: 0,
  });
});

test("contents keep names that Convex refuses", async () => {
  const t = deploy(server.url);
  await passWindow(t);
  await connect(t, "ann");
  server.calendars.put("ann", leftOver("a", { extendedProperties: { private: { $ref: "1", ключ: "2", "": "3" } } }));
  await cleanUp(t);
  await undo(t);
  const { event } = server.calendars.find("ann", "a")!;
  expect(parse(JSON.stringify(event.extendedProperties))).toEqual({ private: { $ref: "1", ключ: "2", "": "3" } });
});
