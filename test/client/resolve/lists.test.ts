import { afterEach, expect, test, vi } from "vitest";
import type { Document } from "../../../convex/shared/document/document.js";
import { again, apply, changeTo, inserted, patch, preload, removeDocument } from "../changes/support.js";
import {
  type App,
  call,
  deploy,
  documents,
  find,
  finish,
  insert,
  issuesOf,
  load,
  settle,
  status,
  user,
} from "../support.js";
import { enforceOn } from "../limits.js";
import { verifyAgainst } from "../verify/verifyAgainst.js";

afterEach(() => vi.useRealTimers());

const people = ["u1", "u2", "u3"];
const users = people.map((key) => user(key));
const idsOf = async (t: App, ...keys: string[]) =>
  await Promise.all(keys.map(async (key) => (await find(t, "users", key))._id));
const watchers = (keys: readonly string[], more: Document = {}) =>
  aTeam("c1", { legacyWatcherIds: [...keys], ...more });
const aTeam = (legacyId: string, more: Document = {}): Document => ({
  legacyId,
  legacyKeySlug: legacyId,
  slug: legacyId,
  legacyOwnerId: "u1",
  ...more,
});
const watchersChange = (key: string, from: string[], to: string[]) =>
  changeTo("teams", key, { legacyWatcherIds: [from, to] });
const gone = (list: number) => Array.from({ length: 800 }, (_, at) => `gone${list}-${at}`);
const watchersOf = async (t: App) => (await find(t, "teams", "c1")).watcherIds;

test("a list of keys becomes the list of their ids, in its order, each as often as it stood there", async () => {
  const t = deploy();
  const team = { legacyId: "t1", legacyKeySlug: "north", slug: "north", legacyOwnerId: "u1" };
  const cases = [
    watchers(["u3", "u1", "u3"], { legacyPartnerTeams: ["north"] }),
    aTeam("c2", { legacyWatcherIds: [] }),
  ];
  await load(t, { users, teams: [team, ...cases] });
  const { tables, stages } = await finish(t, "match", "resolve", "verify");
  const [u1, u3] = await idsOf(t, "u1", "u3");
  expect(await find(t, "teams", "c1")).toMatchObject({
    watcherIds: [u3, u1, u3],
    partnerTeams: [(await find(t, "teams", "t1"))._id],
  });
  expect((await find(t, "teams", "c2")).watcherIds).toEqual([]);
  const counted = stages.filter(({ table, stage }) => table === "teams" && ["resolve", "verify"].includes(stage));
  expect(counted.map(({ counts }) => counts["resolved"])).toEqual([7, 7]);
  expect(tables.find(({ table }) => table === "teams")!.verified).toBe(true);
  await finish(t, "cleanup");
  const [, cleaned] = await documents(t, "teams");
  expect(cleaned).toEqual(expect.not.objectContaining({ legacyWatcherIds: expect.anything() as unknown }));
  expect(cleaned).toMatchObject({ watcherIds: [u3, u1, u3] });
});

test("each item without a document is an issue of its own, or cleared, and the others stay in their order", async () => {
  const t = deploy();
  await load(t, { users, teams: [watchers(["x", "u1", "y", "u2"], { legacyPastOwnerIds: ["u3", "x"] })] });
  const { tables } = await finish(t, "match", "resolve", "verify");
  const [u1, u2, u3] = await idsOf(t, "u1", "u2", "u3");
  expect(await find(t, "teams", "c1")).toMatchObject({ watcherIds: [u1, u2], pastOwnerIds: [u3] });
  const open = { legacyKey: "c1", field: "watcherIds", code: "missing_target", state: "open" };
  expect(await issuesOf(t, "teams")).toMatchObject([
    { ...open, key: "x", message: 'legacyWatcherIds "x" points to nothing in users by id' },
    { ...open, key: "y" },
    { ...open, field: "pastOwnerIds", key: "x", state: "cleared" },
  ]);
  const { checks } = tables.find(({ table }) => table === "teams")!;
  expect(checks.find(({ level }) => level === "references")).toMatchObject({
    ok: true,
    expected: "3 unresolved, 0 dangling",
  });
});

test("an item that comes later takes its place when resolve runs again", async () => {
  const t = deploy();
  await load(t, { users: [user("u1"), user("u3")], teams: [watchers(["u1", "u2", "u3"])] });
  await finish(t, "match", "resolve");
  expect(await watchersOf(t)).toEqual(await idsOf(t, "u1", "u3"));
  await insert(t, "users", user("u2"));
  await call(t, "run", { stage: "resolve", reset: true });
  await settle(t);
  expect(await watchersOf(t)).toEqual(await idsOf(t, ...people));
  expect(await issuesOf(t)).toEqual([]);
});

test("what users have put into a list stays when resolve runs again", async () => {
  const t = deploy();
  await preload(t, { users, teams: [watchers(["u1", "u2"])] });
  const [u1, u2, u3] = await idsOf(t, ...people);
  const { _id } = await find(t, "teams", "c1");
  await patch(t, _id, { watcherIds: [u1, u3, u2] });
  await call(t, "run", { stage: "resolve", reset: true });
  await settle(t);
  expect(await watchersOf(t)).toEqual([u1, u3, u2]);
});

test("a catch-up leaves what users took out of a list, and brings the item that was missing", async () => {
  const t = deploy();
  const before = watchers(["u1", "u2", "u3"]);
  await preload(t, { users: [user("u1"), user("u3")], teams: [before] });
  const [u1, u3] = await idsOf(t, "u1", "u3");
  const { _id } = await find(t, "teams", "c1");
  await patch(t, _id, { watcherIds: [u3] });
  await apply(t, [inserted("users", user("u2"))]);
  // Without u1, which a user has taken out: such a list is theirs, and what it misses is listed.
  expect(await watchersOf(t)).toEqual([u3]);
  expect(await issuesOf(t)).toMatchObject([{ legacyKey: "c1", key: "u2", code: "list_changed", state: "open" }]);
  await patch(t, _id, { watcherIds: [u1, u3] });
  await apply(t, [again("teams", "c1")], { list: "second" });
  expect(await watchersOf(t)).toEqual(await idsOf(t, ...people));
  expect(await issuesOf(t)).toEqual([]);
});

test("a list that changed in the source is written anew; one that users have changed is a conflict", async () => {
  const t = deploy();
  await preload(t, { users, teams: [watchers(["u1", "u2"]), aTeam("c2", { legacyWatcherIds: ["u1"] })] });
  const [u1, , u3] = await idsOf(t, ...people);
  const theirs = await find(t, "teams", "c2");
  await patch(t, theirs._id, { watcherIds: [u3, u1] });
  await apply(t, [watchersChange("c1", ["u1", "u2"], ["u3"]), watchersChange("c2", ["u1"], ["u1", "u2"])]);
  expect(await watchersOf(t)).toEqual([u3]);
  expect(await find(t, "teams", "c2")).toMatchObject({ watcherIds: [u3, u1], legacyWatcherIds: ["u1"] });
  const { items } = await call<{ items: unknown[] }>(t, "conflicts", { runId: "run-1", after: -1 });
  expect(items).toMatchObject([{ legacyKey: "c2", field: "watcherIds", kept: "theirs", ours: '["u1","u2"]' }]);
});

test("the document of a merged user is followed into lists, and the list verifies as the source has it", async () => {
  const t = deploy();
  await t.run(async ({ db }) => {
    await db.insert("users", { email: "u2@example.com", emailVerificationTime: 1 });
  });
  const exported = { users, teams: [watchers(["u2", "u1", "u2"])] };
  await load(t, exported);
  const { tables } = await finish(t, "match", "resolve", "verify");
  const [account, u1] = await idsOf(t, "u2", "u1");
  expect(await watchersOf(t)).toEqual([account, u1, account]);
  expect(tables.find(({ table }) => table === "teams")!.verified).toBe(true);
});

test("two rows that are settled into one stand in a list as they did, before and after resolve, and verify", async () => {
  for (const stages of [["match"], ["match", "resolve"]] as const) {
    const t = deploy();
    const twins = [user("u1"), user("u2", { email: "u1@example.com" }), user("u3")];
    await load(t, { users: twins, teams: [watchers(["u2", "u3", "u1"])] });
    await finish(t, ...stages);
    const [u1, u3] = await idsOf(t, "u1", "u3");
    await call(t, "settle", { legacyKey: "u2", keep: u1! });
    await settle(t);
    const { tables } = await finish(t, "match", "resolve", "verify");
    expect(await watchersOf(t)).toEqual([u1, u3, u1]);
    expect(tables.find(({ table }) => table === "teams")!.verified).toBe(true);
  }
});

test("a rollback of a merge by a catch-up gives lists the row's own document again", async () => {
  const t = deploy();
  await t.run(async ({ db }) => await db.insert("users", { email: "u2@example.com", emailVerificationTime: 1 }));
  await preload(t, { users, teams: [watchers(["u1", "u2"])] });
  const account = (await find(t, "users", "u2"))._id;
  const moved = user("u2", { email: "other@example.com" });
  await apply(
    t,
    [inserted("users", { ...moved }), again("teams", "c1")].map((change) =>
      "document" in change ? { ...change, replaces: true } : change,
    ),
  );
  const [u1, u2] = await idsOf(t, "u1", "u2");
  expect(u2).not.toBe(account);
  expect(await watchersOf(t)).toEqual([u1, u2]);
});

test("documents of the app's own follow a move in their lists, too", async () => {
  const t = deploy();
  await preload(t, { users, teams: [] });
  const [u1, u2] = await idsOf(t, "u1", "u2");
  const own = await t.run(
    async ({ db }) => await db.insert("teams", { ownerId: u1!, slug: "own", watcherIds: [u1!, u2!, u1!] }),
  );
  await call(t, "moveReferences", { table: "users", from: u1!, to: u2! });
  await settle(t);
  expect(await t.run(async ({ db }) => (await db.get(own))!.watcherIds)).toEqual([u2, u2, u2]);
});

test("a user who was deleted in Convex leaves a list dangling, and that is found", async () => {
  const t = deploy();
  await preload(t, { users, teams: [watchers(["u1", "u2"])] });
  await removeDocument(t, (await find(t, "users", "u2"))._id);
  const { tables } = await finish(t, "verify");
  const { checks } = tables.find(({ table }) => table === "teams")!;
  expect(checks.find(({ level }) => level === "references")).toMatchObject({
    ok: false,
    found: expect.stringContaining("1 dangling") as string,
  });
});

test("a list that somebody has shortened does not verify", async () => {
  const t = deploy();
  const exported = { users, teams: [watchers(["u1", "u2"])] };
  await preload(t, exported);
  await patch(t, (await find(t, "teams", "c1"))._id, { watcherIds: await idsOf(t, "u2") });
  const { verified, failed } = await verifyAgainst(t, exported, "teams");
  expect(verified).toBe(false);
  expect(failed.map(({ level }) => level)).toEqual(["references"]);
});

test("batches of long lists are as large as a transaction takes, however short those before were", async () => {
  const t = deploy();
  enforceOn(t, { document: 0 });
  const short = Array.from({ length: 60 }, (_, at) => aTeam(`a${at}`));
  const long = Array.from({ length: 7 }, (_, at) => aTeam(`b${at}`, { legacyPastOwnerIds: gone(at) }));
  await load(t, { users, teams: [...short, ...long] });
  await finish(t, "match", "resolve", "verify");
  const { stages, tables } = await status(t);
  const ended = stages.filter(({ stage, table }) => stage === "resolve" && table === "teams");
  expect(ended).toMatchObject([
    { state: "done", error: null, processed: 67, counts: { resolved: 67, unresolved: 5_600 } },
  ]);
  expect(tables.find(({ table }) => table === "teams")!.verified).toBe(true);
}, 60_000);
