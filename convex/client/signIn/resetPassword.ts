import { internalMutationGeneric } from "convex/server";
import { type GenericId, v } from "convex/values";
import { normalizeEmail } from "../../shared/kinds/email.js";
import { type Environment, type MutationCtx, type StoredDocument, readModule, equals } from "../run/environment.js";
import { refuse } from "../run/refuse.js";
import { getUser, vUserSelector } from "./users.js";
import { hashPassword } from "./verifyHash.js";
import { makeToken } from "./invites.js";

/**
 * Sets a new random password for one user, ends their sessions and clears failed attempts. The password is in the response and
 * nowhere else: hand it over through a secure channel, and let the user change it.
 *
 * `npx convex run migrations:resetPassword '{"email":"ann@example.com"}'`
 */
export function defineResetPassword(environment: Environment) {
  return internalMutationGeneric({
    args: {
      ...vUserSelector,
      /** The provider's id. Default "password". */
      provider: v.optional(v.string()),
    },
    returns: v.object({ user: v.string(), email: v.string(), password: v.string(), sessionsEnded: v.number() }),
    handler: async (ctx: MutationCtx, { provider = "password", ...who }) => {
      const user = await getUser(environment, ctx, who, "resetPassword");
      const account = await findAccount(ctx, user, provider);
      const email = (account?.["providerAccountId"] ?? user["email"]) as string | undefined;
      if (email === undefined) {
        const next = `npx convex run ${await readModule(ctx)}:createInvites '{"user":"${user._id as string}"}'`;
        return refuse("no_email", "This user has no email to sign in with.", next);
      }
      const password = makeToken();
      const id = account === null ? normalizeEmail(email) : email;
      await ensureAccount(ctx, account, {
        userId: user._id as string,
        provider,
        providerAccountId: id,
        secret: hashPassword(password),
      });
      const sessionsEnded = await endSessions(ctx, user._id as string);
      return { user: user._id as string, email: id, password, sessionsEnded };
    },
  });
}

async function findAccount(
  { db }: MutationCtx,
  user: StoredDocument,
  provider: string,
): Promise<StoredDocument | null> {
  return await db
    .query("authAccounts")
    .withIndex("userIdAndProvider", (q) =>
      equals(q, [
        ["userId", user._id],
        ["provider", provider],
      ]),
    )
    .first();
}

interface NewAccount {
  readonly userId: string;
  readonly provider: string;
  readonly providerAccountId: string;
  readonly secret: string;
}

/** Also for a user who never had a password. Refuses an address that is another user's account. */
async function ensureAccount(
  { db, meta }: MutationCtx,
  account: StoredDocument | null,
  wanted: NewAccount,
): Promise<void> {
  if (account !== null) {
    await db.patch(account._id as GenericId<string>, { secret: wanted.secret });
    return await clearFailedAttempts(db, account._id as string);
  }
  const { provider, providerAccountId } = wanted;
  const taken = await db
    .query("authAccounts")
    .withIndex("providerAndAccountId", (q) =>
      equals(q, [
        ["provider", provider],
        ["providerAccountId", providerAccountId],
      ]),
    )
    .first();
  if (taken !== null) {
    const owner = taken["userId"] as string;
    const next = `npx convex run ${await readModule({ meta })}:resetPassword '{"user":"${owner}"}'`;
    refuse("taken", `Another user, ${owner}, signs in with ${providerAccountId}.`, next);
  }
  await db.insert("authAccounts", { ...wanted });
}

async function clearFailedAttempts(db: MutationCtx["db"], account: string): Promise<void> {
  const limits = await db
    .query("authRateLimits")
    .withIndex("identifier", (q) => q.eq("identifier", account))
    .collect();
  for (const { _id } of limits) await db.delete(_id as GenericId<string>);
}

/** As Convex Auth's `invalidateSessions`, which only actions can call. */
async function endSessions({ db }: MutationCtx, user: string): Promise<number> {
  const sessions = await db
    .query("authSessions")
    .withIndex("userId", (q) => q.eq("userId", user))
    .collect();
  for (const { _id: session } of sessions) {
    const tokens = db.query("authRefreshTokens").withIndex("sessionId", (q) => q.eq("sessionId", session as string));
    for await (const { _id } of tokens) await db.delete(_id as GenericId<string>);
    await db.delete(session as GenericId<string>);
  }
  return sessions.length;
}
