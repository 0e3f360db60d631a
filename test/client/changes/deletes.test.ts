import { afterEach, expect, test, vi } from "vitest";
import { hashStored } from "../../../convex/shared/document/hashStored.js";
import { aCase, deploy, documents, find, user } from "../support.js";
import { apply, conflictsOf, gone, patch, preload, removedOf } from "./support.js";

afterEach(() => vi.useRealTimers());

test("delete: a load took a document away, with the reference that somebody had pointed elsewhere, and listed it nowhere", async () => {
  const t = deploy();
  await preload(t, { users: [user("u1"), user("u2")], cases: [aCase("c1"), aCase("c2")] });
  const u2 = (await find(t, "users", "u2"))._id;
  for (const key of ["c1", "c2"]) await patch(t, (await find(t, "cases", key))._id, { userId: u2 });
  const seen = (await documents(t, "cases")).map((each) => {
    return { ...gone("cases", each.legacyId as string, hashStored(each)), isListed: true };
  });
  await patch(t, (await find(t, "cases", "c2"))._id, { title: "theirs" });
  await apply(t, seen, { purpose: "load" });
  expect((await removedOf(t)).map(({ document }) => JSON.parse(document) as object)).toMatchObject([
    { legacyId: "c1", userId: u2 },
  ]);
  expect(await conflictsOf(t)).toMatchObject([{ kind: "delete", legacyKey: "c2", field: null, kept: "theirs" }]);
});
