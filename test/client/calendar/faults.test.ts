import { expect, test } from "vitest";
import { refuse } from "./answers.js";
import { useFixture } from "./fixture.js";
import { leftOver, quick, run } from "./support.js";

const fixture = useFixture();

test("access that was taken back, is too narrow or was never there is final for that user, and for nobody else", async () => {
  await fixture.connect("revoked", { isRevoked: true });
  await fixture.connect("narrow", { canWrite: false });
  await fixture.connect("fine");
  await fixture.ledger.addOwners(["without"]);
  for (const name of ["revoked", "narrow", "fine"]) {
    fixture.server.calendars.put(name, leftOver("a"));
    fixture.server.calendars.put(name, leftOver("b"));
  }
  expect(await run(fixture.called)).toEqual({
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
  await fixture.connect("ann");
  fixture.server.calendars.put("ann", leftOver("invited"), { isForeign: true });
  fixture.server.calendars.put("ann", leftOver("own"));
  const { result } = await run(fixture.called);
  expect(result).toMatchObject({ found: 2, deleted: 1, failed: 1, "failed: forbiddenForNonOrganizer": 1 });
});

test("an access token that has become too old is renewed; a user whose fresh ones are all refused is given up", async () => {
  await fixture.connect("ann");
  fixture.server.calendars.put("ann", leftOver("a"));
  let refused = 0;
  fixture.server.intercept = () => {
    if (refused > 0) return undefined;
    refused += 1;
    fixture.server.expireAccess();
    return refuse(401, "authError");
  };
  expect((await run(fixture.called)).result).toMatchObject({ deleted: 1 });
  fixture.server.intercept = () => refuse(401, "authError");
  await fixture.connect("bob");
  expect((await run(fixture.called)).result).toMatchObject({ "users failed: authError": 1 });
});

test("a fresh access token that was refused once more gave up the user with all their events", async () => {
  await fixture.connect("ann");
  fixture.server.calendars.put("ann", leftOver("a"));
  let refused = 0;
  fixture.server.intercept = () => (refused++ < 2 ? refuse(401, "authError") : undefined);
  expect((await run(fixture.called)).result).toMatchObject({ users: 1, deleted: 1 });
});

test.each([
  ["403 of the user's quota", refuse(403, "userRateLimitExceeded")],
  ["403 of the project's quota", refuse(403, "rateLimitExceeded")],
  ["403 of the calendar's quota", refuse(403, "quotaExceeded")],
  ["429", refuse(429, "rateLimitExceeded")],
  ["500", refuse(500, "backendError")],
  ["503 without a word", { status: 503, body: "" }],
])("%s is tried again, more slowly each time", async (_, refusal) => {
  await fixture.connect("ann");
  fixture.server.calendars.put("ann", leftOver("a"));
  let left = 3;
  const waits: number[] = [];
  fixture.server.intercept = (method) => (method === "DELETE" && left-- > 0 ? refusal : undefined);
  const sleep = async (milliseconds: number) => void waits.push(milliseconds);
  const clock = { now: () => 0, sleep, random: () => 1 };
  const limits = { ...quick, backOffMs: 1_000 };
  expect((await run({ ...fixture.called, clock, limits, until: 1e9 })).result).toMatchObject({ deleted: 1 });
  expect(waits.map((wait) => Math.round(wait / 1_000))).toEqual([1, 2, 4]);
});

test("Google's own Retry-After is kept to", async () => {
  await fixture.connect("ann");
  fixture.server.calendars.put("ann", leftOver("a"));
  let left = 1;
  fixture.server.intercept = (method) =>
    method === "DELETE" && left-- > 0 ? refuse(429, "rateLimitExceeded", { "retry-after": "17" }) : undefined;
  const waits: number[] = [];
  const clock = { now: () => 0, sleep: async (wait: number) => void waits.push(wait), random: () => 0 };
  await run({ ...fixture.called, clock, until: 1e9 });
  expect(waits).toEqual([17_000]);
});

test("an outage puts users off, says so, and is over when it is over", async () => {
  await fixture.connect("ann");
  fixture.server.calendars.put("ann", leftOver("a"));
  fixture.server.intercept = () => refuse(503, "backendError");
  let now = 0;
  const clock = { now: () => now, sleep: async () => undefined, random: () => 1 };
  const answer = await run({ ...fixture.called, clock, until: 1e12 });
  expect(answer).toMatchObject({ isDone: false, againAt: 60_000, waitsFor: "Google: backendError" });
  expect(await run({ ...fixture.called, clock, until: 1e12 })).toMatchObject({ isDone: false, againAt: 60_000 });
  now = 60_000;
  fixture.server.intercept = () => undefined;
  expect(await run({ ...fixture.called, clock, until: 1e12 })).toMatchObject({ isDone: true, result: { deleted: 1 } });
});

test("one event that Google never answers for does not hold up the others for ever", async () => {
  await fixture.connect("ann");
  for (const id of ["a", "poison", "z"]) fixture.server.calendars.put("ann", leftOver(id));
  fixture.server.intercept = (method, path) =>
    method === "DELETE" && path.endsWith("poison") ? refuse(500, "backendError") : undefined;
  let now = 0;
  const clock = { now: () => now, sleep: async () => undefined, random: () => 1 };
  let answer = await run({ ...fixture.called, clock, until: 1e12 });
  for (let calls = 0; calls < 20 && !answer.isDone; calls++) {
    now = answer.againAt ?? now;
    answer = await run({ ...fixture.called, clock, until: 1e12 });
  }
  expect(answer).toMatchObject({
    isDone: true,
    result: { found: 3, deleted: 2, failed: 1, "failed: backendError": 1 },
  });
});

test.each([
  ["accessNotConfigured", "the Calendar API is switched off in the project at Google: switch it on"],
  ["dailyLimitExceeded", "the project's daily quota at Google is used up: the task resumes when it is renewed"],
])("%s is nobody's fault: the task waits", async (reason, waitsFor) => {
  await fixture.connect("ann");
  fixture.server.intercept = () => refuse(403, reason);
  expect(await run(fixture.called)).toMatchObject({ isDone: false, waitsFor, result: { users: 1, found: 0 } });
  expect((await fixture.ledger.nextOwners("listing", 5)).length).toBe(1);
});

test("a wrong OAuth client makes no user fail", async () => {
  await fixture.connect("ann");
  const answer = await run({ ...fixture.called, clientSecret: "another" });
  expect(answer).toMatchObject({ isDone: false, result: { users: 1 } });
  expect(answer.waitsFor).toContain("check its id and secret");
});

test("an answer that never comes is a fault like any other", async () => {
  await fixture.connect("ann");
  fixture.server.calendars.put("ann", leftOver("a"));
  const limits = { ...quick, attempts: 2, timeoutMs: 5 };
  const slow = await run({ ...fixture.called, limits: { ...limits, timeoutMs: 0.0001 } });
  expect(slow).toMatchObject({ isDone: false, waitsFor: "Google: timeout" });
});

test("the quotas of each user and of the project hold, over the border between two calls too", async () => {
  const quota = { perUser: 60, perProject: 200, minuteMs: 600 };
  await fixture.restart({ quota });
  for (const name of ["a", "b", "c", "d", "e"]) {
    await fixture.connect(name);
    for (let index = 0; index < 40; index++) fixture.server.calendars.put(name, leftOver(`v${index}`));
  }
  const limits = { ...quick, perUser: 48, perProject: 160, minuteMs: 600 };
  let calls = 1;
  while (!(await run({ ...fixture.called, limits, until: Date.now() + 400 })).isDone) calls += 1;
  expect(calls).toBeGreaterThan(1);
  expect(fixture.server.writes).toHaveLength(200);
  // What is cut off at the end of a call is looked at again; Google has refused nothing for its number.
  expect({ ...fixture.server.refusals, 412: 0 }).toEqual({ 412: 0 });
});

const page = { status: 200, body: "<html>Please sign in</html>" };

test.each([
  ["a page", page],
  ["JSON that is not Google's", { status: 200, body: { status: "ok" } }],
  ["nothing", { status: 204 }],
])(
  "a proxy that answered the listing with %s and success was done with nothing found: the task waits",
  async (_, answer) => {
    await fixture.connect("ann");
    fixture.server.calendars.put("ann", leftOver("a"));
    fixture.server.intercept = () => answer;
    let now = 0;
    const clock = { now: () => now, sleep: async () => undefined, random: () => 1 };
    expect(await run({ ...fixture.called, clock, until: 1e12 })).toMatchObject({
      isDone: false,
      waitsFor: "Google: unexpectedAnswer",
    });
    now = 60_000;
    fixture.server.intercept = () => undefined;
    expect(await run({ ...fixture.called, clock, until: 1e12 })).toMatchObject({
      isDone: true,
      result: { deleted: 1 },
    });
  },
);

test("an event whose deletion a proxy answered with a page is deleted once Google answers", async () => {
  await fixture.connect("ann");
  fixture.server.calendars.put("ann", leftOver("a"));
  let left = 1;
  fixture.server.intercept = (method) => (method === "DELETE" && left-- > 0 ? page : undefined);
  expect((await run(fixture.called)).result).toMatchObject({ found: 1, deleted: 1 });
  expect(fixture.server.writes).toEqual(["DELETE ann a"]);
});

test.each([
  ["a page", page, "network"],
  ["JSON without one", { status: 200, body: { status: "ok" } }, "unexpectedAnswer"],
])("%s in the place of an access token gave up every user: they wait", async (_, answer, reason) => {
  await fixture.connect("ann");
  fixture.server.calendars.put("ann", leftOver("a"));
  fixture.server.interceptToken = () => answer;
  let now = 0;
  const clock = { now: () => now, sleep: async () => undefined, random: () => 1 };
  expect(await run({ ...fixture.called, clock, until: 1e12 })).toMatchObject({
    isDone: false,
    waitsFor: `Google: ${reason}`,
  });
  now = 60_000;
  fixture.server.interceptToken = () => undefined;
  expect(await run({ ...fixture.called, clock, until: 1e12 })).toMatchObject({ isDone: true, result: { deleted: 1 } });
});
