import { afterEach, expect, test, vi } from "vitest";
import { hashStored } from "../../../convex/shared/document/hashStored.js";
import {
  aCase,
  call,
  deploy,
  documents,
  find,
  importChanges,
  insert,
  issuesOf,
  load,
  matchesOf,
  refusal,
  settle,
  status,
  user,
} from "../support.js";
import {
  append,
  apply,
  changeTo,
  conflictsOf,
  fieldsOf,
  gone,
  inserted,
  patch,
  preload,
  removeDocument,
  removedOf,
  start,
} from "./support.js";

afterEach(() => vi.useRealTimers());

const verified = { emailVerificationTime: 1_690_000_000_000 };

async function deployCases(title = "old") {
  const t = deploy();
  await preload(t, { users: [user("u1"), user("u2"), user("u3")], cases: [aCase("c1", { title })] });
  return { t, c1: await find(t, "cases", "c1"), u2: await find(t, "users", "u2") };
}

test("update: a field that is as it came gets the new value, one that has it already stays, fields of the app's own too", async () => {
  const { t } = await deployCases();
  const changes = [changeTo("cases", "c1", { title: ["old", "new"], wage: [100n, 100n] })];
  await apply(t, changes);
  expect(await find(t, "cases", "c1")).toMatchObject({ title: "new", wage: 100n });
  await apply(t, changes, { list: "second" });
  expect(await find(t, "cases", "c1")).toMatchObject({ title: "new" });
  expect(await conflictsOf(t)).toEqual([]);
});

test("update: what somebody changed in Convex meanwhile stays, and both values are listed, once", async () => {
  const { t, c1 } = await deployCases();
  await patch(t, c1._id, { title: "theirs" });
  const changes = [changeTo("cases", "c1", { title: ["old", "new"], wage: [100n, 200n] })];
  await apply(t, changes);
  await apply(t, [changeTo("cases", "c1", { title: ["old", "new"] })], { list: "second" });
  expect(await find(t, "cases", "c1")).toMatchObject({ title: "theirs", wage: 200n });
  expect(await conflictsOf(t)).toMatchObject([
    { kind: "update", table: "cases", id: c1._id, legacyKey: "c1", field: "title", kept: "theirs" },
  ]);
  const [conflict] = await conflictsOf(t);
  expect([conflict!.theirs, conflict!.ours]).toEqual(['"theirs"', '"new"']);
});

test("update: a document that somebody deleted meanwhile does not come back, and is an issue", async () => {
  const { t, c1 } = await deployCases();
  await removeDocument(t, c1._id);
  await apply(t, [changeTo("cases", "c1", { title: ["old", "new"] })]);
  expect(await documents(t, "cases")).toEqual([]);
  expect(await issuesOf(t, "cases")).toMatchObject([{ legacyKey: "c1", code: "write_failed" }]);
});

test("update: a reference follows the source, unless somebody has pointed it elsewhere or cleared it", async () => {
  const { t, c1, u2 } = await deployCases();
  const toU3 = [changeTo("cases", "c1", { legacyUserId: ["u1", "u3"] })];
  await patch(t, c1._id, { userId: u2._id });
  await apply(t, toU3);
  expect((await find(t, "cases", "c1")).userId).toBe(u2._id);
  expect(await conflictsOf(t)).toMatchObject([{ field: "userId", theirs: JSON.stringify(u2._id), ours: '"u3"' }]);
  await patch(t, c1._id, { userId: undefined });
  await apply(t, toU3, { list: "second" });
  expect((await find(t, "cases", "c1")).userId).toBeUndefined();
  expect(await conflictsOf(t)).toMatchObject([{ theirs: JSON.stringify(u2._id) }, { field: "userId", theirs: null }]);
});

test("update of a title: a case that somebody gave to another user in Convex stays theirs", async () => {
  const { t, c1, u2 } = await deployCases();
  await patch(t, c1._id, { userId: u2._id });
  await apply(t, [
    changeTo("cases", "c1", { title: ["old", "new"] }),
    { table: "cases", legacyKey: "c1", kind: "resolve" },
  ]);
  expect(await find(t, "cases", "c1")).toMatchObject({ title: "new", userId: u2._id });
});

test("resolve run once more leaves a reference that somebody pointed elsewhere", async () => {
  const { t, c1, u2 } = await deployCases();
  await patch(t, c1._id, { userId: u2._id });
  await call(t, "run", { stage: "resolve", reset: true });
  await settle(t);
  expect((await find(t, "cases", "c1")).userId).toBe(u2._id);
});

test("a key that another document takes over: references that the migration wrote follow it", async () => {
  const t = deploy();
  await preload(t, {
    users: [user("u1")],
    teams: [{ legacyId: "t1", legacyKeySlug: "x", slug: "x", legacyOwnerId: "u1" }],
    cases: [aCase("c1", { legacyTeamId: "x" })],
  });
  await apply(t, [
    changeTo("teams", "t1", { legacyKeySlug: ["x", "y"], slug: ["x", "y"] }),
    inserted("teams", { legacyId: "t2", legacyKeySlug: "x", slug: "x", legacyOwnerId: "u1" }),
    { table: "cases", legacyKey: "c1", kind: "resolve" },
  ]);
  expect((await find(t, "cases", "c1")).teamId).toBe((await find(t, "teams", "t2"))._id);
});

test("delete: a document as it was last seen goes; one that was changed since stays, and is listed", async () => {
  const t = deploy();
  await preload(t, { users: [user("u1")], cases: [aCase("c1"), aCase("c2"), aCase("c3")] });
  const hashes = new Map((await documents(t, "cases")).map((each) => [each.legacyId as string, hashStored(each)]));
  await patch(t, (await find(t, "cases", "c2"))._id, { title: "theirs" });
  await apply(t, [gone("cases", "c1", hashes.get("c1")), gone("cases", "c2", hashes.get("c2")), gone("cases", "c3")]);
  expect((await documents(t, "cases")).map(({ legacyId }) => legacyId)).toEqual(["c2"]);
  expect(await conflictsOf(t)).toMatchObject([{ kind: "delete", legacyKey: "c2", field: null, kept: "theirs" }]);
  expect((await removedOf(t)).map(({ document }) => (JSON.parse(document) as { legacyId: string }).legacyId)).toEqual([
    "c3",
  ]);
});

test("insert: rows enter a table in which the app has documents of its own, once, whoever writes meanwhile", async () => {
  const t = deploy();
  const own = await insert(t, "cases", { title: "own", wage: 1n });
  await load(t, {});
  const rows = [inserted("cases", aCase("c1")), inserted("cases", aCase("c2"))];
  await apply(t, rows, { purpose: "load" });
  const id = (await find(t, "cases", "c1"))._id;
  await patch(t, id, { title: "theirs" });
  await apply(t, rows, { list: "second", purpose: "load" });
  expect(await documents(t, "cases")).toHaveLength(3);
  expect(await find(t, "cases", "c1")).toMatchObject({ _id: id, title: "theirs" });
  expect((await documents(t, "cases")).find(({ _id }) => _id === own["_id"])).toStrictEqual(own);
});

test("insert: an append of a row whose key is in Convex already leaves the document that stands there", async () => {
  const t = deploy();
  await load(t, {});
  const there = await insert(t, "users", user("u1", { name: "theirs" }));
  const same = await insert(t, "users", user("u2"));
  const appended = [await append(t, "users", user("u1")), await append(t, "users", user("u2"))];
  await apply(t, appended, { purpose: "load" });
  expect(await documents(t, "users")).toEqual([there, same]);
  const removed = (await removedOf(t)).map(({ document }) => JSON.parse(document) as { legacyId: string });
  expect(removed.map(({ legacyId }) => legacyId)).toEqual(["u1"]);
});

test("insert: a row whose key a merge has taken does not come a second time", async () => {
  const t = deploy();
  const account = await insert(t, "users", { email: "u1@example.com", name: "Ann", ...verified });
  await preload(t, { users: [user("u1")] });
  expect((await matchesOf(t)).map(({ id }) => id)).toEqual([account["_id"]]);
  await apply(t, [await append(t, "users", user("u1", { name: "Old" }))], { purpose: "load" });
  expect(await documents(t, "users")).toMatchObject([{ _id: account["_id"], name: "Ann" }]);
});

test("a user who leaves an account: what they changed in it since the merge stays theirs", async () => {
  const t = deploy();
  const account = await insert(t, "users", { email: "u1@example.com", ...verified });
  await preload(t, { users: [user("u1", { name: "Given", lawFirm: "Firm" })] });
  expect(await find(t, "users", "u1")).toMatchObject({ _id: account["_id"], name: "Given" });
  await patch(t, account["_id"] as string, { name: "Theirs" });
  await apply(t, [gone("users", "u1")]);
  const [left] = await documents(t, "users");
  expect(left).toMatchObject({ _id: account["_id"], name: "Theirs" });
  expect(left).not.toHaveProperty("lawFirm");
  expect(left).not.toHaveProperty("legacyId");
  expect(await conflictsOf(t)).toMatchObject([{ kind: "delete", field: "name", theirs: '"Theirs"', ours: null }]);
});

test("a change too large for one document comes in parts", async () => {
  const { t } = await deployCases();
  const text = JSON.stringify({ number: 0, ...changeTo("cases", "c1", { title: ["old", "x".repeat(1000)] }) });
  const parts = [0, 1, 2].map((part) => ({
    kind: "part" as const,
    number: 0,
    part,
    of: 3,
    text: text.slice(part * 400, part === 2 ? undefined : (part + 1) * 400),
  }));
  await importChanges(t, [...parts, { ...changeTo("cases", "c1", { wage: [100n, 7n] }), number: 1 } as never]);
  await start(t, "first");
  await settle(t);
  expect(await find(t, "cases", "c1")).toMatchObject({ title: "x".repeat(1000), wage: 7n });
});

async function deployRolledOut() {
  const t = deploy();
  const account = await insert(t, "users", { email: "u1@example.com", name: "Ann", ...verified });
  await preload(t, { users: [user("u1", { lawFirm: "Firm" }), user("u2")], cases: [aCase("c1"), aCase("c2")] });
  return { t, account: account["_id"] as string };
}

test("remove: what is as it was listed goes unlisted; what was changed since is kept whole; what has gone is done", async () => {
  const { t } = await deployRolledOut();
  const [c1, c2] = await documents(t, "cases");
  const u2 = await find(t, "users", "u2");
  const removes = [c1!, c2!, u2].map((each, index) => ({
    kind: "remove" as const,
    table: index === 2 ? "users" : "cases",
    id: each._id as string,
    hash: hashStored(each),
  }));
  await patch(t, c2!._id, { title: "theirs" });
  await removeDocument(t, u2._id);
  expect(await apply(t, removes, { purpose: "rollback" })).toMatchObject({ state: "done" });
  expect(await documents(t, "cases")).toEqual([]);
  const removed = await removedOf(t);
  expect(removed.map(({ id }) => id)).toEqual([c2!._id]);
  expect(JSON.parse(removed[0]!.document)).toMatchObject({ _id: c2!._id, title: "theirs" });
});

test.each([
  { keep: "theirs" as const, name: "Theirs", kept: "theirs" },
  { keep: "backup" as const, name: "Ann", kept: "ours" },
])("restore, keeping $keep: the account has its own values; of what it changed since both are listed", async (each) => {
  const { t, account } = await deployRolledOut();
  await patch(t, account, { name: "Theirs" });
  const fields = fieldsOf({ lawFirm: ["Firm", undefined], legacyId: ["u1", undefined], name: ["Given", "Ann"] });
  const change = { kind: "restore" as const, table: "users", id: account, fields, keep: each.keep };
  await apply(t, [change, change], { purpose: "rollback" });
  const restored = (await documents(t, "users")).find(({ _id }) => _id === account);
  expect(restored).toMatchObject({ name: each.name });
  for (const field of ["lawFirm", "legacyId"]) expect(restored).not.toHaveProperty(field);
  expect(await conflictsOf(t)).toMatchObject([
    { kind: "restore", id: account, field: "name", theirs: '"Theirs"', ours: '"Ann"', kept: each.kept },
  ]);
});

test("restore of an account that somebody deleted meanwhile does not bring it back, and is listed", async () => {
  const { t, account } = await deployRolledOut();
  await removeDocument(t, account);
  const fields = fieldsOf({ lawFirm: ["Firm", undefined] });
  await apply(t, [{ kind: "restore", table: "users", id: account, fields, keep: "theirs" }], { purpose: "rollback" });
  expect(await conflictsOf(t)).toMatchObject([{ kind: "restore", id: account, field: null, kept: "theirs" }]);
});

test("a rollback goes on while everything was aborted, ends the run, and nothing of it starts again", async () => {
  const { t } = await deployRolledOut();
  await call(t, "control", { action: "abort", by: "ann" });
  const remove = (await documents(t, "cases")).map(({ _id: id }) => ({
    kind: "remove" as const,
    table: "cases",
    id: id as string,
  }));
  expect(await apply(t, remove, { purpose: "rollback" })).toMatchObject({ state: "done" });
  expect(await status(t)).toMatchObject({ runId: "run-1", runState: "rolledBack", removed: 2, conflicts: 0 });
  expect(await apply(t, remove, { purpose: "rollback" })).toMatchObject({ state: "done" });
  expect(await refusal(start(t, "other", "rollback"))).toMatchObject({ code: "rolled_back" });
  expect(await call(t, "clearRemoved", { runId: "run-1", removed: 0, conflicts: -1 })).toBe(true);
  expect((await removedOf(t)).map(({ number }) => number)).toEqual([1]);
});

test("a rollback in a folder of another run takes nothing back", async () => {
  const { t } = await deployRolledOut();
  const [{ _id: id }] = (await documents(t, "cases")) as unknown as [{ _id: string }];
  await importChanges(t, [{ kind: "remove", table: "cases", id }]);
  expect(await refusal(start(t, "first", "rollback", "run-2"))).toMatchObject({ code: "other_run" });
  await settle(t);
  expect(await documents(t, "cases")).toHaveLength(2);
});

test("what an abandoned list of another sort left behind is not applied", async () => {
  const { t } = await deployRolledOut();
  const [{ _id: id }] = (await documents(t, "cases")) as unknown as [{ _id: string }];
  await apply(t, [{ kind: "remove", table: "cases", id }], { purpose: "catchUp" });
  expect(await documents(t, "cases")).toHaveLength(2);
  await apply(t, [gone("cases", "c2")], { purpose: "rollback", list: "second" });
  expect(await documents(t, "cases")).toHaveLength(2);
});

test("stages of a run that is being rolled back are refused", async () => {
  const { t } = await deployRolledOut();
  const remove = Array.from({ length: 80 }, (_, number) => ({
    kind: "remove" as const,
    table: "cases",
    id: `x${number}`,
  }));
  await importChanges(t, remove);
  await start(t, "first", "rollback");
  expect(await status(t)).toMatchObject({ runState: "rollingBack" });
  await call(t, "run", { stage: "verify" });
  const { stages } = await status(t);
  expect(stages.find(({ stage }) => stage === "verify")).toMatchObject({ state: "failed" });
  expect(await refusal(start(t, "second", "catchUp"))).toMatchObject({ code: "rolling_back" });
});
