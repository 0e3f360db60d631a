import { expect, test } from "vitest";
import { refuse } from "./answers.js";
import { useFixture } from "./fixture.js";
import { leftOver, run, undoAll } from "./support.js";

const fixture = useFixture();

test("undo puts back what was deleted, as it was, under its own id", async () => {
  await fixture.connect("ann");
  const before = fixture.server.calendars.put("ann", leftOver("a", { location: "Room 5", status: "tentative" }));
  fixture.server.calendars.put("ann", leftOver("mine"));
  await run(fixture.called);
  expect(await undoAll(fixture.called)).toEqual({ isDone: true, result: { users: 1, found: 2, restored: 2 } });
  const { etag: _, ...restored } = fixture.server.calendars.find("ann", "a")!.event;
  expect(before).toMatchObject(restored);
  expect(fixture.server.calendars.alive()).toEqual(["ann a", "ann mine"]);
});

test("what is gone from the bin, too, comes back as an import with its iCalUID", async () => {
  await fixture.connect("ann");
  fixture.server.calendars.put("ann", leftOver("a"));
  await run(fixture.called);
  fixture.server.calendars.find("ann", "a")!.isPurged = true;
  expect((await undoAll(fixture.called)).result).toMatchObject({ restored: 1 });
  const [key] = fixture.server.calendars.alive();
  expect(fixture.server.calendars.find("ann", key!.split(" ")[1]!)!.event).toMatchObject({ iCalUID: "a@google.com" });
});

test("what somebody else had deleted before is not put back, and what cannot be can be tried again", async () => {
  await fixture.connect("ann");
  for (const id of ["a", "b", "gone"]) fixture.server.calendars.put("ann", leftOver(id));
  await run(fixture.called, { dryRun: true });
  await fixture.ledger.changeOwner("ann", { state: "working" });
  fixture.server.calendars.change("ann", "gone", { status: "cancelled" });
  await run(fixture.called);
  fixture.server.intercept = (method, path) =>
    method === "PUT" && path.endsWith("/b") ? refuse(403, "forbidden") : undefined;
  expect((await undoAll(fixture.called)).result).toMatchObject({
    restored: 1,
    deleted: 1,
    alreadyGone: 1,
    "done: not_restored_forbidden": 1,
    "users failed: not_all_restored": 1,
  });
  fixture.server.intercept = () => undefined;
  const { result } = await undoAll(fixture.called);
  expect(result).toEqual({ users: 1, found: 3, alreadyGone: 1, restored: 2 });
  expect(fixture.server.calendars.alive()).toEqual(["ann a", "ann b"]);
});

test("a deed that was begun and never got an outcome counts as done, and undo leaves alone what lives", async () => {
  await fixture.connect("ann");
  for (const id of ["deleted", "untouched"]) fixture.server.calendars.put("ann", leftOver(id));
  await run(fixture.called, { dryRun: true });
  const started = (await fixture.ledger.list("ann")).items.map(({ key }) => ({ key, state: "started" as const }));
  await fixture.ledger.recordOutcome("ann", started, { state: "working" });
  fixture.server.calendars.change("ann", "deleted", { status: "cancelled" });
  fixture.server.calendars.change("ann", "untouched", { location: "elsewhere" });
  expect((await undoAll(fixture.called)).result).toMatchObject({ restored: 2 });
  expect(fixture.server.writes).toEqual(["PUT ann deleted"]);
});
