import { describe, expect, test } from "vitest";
import type { Issue } from "../../../convex/cutover/validators.js";
import { mail, mailbox } from "./app/auth.js";
import { bcryptA, bcryptB, correct } from "./hashes.js";
import { email, enter, moved, signUp, typed, words } from "./passwordSupport.js";
import {
  type App,
  deploy,
  documents,
  finish,
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

const notes = [note("n1", "u1")];
const google = { sub: "1", email, email_verified: true };

const remove = async (t: App, id: string) => await t.run(async (ctx) => ctx.db.delete(id as never));

/** A sign-in whose user is gone: a rollback took them, or the app deleted them. */
async function leaveBehind(t: App, method: object): Promise<void> {
  await t.run(async (ctx) => {
    const userId = await ctx.db.insert("users", { email });
    await ctx.db.insert("authAccounts", { userId, ...method } as never);
    await ctx.db.delete(userId);
  });
}

describe("a sign-in whose user is gone, and a migrated one beside it", () => {
  test.each([
    ["a verified address", { provider: "password", providerAccountId: email, secret: bcryptB, emailVerified: email }],
    ["a typed one", { provider: "password", providerAccountId: email, secret: bcryptB }],
    ["Google's id", { provider: "google", providerAccountId: "1" }],
  ])("nobody could settle it, and both opened for nobody: %s", async (_what, method) => {
    const t = deploy();
    const { provider, providerAccountId: account } = method;
    const authAccounts = [identity("u1", provider, account, provider === "google" ? undefined : bcryptA)];
    await migrate(t, { users: [person("u1")], authAccounts, notes }, async () => await leaveBehind(t, method));
    const [issue] = (await run<{ items: Issue[] }>(t, "issues")).items;
    const settling = `match settle ${provider}:${account} --keep self --table authAccounts`;
    expect(issue).toMatchObject({ code: "other_owner", message: expect.stringContaining(settling) as string });
    expect(issue!.message).not.toContain("--table users");
    await run(t, "settle", { legacyKey: `${provider}:${account}`, keep: "self", table: "authAccounts" });
    const who = provider === "google" ? await signInWithGoogle(t, google) : await enter(t, correct);
    expect((await seenBy(t, who))?.notes).toEqual(["n1 of u1"]);
  });
});

async function deleted(): Promise<App> {
  const t = await moved(bcryptA);
  await remove(t, await idOf(t, "u1"));
  return t;
}

describe("a password account whose user the app has deleted", () => {
  test("a sign-up with another password read a raw error", async () => {
    const t = await deleted();
    expect(await refusal(signUp(t))).toMatchObject({ kind: "credentials" });
    expect(await refusal(enter(t, typed))).toEqual(words);
  });

  test("with its own password it is told that the account is gone", async () => {
    expect(await refusal(signUp(await deleted(), email, correct))).toMatchObject({ kind: "claim", code: "gone" });
  });

  test("comes back by a reset, as a new user, and by Google with another's address as that one", async () => {
    const t = await deleted();
    await signIn(t, "password", { flow: "reset", email });
    const { to, code } = mailbox.at(-1)!;
    const params = { flow: "reset-verification", email: to, code, newPassword: "a new horse" };
    expect(await seenBy(t, await signIn(t, "password", params))).toMatchObject({ notes: [], user: { email } });
    const other = await signInWithGoogle(t, { ...google, email: "u2@example.com" });
    expect((await seenBy(t, other))?.notes).toEqual(["n3 of u2"]);
  });
});

async function loaded(): Promise<App> {
  const t = deploy();
  await migrate(
    t,
    { users: [person("u1")], authAccounts: [identity("u1", "password", email, bcryptA)], notes },
    [],
    [],
  );
  return t;
}

/** What is read; a reset says nothing to anybody. */
const kindOf = async (answer: Promise<unknown>): Promise<string> =>
  await answer.then(
    () => "no answer",
    (error: Error & { data?: { kind: string } }) => error.data?.kind ?? error.message,
  );

describe("between load and resolve, when an account has no user yet", () => {
  const tries: [string, (t: App) => Promise<unknown>, string][] = [
    ["sign-in", async (t) => await enter(t, correct), "credentials"],
    ["sign-up", async (t) => await signUp(t), "credentials"],
    ["reset", async (t) => await signIn(t, "password", { flow: "reset", email }), "no answer"],
  ];

  test.each(tries)("%s read a raw error: now the usual words, and it works afterwards", async (_what, act, kind) => {
    const t = await loaded();
    expect([await kindOf(act(t)), mailbox]).toEqual([kind, []]);
    await finish(t, "match", "resolve");
    expect((await seenBy(t, await enter(t, correct)))?.notes).toEqual(["n1 of u1"]);
    expect(await documents(t, "users")).toHaveLength(1);
  });

  test.each(tries)("in maintenance mode %s reads its notice", async (_what, act) => {
    const t = await loaded();
    await run(t, "setMaintenance", { on: true, message: "Back at ten" });
    expect(await refusal(act(t))).toEqual({ kind: "maintenance", message: "Back at ten" });
  });

  const elsewhere = { ...google, email: "elsewhere@example.com" };
  const later = "Accounts are being moved here. Please try again in a few minutes.";

  test.each([
    ["whose address is another one by now got a second, empty user", elsewhere, ["n1 of u1"], 1],
    ["who is new here is not told apart from them, and comes in afterwards", { ...elsewhere, sub: "2" }, [], 2],
  ])("without maintenance mode a user of Google %s", async (_what, profile, seen, users) => {
    const t = deploy();
    await migrate(t, { users: [person("u1")], authAccounts: [identity("u1", "google", "1")], notes }, [], []);
    expect(await refusal(signInWithGoogle(t, profile))).toEqual({ kind: "maintenance", message: later });
    await finish(t, "match", "resolve", "verify");
    expect((await seenBy(t, await signInWithGoogle(t, profile)))?.notes).toEqual(seen);
    expect(await documents(t, "users")).toHaveLength(users);
  });

  test("an account whose user was never migrated keeps nobody out", async () => {
    const t = deploy();
    const authAccounts = [identity("u1", "google", "1"), identity("u9", "google", "9")];
    await migrate(t, { users: [person("u1")], authAccounts, notes });
    expect((await seenBy(t, await signInWithGoogle(t, { ...elsewhere, sub: "2" })))?.notes).toEqual([]);
  });

  test("an account that waits for an operator's decision keeps nobody else out", async () => {
    const t = deploy();
    const method = { provider: "google", providerAccountId: "1" };
    const authAccounts = [identity("u1", "google", "1")];
    await migrate(t, { users: [person("u1")], authAccounts, notes }, async () => await leaveBehind(t, method));
    expect((await run<{ items: Issue[] }>(t, "issues")).items).toMatchObject([{ code: "other_owner" }]);
    expect((await seenBy(t, await signInWithGoogle(t, { ...elsewhere, sub: "2" })))?.notes).toEqual([]);
  });

  test("in maintenance mode Google's id finds its user once both are there", async () => {
    const t = deploy();
    await migrate(t, { users: [person("u1")], authAccounts: [identity("u1", "google", "1")], notes }, [], []);
    await run(t, "setMaintenance", { on: true });
    expect(await refusal(signInWithGoogle(t, elsewhere))).toMatchObject({ kind: "maintenance" });
    await finish(t, "match", "resolve", "verify");
    await run(t, "setMaintenance", { on: false });
    expect((await seenBy(t, await signInWithGoogle(t, elsewhere)))?.notes).toEqual(["n1 of u1"]);
    expect(await documents(t, "users")).toHaveLength(1);
  });
});

test.each(["nobody@example.com", "u1@example.com.", "no address"])(
  "a code to verify an address was an error for one that nobody has, and none for others: %j",
  async (address) => {
    const t = deploy({ password: { verify: mail("verify") } });
    await migrate(t, { users: [person("u1")], authAccounts: [identity("u1", "password", email, bcryptA)] });
    const ask = async (to: string) => await signIn(t, "password", { flow: "email-verification", email: to });
    expect([await ask(email), await ask(address)]).toEqual([null, null]);
    expect(mailbox.map(({ to }) => to)).toEqual([email]);
  },
);

test("a user who was refused, and merged since, was counted as two", async () => {
  const t = deploy();
  const users = [person("u1", { emailVerificationTime: undefined }), person("u2"), person("u3")];
  await migrate(t, { users }, async () => await signUp(t));
  const [here] = (await documents(t, "users")).filter((user) => user["legacyId"] === undefined);
  await refusal(signInWithGoogle(t, google));
  expect(await run(t, "signIns")).toMatchObject({ signedIn: 0, refused: { unverified_legacy: 1 }, neverSeen: 2 });
  await run(t, "settle", { legacyKey: "u1", keep: here!["_id"] as string });
  await settle(t);
  expect(await run(t, "signIns")).toMatchObject({ signedIn: 0, refused: { unverified_legacy: 1 }, neverSeen: 2 });
  await enter(t, typed);
  expect(await run(t, "signIns")).toMatchObject({ signedIn: 1, refused: {}, neverSeen: 2 });
});
