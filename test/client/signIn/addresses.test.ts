import { expect, test } from "vitest";
import { toStoredAddress } from "../../../convex/client/signIn/index.js";
import { mail, mailbox } from "./app/auth.js";
import { bcryptA, bcryptB, correct } from "./hashes.js";
import { enter } from "./passwordSupport.js";
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
  seenBy,
  signIn,
  signInWithGoogle,
  useAuthKeys,
} from "./support.js";

useAuthKeys();

const composed = "jos\u00E9@example.com";
const decomposed = "jose\u0301@example.com";
const kelvin = "\u212Aate@example.com";

const notes = [note("n1", "u1")];

async function movedTo(address: string, t = deploy(), secret?: string): Promise<App> {
  const users = [person("u1", { email: address })];
  await migrate(t, {
    users,
    authAccounts: secret === undefined ? [] : [identity("u1", "password", address, secret)],
    notes,
  });
  return t;
}

test.each([
  ["Google", (t: App) => signInWithGoogle(t, { sub: "1", email: decomposed, email_verified: true })],
  ["a password", (t: App) => enter(t, correct, decomposed)],
])("two Unicode forms of one address were two users: by %s", async (_name, attempt) => {
  const t = await movedTo(composed, deploy(), bcryptA);
  expect((await seenBy(t, await attempt(t)))?.notes).toEqual(["n1 of u1"]);
  expect(await documents(t, "users")).toHaveLength(1);
});

const follow = async (t: App, typed: string) => {
  await signIn(t, "link", { email: typed });
  const { to, code } = mailbox.at(-1)!;
  return { to, enter: async () => await signIn(t, "link", { email: typed, code }) };
};

test.each([
  [kelvin, "kate@example.com"],
  [decomposed, composed],
])("a link went to the address as it was typed and opened another's data: %j", async (typed, address) => {
  const t = await movedTo(address);
  const { to, enter: enterCode } = await follow(t, typed);
  expect(to).toBe(typed);
  expect(await refusal(enterCode())).toMatchObject({ kind: "claim", code: "unverified_provider" });
  expect(await claimsOf(t)).toMatchObject([{ provider: "link" }]);
});

test("a capital of another script is another mailbox", async () => {
  const t = await movedTo(composed);
  const { enter: enterCode } = await follow(t, "JOS\u00C9@example.com");
  expect((await seenBy(t, await enterCode()))?.notes).toEqual([]);
});

test.each([kelvin, "  KATE@Example.com ", "Kate@EXAMPLE.COM"])(
  "to the address on file it may go, whatever was typed: %j",
  async (typed) => {
    const t = await movedTo("kate@example.com", deploy({ link: toStoredAddress(mail("link")) }));
    const { to, enter: enterCode } = await follow(t, typed);
    expect(to).toBe("kate@example.com");
    expect((await seenBy(t, await enterCode()))?.notes).toEqual(["n1 of u1"]);
  },
);

test("to an address that nobody has it goes in its one form", async () => {
  const t = await movedTo("kate@example.com", deploy({ link: toStoredAddress(mail("link")) }));
  expect((await follow(t, " New@Example.com")).to).toBe("new@example.com");
});

test("an account spelled otherwise from before the migration could not be reset: its code came and was refused", async () => {
  const t = deploy();
  await migrate(t, { users: [person("u2")] }, async () => {
    await t.run(async (ctx) => {
      const userId = await ctx.db.insert("users", { email: "Old@Here.org" });
      const account = { userId, provider: "password", providerAccountId: "Old@Here.org", secret: bcryptB };
      await ctx.db.insert("authAccounts", account);
    });
  });
  await signIn(t, "password", { flow: "reset", email: " Old@Here.org" });
  const { to, code } = mailbox.at(-1)!;
  expect(to).toBe("Old@Here.org");
  const params = { flow: "reset-verification", email: "Old@Here.org", code, newPassword: "a new horse" };
  expect((await seenBy(t, await signIn(t, "password", params)))?.user).toMatchObject({ email: "Old@Here.org" });
});
