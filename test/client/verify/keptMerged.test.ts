import { afterEach, expect, test, vi } from "vitest";
import { again, apply, changeTo, inserted, patch, preload } from "../changes/support.js";
import { aCase, deploy, type Export, find, insert, type NewChange, user } from "../support.js";
import { verifyAgainst } from "./verifyAgainst.js";

afterEach(() => vi.useRealTimers());

const exported: Export = {
  users: [user("u1"), user("u2"), user("u3")],
  cases: [aCase("c1", { title: "old" }), aCase("c2"), aCase("c3")],
};

test.each([
  ["has none", {}, "theirs"],
  ["has one of its own", { name: "own" }, "own"],
])(
  "what a user had changed in a row's document was a difference once the row became part of an account: the account %s",
  async (_name, more, name) => {
    const t = deploy();
    const [u1, ...others] = [user("u1", { name: "Ann", email: "none@example.com" }), user("u2"), user("u3")];
    await preload(t, { ...exported, users: [u1, ...others] });
    const { _id: id, _creationTime: time } = await find(t, "users", "u1");
    await patch(t, id, { name: "theirs" });
    await insert(t, "users", { email: "u1@example.com", emailVerificationTime: 1, ...more });
    const source = user("u1", { name: "Ann new", _creationTime: time + 1 });
    const changes = { name: ["Ann", "Ann new"], _creationTime: [time, time + 1] } as const;
    const address = ["none@example.com", "u1@example.com"] as const;
    const referring = ["c1", "c2", "c3"].map((key) => again("cases", key));
    await apply(t, [changeTo("users", "u1", { ...changes, email: address }), ...referring]);
    expect(await find(t, "users", "u1")).toMatchObject({ email: "u1@example.com", name });
    expect((await find(t, "users", "u1"))._id).not.toBe(id);
    const { failed } = await verifyAgainst(t, { ...exported, users: [source, ...others] });
    expect(failed).toEqual([]);
  },
);

test("what a user had changed went with its row into an account, and the next change of the row took it away unlisted", async () => {
  const t = deploy();
  const [u1, ...others] = [user("u1", { name: "Ann", email: "none@example.com" }), user("u2"), user("u3")];
  await preload(t, { ...exported, users: [u1, ...others] });
  await patch(t, (await find(t, "users", "u1"))._id, { name: "theirs" });
  const account = await insert(t, "users", { email: "u1@example.com", emailVerificationTime: 1 });
  const referring = ["c1", "c2", "c3"].map((key) => again("cases", key));
  const address = ["none@example.com", "u1@example.com"] as const;
  await apply(t, [changeTo("users", "u1", { name: ["Ann", "Ann 2"], email: address }), ...referring]);
  expect(await find(t, "users", "u1")).toMatchObject({ _id: account["_id"], name: "theirs" });
  const now = user("u1", { name: "Ann 3", lawFirm: "new" });
  const change = { ...inserted("users", now), replaces: true } as NewChange;
  await apply(t, [change, ...referring], { list: "again" });
  expect(await find(t, "users", "u1")).toMatchObject({ _id: account["_id"], name: "theirs", lawFirm: "new" });
  const { failed } = await verifyAgainst(t, { ...exported, users: [now, ...others] });
  expect(failed).toEqual([]);
});
