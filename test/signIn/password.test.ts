import { argon2id } from "@noble/hashes/argon2.js";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { proofOf } from "../../convex/client/signIn/verifyPassword.js";
import { readPasswordHash } from "../../convex/shared/passwordHash.js";
import { mailbox } from "./app/auth.js";
import { verified } from "./app/passwords.js";
import { bcrypt12, bcryptA, bcryptB, correct, oldHashes } from "./hashes.js";
import {
  type App,
  claimsOf,
  deploy,
  documents,
  identity,
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

beforeEach(() => {
  verified.length = 0;
});

const email = "u1@example.com";

/** Two people with notes; the first has this secret. */
async function moved(secret: string | undefined, t = deploy()): Promise<App> {
  await migrate(t, {
    users: [person("u1"), person("u2")],
    authAccounts: [identity("u1", "password", email, secret), identity("u2", "password", "u2@example.com", bcryptB)],
    notes: [note("n1", "u1"), note("n2", "u1"), note("n3", "u2")],
  });
  return t;
}

const enter = (t: App, password: string, as = email) => signIn(t, "password", { flow: "signIn", email: as, password });

async function secretOf(t: App, account = email): Promise<string | undefined> {
  const found = (await documents(t, "authAccounts")).find((each) => each["providerAccountId"] === account);
  return found?.["secret"] as string | undefined;
}

const words = { kind: "credentials", message: expect.stringMatching(/^Invalid credentials, or too many/) as string };

test.each(oldHashes)(
  "$kind: people sign in with it, and it is one of Convex Auth's own from then on",
  async ({ hash, password }) => {
    const t = await moved(hash);
    expect(await refusal(enter(t, `${password.slice(0, 60)}?`))).toEqual(words);
    expect(await secretOf(t)).toBe(hash);
    const seen = await seenBy(t, await enter(t, password));
    expect(seen).toMatchObject({ notes: ["n1 of u1", "n2 of u1"], user: { legacyId: "u1" } });
    expect(readPasswordHash(await secretOf(t)).kind).toBe("scrypt");
    expect((await seenBy(t, await enter(t, password)))?.notes).toEqual(["n1 of u1", "n2 of u1"]);
    expect(await refusal(enter(t, `${password.slice(0, 60)}?`))).toEqual(words);
    expect(await documents(t, "users")).toHaveLength(2);
    expect(await documents(t, "authAccounts")).toHaveLength(2);
  },
);

test.each([" U1@Example.COM", "u1@example.com\n", "U1@EXAMPLE.COM"])(
  "the address in another spelling: %j",
  async (typed) => {
    const t = await moved(bcryptA);
    expect((await seenBy(t, await enter(t, correct, typed)))?.notes).toEqual(["n1 of u1", "n2 of u1"]);
    expect(await documents(t, "users")).toHaveLength(2);
  },
);

test("an account from before the move keeps the spelling Convex Auth gave it, and opens", async () => {
  const t = await moved(bcryptA);
  await t.run(async (ctx) => {
    const userId = await ctx.db.insert("users", { email: "Old@Here.org" });
    await ctx.db.insert("authAccounts", {
      userId,
      provider: "password",
      providerAccountId: "Old@Here.org",
      secret: bcryptB,
    });
  });
  expect((await seenBy(t, await enter(t, correct, "Old@Here.org ")))?.user).toMatchObject({ email: "Old@Here.org" });
});

test("where a person had a password in each of two apps, both open until one was used", async () => {
  const other = oldHashes[3]!;
  const t = await moved(`${bcryptA} ${other.hash}`);
  expect((await seenBy(t, await enter(t, other.password)))?.notes).toEqual(["n1 of u1", "n2 of u1"]);
  expect(await refusal(enter(t, correct))).toEqual(words);
});

describe("expensive hashes are verified by the app's action in Node", () => {
  /** 64 MB, one pass. */
  const salt = "c29tZXNhbHRzb21lc2FsdA";
  const key = () =>
    Buffer.from(argon2id(correct, Buffer.from(salt, "base64"), { m: 65_536, t: 1, p: 1 })).toString("base64");
  const large = () => `$argon2id$v=19$m=65536,t=1,p=1$${salt}$${key().replace(/=+$/, "")}`;

  test("bcrypt of cost 12 and argon2id of 64 MB", async () => {
    const hash = large();
    const t = await moved(hash);
    await migrateSecret(t, "u2@example.com", bcrypt12);
    expect((await seenBy(t, await enter(t, correct)))?.notes).toEqual(["n1 of u1", "n2 of u1"]);
    expect((await seenBy(t, await enter(t, correct, "u2@example.com")))?.notes).toEqual(["n3 of u2"]);
    expect(verified).toEqual([hash, bcrypt12]);
  });

  test("without such an action a large one opens for nobody and is listed, without the hash", async () => {
    const hash = large();
    const t = await moved(hash, deploy({ password: { verifyHash: undefined } }));
    expect(await refusal(enter(t, correct))).toEqual(words);
    const [claim] = await claimsOf(t);
    expect(claim).toMatchObject({ code: "unsupported_hash", email, message: expect.stringMatching(/64 MB/) as string });
    expect(JSON.stringify(claim)).not.toContain(salt);
  });

  async function migrateSecret(t: App, account: string, secret: string) {
    const found = (await documents(t, "authAccounts")).find((each) => each["providerAccountId"] === account)!;
    await t.run(async (ctx) => ctx.db.patch(found["_id"] as never, { secret } as never));
  }
});

test("a hash of an unknown kind is refused in the usual words, and listed once for whoever looks after accounts", async () => {
  const t = await moved("$2x$04$N9qo8uLOickgx2ZMRZoMye7lwnnKjdKULIb0Soe6BjJXxCPR1R3dC");
  for (let attempt = 0; attempt < 2; attempt++) expect(await refusal(enter(t, correct))).toEqual(words);
  expect(await claimsOf(t)).toMatchObject([{ code: "unsupported_hash", attempts: 2, users: [expect.any(String)] }]);
  expect((await claimsOf(t))[0]!.message).not.toContain("N9qo");
});

describe("nothing tells whether an address has an account", () => {
  test.each([
    ["a wrong password", bcryptA, email],
    ["no such address", bcryptA, "nobody@example.com"],
    ["no password at all", undefined, email],
    ["an empty password in the old system", "", email],
    ["a hash of an unknown kind", "$2x$", email],
    ["no address", bcryptA, ""],
  ])("the same words: %s", async (_name, secret, address) => {
    const t = await moved(secret);
    expect(await refusal(enter(t, "wrong horse", address))).toEqual(words);
    expect(await documents(t, "users")).toHaveLength(2);
  });

  test("the same work: a hash of the old kind is computed for nobody's address, too", async () => {
    const t = await moved(bcrypt12, deploy({ password: { decoy: bcrypt12 } }));
    await refusal(enter(t, "wrong horse"));
    const forSomebody = verified.splice(0);
    await refusal(enter(t, "wrong horse", "nobody@example.com"));
    expect(verified.splice(0)).toEqual(forSomebody);
    await enter(t, correct);
    verified.length = 0;
    await refusal(enter(t, "wrong horse"));
    expect(verified).toEqual(forSomebody);
  });

  test("the same answer to a reset, and no mail, no user and no account for a stranger", async () => {
    const t = await moved(bcryptA);
    const reset = (address: string) => signIn(t, "password", { flow: "reset", email: address });
    expect([await reset(email), await reset("nobody@example.com")]).toEqual([null, null]);
    expect(mailbox.map(({ to }) => to)).toEqual([email]);
    const enterCode = (address: string) =>
      refusal(
        signIn(t, "password", { flow: "reset-verification", email: address, code: "1", newPassword: "new horse 1" }),
      );
    expect(await enterCode(email)).toEqual(await enterCode("nobody@example.com"));
    expect(await documents(t, "users")).toHaveLength(2);
    expect(await documents(t, "authAccounts")).toHaveLength(2);
  });
});

describe("attempts", () => {
  test("after ten wrong ones the right password is refused, too, until time has passed", async () => {
    const t = await moved(bcryptA, deploy({ password: { decoy: null } }));
    for (let attempt = 0; attempt < 10; attempt++) expect(await refusal(enter(t, "wrong horse"))).toEqual(words);
    expect(await refusal(enter(t, correct))).toEqual(words);
    expect((await seenBy(t, await enter(t, correct, "u2@example.com")))?.notes).toEqual(["n3 of u2"]);
    vi.setSystemTime(Date.now() + 7 * 60 * 1000);
    expect((await seenBy(t, await enter(t, correct)))?.notes).toEqual(["n1 of u1", "n2 of u1"]);
    expect(await documents(t, "authRateLimits")).toEqual([]);
  });

  test("whoever has seen the stored hashes cannot sign in with what the action tells the mutation", async () => {
    const t = await moved(bcryptA);
    expect(await refusal(enter(t, proofOf(bcryptA)))).toEqual(words);
    expect(await refusal(enter(t, bcryptA))).toEqual(words);
  });
});

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

describe("sign-up", () => {
  const signUp = (t: App, address: string, password = "a long horse") =>
    signIn(t, "password", { flow: "signUp", email: address, password });

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
    expect(several["message"]).toMatch(/^2 users are/);
    expect(await refusal(run(t, "resetPassword", {}))).toMatchObject({ code: "unknown_user" });
    const nobody = await refusal(run(t, "resetPassword", { legacyId: "u3" }));
    expect(nobody).toMatchObject({ code: "no_email", next: expect.stringContaining("createInvites") as string });
  });
});
