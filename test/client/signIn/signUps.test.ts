import { describe, expect, test, vi } from "vitest";
import { mail, mailbox } from "./app/auth.js";
import { correct } from "./hashes.js";
import { email, enter, signUp, typed, words } from "./passwordSupport.js";
import {
  type App,
  claimsOf,
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

const old = { users: [person("u1"), person("u2")], notes: [note("n1", "u1")] };

const verifying = () => deploy({ password: { verify: mail("verify") } });

const enterCode = (t: App) => signIn(t, "password", { flow: "email-verification", email, code: mailbox.at(-1)!.code });

async function refused(t: App): Promise<{ claim: string }> {
  await migrate(t, old);
  expect(await refusal(signUp(t))).toMatchObject({ kind: "credentials" });
  return (await claimsOf(t))[0]!;
}

const resetOf = (user: string) => `npx convex run migrations:resetPassword '{"user":"${user}"}'`;

/** Hashes of passwords that were tried, as the component holds them. */
async function secretsKept(t: App): Promise<string[]> {
  type Read = (ctx: {
    db: { query(table: string): { collect(): Promise<{ secret?: string }[]> } };
  }) => Promise<string[]>;
  const component = t as unknown as { runInComponent: (path: string, read: Read) => Promise<string[]> };
  return await component.runInComponent("cutover", async ({ db }) =>
    (await db.query("claims").collect()).flatMap(({ secret }) => secret ?? []),
  );
}

describe("with codes that verify an address", () => {
  test("a stranger's password came onto a known user's account, and the user's own code opened it", async () => {
    const t = verifying();
    await migrate(t, old);
    expect(await refusal(signUp(t))).toMatchObject({
      kind: "credentials",
      message: expect.stringMatching(/reset/) as string,
    });
    expect([await documents(t, "authAccounts"), mailbox]).toEqual([[], []]);
    expect(await refusal(enter(t, typed))).toEqual(words);
  });

  test("the same for a user who signed in here with Google", async () => {
    const t = verifying();
    await migrate(t, {}, async () => await signInWithGoogle(t, { sub: "1", email, email_verified: true }));
    expect(await refusal(signUp(t))).toMatchObject({ kind: "credentials" });
    expect(await documents(t, "authAccounts")).toHaveLength(1);
  });

  test("a sign-up that waited for its code over the migration does not open the user's data with the stranger's password", async () => {
    const t = verifying();
    await migrate(t, old, async () => await signUp(t));
    const seen = await seenBy(t, await enterCode(t));
    await settle(t);
    expect(seen?.user).toMatchObject({ email });
    expect(await refusal(enter(t, typed))).toEqual(words);
    await signIn(t, "password", { flow: "reset", email });
    const { to, code } = mailbox.at(-1)!;
    const params = { flow: "reset-verification", email: to, code, newPassword: "the owner's horse" };
    expect((await seenBy(t, await signIn(t, "password", params)))?.notes).toEqual(["n1 of u1"]);
    expect((await seenBy(t, await enter(t, "the owner's horse")))?.notes).toEqual(["n1 of u1"]);
  });

  test("somebody nobody knows signs up as before", async () => {
    const t = verifying();
    await migrate(t, old);
    const address = "new@example.com";
    expect(await signUp(t, address)).toBeNull();
    const { to, code } = mailbox.at(-1)!;
    const seen = await seenBy(t, await signIn(t, "password", { flow: "email-verification", email: to, code }));
    expect(seen).toMatchObject({ notes: [], user: { email: address } });
    expect((await seenBy(t, await enter(t, typed, address)))?.user).toMatchObject({ email: address });
  });
});

describe("a refused sign-up", () => {
  test("was decided for nobody: it is this user, with the password that was tried", async () => {
    const t = deploy();
    const { claim } = await refused(t);
    const user = await idOf(t, "u1");
    expect(await run(t, "decideClaim", { claim, user })).toEqual({ user, accounts: 1, next: null });
    expect((await seenBy(t, await signUp(t)))?.notes).toEqual(["n1 of u1"]);
    expect((await seenBy(t, await enter(t, typed)))?.notes).toEqual(["n1 of u1"]);
    expect(await refusal(enter(t, "wrong horse"))).toEqual(words);
  });

  test("was decided for nobody: it is somebody else", async () => {
    const t = deploy();
    const { claim } = await refused(t);
    expect(await run(t, "decideClaim", { claim })).toMatchObject({ accounts: 1 });
    expect(await seenBy(t, await enter(t, typed))).toMatchObject({ notes: [], user: { email } });
    const google = await signInWithGoogle(t, { sub: "1", email, email_verified: true });
    expect((await seenBy(t, google))?.notes).toEqual(["n1 of u1"]);
  });

  test("keeps no password that anybody can read", async () => {
    const t = deploy();
    await refused(t);
    expect(JSON.stringify(await claimsOf(t))).not.toMatch(/secret|[0-9a-f]{64}/);
  });

  test("the hash of a password that nobody decided about was kept for ever: it goes after seven days", async () => {
    const t = deploy();
    const { claim } = await refused(t);
    vi.advanceTimersByTime(7 * 24 * 60 * 60_000 - 60_000);
    await t.finishInProgressScheduledFunctions();
    expect(await secretsKept(t)).toHaveLength(1);
    vi.advanceTimersByTime(60_000);
    await t.finishInProgressScheduledFunctions();
    expect(await secretsKept(t)).toEqual([]);
    const user = await idOf(t, "u1");
    expect(await run(t, "decideClaim", { claim, user })).toEqual({ user, accounts: 1, next: resetOf(user) });
    expect(await refusal(enter(t, typed))).toEqual(words);
  });

  test("a decision takes every hash of the address along", async () => {
    const t = deploy();
    const { claim } = await refused(t);
    await refusal(signUp(t, email, "another's horse"));
    expect(await secretsKept(t)).toHaveLength(2);
    await run(t, "decideClaim", { claim, user: await idOf(t, "u1") });
    expect(await secretsKept(t)).toEqual([]);
  });

  test("with a reset, by mail or by the operator, nothing is left to decide, and no hash", async () => {
    for (const isMailed of [true, false]) {
      const t = deploy();
      await refused(t);
      if (isMailed) {
        await signIn(t, "password", { flow: "reset", email });
        const { to, code } = mailbox.at(-1)!;
        await signIn(t, "password", { flow: "reset-verification", email: to, code, newPassword: "a new horse" });
      } else await run(t, "resetPassword", { legacyId: "u1" });
      expect(await claimsOf(t)).toMatchObject([{ state: "resolved", user: await idOf(t, "u1") }]);
      expect(await secretsKept(t)).toEqual([]);
    }
  });

  test("of two who tried different passwords the decision lets neither in by itself", async () => {
    const t = deploy();
    const { claim } = await refused(t);
    await refusal(signUp(t, email, "another's horse"));
    expect(await claimsOf(t)).toHaveLength(2);
    const user = await idOf(t, "u1");
    const decided = await run<{ next: string }>(t, "decideClaim", { claim, user });
    expect(decided).toEqual({
      user,
      accounts: 1,
      next: resetOf(user),
    });
    for (const password of [typed, "another's horse"]) expect(await refusal(enter(t, password))).toEqual(words);
    const { password } = await run<{ password: string }>(t, "resetPassword", { user });
    expect((await seenBy(t, await enter(t, password)))?.notes).toEqual(["n1 of u1"]);
  });

  test("the same password again is the same try", async () => {
    const t = deploy();
    await refused(t);
    await refusal(signUp(t));
    expect(await claimsOf(t)).toMatchObject([{ attempts: 2 }]);
  });

  test("many passwords make no more than six claims", async () => {
    const t = deploy();
    await refused(t);
    for (let each = 0; each < 7; each++) await refusal(signUp(t, email, `horse number ${each}`));
    expect((await claimsOf(t)).map(({ attempts }) => attempts)).toEqual([1, 1, 1, 1, 1, 3]);
  });

  test("a hash that nobody can verify is no matter of a decision", async () => {
    const t = deploy();
    await migrate(t, { ...old, authAccounts: [identity("u1", "password", email, "$2x$")] });
    await refusal(enter(t, correct));
    const [claim] = await claimsOf(t);
    const undecided = await refusal(run(t, "decideClaim", { claim: claim!.claim, user: claim!.users[0]! }));
    expect(undecided).toMatchObject({ code: "reset_needed", next: expect.stringContaining("resetPassword") as string });
    expect(await claimsOf(t)).toMatchObject([{ state: "open" }]);
  });

  test("a reset for one of two users can be decided, and goes to the one chosen", async () => {
    const t = deploy();
    await migrate(t, { users: [person("u1"), person("u2", { email })], notes: [note("n1", "u1")] });
    await signIn(t, "password", { flow: "reset", email });
    const [claim] = await claimsOf(t);
    await run(t, "decideClaim", { claim: claim!.claim, user: await idOf(t, "u1") });
    await signIn(t, "password", { flow: "reset", email });
    const { to, code } = mailbox.at(-1)!;
    const params = { flow: "reset-verification", email: to, code, newPassword: "a new horse" };
    expect((await seenBy(t, await signIn(t, "password", params)))?.notes).toEqual(["n1 of u1"]);
  });
});
