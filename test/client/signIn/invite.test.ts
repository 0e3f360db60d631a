import { describe, expect, test, vi } from "vitest";
import {
  type App,
  deploy,
  documents,
  idOf,
  identity,
  migrate,
  note,
  person,
  refusal,
  run,
  seenBy,
  sha256,
  signIn,
  useAuthKeys,
} from "./support.js";

useAuthKeys();

interface Created {
  readonly invites: readonly { user: string; who: string; token: string; link: string }[];
  readonly skipped: number;
  readonly isDone: boolean;
  readonly cursor: string;
  readonly next: string;
}

const nobodysEmail = { email: undefined, emailVerificationTime: undefined };

/** Three people without any credential, and one with. */
async function moved(): Promise<App> {
  const t = deploy();
  await migrate(t, {
    users: [...["u1", "u2", "u3"].map((id) => person(id, nobodysEmail)), person("u4")],
    authAccounts: [identity("u4", "google", "4")],
    notes: [note("n1", "u1"), note("n2", "u2"), note("n3", "u1"), note("n4", "u4")],
  });
  return t;
}

const create = (t: App, args = {}) => run<Created>(t, "createInvites", args);

const enter = (t: App, token: string) => signIn(t, "invite", { token });

async function faults(t: App): Promise<(string | null)[]> {
  const { items } = await run<{ items: { fault: string | null }[] }>(t, "invites");
  return items.map(({ fault }) => fault);
}

test("a link signs its person in, once, and they see their own", async () => {
  const t = await moved();
  const { invites, next } = await create(t, { legacyId: "u1" });
  expect(next).toBe("npx convex run migrations:invites");
  const [{ token, link, who }] = invites as [Created["invites"][number]];
  expect([link, who]).toEqual([`https://app.example/in/${token}`, "Old u1"]);
  const seen = await seenBy(t, await enter(t, ` ${token}\n`));
  expect(seen).toMatchObject({ notes: ["n1 of u1", "n3 of u1"], user: { legacyId: "u1" } });
  expect(await refusal(enter(t, token))).toMatchObject({ kind: "invite", code: "used" });
  expect(await documents(t, "users")).toHaveLength(4);
  expect(await documents(t, "authSessions")).toHaveLength(1);
  expect(await faults(t)).toEqual(["used"]);
});

test("a token is nowhere: only its hash is kept", async () => {
  const t = await moved();
  const { token } = (await create(t, { legacyId: "u1" })).invites[0]!;
  await enter(t, token);
  const kept = JSON.stringify([await documents(t, "authAccounts"), await run(t, "invites")]);
  expect(kept).not.toContain(token);
  expect(kept).toContain(sha256(token));
  expect(token).toMatch(/^[a-km-np-z2-9]{32}$/);
});

test("of two who open a link at the same time one gets in", async () => {
  const t = await moved();
  const { token } = (await create(t, { legacyId: "u1" })).invites[0]!;
  const outcomes = await Promise.allSettled([enter(t, token), enter(t, token), enter(t, token)]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected", "rejected"]);
  const reasons = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason as unknown] : []));
  expect(reasons).toMatchObject([{ data: { code: "used" } }, { data: { code: "used" } }]);
  expect(await documents(t, "authSessions")).toHaveLength(1);
});

describe("links that open nothing", () => {
  test("too old", async () => {
    const t = await moved();
    const { token } = (await create(t, { legacyId: "u1", hours: 24 })).invites[0]!;
    vi.setSystemTime(Date.now() + 24 * 60 * 60 * 1000);
    expect(await refusal(enter(t, token))).toMatchObject({ code: "expired" });
    expect(await faults(t)).toEqual(["expired"]);
  });

  test("withdrawn", async () => {
    const t = await moved();
    const { token, user } = (await create(t, { legacyId: "u1" })).invites[0]!;
    expect([await run(t, "revokeInvites", { user }), await run(t, "revokeInvites", { user })]).toEqual([1, 0]);
    expect(await refusal(enter(t, token))).toMatchObject({ code: "revoked" });
  });

  test("replaced by a newer one", async () => {
    const t = await moved();
    const [first, second] = [await create(t, { legacyId: "u1" }), await create(t, { legacyId: "u1" })];
    expect(await refusal(enter(t, first.invites[0]!.token))).toMatchObject({ code: "revoked" });
    expect((await seenBy(t, await enter(t, second.invites[0]!.token)))?.notes).toEqual(["n1 of u1", "n3 of u1"]);
  });

  test.each(["", "   ", "made-up", undefined, 7])("never made: %j", async (token) => {
    const t = await moved();
    expect(await refusal(signIn(t, "invite", { token }))).toMatchObject({ code: "unknown" });
    expect(await documents(t, "authAccounts")).toHaveLength(1);
  });

  test("of a person who was deleted since", async () => {
    const t = await moved();
    const { token } = (await create(t, { legacyId: "u2" })).invites[0]!;
    const id = await idOf(t, "u2");
    await t.run(async (ctx) => ctx.db.delete(id as never));
    expect(await refusal(enter(t, token))).toMatchObject({ code: "unknown" });
  });
});

test("somebody who lost their session gets in again by a new link, as the same person", async () => {
  const t = await moved();
  for (const _ of [1, 2]) {
    const { token } = (await create(t, { legacyId: "u1" })).invites[0]!;
    expect((await seenBy(t, await enter(t, token)))?.notes).toEqual(["n1 of u1", "n3 of u1"]);
  }
  expect(await documents(t, "users")).toHaveLength(4);
});

test("links for all who have no account, page by page; a second run makes none", async () => {
  const t = await moved();
  const made: Created[] = [];
  let cursor: string | null = null;
  do {
    const page: Created = await create(t, { cursor, numItems: 2, createdBy: "ann" });
    made.push(page);
    cursor = page.isDone ? null : page.cursor;
  } while (cursor !== null);
  const all = made.flatMap(({ invites }) => invites);
  expect(made[0]!.next).toContain(`"cursor":${JSON.stringify(made[0]!.cursor)}`);
  expect(all.map(({ who }) => who)).toEqual(["Old u1", "Old u2", "Old u3"]);
  expect(new Set(all.map(({ token }) => token)).size).toBe(3);
  const second = await create(t);
  expect(second).toMatchObject({ invites: [], skipped: 3, isDone: true });
  expect((await create(t, { again: true })).invites).toHaveLength(3);
  expect(await faults(t)).toEqual(["revoked", "revoked", "revoked", null, null, null]);
  expect((await seenBy(t, await enter(t, (await create(t, { legacyId: "u2" })).invites[0]!.token)))?.notes).toEqual([
    "n2 of u2",
  ]);
});

test("during maintenance a link is not used up", async () => {
  const t = await moved();
  const { token } = (await create(t, { legacyId: "u1" })).invites[0]!;
  await run(t, "setMaintenance", { on: true });
  expect(await refusal(enter(t, token))).toMatchObject({ kind: "maintenance" });
  await run(t, "setMaintenance", { on: false });
  expect((await seenBy(t, await enter(t, token)))?.notes).toEqual(["n1 of u1", "n3 of u1"]);
});

test("a person who is named by nothing we know is said", async () => {
  const t = await moved();
  expect(await refusal(create(t, { legacyId: "u9" }))).toMatchObject({ code: "unknown_user" });
});
