import { describe, expect, test } from "vitest";
import type { Document } from "../../../convex/shared/document/document.js";
import { mail, mailbox } from "./app/auth.js";
import { email, enter, signUp, typed, words } from "./passwordSupport.js";
import {
  type App,
  claimsOf,
  deploy,
  documents,
  identity,
  idOf,
  type Identity,
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

const unverified = { emailVerificationTime: undefined };
const old = { users: [person("u1"), person("u2")], notes: [note("n1", "u1"), note("n2", "u2")] };
const google = (sub: string, address = email, isVerified = true) => ({
  sub,
  email: address,
  email_verified: isVerified,
});
const verifying = () => deploy({ password: { verify: mail("verify") } });

const enterCode = (t: App, flow: string) => {
  const { to, code } = mailbox.at(-1)!;
  return signIn(t, "password", { flow, email: to, code, newPassword: "the owner's horse" });
};

async function reset(t: App): Promise<Identity> {
  await signIn(t, "password", { flow: "reset", email });
  return await enterCode(t, "reset-verification");
}

async function notesOf(t: App, who: Identity): Promise<string[] | undefined> {
  await settle(t);
  return (await seenBy(t, who))?.notes;
}

describe("a provider's word that the address is verified", () => {
  test.each(["false", "", "no", 0, 1])("text was taken for a yes, and opened another's data: %j", async (said) => {
    const t = deploy();
    await migrate(t, old);
    const attempt = signInWithGoogle(t, google("stranger"), { emailVerified: said });
    expect(await refusal(attempt)).toMatchObject({ kind: "claim", code: "unverified_provider" });
    expect(await documents(t, "users")).toHaveLength(2);
  });

  test('Apple\'s "true" is a yes', async () => {
    const t = deploy();
    await migrate(t, old);
    expect(await notesOf(t, await signInWithGoogle(t, google("1"), { emailVerified: "true" }))).toEqual(["n1 of u1"]);
  });

  test.each([undefined, null])("a provider that says nothing is not believed: %j", async (said) => {
    const t = deploy();
    await migrate(t, old);
    const attempt = signInWithGoogle(t, google("stranger"), { emailVerified: said });
    expect(await refusal(attempt)).toMatchObject({ code: "unverified_provider" });
  });

  test.each(["emailVerified", "phoneVerified"])(
    "%s came with a password, out of the parameters that an app copies into its profile, and opened another's data",
    async (field) => {
      const t = deploy({ password: { profile: (params) => ({ ...(params as { email: string }) }) } });
      await migrate(t, old);
      const other = await idOf(t, "u2");
      const phone = { phone: "+49", phoneVerificationTime: 1 };
      await t.run(async (ctx) => ctx.db.patch(other as never, phone as never));
      const params = { flow: "signUp", email, phone: "+49", password: typed, [field]: true };
      expect(await refusal(signIn(t, "password", params))).toMatchObject({ kind: "credentials" });
      expect(await documents(t, "authAccounts")).toEqual([]);
    },
  );
});

describe("two users became one without anybody's word", () => {
  test.each(["u2@example.com", "U2@EXAMPLE.com "])(
    "an old user whose Google account has another old user's address now took over their data: %j",
    async (address) => {
      const t = deploy();
      await migrate(t, { ...old, authAccounts: [identity("u1", "google", "1")] });
      expect(await notesOf(t, await signInWithGoogle(t, google("1", address)))).toEqual(["n1 of u1"]);
      expect(await documents(t, "users")).toHaveLength(2);
    },
  );

  test("whoever asked for a reset, without any code, merged an old user whom an operator had kept separate", async () => {
    const t = deploy();
    const users = [person("u1", unverified), person("u2")];
    await migrate(t, { ...old, users }, async () => await signInWithGoogle(t, google("1")));
    await run(t, "settle", { legacyKey: "u1", keep: "self" });
    await signIn(t, "password", { flow: "reset", email });
    await settle(t);
    expect(await documents(t, "users")).toHaveLength(3);
    // The code goes to the mailbox that the user here has verified: the password is theirs.
    expect(await notesOf(t, await enterCode(t, "reset-verification"))).toEqual([]);
    expect(await documents(t, "users")).toHaveLength(3);
  });

  test("of two old users with the address a reset merged the verified one into the user here", async () => {
    const t = deploy();
    const users = [person("u1", unverified), person("u2", { email })];
    await migrate(t, { ...old, users }, async () => await signInWithGoogle(t, google("1")));
    await signIn(t, "password", { flow: "reset", email });
    await settle(t);
    expect([mailbox, (await documents(t, "users")).length]).toEqual([[], 3]);
  });
});

describe("an account here whose address was only typed, and its owner proves it", () => {
  const cases: [string, Document[]][] = [
    ["the old system never verified it", [person("u1", unverified)]],
    ["two old users have it", [person("u1"), person("u2", { email })]],
    ["one of them never verified it", [person("u1"), person("u2", { email, ...unverified })]],
  ];

  test.each(cases)("the stranger's password stayed on it, for an operator to merge with: %s", async (_why, users) => {
    const t = verifying();
    await migrate(t, { users }, async () => await signUp(t));
    expect(await enterCode(t, "email-verification")).not.toBeNull();
    expect(await refusal(enter(t, typed))).toEqual(words);
  });

  test("a code that was entered in maintenance mode kept the stranger's password on it, and it opened the data later", async () => {
    const t = verifying();
    await migrate(t, old, async () => await signUp(t));
    await run(t, "setMaintenance", { on: true });
    expect(await refusal(enterCode(t, "email-verification"))).toMatchObject({ kind: "maintenance" });
    expect(await refusal(signIn(t, "password", { flow: "email-verification", email }))).toMatchObject({
      kind: "maintenance",
    });
    await run(t, "setMaintenance", { on: false });
    expect(await notesOf(t, await enterCode(t, "email-verification"))).toEqual(["n1 of u1"]);
    expect(await refusal(enter(t, typed))).toEqual(words);
  });

  test("a stranger's other way in, which the app had linked, opened the owner's data after the owner's reset", async () => {
    const t = deploy();
    await migrate(t, old, async () => {
      await signUp(t);
      const [here] = await documents(t, "users");
      const other = { userId: here!["_id"], provider: "google", providerAccountId: "stranger" };
      await t.run(async (ctx) => ctx.db.insert("authAccounts", other as never));
      await t.run(async (ctx) => ctx.db.insert("notes", { userId: here!["_id"], text: "the stranger's" } as never));
    });
    expect(await notesOf(t, await reset(t))).toEqual(["n1 of u1"]);
    const stranger = await signInWithGoogle(t, google("stranger", "stranger@example.com"));
    expect(await notesOf(t, stranger)).toEqual(["the stranger's"]);
    for (const way of [await signInWithGoogle(t, google("owner")), await enter(t, "the owner's horse")])
      expect(await notesOf(t, way)).toEqual(["n1 of u1"]);
    expect(await refusal(enter(t, typed))).toEqual(words);
  });

  test("without another way in it becomes theirs, with what was written there", async () => {
    const t = deploy();
    await migrate(t, old, async () => {
      await signUp(t);
      const [here] = await documents(t, "users");
      await t.run(async (ctx) => ctx.db.insert("notes", { userId: here!["_id"], text: "written here" } as never));
    });
    expect((await notesOf(t, await reset(t)))?.toSorted()).toEqual(["n1 of u1", "written here"]);
  });

  test("a claim of a separate user stayed open after the owner's proof had made both one", async () => {
    const t = deploy({ callbacks: { whenUncertain: "separate" } });
    await migrate(t, old);
    expect(await notesOf(t, await signUp(t))).toEqual([]);
    expect(await notesOf(t, await reset(t))).toEqual(["n1 of u1"]);
    expect(await claimsOf(t)).toMatchObject([{ state: "resolved" }]);
    expect(await refusal(enter(t, typed))).toEqual(words);
  });
});
