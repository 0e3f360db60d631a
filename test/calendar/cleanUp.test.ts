import { afterEach, beforeEach, expect, test } from "vitest";
import { systemClock } from "../../convex/client/calendar/clock.js";
import { refuse } from "./answers.js";
import { CalendarServer } from "./calendarServer.js";
import { MemoryLedger } from "./memoryLedger.js";
import { cutOver, leftOver, putBack, quick, run } from "./support.js";

let server: CalendarServer;
let ledger: MemoryLedger;

beforeEach(async () => {
  server = await new CalendarServer().start();
  ledger = new MemoryLedger();
});
afterEach(async () => await server.stop());

async function connect(name: string, more: { isRevoked?: boolean; canWrite?: boolean } = {}) {
  await ledger.addOwners([name]);
  return server.calendars.addUser(name, more);
}

const called = () => ({ ledger, url: server.url });
const { parse } = JSON;

test("what v1 made goes, and nothing that only looks like it", async () => {
  await connect("ann");
  const { calendars } = server;
  calendars.put("ann", leftOver("v1"));
  const kept = [
    calendars.put("ann", { id: "own", summary: "Lunch", description: "Ask about PERM Tracker" }),
    calendars.put("ann", { id: "tracker", summary: "PERM Tracker: renew", description: "PERM Tracker" }),
    calendars.put("ann", leftOver("unmarked", { description: "typed by hand" })),
    calendars.put("ann", leftOver("untitled", { summary: "My PWD Expiration: Acme" })),
    calendars.put("ann", leftOver("bare", { description: undefined })),
    calendars.put("ann", leftOver("late", { created: cutOver })),
    calendars.put("ann", leftOver("known")),
    calendars.put("ann", leftOver("instance", { recurringEventId: "weekly" })),
  ];
  expect(await run({ ...called(), known: ["known"] })).toEqual({
    isDone: true,
    result: { users: 1, found: 1, deleted: 1 },
  });
  expect(calendars.alive()).toEqual(kept.map(({ id }) => `ann ${id}`).toSorted());
});

test("an event of another user's case in a shared calendar stays: ids are known whoever they belong to", async () => {
  const ann = await connect("ann");
  const bob = await connect("bob");
  server.calendars.addCalendar("team", [
    [ann, "writer"],
    [bob, "owner"],
  ]);
  server.calendars.put("team", leftOver("of-bob"));
  server.calendars.put("team", leftOver("left"));
  const { result } = await run({ ...called(), known: ["of-bob"] });
  expect(server.calendars.alive()).toEqual(["team of-bob"]);
  expect(result).toEqual({ users: 2, found: 2, deleted: 1, goneBefore: 1 });
});

test("calendars that can only be read are not looked into", async () => {
  const ann = await connect("ann");
  server.calendars.addCalendar("holidays", [[ann, "reader"]]);
  server.calendars.put("holidays", leftOver("v1"));
  expect((await run(called())).result).toEqual({ users: 1, found: 0 });
});

test("all pages are read, the empty ones in between too, and more calendars than one page holds", async () => {
  const ann = await connect("ann");
  for (let index = 0; index < 300; index++) server.calendars.addCalendar(`c${index}`, [[ann, "owner"]]);
  server.calendars.put("c299", leftOver("last"));
  server.calendars.put("ann", leftOver("first"));
  for (let index = 0; index < 600; index++) server.calendars.put("ann", { id: `own${index}`, summary: "Lunch" });
  for (let index = 0; index < 260; index++) server.calendars.put("ann", leftOver(`v${index}`));
  const { result } = await run(called());
  expect(result).toEqual({ users: 1, found: 262, deleted: 262 });
});

test("a dry run deletes nothing, and says how much would go for whom", async () => {
  await connect("ann");
  await connect("bob");
  for (const id of ["a", "b"]) server.calendars.put("ann", leftOver(id));
  server.calendars.put("bob", leftOver("c"));
  expect(await run(called(), { dryRun: true })).toMatchObject({
    isDone: true,
    result: { users: 2, found: 3, open: 3 },
  });
  expect(server.writes).toEqual([]);
  expect((await ledger.listOwners()).items).toMatchObject([{ counts: { open: 2 } }, { counts: { open: 1 } }]);
});

test("an event that its owner has made their own in the meantime stays; one with another guest answer goes", async () => {
  await connect("ann");
  for (const id of ["renamed", "answered", "removed"]) server.calendars.put("ann", leftOver(id));
  await run({ ...called(), until: Date.now() + 60_000 }, { dryRun: true });
  await ledger.changeOwner("ann", { state: "working" });
  server.calendars.change("ann", "renamed", { summary: "Talk to Acme" });
  server.calendars.change("ann", "answered", { attendees: [{ email: "ann@example.com", responseStatus: "accepted" }] });
  server.calendars.change("ann", "removed", { status: "cancelled" });
  const { result } = await run(called());
  expect(result).toMatchObject({ found: 3, deleted: 1, kept: 1, "kept: changed": 1, goneBefore: 1 });
  expect(server.calendars.alive()).toEqual(["ann renamed"]);
  const answered = parse((await ledger.list("ann")).items.find(({ key }) => key === "ann answered")!.contents!);
  expect(answered.attendees).toHaveLength(1);
});

test("an event that v2 took over after the listing stays", async () => {
  await connect("ann");
  server.calendars.put("ann", leftOver("a"));
  await run(called(), { dryRun: true });
  await ledger.changeOwner("ann", { state: "working" });
  expect((await run({ ...called(), known: ["a"] })).result).toMatchObject({ kept: 1, "kept: known": 1 });
  expect(server.writes).toEqual([]);
});

test("access that was taken back, is too narrow or was never there is final for that user, and for nobody else", async () => {
  await connect("revoked", { isRevoked: true });
  await connect("narrow", { canWrite: false });
  await connect("fine");
  await ledger.addOwners(["without"]);
  for (const name of ["revoked", "narrow", "fine"]) {
    server.calendars.put(name, leftOver("a"));
    server.calendars.put(name, leftOver("b"));
  }
  expect(await run(called())).toEqual({
    isDone: true,
    result: {
      users: 4,
      usersFailed: 3,
      "users failed: invalid_grant": 1,
      "users failed: insufficientPermissions": 1,
      "users failed: not_connected": 1,
      found: 4,
      deleted: 2,
      failed: 2,
      "failed: insufficientPermissions": 2,
    },
  });
});

test("an event that only its organizer may delete fails alone", async () => {
  await connect("ann");
  server.calendars.put("ann", leftOver("invited"), { isForeign: true });
  server.calendars.put("ann", leftOver("own"));
  const { result } = await run(called());
  expect(result).toMatchObject({ found: 2, deleted: 1, failed: 1, "failed: forbiddenForNonOrganizer": 1 });
});

test("an access token that has become too old is renewed once per request", async () => {
  await connect("ann");
  server.calendars.put("ann", leftOver("a"));
  let refused = 0;
  server.intercept = () => {
    if (refused > 0) return undefined;
    refused += 1;
    server.expireAccess();
    return refuse(401, "authError");
  };
  expect((await run(called())).result).toMatchObject({ deleted: 1 });
  server.intercept = () => refuse(401, "authError");
  await connect("bob");
  expect((await run(called())).result).toMatchObject({ "users failed: authError": 1 });
});

test.each([
  ["403 of the user's quota", refuse(403, "userRateLimitExceeded")],
  ["403 of the project's quota", refuse(403, "rateLimitExceeded")],
  ["403 of the calendar's quota", refuse(403, "quotaExceeded")],
  ["429", refuse(429, "rateLimitExceeded")],
  ["500", refuse(500, "backendError")],
  ["503 without a word", { status: 503, body: "" }],
])("%s is tried again, more slowly each time", async (_, refusal) => {
  await connect("ann");
  server.calendars.put("ann", leftOver("a"));
  let left = 3;
  const waits: number[] = [];
  server.intercept = (method) => (method === "DELETE" && left-- > 0 ? refusal : undefined);
  const sleep = async (milliseconds: number) => void waits.push(milliseconds);
  const clock = { now: () => 0, sleep, random: () => 1 };
  const limits = { ...quick, backOffMs: 1_000 };
  expect((await run({ ...called(), clock, limits, until: 1e9 })).result).toMatchObject({ deleted: 1 });
  expect(waits.map((wait) => Math.round(wait / 1_000))).toEqual([1, 2, 4]);
});

test("Google's own Retry-After is kept to", async () => {
  await connect("ann");
  server.calendars.put("ann", leftOver("a"));
  let left = 1;
  server.intercept = (method) =>
    method === "DELETE" && left-- > 0 ? refuse(429, "rateLimitExceeded", { "retry-after": "17" }) : undefined;
  const waits: number[] = [];
  const clock = { now: () => 0, sleep: async (wait: number) => void waits.push(wait), random: () => 0 };
  await run({ ...called(), clock, until: 1e9 });
  expect(waits).toEqual([17_000]);
});

test("an outage puts users off, says so, and is over when it is over", async () => {
  await connect("ann");
  server.calendars.put("ann", leftOver("a"));
  server.intercept = () => refuse(503, "backendError");
  let now = 0;
  const clock = { now: () => now, sleep: async () => undefined, random: () => 1 };
  const answer = await run({ ...called(), clock, until: 1e12 });
  expect(answer).toMatchObject({ isDone: false, againAt: 60_000, waitsFor: "Google: backendError" });
  expect(await run({ ...called(), clock, until: 1e12 })).toMatchObject({ isDone: false, againAt: 60_000 });
  now = 60_000;
  server.intercept = () => undefined;
  expect(await run({ ...called(), clock, until: 1e12 })).toMatchObject({ isDone: true, result: { deleted: 1 } });
});

test("one event that Google never answers for does not hold up the others for ever", async () => {
  await connect("ann");
  for (const id of ["a", "poison", "z"]) server.calendars.put("ann", leftOver(id));
  server.intercept = (method, path) =>
    method === "DELETE" && path.endsWith("poison") ? refuse(500, "backendError") : undefined;
  let now = 0;
  const clock = { now: () => now, sleep: async () => undefined, random: () => 1 };
  let answer = await run({ ...called(), clock, until: 1e12 });
  for (let calls = 0; calls < 20 && !answer.isDone; calls++) {
    now = answer.againAt ?? now;
    answer = await run({ ...called(), clock, until: 1e12 });
  }
  expect(answer).toMatchObject({
    isDone: true,
    result: { found: 3, deleted: 2, failed: 1, "failed: backendError": 1 },
  });
});

test.each([
  ["accessNotConfigured", "the Calendar API is switched off in the project at Google: switch it on"],
  ["dailyLimitExceeded", "the project's daily quota at Google is used up: it goes on when there is some again"],
])("%s is nobody's fault: the task waits", async (reason, waitsFor) => {
  await connect("ann");
  server.intercept = () => refuse(403, reason);
  expect(await run(called())).toMatchObject({ isDone: false, waitsFor, result: { users: 1, found: 0 } });
  expect((await ledger.nextOwners("listing", 5)).length).toBe(1);
});

test("a wrong OAuth client makes no user fail", async () => {
  await connect("ann");
  const answer = await run({ ...called(), clientSecret: "another" });
  expect(answer).toMatchObject({ isDone: false, result: { users: 1 } });
  expect(answer.waitsFor).toContain("check its id and secret");
});

test("a page token that has become too old starts its calendar again, and records nothing twice", async () => {
  await connect("ann");
  server.calendars.put("ann", leftOver("a"));
  await ledger.record("ann", [], { cursor: JSON.stringify({ calendars: ["ann"], pageToken: "stale" }) });
  expect((await run(called())).result).toEqual({ users: 1, found: 1, deleted: 1 });
});

test("it returns before its time is up, and goes on where it was", async () => {
  await connect("ann");
  for (let index = 0; index < 60; index++) server.calendars.put("ann", leftOver(`v${index}`));
  let now = 0;
  const clock = { ...systemClock, now: () => now++ };
  const answers = [];
  for (let calls = 0; calls < 50; calls++) {
    const until = now + 60;
    answers.push(await run({ ...called(), clock, until }));
    expect(now).toBeLessThan(until + 10);
    if (answers.at(-1)!.isDone) break;
  }
  expect(answers.length).toBeGreaterThan(3);
  expect(answers.at(-1)).toEqual({ isDone: true, result: { users: 1, found: 60, deleted: 60 } });
  expect(server.writes).toHaveLength(60);
});

test("an answer that never comes is a fault like any other", async () => {
  await connect("ann");
  server.calendars.put("ann", leftOver("a"));
  await server.stop();
  server = await new CalendarServer({ slowMs: 300, faults: 0 }).start();
  server.calendars.addUser("ann");
  server.calendars.put("ann", leftOver("a"));
  const limits = { ...quick, attempts: 2, timeoutMs: 5 };
  const slow = await run({ ...called(), limits: { ...limits, timeoutMs: 0.0001 } });
  expect(slow).toMatchObject({ isDone: false, waitsFor: "Google: timeout" });
});

test("doing it again does nothing", async () => {
  await connect("ann");
  server.calendars.put("ann", leftOver("a"));
  const first = await run(called());
  const requests = server.requests.get("ann");
  expect(await run(called())).toEqual(first);
  expect(server.requests.get("ann")).toBe(requests);
});

test("undo puts back what was deleted, as it was, under its own id", async () => {
  await connect("ann");
  const before = server.calendars.put("ann", leftOver("a", { location: "Room 5", status: "tentative" }));
  server.calendars.put("ann", leftOver("mine"));
  await run(called());
  expect(await putBack(called())).toEqual({ isDone: true, result: { users: 1, found: 2, putBack: 2 } });
  const { etag: _, ...restored } = server.calendars.find("ann", "a")!.event;
  expect(before).toMatchObject(restored);
  expect(server.calendars.alive()).toEqual(["ann a", "ann mine"]);
});

test("what is gone from the bin, too, comes back as an import with its iCalUID", async () => {
  await connect("ann");
  server.calendars.put("ann", leftOver("a"));
  await run(called());
  server.calendars.find("ann", "a")!.isPurged = true;
  expect((await putBack(called())).result).toMatchObject({ putBack: 1 });
  const [key] = server.calendars.alive();
  expect(server.calendars.find("ann", key!.split(" ")[1]!)!.event).toMatchObject({ iCalUID: "a@google.com" });
});

test("what somebody else had deleted before is not put back, and what cannot be can be tried again", async () => {
  await connect("ann");
  for (const id of ["a", "b", "gone"]) server.calendars.put("ann", leftOver(id));
  await run(called(), { dryRun: true });
  await ledger.changeOwner("ann", { state: "working" });
  server.calendars.change("ann", "gone", { status: "cancelled" });
  await run(called());
  server.intercept = (method, path) => (method === "PUT" && path.endsWith("/b") ? refuse(403, "forbidden") : undefined);
  expect((await putBack(called())).result).toMatchObject({
    putBack: 1,
    deleted: 1,
    goneBefore: 1,
    "done: not_put_back_forbidden": 1,
    "users failed: not_all_put_back": 1,
  });
  server.intercept = () => undefined;
  const { result } = await putBack(called());
  expect(result).toEqual({ users: 1, found: 3, goneBefore: 1, putBack: 2 });
  expect(server.calendars.alive()).toEqual(["ann a", "ann b"]);
});

test("a deed that was begun and never settled counts as done, and undo leaves alone what lives", async () => {
  await connect("ann");
  for (const id of ["deleted", "untouched"]) server.calendars.put("ann", leftOver(id));
  await run(called(), { dryRun: true });
  const started = (await ledger.list("ann")).items.map(({ key }) => ({ key, state: "started" as const }));
  await ledger.settle("ann", started, { state: "working" });
  server.calendars.change("ann", "deleted", { status: "cancelled" });
  server.calendars.change("ann", "untouched", { location: "elsewhere" });
  expect((await putBack(called())).result).toMatchObject({ putBack: 2 });
  expect(server.writes).toEqual(["PUT ann deleted"]);
});

test("the quotas of each user and of the project hold, over the border between two calls too", async () => {
  await server.stop();
  const quota = { perUser: 60, perProject: 200, minuteMs: 600 };
  server = await new CalendarServer({ quota }).start();
  for (const name of ["a", "b", "c", "d", "e"]) {
    await connect(name);
    for (let index = 0; index < 40; index++) server.calendars.put(name, leftOver(`v${index}`));
  }
  const limits = { ...quick, perUser: 48, perProject: 160, minuteMs: 600 };
  let calls = 1;
  while (!(await run({ ...called(), limits, until: Date.now() + 400 })).isDone) calls += 1;
  expect(calls).toBeGreaterThan(1);
  expect(server.writes).toHaveLength(200);
  expect(server.refusals).toEqual({});
});
