import { makeFunctionReference } from "convex/server";
import { describe, expect, test } from "vitest";
import { type AuthVariant, mailbox } from "./app/auth.js";
import { bcryptA, correct } from "./hashes.js";
import { email, enter, moved } from "./passwordSupport.js";
import {
  type App,
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

async function link(t: App, args: Record<string, string | number>): Promise<string> {
  const { invites } = await run<{ invites: { token: string }[] }>(t, "createInvites", args);
  return invites[0]!.token;
}

const follow = (t: App, token: string) => signIn(t, "invite", { token });

async function reset(t: App, newPassword = "a new horse") {
  await signIn(t, "password", { flow: "reset", email });
  const { to, code } = mailbox.at(-1)!;
  return await signIn(t, "password", { flow: "reset-verification", email: to, code, newPassword });
}

describe("a reset closes every door", () => {
  test("the operator's left one-time links open", async () => {
    const t = await moved(bcryptA);
    const token = await link(t, { legacyId: "u1" });
    await enter(t, correct);
    expect(await run(t, "resetPassword", { legacyId: "u1" })).toMatchObject({ linksRevoked: 1, sessionsEnded: 1 });
    expect(await refusal(follow(t, token))).toMatchObject({ kind: "invite", code: "revoked" });
  });

  test("the one by mail left them open, too", async () => {
    const t = await moved(bcryptA);
    const token = await link(t, { legacyId: "u1" });
    const other = await link(t, { legacyId: "u2" });
    expect((await seenBy(t, await reset(t)))?.notes).toEqual(["n1 of u1", "n2 of u1"]);
    expect(await refusal(follow(t, token))).toMatchObject({ code: "revoked" });
    expect((await seenBy(t, await follow(t, other)))?.notes).toEqual(["n3 of u2"]);
  });

  test("a code that had been mailed and not entered still opened after the operator's", async () => {
    const t = await moved(bcryptA);
    await signIn(t, "password", { flow: "reset", email });
    const { code } = mailbox.at(-1)!;
    await run(t, "resetPassword", { legacyId: "u1" });
    const params = { flow: "reset-verification", email, code, newPassword: "a new horse" };
    expect(await refusal(signIn(t, "password", params))).toMatchObject({ kind: "credentials" });
  });

  test.each([{ legacyId: "u1" }, { email: "U1@Example.com" }])(
    "a user with two addresses went in by the other one's old password after the operator's: %j",
    async (who) => {
      const t = deploy();
      const accounts = [email, "second@example.com"];
      const authAccounts = accounts.map((account) => identity("u1", "password", account, bcryptA));
      await migrate(t, { users: [person("u1")], authAccounts, notes: [note("n1", "u1")] });
      const { password } = await run<{ password: string }>(t, "resetPassword", who);
      for (const account of accounts) {
        expect(await refusal(enter(t, correct, account))).toMatchObject({ kind: "credentials" });
        expect((await seenBy(t, await enter(t, password, account)))?.notes).toEqual(["n1 of u1"]);
      }
    },
  );

  test("the one by mail left the password of a merged user's other address open, and that of another provider", async () => {
    const t = deploy();
    const second = "second@example.com";
    const google = identity("u1", "google", "108000000000000000001");
    const others = [identity("u1", "password", second, bcryptA), identity("u1", "other", email, bcryptA), google];
    const mine = [
      identity("u1", "password", email, bcryptA),
      ...others,
      identity("u2", "password", "u2@example.com", bcryptA),
    ];
    await migrate(t, { users: [person("u1"), person("u2")], authAccounts: mine, notes: [note("n1", "u1")] });
    await enter(t, correct, second);
    const seen = await seenBy(t, await reset(t));
    expect(seen?.notes).toEqual(["n1 of u1"]);
    expect(await documents(t, "authSessions")).toHaveLength(1);
    for (const account of [email, second]) {
      expect(await refusal(enter(t, correct, account))).toMatchObject({ kind: "credentials" });
      expect((await seenBy(t, await enter(t, "a new horse", account)))?.notes).toEqual(["n1 of u1"]);
    }
    const [kept, changed] = [new Set<unknown>(), new Set<unknown>()];
    for (const { userId, secret } of await documents(t, "authAccounts"))
      (userId === seen?.user["_id"] ? changed : kept).add(secret);
    expect([changed.has(bcryptA), changed.size, kept.has(bcryptA)]).toEqual([false, 2, true]);
  });

  test("a code for the other address, mailed before the reset by mail, opened after it", async () => {
    const t = deploy();
    const second = "second@example.com";
    const authAccounts = [email, second].map((account) => identity("u1", "password", account, bcryptA));
    await migrate(t, { users: [person("u1")], authAccounts, notes: [note("n1", "u1")] });
    await signIn(t, "password", { flow: "reset", email: second });
    const { code } = mailbox.at(-1)!;
    await reset(t);
    const params = { flow: "reset-verification", email: second, code, newPassword: "a thief's horse" };
    expect(await refusal(signIn(t, "password", params))).toMatchObject({ kind: "credentials" });
  });

  test("a sign-in with the old password, under way, put it back in place of the operator's new one", async () => {
    let password = "";
    const resetPassword = makeFunctionReference<"mutation">("migrations:resetPassword");
    const afterProof: AuthVariant["afterProof"] = async (ctx) => {
      if (password !== "") return;
      ({ password } = (await ctx.runMutation(resetPassword, { legacyId: "u1" })) as { password: string });
    };
    const t = await moved(bcryptA, deploy({ afterProof }));
    expect(await refusal(enter(t, correct))).toMatchObject({ kind: "credentials" });
    expect(await documents(t, "authSessions")).toEqual([]);
    expect(await refusal(enter(t, correct))).toMatchObject({ kind: "credentials" });
    expect((await seenBy(t, await enter(t, password)))?.notes).toEqual(["n1 of u1", "n2 of u1"]);
  });

  test("a link that is made after it works", async () => {
    const t = await moved(bcryptA);
    await run(t, "resetPassword", { legacyId: "u1" });
    expect((await seenBy(t, await follow(t, await link(t, { legacyId: "u1" }))))?.notes).toEqual([
      "n1 of u1",
      "n2 of u1",
    ]);
  });
});

describe("a link of somebody whose document was merged since", () => {
  const old = { users: [person("u1"), person("u2", { email: "other@example.com" })], notes: [note("n1", "u1")] };

  test("led nowhere: their sign-in had merged it into the user of the new app", async () => {
    const t = deploy();
    await migrate(t, old);
    const token = await link(t, { legacyId: "u1" });
    // Convex Auth without our callbacks: a second user, silently.
    await t.run(async (ctx) => {
      const userId = await ctx.db.insert("users", { email, emailVerificationTime: 1 });
      await ctx.db.insert("authAccounts", { userId, provider: "google", providerAccountId: "1" });
    });
    await signInWithGoogle(t, { sub: "1", email, email_verified: true });
    await settle(t);
    expect((await seenBy(t, await follow(t, token)))?.notes).toEqual(["n1 of u1"]);
  });

  test.each(["settled by an operator", "merged by match"])("led nowhere: it was %s", async (how) => {
    const t = deploy();
    const verified = how === "merged by match" ? { emailVerificationTime: 1 } : {};
    await migrate(t, old, [{ email, ...verified }], []);
    const token = await link(t, { legacyId: "u1" });
    for (const stage of ["match", "resolve"]) {
      await run(t, "run", { stage });
      await settle(t);
      const here = (await documents(t, "users")).find((user) => user["name"] === undefined);
      if (stage === "match" && how !== "merged by match")
        await run(t, "settle", { legacyKey: "u1", keep: here!["_id"] as string });
    }
    const seen = await seenBy(t, await follow(t, token));
    expect(seen).toMatchObject({ notes: ["n1 of u1"], user: { _id: await idOf(t, "u1") } });
    expect(await documents(t, "users")).toHaveLength(2);
  });
});

test.each([-1, 0, -0.5, Number.NaN, Number.POSITIVE_INFINITY])(
  "a link for %d hours was made, and was dead",
  async (hours) => {
    const t = await moved(bcryptA);
    const refused = await refusal(run(t, "createInvites", { legacyId: "u1", hours }));
    expect(refused).toMatchObject({ code: "bad_hours", next: expect.stringContaining('"hours":336') as string });
  },
);
