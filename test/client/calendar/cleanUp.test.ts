import { expect, test } from "vitest";
import { systemClock } from "../../../convex/client/calendar/account.js";
import { useFixture } from "./fixture.js";
import { cutOver, leftOver, run } from "./support.js";

const fixture = useFixture();

const { parse } = JSON;

test("what v1 made goes, and nothing that only looks like it", async () => {
  await fixture.connect("ann");
  const { calendars } = fixture.server;
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
  expect(await run({ ...fixture.called, known: ["known"] })).toEqual({
    isDone: true,
    result: { users: 1, found: 1, deleted: 1 },
  });
  expect(calendars.alive()).toEqual(kept.map(({ id }) => `ann ${id}`).toSorted());
});

test("an event of another user's case in a shared calendar stays: ids are known whoever they belong to", async () => {
  const ann = await fixture.connect("ann");
  const bob = await fixture.connect("bob");
  fixture.server.calendars.addCalendar("team", [
    [ann, "writer"],
    [bob, "owner"],
  ]);
  fixture.server.calendars.put("team", leftOver("of-bob"));
  fixture.server.calendars.put("team", leftOver("left"));
  const { result } = await run({ ...fixture.called, known: ["of-bob"] });
  expect(fixture.server.calendars.alive()).toEqual(["team of-bob"]);
  expect(result).toEqual({ users: 2, found: 2, deleted: 1, alreadyGone: 1 });
});

test("calendars that can only be read are not looked into", async () => {
  const ann = await fixture.connect("ann");
  fixture.server.calendars.addCalendar("holidays", [[ann, "reader"]]);
  fixture.server.calendars.put("holidays", leftOver("v1"));
  expect((await run(fixture.called)).result).toEqual({ users: 1, found: 0 });
});

test("all pages are read, the empty ones in between too, and more calendars than one page holds", async () => {
  const ann = await fixture.connect("ann");
  for (let index = 0; index < 300; index++) fixture.server.calendars.addCalendar(`c${index}`, [[ann, "owner"]]);
  fixture.server.calendars.put("c299", leftOver("last"));
  fixture.server.calendars.put("ann", leftOver("first"));
  for (let index = 0; index < 600; index++)
    fixture.server.calendars.put("ann", { id: `own${index}`, summary: "Lunch" });
  for (let index = 0; index < 260; index++) fixture.server.calendars.put("ann", leftOver(`v${index}`));
  const { result } = await run(fixture.called);
  expect(result).toEqual({ users: 1, found: 262, deleted: 262 });
});

test("a dry run deletes nothing, and says how much would go for whom", async () => {
  await fixture.connect("ann");
  await fixture.connect("bob");
  for (const id of ["a", "b"]) fixture.server.calendars.put("ann", leftOver(id));
  fixture.server.calendars.put("bob", leftOver("c"));
  expect(await run(fixture.called, { dryRun: true })).toMatchObject({
    isDone: true,
    result: { users: 2, found: 3, open: 3 },
  });
  expect(fixture.server.writes).toEqual([]);
  expect((await fixture.ledger.listOwners()).items).toMatchObject([{ counts: { open: 2 } }, { counts: { open: 1 } }]);
});

test("an event that its owner has made their own in the meantime stays; one with another guest answer goes", async () => {
  await fixture.connect("ann");
  for (const id of ["renamed", "answered", "removed"]) fixture.server.calendars.put("ann", leftOver(id));
  await run({ ...fixture.called, until: Date.now() + 60_000 }, { dryRun: true });
  await fixture.ledger.changeOwner("ann", { state: "working" });
  fixture.server.calendars.change("ann", "renamed", { summary: "Talk to Acme" });
  fixture.server.calendars.change("ann", "answered", {
    attendees: [{ email: "ann@example.com", responseStatus: "accepted" }],
  });
  fixture.server.calendars.change("ann", "removed", { status: "cancelled" });
  const { result } = await run(fixture.called);
  expect(result).toMatchObject({ found: 3, deleted: 1, kept: 1, "kept: changed": 1, alreadyGone: 1 });
  expect(fixture.server.calendars.alive()).toEqual(["ann renamed"]);
  const answered = parse((await fixture.ledger.list("ann")).items.find(({ key }) => key === "ann answered")!.contents!);
  expect(answered.attendees).toHaveLength(1);
});

test("an event that v2 took over after the listing stays", async () => {
  await fixture.connect("ann");
  fixture.server.calendars.put("ann", leftOver("a"));
  await run(fixture.called, { dryRun: true });
  await fixture.ledger.changeOwner("ann", { state: "working" });
  expect((await run({ ...fixture.called, known: ["a"] })).result).toMatchObject({ kept: 1, "kept: known": 1 });
  expect(fixture.server.writes).toEqual([]);
});

test("a page token that has become too old starts its calendar again, and records nothing twice", async () => {
  await fixture.connect("ann");
  fixture.server.calendars.put("ann", leftOver("a"));
  await fixture.ledger.record("ann", [], { cursor: JSON.stringify({ calendars: ["ann"], pageToken: "stale" }) });
  expect((await run(fixture.called)).result).toEqual({ users: 1, found: 1, deleted: 1 });
});

test("it returns before its time is up, and goes on where it was", async () => {
  await fixture.connect("ann");
  for (let index = 0; index < 60; index++) fixture.server.calendars.put("ann", leftOver(`v${index}`));
  let now = 0;
  const clock = { ...systemClock, now: () => now++ };
  const answers = [];
  for (let calls = 0; calls < 50; calls++) {
    const until = now + 60;
    answers.push(await run({ ...fixture.called, clock, until }));
    expect(now).toBeLessThan(until + 10);
    if (answers.at(-1)!.isDone) break;
  }
  expect(answers.length).toBeGreaterThan(3);
  // Only the event in hand is in doubt: one that was not come to and is gone next time was deleted by somebody else.
  for (const { result } of answers) expect(Number(result["started"] ?? 0)).toBeLessThanOrEqual(1);
  expect(answers.at(-1)).toEqual({ isDone: true, result: { users: 1, found: 60, deleted: 60 } });
  expect(fixture.server.writes).toHaveLength(60);
});

test("doing it again does nothing", async () => {
  await fixture.connect("ann");
  fixture.server.calendars.put("ann", leftOver("a"));
  const first = await run(fixture.called);
  const requests = fixture.server.requests.get("ann");
  expect(await run(fixture.called)).toEqual(first);
  expect(fixture.server.requests.get("ann")).toBe(requests);
});
