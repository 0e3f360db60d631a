import { Anonymous } from "@convex-dev/auth/providers/Anonymous";
import { makeFunctionReference } from "convex/server";
import type { GenericId } from "convex/values";
import { describe, expect, test } from "vitest";
import { toProof } from "../../../convex/client/signIn/proof.js";
import { hashPassword } from "../../../convex/client/signIn/verifyHash.js";
import { type AuthVariant, mailbox } from "./app/auth.js";
import { bcryptA, correct } from "./hashes.js";
import { email, enter, moved, secretOf, signUp, words } from "./passwordSupport.js";
import {
  type App,
  deploy,
  documents,
  type Identity,
  refusal,
  run,
  seenBy,
  signIn,
  signInWithGoogle,
  useAuthKeys,
} from "./support.js";

useAuthKeys();

const mine = ["n1 of u1", "n2 of u1"];

type AfterProof = NonNullable<AuthVariant["afterProof"]>;

/** Runs once, in the moment after the first password was taken for right. */
function once(work: AfterProof): AfterProof {
  let isDone = false;
  return async (ctx) => {
    if (isDone) return;
    isDone = true;
    await work(ctx);
  };
}

async function accountId(ctx: Parameters<AfterProof>[0]): Promise<GenericId<"authAccounts">> {
  const accounts = await ctx.db.query("authAccounts").collect();
  return accounts.find((each) => each["providerAccountId"] === email)!._id as GenericId<"authAccounts">;
}

const anonymous = async (t: App) => await signIn(t, "anonymous", {});
const start = async () => await moved(bcryptA, deploy({ others: [Anonymous] }));

async function signInAs(t: App, identity: Identity, password: string): Promise<Identity> {
  const as = t.withIdentity({ subject: identity! }) as unknown as App;
  return await enter(as, password);
}

async function ask(t: App): Promise<string> {
  await signIn(t, "password", { flow: "reset", email });
  return mailbox.at(-1)!.code;
}

async function use(t: App, code: string, newPassword: string): Promise<Identity> {
  return await signIn(t, "password", { flow: "reset-verification", email, code, newPassword });
}

describe("in the moment between a right old password and the new hash", () => {
  test("another sign-in with it replaced the hash: one of the two was refused", async () => {
    const upgradeHash = makeFunctionReference<"mutation">("migrations:upgradeHash");
    const secret = hashPassword(correct);
    const afterProof = once(async (ctx) => {
      const account = await accountId(ctx);
      expect(await ctx.runMutation(upgradeHash, { account, proof: toProof(bcryptA), secret })).toBe(true);
    });
    const t = await moved(bcryptA, deploy({ afterProof }));
    expect((await seenBy(t, await enter(t, correct)))?.notes).toEqual(mine);
    expect(await secretOf(t)).toBe(secret);
    expect(await documents(t, "authRateLimits")).toEqual([]);
  });

  test("the password was taken away, and the sign-in read a raw error", async () => {
    const afterProof = once(async (ctx) => await ctx.db.patch(await accountId(ctx), { secret: undefined }));
    const t = await moved(bcryptA, deploy({ afterProof }));
    expect(await refusal(enter(t, correct))).toEqual(words);
    expect(await secretOf(t)).toBeUndefined();
  });

  test("the account was deleted: the usual words", async () => {
    const afterProof = once(async (ctx) => await ctx.db.delete(await accountId(ctx)));
    const t = await moved(bcryptA, deploy({ afterProof }));
    expect(await refusal(enter(t, correct))).toEqual(words);
  });

  test("maintenance mode began: they get in, and nothing of theirs is written", async () => {
    const setMaintenance = makeFunctionReference<"mutation">("migrations:setMaintenance");
    const afterProof = once(async (ctx) => await ctx.runMutation(setMaintenance, { on: true }));
    const t = await moved(bcryptA, deploy({ afterProof }));
    expect((await seenBy(t, await enter(t, correct)))?.notes).toEqual(mine);
    expect(await secretOf(t)).toBe(bcryptA);
  });
});

describe("somebody who was there without a name", () => {
  test("signs in with an old password: it is the migrated user, and the nameless one stays apart", async () => {
    const t = await start();
    const nameless = await anonymous(t);
    const signedIn = await signInAs(t, nameless, correct);
    expect((await seenBy(t, signedIn))?.notes).toEqual(mine);
    expect((await seenBy(t, nameless))?.notes).toEqual([]);
    expect(await documents(t, "users")).toHaveLength(3);
    const sessions = await documents(t, "authSessions");
    expect(sessions.map(({ userId }) => userId)).toEqual([signedIn!.split("|")[0]]);
  });

  test("signs in with Google's verified address: the same", async () => {
    const t = await start();
    const nameless = await anonymous(t);
    const as = t.withIdentity({ subject: nameless! }) as unknown as App;
    const signedIn = await signInWithGoogle(as, { sub: "9", email, email_verified: true });
    expect((await seenBy(t, signedIn))?.notes).toEqual(mine);
    expect(await documents(t, "users")).toHaveLength(3);
  });

  test("signs up with a migrated address: refused, as for everybody, and they stay who they are", async () => {
    const t = await moved(undefined, deploy({ others: [Anonymous] }));
    const nameless = await anonymous(t);
    const as = t.withIdentity({ subject: nameless! }) as unknown as App;
    expect(await refusal(signUp(as))).toMatchObject({ kind: "credentials" });
    expect((await seenBy(t, nameless))?.notes).toEqual([]);
    expect(await documents(t, "users")).toHaveLength(3);
  });

  test("is not counted among the migrated users", async () => {
    const t = await start();
    await anonymous(t);
    expect(await run(t, "signIns")).toMatchObject({ signedIn: 0 });
  });

  test("asks for an invitation's right or a reset's with the word of our own providers: it counts for nothing", async () => {
    const copying = Anonymous({ profile: (params) => ({ ...params, isAnonymous: true }) as never });
    const t = await moved(bcryptA, deploy({ others: [copying] }));
    for (const cutover of [{ kind: "reset" }, { kind: "invite", tokenHash: "x" }]) {
      const attempt = signIn(t, "anonymous", { email, cutover });
      expect(await refusal(attempt)).toMatchObject({ kind: "claim", code: "unverified_provider" });
    }
    expect(await documents(t, "users")).toHaveLength(2);
  });
});

describe("codes", () => {
  test("of a reset that was asked for again: only the last one opens", async () => {
    const t = await moved(bcryptA);
    const first = await ask(t);
    const second = await ask(t);
    expect(await refusal(use(t, first, "a thief's horse"))).toMatchObject({ kind: "credentials" });
    expect((await seenBy(t, await use(t, second, "a new horse")))?.notes).toEqual(mine);
    expect(await refusal(use(t, second, "a third horse"))).toMatchObject({ kind: "credentials" });
    expect((await seenBy(t, await enter(t, "a new horse")))?.notes).toEqual(mine);
  });

  test("of a reset, as a code to sign in with alone, set nothing", async () => {
    const t = await moved(bcryptA);
    const code = await ask(t);
    await signIn(t, undefined, { code, email }).catch(() => null);
    expect(await secretOf(t)).toBe(bcryptA);
  });

  test("with a password that is too short, or our own mark: refused before the code is used up", async () => {
    const t = await moved(bcryptA);
    const code = await ask(t);
    for (const bad of ["short", toProof(bcryptA)])
      expect(await refusal(use(t, code, bad))).toMatchObject({ kind: "credentials" });
    expect((await seenBy(t, await use(t, code, "a new horse")))?.notes).toEqual(mine);
  });

  test("guessed: after ten wrong ones the right one is refused, too, and the old password still opens", async () => {
    const t = await moved(bcryptA);
    const code = await ask(t);
    for (let n = 0; n < 10; n++) expect(await refusal(use(t, `wrong ${String(n)}`, "a thief's horse"))).toBeDefined();
    expect(await refusal(use(t, code, "a thief's horse"))).toMatchObject({ kind: "credentials" });
    expect((await seenBy(t, await enter(t, correct)))?.notes).toEqual(mine);
  });

  test("the session of a thief who had the old password ends with a reset by mail, and that of other users does not", async () => {
    const t = await moved(bcryptA);
    await enter(t, correct);
    await enter(t, correct, "u2@example.com");
    const owner = await use(t, await ask(t), "a new horse");
    const sessions = await documents(t, "authSessions");
    expect(sessions).toHaveLength(2);
    expect(sessions.map(({ _id }) => _id)).toContain(owner!.split("|")[1]);
  });
});
