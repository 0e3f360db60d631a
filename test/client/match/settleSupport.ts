import type { Settled } from "../../../convex/client/index.js";
import { aCase, type App, call, deploy, finish, load, user } from "../support.js";

export const verified = { emailVerificationTime: 1_690_000_000_000 };
export const shared = { email: "a@x.com" };

export const settle = async (t: App, legacyKey: string, keep: string) =>
  await call<Settled>(t, "settle", { legacyKey, keep, by: "ann" });

export async function signUp(t: App, account: Record<string, unknown>) {
  return await t.run(async (ctx) => await ctx.db.insert("users", account as never));
}

/** Two imported rows share the address of one account; each owns a case, and the second one invited a third person. */
export const severalOld = {
  users: [
    user("u1", { ...shared, name: "Ann Old" }),
    user("u2", { ...shared, name: "Ann Older", legacyHomeTeam: "t1" }),
    user("u3", { legacyInvitedBy: "u2" }),
  ],
  teams: [{ legacyId: "t1", legacyKeySlug: "x", slug: "x", legacyOwnerId: "u2" }],
  cases: [aCase("c1"), aCase("c2", { legacyUserId: "u2" })],
};

export async function prepare(account: Record<string, unknown> = { ...shared, ...verified }, exported = severalOld) {
  const t = deploy();
  const id = await signUp(t, account);
  await load(t, exported);
  await finish(t, "match");
  return { t, id };
}

export async function unverified(t: App): Promise<string[]> {
  const { tables } = await finish(t, "verify");
  return tables
    .filter(({ verified: ok }) => ok !== true)
    .map(({ table, checks, issues }) => JSON.stringify([table, checks, issues]));
}
