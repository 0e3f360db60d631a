import { argon2id } from "@noble/hashes/argon2.js";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { toProof } from "../../../convex/client/signIn/proof.js";
import { readPasswordHash } from "../../../convex/shared/users/passwordHash.js";
import { mailbox } from "./app/auth.js";
import { verified } from "./app/passwords.js";
import { hashPassword } from "../../../convex/client/signIn/verifyHash.js";
import { bcrypt12, bcryptA, bcryptB, correct, oldHashes } from "./hashes.js";
import { email, enter, moved, secretOf, words } from "./passwordSupport.js";
import { type App, claimsOf, deploy, documents, refusal, seenBy, signIn, useAuthKeys } from "./support.js";

useAuthKeys();

beforeEach(() => {
  verified.length = 0;
});

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

async function migrateSecret(t: App, account: string, secret: string) {
  const found = (await documents(t, "authAccounts")).find((each) => each["providerAccountId"] === account)!;
  await t.run(async (ctx) => ctx.db.patch(found["_id"] as never, { secret } as never));
}

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

  const costly = [bcrypt12, bcrypt12.replace("$12$", "$13$")];

  test.each([
    ["a hash of another kind than most", costly[1]],
    ["two of one kind, from two old apps", `${bcrypt12} ${bcrypt12}`],
    ["one that nobody reads", "$2x$"],
    ["no password", undefined],
    ["one of the new app", hashPassword("a horse of its own")],
  ])("the work told who has an account where hashes are of several kinds: %s", async (_what, secret) => {
    const t = await moved(secret, deploy({ password: { decoy: [bcrypt12, ...costly] } }));
    verified.length = 0;
    await refusal(enter(t, "wrong horse"));
    const forSomebody = verified.splice(0).map((hash) => hash.slice(0, 7));
    await refusal(enter(t, "wrong horse", "nobody@example.com"));
    expect(
      verified
        .splice(0)
        .map((hash) => hash.slice(0, 7))
        .toSorted(),
    ).toEqual(forSomebody.toSorted());
    expect(forSomebody).toHaveLength(3);
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
    expect(await refusal(enter(t, toProof(bcryptA)))).toEqual(words);
    expect(await refusal(enter(t, bcryptA))).toEqual(words);
  });
});
