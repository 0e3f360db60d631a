import { internalMutationGeneric } from "convex/server";
import { type GenericId, v } from "convex/values";
import { normalizeEmail } from "../../shared/kinds/email.js";
import { readPasswordHash, splitHashes } from "../../shared/users/passwordHash.js";
import { signInMethods } from "../../shared/users/setAside.js";
import { readMaintenance, refuseMaintenance } from "../maintenance/guard.js";
import type { Environment, MutationCtx, StoredDocument } from "../run/environment.js";
import { closeDoors } from "./closeDoors.js";
import { toProof } from "./proof.js";
import { methodsOf } from "./users.js";

/**
 * Replaces an old hash by Convex Auth's own, unless the password was changed since it was verified: false then, and the sign-in is
 * refused. Not in maintenance mode: documents must not change while they are verified; and not when an operator tries the sign-in,
 * which changes nothing.
 */
export function defineUpgradeHash(environment: Environment) {
  return internalMutationGeneric({
    args: {
      account: v.string(),
      /** What was verified, as `toProof` of the secret says it. */
      proof: v.string(),
      secret: v.string(),
    },
    returns: v.boolean(),
    handler: async (ctx: MutationCtx, { account: id, proof, secret }): Promise<boolean> => {
      const account = await ctx.db.get(id as GenericId<string>);
      if (account === null || toProof((account["secret"] ?? "") as string) !== proof) return false;
      if ((await readMaintenance(environment, ctx)).on) return true;
      if (await ctx.runQuery(environment.component.trials.isOpen, { user: account["userId"] as string })) return true;
      await ctx.db.patch(account._id as GenericId<string>, { secret });
      const isMoving = account[environment.plan.tables.get(signInMethods)?.id.field ?? ""] !== undefined;
      const upgrade = { account: id, from: proof, to: toProof(secret) };
      if (isMoving) await ctx.runMutation(environment.component.upgrades.record, upgrade);
      return true;
    },
  });
}

/** What a reset by mail does once its code is accepted. False: the account is not this user's. */
export function defineFinishReset(environment: Environment) {
  return internalMutationGeneric({
    args: { account: v.string(), user: v.string(), session: v.string(), secret: v.string() },
    returns: v.boolean(),
    handler: async (ctx: MutationCtx, { account: id, user, session, secret }): Promise<boolean> => {
      await refuseMaintenance(environment, ctx);
      const account = await ctx.db.get(id as GenericId<string>);
      if (account?.["userId"] !== user) return false;
      await setPasswords(environment, ctx, { user, provider: account["provider"] as string, secret });
      await closeDoors(environment, ctx, user, session);
      return true;
    },
  });
}

interface NewSecret {
  readonly user: string;
  readonly provider: string;
  readonly secret: string;
}

/** A user whose documents were merged has the password of each address and provider: the old ones would go on opening. */
export async function setPasswords(
  { component }: Environment,
  ctx: MutationCtx,
  { user, provider, secret }: NewSecret,
): Promise<void> {
  for (const method of await methodsOf(ctx, user)) {
    if (method["provider"] !== provider && !hasPassword(method)) continue;
    await ctx.db.patch(method._id as GenericId<string>, { secret });
    await clearFailedAttempts(ctx.db, method._id as string);
    const email = normalizeEmail(method["providerAccountId"] as string);
    await ctx.runMutation(component.claims.resolveAddress, { provider: method["provider"] as string, email, user });
  }
}

function hasPassword({ secret }: StoredDocument): boolean {
  const hashes = typeof secret === "string" ? splitHashes(secret) : [];
  return hashes.some((hash) => readPasswordHash(hash).kind !== "unsupported");
}

async function clearFailedAttempts(db: MutationCtx["db"], account: string): Promise<void> {
  const limits = await db
    .query("authRateLimits")
    .withIndex("identifier", (q) => q.eq("identifier", account))
    .collect();
  for (const { _id } of limits) await db.delete(_id as GenericId<string>);
}
