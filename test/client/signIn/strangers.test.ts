import { describe, expect, test } from "vitest";
import type { Issue } from "../../../convex/cutover/validators.js";
import { mailbox } from "./app/auth.js";
import { bcryptA, bcryptB, correct } from "./hashes.js";
import { email, enter, signUp, typed, words } from "./passwordSupport.js";
import {
  type App,
  claimsOf,
  cleanUp,
  deploy,
  documents,
  identity,
  idOf,
  migrate,
  note,
  person,
  refusal,
  run,
  seenBy,
  settle,
  signIn,
  signInWithGoogle,
  useAuthKeys,
} from "./support.js";

useAuthKeys();

const old = {
  users: [person("u1"), person("u2")],
  authAccounts: [identity("u1", "password", email, bcryptA)],
  notes: [note("n1", "u1")],
};

async function issuesOf(t: App): Promise<Issue[]> {
  return (await run<{ items: Issue[] }>(t, "issues")).items;
}

const settleRow = (t: App, legacyKey: string, keep: string, table?: string) =>
  run<{ outcome: string; closed: number }>(t, "settle", { legacyKey, keep, table });

const method = `password:${email}`;

/** The decision that the texts of the issues ask for. */
async function asTwo(t: App): Promise<void> {
  await settleRow(t, "u1", "self");
  expect(await settleRow(t, method, "self", "authAccounts")).toMatchObject({ outcome: "self", closed: 1 });
}

async function strangerHere(): Promise<App> {
  const t = deploy();
  await migrate(t, old, async () => await signUp(t));
  return t;
}

describe("somebody signed up with another's address before the migration", () => {
  test("the rightful user could never sign in again: the sign-in that nobody proved gives way, and is kept", async () => {
    const t = await strangerHere();
    expect((await issuesOf(t)).map(({ code }) => code)).toEqual(["unverified_account", "other_owner"]);
    const message = (await issuesOf(t))[1]!.message;
    expect(message).toContain(`if they are two: npx cutover match settle ${method} --keep self --table authAccounts`);
    await asTwo(t);
    const aside = (await documents(t, "authAccounts")).filter(({ provider }) => provider === "set-aside");
    expect(aside).toMatchObject([{ providerAccountId: method, secret: expect.any(String) as string }]);
    expect(await refusal(enter(t, typed))).toEqual(words);
    await cleanUp(t);
    expect((await seenBy(t, await enter(t, correct)))?.notes).toEqual(["n1 of u1"]);
  });

  test("and reset and sign-up of that address threw a raw error, too", async () => {
    const t = await strangerHere();
    await asTwo(t);
    await signIn(t, "password", { flow: "reset", email });
    const { to, code } = mailbox.at(-1)!;
    const newPassword = "a new horse";
    const entered = await signIn(t, "password", { flow: "reset-verification", email: to, code, newPassword });
    expect((await seenBy(t, entered))?.notes).toEqual(["n1 of u1"]);
    expect((await seenBy(t, await signUp(t, email, newPassword)))?.notes).toEqual(["n1 of u1"]);
    expect(await refusal(signUp(t))).toEqual(words);
  });

  test("until it is settled everybody read a raw error, and nobody could decide it", async () => {
    const t = await strangerHere();
    expect(await refusal(enter(t, correct))).toEqual(words);
    expect(await refusal(signUp(t))).toMatchObject({ kind: "credentials" });
    expect(await signIn(t, "password", { flow: "reset", email })).toBeNull();
    const [claim] = await claimsOf(t);
    const user = await idOf(t, "u1");
    expect(claim).toMatchObject({ code: "several", attempts: 3, users: expect.arrayContaining([user]) as string[] });
    await run(t, "decideClaim", { claim: claim!.claim, user });
    expect((await seenBy(t, await enter(t, correct)))?.notes).toEqual(["n1 of u1"]);
    expect(await refusal(enter(t, typed))).toEqual(words);
  });

  test("the operator's reset gave a password that did not open", async () => {
    const t = await strangerHere();
    const { password } = await run<{ password: string }>(t, "resetPassword", { legacyId: "u1" });
    expect((await seenBy(t, await enter(t, password)))?.notes).toEqual(["n1 of u1"]);
    expect(await refusal(enter(t, typed))).toEqual(words);
  });

  test.each([
    ["Google alone", [identity("u1", "google", "77")]],
    ["nothing", []],
  ])(
    "the operator's reset for a user who has no password was refused, because a stranger had typed the address: they have %s",
    async (_what, authAccounts) => {
      const t = deploy();
      await migrate(t, { ...old, authAccounts }, async () => await signUp(t));
      const { password } = await run<{ password: string }>(t, "resetPassword", { legacyId: "u1" });
      expect((await seenBy(t, await enter(t, password)))?.notes).toEqual(["n1 of u1"]);
      expect(await refusal(enter(t, typed))).toEqual(words);
    },
  );

  test("the operator's reset for the stranger does not push the rightful user out", async () => {
    const t = await strangerHere();
    const stranger = (await documents(t, "users")).find((user) => user["legacyId"] === undefined)!;
    expect(await refusal(run(t, "resetPassword", { user: stranger["_id"] as string }))).toMatchObject({
      code: "shared",
    });
  });

  test("with the same Google account nothing was typed: it cannot be separate while its twin lives", async () => {
    const t = deploy();
    const google = { sub: "77", email: "other@example.com", email_verified: true };
    const rows = { ...old, authAccounts: [identity("u1", "google", "77")] };
    await migrate(t, rows, async () => await signInWithGoogle(t, google));
    const [issue] = await issuesOf(t);
    expect(issue).toMatchObject({ code: "other_owner" });
    expect(issue!.message).not.toContain("--keep self");
    expect(await refusal(settleRow(t, "google:77", "self", "authAccounts"))).toMatchObject({ code: "twin_lives" });
  });

  test("of one who proved the address here, too, the sign-in stays: the row cannot be separate", async () => {
    const t = deploy();
    await migrate(t, { ...old, users: [person("u1", { emailVerificationTime: undefined })] }, async () => {
      await signUp(t);
      const [here] = await documents(t, "users");
      await t.run(async (ctx) => ctx.db.patch(here!["_id"] as never, { emailVerificationTime: 1 } as never));
    });
    const refused = await refusal(settleRow(t, method, "self", "authAccounts"));
    expect(refused).toMatchObject({ code: "twin_lives", next: expect.stringContaining("filter") as string });
    await settleRow(t, "u1", (await documents(t, "users"))[0]!["_id"] as string);
    await run(t, "run", { stage: "match", reset: true });
    await settle(t);
    expect((await seenBy(t, await enter(t, typed)))?.notes).toEqual(["n1 of u1"]);
  });
});

describe("two old users with one address and a password each", () => {
  const shared = {
    users: [person("u1"), person("u2", { email })],
    authAccounts: [
      { ...identity("u1", "password", email, bcryptA), legacyId: "p1" },
      { ...identity("u2", "password", email, bcryptB), legacyId: "p2" },
    ],
    notes: [note("n1", "u1"), note("n2", "u2")],
  };

  test("the issue offered to keep both, which could not last", async () => {
    const t = deploy();
    await migrate(t, shared);
    const issues = (await issuesOf(t)).filter(({ table }) => table === "authAccounts");
    expect(issues.map(({ code }) => code)).toEqual(["several_old", "several_old"]);
    for (const { message } of issues) {
      expect(message).not.toContain("--keep self");
      expect(message).toContain("filter");
    }
    expect(await refusal(settleRow(t, "p1", "self", "authAccounts"))).toMatchObject({ code: "twin_lives" });
  });

  test("each read a raw error: now the usual words, one claim, and a decision that holds", async () => {
    const t = deploy();
    await migrate(t, shared);
    for (const password of [correct, "wrong horse"]) expect(await refusal(enter(t, password))).toEqual(words);
    const [claim, ...others] = await claimsOf(t);
    expect(others).toEqual([]);
    expect(claim).toMatchObject({ code: "several", attempts: 2 });
    expect(claim!.users.toSorted()).toEqual([await idOf(t, "u1"), await idOf(t, "u2")].toSorted());
    expect(await refusal(run(t, "decideClaim", { claim: claim!.claim }))).toMatchObject({ code: "taken" });
    await run(t, "decideClaim", { claim: claim!.claim, user: await idOf(t, "u2") });
    expect((await seenBy(t, await enter(t, correct)))?.notes).toEqual(["n2 of u2"]);
  });
});

test("without a match of accounts the twin was not seen: the words are the usual ones all the same", async () => {
  const t = deploy();
  await migrate(t, old, async () => await signUp(t), []);
  expect(await refusal(enter(t, correct))).toEqual(words);
  expect(await claimsOf(t)).toMatchObject([{ code: "several" }]);
});
