import { describe, expect, test } from "vitest";
import { mailbox } from "./app/auth.js";
import { bcryptA, correct } from "./hashes.js";
import { email, enter, moved, secretOf, words } from "./passwordSupport.js";
import {
  type App,
  claimsOf,
  deploy,
  documents,
  migrate,
  note,
  person,
  refusal,
  run,
  seenBy,
  signIn,
  useAuthKeys,
} from "./support.js";

useAuthKeys();

describe("reset", () => {
  const newPassword = "a new horse";

  async function reset(t: App, address = email) {
    await signIn(t, "password", { flow: "reset", email: address });
    const { to, code } = mailbox.at(-1)!;
    return await signIn(t, "password", { flow: "reset-verification", email: to, code, newPassword });
  }

  test.each([
    ["an old hash", bcryptA],
    ["an unknown hash", "$2x$"],
    ["an empty password", ""],
    ["none", undefined],
  ])("sets a password in place of %s, and ends other sessions", async (_name, secret) => {
    const t = await moved(secret);
    if (secret === bcryptA) await enter(t, correct);
    const seen = await seenBy(t, await reset(t, "U1@example.com"));
    expect(seen?.notes).toEqual(["n1 of u1", "n2 of u1"]);
    expect(await documents(t, "authSessions")).toHaveLength(1);
    expect((await seenBy(t, await enter(t, newPassword)))?.notes).toEqual(["n1 of u1", "n2 of u1"]);
    expect(await refusal(enter(t, correct))).toEqual(words);
    expect(await documents(t, "users")).toHaveLength(2);
  });

  test("somebody whom only the old system knows gets an account by it, even with an address that was never verified", async () => {
    const t = deploy();
    await migrate(t, { users: [person("u1", { emailVerificationTime: undefined })], notes: [note("n1", "u1")] });
    const seen = await seenBy(t, await reset(t));
    expect(seen).toMatchObject({ notes: ["n1 of u1"], user: { legacyId: "u1" } });
    expect(seen?.user["emailVerificationTime"]).toBeTypeOf("number");
    expect(await documents(t, "users")).toHaveLength(1);
  });

  test("of several people with one address nobody is chosen", async () => {
    const t = deploy();
    await migrate(t, { users: [person("u1"), person("u2", { email })] });
    expect(await signIn(t, "password", { flow: "reset", email })).toBeNull();
    expect(mailbox).toEqual([]);
    expect(await claimsOf(t)).toMatchObject([{ code: "several", provider: "password", email, waiting: null }]);
  });

  test("a wrong or foreign code sets nothing", async () => {
    const t = await moved(bcryptA);
    await signIn(t, "password", { flow: "reset", email: "u2@example.com" });
    const { code } = mailbox.at(-1)!;
    const attempt = signIn(t, "password", { flow: "reset-verification", email, code, newPassword });
    expect(await refusal(attempt)).toEqual({ kind: "credentials", message: "Invalid or expired code." });
    expect(await secretOf(t)).toBe(bcryptA);
  });
});

const signUp = (t: App, address: string, password = "a long horse") =>
  signIn(t, "password", { flow: "signUp", email: address, password });

describe("sign-up", () => {
  test("a new person gets a user of their own", async () => {
    const t = await moved(bcryptA);
    const seen = await seenBy(t, await signUp(t, " New@Example.com"));
    expect(seen).toMatchObject({ notes: [], user: { email: "new@example.com" } });
    expect((await seenBy(t, await enter(t, "a long horse", "new@example.com")))?.user).toEqual(seen?.user);
  });

  test("with the address of somebody the old system knew: no user, no account, and listed", async () => {
    const t = deploy();
    await migrate(t, { users: [person("u1")], notes: [note("n1", "u1")] });
    expect(await refusal(signUp(t, "U1@example.com"))).toMatchObject({ kind: "credentials" });
    expect(await documents(t, "users")).toHaveLength(1);
    expect(await documents(t, "authAccounts")).toEqual([]);
    expect(await claimsOf(t)).toMatchObject([
      { code: "unverified_provider", provider: "password", email, waiting: null },
    ]);
  });

  test("with an address that has an account it is a sign-in: only the right password opens", async () => {
    const t = await moved(bcryptA);
    expect(await refusal(signUp(t, email, "wrong horse"))).toEqual(words);
    expect((await seenBy(t, await signUp(t, email, correct)))?.notes).toEqual(["n1 of u1", "n2 of u1"]);
    expect(await documents(t, "users")).toHaveLength(2);
  });

  test("a password of less than eight characters is refused", async () => {
    const t = await moved(bcryptA);
    expect(await refusal(signUp(t, "new@example.com", "short"))).toMatchObject({
      message: expect.stringMatching(/8/) as string,
    });
  });
});

test("during maintenance people sign in and no hash changes; nobody signs up or resets", async () => {
  const t = await moved(bcryptA);
  await run(t, "setMaintenance", { on: true });
  expect((await seenBy(t, await enter(t, correct)))?.notes).toEqual(["n1 of u1", "n2 of u1"]);
  expect(await secretOf(t)).toBe(bcryptA);
  for (const params of [
    { flow: "signUp", email: "new@example.com", password: "a long horse" },
    { flow: "reset", email },
    { flow: "reset-verification", email, code: "1", newPassword: "a long horse" },
  ]) {
    expect(await refusal(signIn(t, "password", params))).toMatchObject({ kind: "maintenance" });
  }
});

describe("resetPassword, by whoever runs the app", () => {
  interface Reset {
    readonly user: string;
    readonly email: string;
    readonly password: string;
    readonly sessionsEnded: number;
  }

  test("gives a new password once, which is nowhere else, and ends the sessions", async () => {
    const t = await moved(bcryptA);
    await enter(t, correct);
    const { password, sessionsEnded } = await run<Reset>(t, "resetPassword", { email: " U1@Example.com" });
    expect(sessionsEnded).toBe(1);
    expect(await documents(t, "authSessions")).toEqual([]);
    expect(password).toMatch(/^[a-km-np-z2-9]{32}$/);
    expect(await secretOf(t)).not.toContain(password);
    expect(await refusal(enter(t, correct))).toEqual(words);
    expect((await seenBy(t, await enter(t, password)))?.notes).toEqual(["n1 of u1", "n2 of u1"]);
    const again = await run<Reset>(t, "resetPassword", { legacyId: "u1" });
    expect(again.password).not.toBe(password);
  });

  test("also for who has no account, and for who was locked out", async () => {
    const t = deploy({ password: { decoy: null } });
    await migrate(t, { users: [person("u1")], notes: [note("n1", "u1")] });
    const { password } = await run<Reset>(t, "resetPassword", { email });
    for (let attempt = 0; attempt < 10; attempt++) await refusal(enter(t, "wrong horse"));
    expect(await refusal(enter(t, password))).toEqual(words);
    const fresh = await run<Reset>(t, "resetPassword", { email });
    expect((await seenBy(t, await enter(t, fresh.password)))?.notes).toEqual(["n1 of u1"]);
    expect(await documents(t, "authAccounts")).toHaveLength(1);
  });

  test("says who is meant when that is nobody or several", async () => {
    const t = deploy();
    await migrate(t, { users: [person("u1"), person("u2", { email }), person("u3", { email: undefined })] });
    expect(await refusal(run(t, "resetPassword", { email: "x@example.com" }))).toMatchObject({ code: "unknown_user" });
    const several = await refusal(run(t, "resetPassword", { email }));
    expect(several).toMatchObject({ code: "several_users", next: expect.stringContaining("resetPassword") as string });
    expect(several["message"]).toMatch(/^2 users have/);
    expect(await refusal(run(t, "resetPassword", {}))).toMatchObject({ code: "unknown_user" });
    const nobody = await refusal(run(t, "resetPassword", { legacyId: "u3" }));
    expect(nobody).toMatchObject({ code: "no_email", next: expect.stringContaining("createInvites") as string });
  });
});
