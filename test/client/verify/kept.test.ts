import { afterEach, expect, test, vi } from "vitest";
import { convexToJson, type Value } from "convex/values";
import type { CutoverStatus } from "../../../convex/client/index.js";
import type { Document } from "../../../convex/shared/document/document.js";
import { bucketOf } from "../../../convex/shared/document/fingerprint.js";
import { apply, changeTo, conflictsOf, gone, inserted, patch, preload, removeDocument } from "../changes/support.js";
import {
  aCase,
  type App,
  call,
  deploy,
  type Export,
  find,
  insert,
  inspect,
  issuesOf,
  type NewChange,
  user,
} from "../support.js";
import { verifyAgainst } from "./verifyAgainst.js";

afterEach(() => vi.useRealTimers());

const exported: Export = {
  users: [user("u1"), user("u2"), user("u3")],
  cases: [aCase("c1", { title: "old" }), aCase("c2"), aCase("c3")],
};

async function deployCases(): Promise<App> {
  const t = deploy();
  await preload(t, exported);
  return t;
}

const withFirst = (more: Parameters<typeof aCase>[1]): Export => ({
  ...exported,
  cases: [aCase("c1", more), aCase("c2"), aCase("c3")],
});

test("a value that somebody changed in Convex, kept by a catch-up, made verify fail and the window go back", async () => {
  const t = await deployCases();
  const { _id: id } = await find(t, "cases", "c1");
  const { _id: u3 } = await find(t, "users", "u3");
  await patch(t, id, { title: "theirs", userId: u3 });
  await apply(t, [changeTo("cases", "c1", { title: ["old", "new"], legacyUserId: ["u1", "u2"], wage: [100n, 200n] })]);
  expect((await conflictsOf(t)).map(({ field }) => field)).toEqual(["title", "userId"]);
  const now = withFirst({ title: "new", legacyUserId: "u2", wage: 200n });
  expect(await verifyAgainst(t, now)).toEqual({ verified: true, failed: [], kept: 2 });
  expect(await find(t, "cases", "c1")).toMatchObject({ title: "theirs", userId: u3 });
});

test("beside a kept value every other fault of the document is still found", async () => {
  const t = await deployCases();
  const { _id: id } = await find(t, "cases", "c1");
  await patch(t, id, { title: "theirs" });
  await apply(t, [changeTo("cases", "c1", { title: ["old", "new"] })]);
  await patch(t, id, { wage: 101n });
  const { verified, failed } = await verifyAgainst(t, withFirst({ title: "new" }));
  expect({ verified, failed }).toMatchObject({
    verified: false,
    failed: [{ level: "fingerprints", buckets: [bucketOf("c1")] }],
  });
  const [found] = await inspect(t, "cases", [bucketOf("c1")]);
  expect(new Map(found!.fields).get("title")).toBe('"new"');
});

test("a document of a deleted row that stays because somebody changed it is not one too many", async () => {
  const t = await deployCases();
  const { _id: id } = await find(t, "cases", "c1");
  await patch(t, id, { title: "theirs" });
  await apply(t, [gone("cases", "c1", "as the command last saw it")]);
  const now = { ...exported, cases: [aCase("c2"), aCase("c3")] };
  expect(await verifyAgainst(t, now)).toEqual({ verified: true, failed: [], kept: 1 });
  expect(await inspect(t, "cases", [bucketOf("c1")])).toEqual([]);
});

test("once the source has the same value, what it has next is demanded again", async () => {
  const t = await deployCases();
  const { _id: id } = await find(t, "cases", "c1");
  await patch(t, id, { title: "theirs" });
  await apply(t, [changeTo("cases", "c1", { title: ["old", "new"] })]);
  await apply(t, [changeTo("cases", "c1", { title: ["new", "theirs"] })], { list: "agreed" });
  expect(await conflictsOf(t)).toEqual([]);
  expect(await verifyAgainst(t, withFirst({ title: "theirs" }))).toMatchObject({ verified: true, kept: 0 });
  await apply(t, [changeTo("cases", "c1", { title: ["theirs", "last"] })], { list: "last" });
  expect(await verifyAgainst(t, withFirst({ title: "last" }))).toMatchObject({ verified: true, kept: 0 });
});

test("the latest value of the source stands in for a kept one, a field that has gone there too", async () => {
  const t = await deployCases();
  const { _id: id } = await find(t, "cases", "c1");
  await patch(t, id, { title: "theirs" });
  await apply(t, [changeTo("cases", "c1", { title: ["old", "new"] })]);
  await apply(t, [changeTo("cases", "c1", { title: ["new", "newer"] })], { list: "newer" });
  expect(await verifyAgainst(t, withFirst({ title: "newer" }))).toMatchObject({ verified: true, kept: 1 });
});

test.each<[string, readonly string[]]>([
  ["there and back", ["new", "newer", "new"]],
  ["there and back twice", ["new", "newer", "new", "newer"]],
  ["by a third value", ["new", "newer", "newest", "new"]],
])(
  "a value that the source had before, and has again, made verify demand the one in between: %s",
  async (_name, titles) => {
    const t = await deployCases();
    const { _id: id } = await find(t, "cases", "c1");
    await patch(t, id, { title: "theirs" });
    for (const [at, title] of titles.entries())
      await apply(t, [changeTo("cases", "c1", { title: [titles[at - 1] ?? "old", title] })], { list: `${at}` });
    const last = titles.at(-1)!;
    expect((await conflictsOf(t)).at(-1)).toMatchObject({ theirs: '"theirs"', ours: JSON.stringify(last) });
    expect(await verifyAgainst(t, withFirst({ title: last }))).toEqual({ verified: true, failed: [], kept: 1 });
  },
);

test("a row that is back in the source is demanded again, though its document had stayed", async () => {
  const t = await deployCases();
  const { _id: id } = await find(t, "cases", "c1");
  await patch(t, id, { title: "theirs" });
  await apply(t, [gone("cases", "c1", "as the command last saw it")]);
  await apply(t, [inserted("cases", aCase("c1", { title: "back" }))], { list: "back" });
  const { verified } = await verifyAgainst(t, withFirst({ title: "back" }));
  expect(verified).toBe(false);
});

/** What the window's list says of a document that people have changed, or deleted, before it began. */
const keptAs = (legacyKey: string, fields: Record<string, Value | undefined>): NewChange => {
  const sides = Object.entries(fields).map(([name, value]) => [
    name,
    value === undefined ? {} : { after: convexToJson(value) },
  ]);
  return { table: "cases", legacyKey, kind: "keep", fields: JSON.stringify(Object.fromEntries(sides)) };
};
const keptAway = (row: Document, table: "cases" | "users" = "cases"): NewChange => ({
  table,
  legacyKey: row["legacyId"] as string,
  kind: "keep",
  document: JSON.stringify(convexToJson(row)),
});

test("an edit of a migrated document whose row had not changed made the window go back", async () => {
  const t = await deployCases();
  const { _id: id } = await find(t, "cases", "c1");
  const { _id: u3 } = await find(t, "users", "u3");
  await patch(t, id, { title: "theirs", userId: u3 });
  await apply(t, [keptAs("c1", { title: "old", userId: "u1" })]);
  expect(await verifyAgainst(t, exported)).toEqual({ verified: true, failed: [], kept: 2 });
  expect(await find(t, "cases", "c1")).toMatchObject({ title: "theirs", userId: u3 });
});

test("a fault of a field that nobody has changed is found beside one that somebody has", async () => {
  const t = await deployCases();
  const { _id: id } = await find(t, "cases", "c1");
  await patch(t, id, { title: "theirs", wage: 101n });
  await apply(t, [keptAs("c1", { title: "old" })]);
  expect(await verifyAgainst(t, exported)).toMatchObject({ verified: false, kept: 1 });
});

/** Deletes the document of a row as a user does; gives the export, in which the row still is. */
async function deleteAsUser(t: App, legacyKey: string, from: Export): Promise<{ row: Document; from: Export }> {
  const { _id: id, _creationTime } = await find(t, "cases", legacyKey);
  await removeDocument(t, id);
  const row = { ...aCase(legacyKey), _creationTime };
  const cases = from["cases"]!.map((each) => (each["legacyId"] === legacyKey ? row : each));
  return { row, from: { ...from, cases } };
}

test("a migrated document that a user had deleted made the window go back", async () => {
  const t = await deployCases();
  const { row, from } = await deleteAsUser(t, "c2", exported);
  await apply(t, [keptAway(row)]);
  expect(await conflictsOf(t)).toMatchObject([{ kind: "keep", id: "", legacyKey: "c2", theirs: null, kept: "theirs" }]);
  expect(await verifyAgainst(t, from)).toEqual({ verified: true, failed: [], kept: 1 });
});

test("a document that is lost is found beside one that a user had deleted", async () => {
  const t = await deployCases();
  const first = await deleteAsUser(t, "c2", exported);
  await apply(t, [keptAway(first.row)]);
  const { from } = await deleteAsUser(t, "c3", first.from);
  expect(await verifyAgainst(t, from)).toMatchObject({ verified: false, kept: 1 });
});

test("what refers to a document that a user had deleted is no dangling reference", async () => {
  const t = await deployCases();
  const { _id: id, _creationTime } = await find(t, "users", "u1");
  await removeDocument(t, id);
  const row = { ...user("u1"), _creationTime };
  await apply(t, [keptAway(row, "users")]);
  const from = { ...exported, users: [row, user("u2"), user("u3")] };
  expect(await verifyAgainst(t, from)).toEqual({ verified: true, failed: [], kept: 0 });
});

test("a row that goes from the source, too, is not demanded any more", async () => {
  const t = await deployCases();
  const { row } = await deleteAsUser(t, "c2", exported);
  await apply(t, [keptAway(row)]);
  await apply(t, [gone("cases", "c2")], { list: "gone" });
  expect(await conflictsOf(t)).toEqual([]);
  const from = { ...exported, cases: [exported["cases"]![0]!, aCase("c3")] };
  expect(await verifyAgainst(t, from)).toEqual({ verified: true, failed: [], kept: 0 });
});

test("a value that has come to be the source's since was listed as a user's own", async () => {
  const t = await deployCases();
  const { _id: id } = await find(t, "cases", "c1");
  const { _id: u3 } = await find(t, "users", "u3");
  await patch(t, id, { title: "old", userId: u3 });
  await apply(t, [keptAs("c1", { title: "old", userId: "u1" })]);
  expect((await conflictsOf(t)).map(({ field }) => field)).toEqual(["userId"]);
  expect(await verifyAgainst(t, exported)).toEqual({ verified: true, failed: [], kept: 1 });
});

test("beside a reference that a user had set, another one's missing target was no issue any more", async () => {
  const t = deploy();
  const missing = { legacyTeamId: "no such team", legacyUserId: "u9" };
  const rows = { ...exported, cases: [aCase("c1", missing), aCase("c2"), aCase("c3")] };
  await preload(t, rows);
  expect(await issuesOf(t, "cases")).toHaveLength(2);
  const { _id: id } = await find(t, "cases", "c1");
  const { _id: u3 } = await find(t, "users", "u3");
  await patch(t, id, { userId: u3 });
  await apply(t, [keptAs("c1", { userId: "u9" })]);
  expect((await issuesOf(t, "cases")).map(({ field }) => field)).toEqual(["teamId"]);
  const { stages } = await call<CutoverStatus>(t, "status");
  expect(stages.find(({ stage, table }) => stage === "resolve" && table === "cases")!.counts).toMatchObject({
    unresolved: 1,
  });
});

test("a reference that a user had cleared is not written again, and a user's own account is not matched", async () => {
  const t = await deployCases();
  const { _id: id } = await find(t, "cases", "c1");
  const { _id: u1 } = await find(t, "users", "u1");
  await patch(t, id, { title: "theirs", userId: undefined });
  await patch(t, u1, { email: "now@x.com" });
  await insert(t, "users", { email: "now@x.com", emailVerificationTime: 1 });
  const ofUser = { ...keptAs("u1", { email: "u1@example.com" }), table: "users" };
  await apply(t, [keptAs("c1", { title: "old", userId: "u1" }), ofUser]);
  expect(await find(t, "cases", "c1")).not.toHaveProperty("userId");
  expect(await find(t, "users", "u1")).toMatchObject({ _id: u1, email: "now@x.com" });
});
