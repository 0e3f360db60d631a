import { internalMutationGeneric } from "convex/server";
import { v } from "convex/values";
import { normalizeEmail } from "../../shared/kinds/email.js";
import { findMethods, isAddressOf, isMethodProved, setAside } from "../match/signInMethods.js";
import { type Environment, type MutationCtx, type StoredDocument, readModule, equals } from "../run/environment.js";
import { refuse } from "../run/refuse.js";
import { closeDoors } from "./closeDoors.js";
import { getUser, vUserSelector } from "./users.js";
import { hashPassword } from "./verifyHash.js";
import { makeToken } from "./invites.js";
import { setPasswords } from "./newSecret.js";

/**
 * Sets a new random password for one user, ends their sessions, revokes their one-time links and clears failed attempts. The
 * password is in the response and nowhere else: hand it over through a secure channel, and let the user change it.
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
    returns: v.object({
      user: v.string(),
      email: v.string(),
      password: v.string(),
      sessionsEnded: v.number(),
      linksRevoked: v.number(),
    }),
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
      const wanted = { userId: user._id as string, provider, providerAccountId: id };
      await ensureAccount(environment, ctx, { user, account, wanted });
      const secret = hashPassword(password);
      await setPasswords(environment, ctx, { user: user._id as string, provider, secret });
      const closed = await closeDoors(environment, ctx, user._id as string);
      return { user: user._id as string, email: id, password, ...closed };
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
}

/** A user's account with the provider; null: they never had a password. */
interface Ensuring {
  readonly user: StoredDocument;
  readonly account: StoredDocument | null;
  readonly wanted: NewAccount;
}

/** Also for a user who never had a password. Refuses an address that is another user's account. */
async function ensureAccount(environment: Environment, ctx: MutationCtx, ensuring: Ensuring): Promise<void> {
  const { account, wanted } = ensuring;
  const methods = await findMethods(ctx, wanted.provider, wanted.providerAccountId);
  for (const twin of methods.filter(({ _id }) => _id !== account?._id)) {
    if (await doesGiveWay(environment, ctx, twin, ensuring)) await setAside(ctx, twin);
    else await refuseTaken(ctx, twin, account !== null);
  }
  if (account === null) await ctx.db.insert("authAccounts", { ...wanted });
}

/** Of two accounts with one id Convex Auth finds neither: one whose user only typed the address gives way. */
async function doesGiveWay(
  { plan }: Environment,
  ctx: MutationCtx,
  twin: StoredDocument,
  { user, account, wanted }: Ensuring,
): Promise<boolean> {
  const legacyField = plan.tables.get("authAccounts")?.id.field;
  const isImported = (method: StoredDocument) => legacyField !== undefined && method[legacyField] !== undefined;
  if (isImported(twin) || (await isMethodProved(ctx, twin))) return false;
  if (account === null) return isAddressOf(user, normalizeEmail(wanted.providerAccountId));
  return isImported(account) || (await isMethodProved(ctx, account));
}

async function refuseTaken(ctx: MutationCtx, twin: StoredDocument, isShared: boolean): Promise<never> {
  const owner = twin["userId"] as string;
  const message = `Another user, ${owner}, signs in with ${twin["providerAccountId"] as string}.`;
  const module = await readModule(ctx);
  if (!isShared) return refuse("taken", message, `npx convex run ${module}:resetPassword '{"user":"${owner}"}'`);
  const next = `npx convex run ${module}:claims (after their next try to sign in), then ${module}:decideClaim`;
  return refuse("shared", `${message} Decide which of both keeps it: until then it opens for neither.`, next);
}
