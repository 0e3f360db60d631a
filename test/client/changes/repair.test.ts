import { afterEach, expect, test, vi } from "vitest";
import { aCase, deploy, documents, find, status, user } from "../support.js";
import { append, apply, changeTo, conflictsOf, inserted, patch, preload, removeDocument } from "./support.js";

afterEach(() => vi.useRealTimers());

async function deployCases() {
  const t = deploy();
  await preload(t, { users: [user("u1"), user("u2")], cases: [aCase("c1", { title: "right", legacyUserId: "u1" })] });
  const [c1, u1, u2] = [await find(t, "cases", "c1"), await find(t, "users", "u1"), await find(t, "users", "u2")];
  return { t, c1, u1: u1._id, u2: u2._id };
}

const repair = { purpose: "repair" } as const;
const countsOf = async (t: Awaited<ReturnType<typeof deployCases>>["t"]) =>
  (await status(t)).stages.map(({ stage, table, counts, issues }) => ({ stage, table, counts, issues }));

test("a fault becomes what was exported, a reference too, and the counts of match and resolve stay", async () => {
  const { t, c1, u1, u2 } = await deployCases();
  const before = await countsOf(t);
  await patch(t, c1._id, { title: "wrong", userId: u2 });
  const { generation } = await status(t);
  const changes = [changeTo("cases", "c1", { title: ["wrong", "right"], userId: [u2, u1] })];
  await apply(t, changes, repair);
  await apply(t, changes, { ...repair, list: "again" });
  expect(await find(t, "cases", "c1")).toEqual(c1);
  expect(await countsOf(t)).toEqual(before);
  expect(await conflictsOf(t)).toEqual([]);
  expect((await status(t)).generation).toBe(generation);
});

test("what a user writes between the export and the repair stays, and is listed as verification compares it", async () => {
  const { t, c1, u1, u2 } = await deployCases();
  await patch(t, c1._id, { title: "a user's", userId: u2 });
  await apply(t, [changeTo("cases", "c1", { title: ["wrong", "right"], userId: [undefined, u1] })], repair);
  expect(await find(t, "cases", "c1")).toMatchObject({ title: "a user's", userId: u2 });
  expect(await conflictsOf(t)).toMatchObject([
    { field: "title", theirs: '"a user\'s"', ours: '"right"', kept: "theirs" },
    { field: "userId", theirs: JSON.stringify(u2), ours: '"u1"', kept: "theirs" },
  ]);
});

test("a document that is missing comes again once, with its references", async () => {
  const { t, c1, u1 } = await deployCases();
  await removeDocument(t, c1._id);
  const { _id, _creationTime, ...row } = c1;
  await apply(t, [inserted("cases", { ...row, userId: u1 })], repair);
  await apply(t, [inserted("cases", { ...row, userId: u1 })], { ...repair, list: "again" });
  expect(await documents(t, "cases")).toMatchObject([row]);
});

test("what an import has appended gives way where the row has a document", async () => {
  const { t, c1 } = await deployCases();
  const { _id, _creationTime, ...row } = c1;
  await append(t, "cases", row);
  const { _creationTime: appended } = (await documents(t, "cases")).find((each) => each._id !== _id)!;
  await apply(t, [{ table: "cases", legacyKey: "c1", kind: "insert", creationTime: appended }], repair);
  expect(await documents(t, "cases")).toEqual([c1]);
});

test("a document that has gone meanwhile is not made from some fields, and the reason is listed", async () => {
  const { t, c1 } = await deployCases();
  await removeDocument(t, c1._id);
  await apply(t, [changeTo("cases", "c1", { title: ["wrong", "right"] })], repair);
  expect(await documents(t, "cases")).toEqual([]);
  expect(await conflictsOf(t)).toMatchObject([
    { legacyKey: "c1", reason: "not written: its document is not here any more" },
  ]);
});
