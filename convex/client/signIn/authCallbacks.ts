import type { GenericId } from "convex/values";
import { type Environment, equals, type MutationCtx } from "../run/environment.js";
import { countTry } from "./tries.js";
import { findUserByPhone, findUsersByEmail, isLegacy, mergeUsers, selectUserFields, usersTable } from "./users.js";
import {
  type AuthCallbackOptions,
  type Callbacks,
  checkEmailVerification,
  describeNewUser,
  readTrustedNote,
  refuseUnlinkedAccount,
  type SignInAttempt,
  suspendSignIn,
} from "./signInAttempt.js";
import { decideSignIn, refuseClaim, type SignInDecision } from "./claims.js";
import { closeDoors } from "./closeDoors.js";
import { refuseMaintenance } from "../maintenance/guard.js";
import { refuseInvite } from "./invites.js";

/** `callbacks` of `convexAuth`. */
export function defineAuthCallbacks(environment: Environment, options: AuthCallbackOptions = {}) {
  return {
    createOrUpdateUser: async (authCtx, args) => {
      const ctx = authCtx as unknown as MutationCtx;
      const attempt: SignInAttempt = {
        environment,
        ctx,
        options,
        signIn: args,
        ...checkEmailVerification(options, args),
      };
      const existing = args.existingUserId ?? null;
      const user = existing === null ? null : await ctx.db.get(existing);
      const userId = user === null ? await findUser(attempt) : existing!;
      if (user !== null) await updateReturningUser(attempt, userId);
      const isThere = (await ctx.db.get(userId as GenericId<string>)) !== null;
      if (isThere)
        await options.afterUserCreatedOrUpdated?.(authCtx, { ...args, userId: userId as GenericId<"users"> });
      return userId as GenericId<"users">;
    },
    beforeSessionCreation: async (authCtx, { userId }) => {
      const ctx = authCtx as unknown as MutationCtx;
      const user = await ctx.db.get(userId);
      if (user === null) return await refuseUnlinkedAccount(environment, ctx, userId);
      await options.beforeSessionCreation?.(authCtx, { userId });
      await countTry(environment, ctx, { outcome: "ok", user: userId, isImported: isLegacy(environment, user) });
    },
  } satisfies Callbacks;
}

/** A sign-in whose account belongs to a user. */
async function updateReturningUser(attempt: SignInAttempt, userId: string): Promise<void> {
  // In maintenance mode users may read, and nothing of theirs is written.
  if (await isUnderMaintenance(attempt)) return;
  const { environment, ctx, signIn, isVerified } = attempt;
  await writeFields(attempt, userId);
  const { email } = signIn.profile;
  if (typeof email !== "string" || !isVerified) return;
  const candidates = await findUsersByEmail(environment, ctx, email);
  // Their own data is with them, whoever else has the address.
  if (candidates.some(({ id, isImported }) => isImported && id === userId)) return;
  const decision = decideSignIn(
    true,
    candidates.filter(({ isImported }) => isImported),
  );
  if (decision.kind !== "link") return;
  await dropUnprovedSecrets(attempt, userId);
  await mergeUsers(environment, ctx, { from: decision.id, to: userId, module: moduleOf(attempt) });
}

/**
 * A code from the mailbox verifies the address, not who chose the password before: with it whoever had only typed the address
 * would get in.
 */
async function dropUnprovedSecrets({ environment, ctx, signIn }: SignInAttempt, userId: string): Promise<void> {
  const { type, provider } = signIn;
  if (type !== "verification" || provider.type !== "credentials") return;
  const methods = await ctx.db
    .query("authAccounts")
    .withIndex("userIdAndProvider", (q) =>
      equals(q, [
        ["userId", userId],
        ["provider", provider.id],
      ]),
    )
    .collect();
  const unproved = methods.filter((method) => method["secret"] !== undefined && method["emailVerified"] === undefined);
  for (const { _id } of unproved) await ctx.db.patch(_id as GenericId<string>, { secret: undefined });
  if (unproved.length > 0) await closeDoors(environment, ctx, userId);
}

/** A sign-in whose account belongs to no user yet. */
async function findUser(attempt: SignInAttempt): Promise<string> {
  const { environment, ctx, signIn } = attempt;
  const word = readTrustedNote(signIn.provider, signIn.profile);
  if (word?.kind === "invite") {
    await refuseMaintenance(environment, ctx);
    return await useInvite(attempt, word.tokenHash);
  }
  if (await isUnderMaintenance(attempt)) return await suspendSignIn(attempt, null);
  const isReset = word?.kind === "reset";
  return await applyDecision(attempt, await decide(attempt, isReset), isReset);
}

async function decide({ environment, ctx, signIn, mayLink }: SignInAttempt, isReset: boolean): Promise<SignInDecision> {
  const { profile, provider, shouldLinkViaPhone = false } = signIn;
  const { email } = profile;
  if (typeof email === "string" && email.trim() !== "") {
    const candidates = await findUsersByEmail(environment, ctx, email);
    if (!isReset) return decideSignIn(mayLink, candidates);
    // The reset code will verify the address of an imported user. It verifies nothing about a user who only typed it here.
    return decideSignIn(
      true,
      candidates.map((each) => ({ ...each, isVerified: each.isVerified || each.isImported })),
    );
  }
  const isPhoneVerified = profile.phoneVerified ?? (shouldLinkViaPhone || provider.type === "phone");
  const id = isPhoneVerified && typeof profile.phone === "string" ? await findUserByPhone(ctx, profile.phone) : null;
  return id === null ? { kind: "new" } : { kind: "link", id, duplicate: null };
}

async function applyDecision(attempt: SignInAttempt, decision: SignInDecision, isReset: boolean): Promise<string> {
  const { environment, ctx, options } = attempt;
  switch (decision.kind) {
    case "new":
      if (isReset) refuseClaim("gone");
      return await insertUser(attempt);
    case "link":
      if (decision.duplicate !== null) {
        await mergeUsers(environment, ctx, { from: decision.duplicate, to: decision.id, module: moduleOf(attempt) });
      }
      await writeFields(attempt, decision.id);
      await closeClaim(attempt, decision.id);
      return decision.id;
    case "uncertain": {
      const isSeparate = options.whenUncertain === "separate" && !isReset;
      return await suspendSignIn(attempt, decision, isSeparate ? await insertUser(attempt) : undefined);
    }
  }
}

async function closeClaim({ environment, ctx, signIn }: SignInAttempt, user: string): Promise<void> {
  const waiting = signIn.existingUserId ?? null;
  if (waiting !== null) await ctx.runMutation(environment.component.claims.resolve, { waiting, user });
}

async function useInvite({ environment, ctx }: SignInAttempt, tokenHash: string): Promise<string> {
  const used = await ctx.runMutation(environment.component.invites.use, { tokenHash });
  if (used.kind === "refused") return refuseInvite(used.fault);
  const user = await ctx.db.get(used.user as GenericId<string>);
  return user === null ? refuseInvite("unknown") : used.user;
}

async function writeFields(attempt: SignInAttempt, userId: string): Promise<void> {
  const { environment, ctx, options, signIn, isVerified } = attempt;
  const user = await ctx.db.get(userId as GenericId<string>);
  const rules = { schema: environment.schema, overwrite: new Set(options.overwrite), isVerified };
  const fields = selectUserFields(rules, signIn.profile, user);
  if (Object.keys(fields).length > 0) await ctx.db.patch(userId as GenericId<string>, fields);
}

/** A new user with nothing but the provider's profile. */
async function insertUser(attempt: SignInAttempt): Promise<string> {
  return await attempt.ctx.db.insert(usersTable, describeNewUser(attempt));
}

async function isUnderMaintenance({ environment, ctx }: SignInAttempt): Promise<boolean> {
  return (await ctx.runQuery(environment.component.window.maintenance, {})).on;
}

function moduleOf({ options }: SignInAttempt): string {
  return options.module ?? "migrations";
}
