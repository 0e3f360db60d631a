import type { GenericId } from "convex/values";
import { addressKey } from "../../shared/plan/plan.js";
import { isAddressOf } from "../match/signInMethods.js";
import type { Environment, MutationCtx, StoredDocument } from "../run/environment.js";
import { countTry } from "./tries.js";
import {
  findUserByPhone,
  findUsersByEmail,
  isImportedUser,
  isLegacy,
  mergeUsers,
  methodsOf,
  selectUserFields,
  type UserCandidate,
  usersTable,
} from "./users.js";
import {
  type AuthCallbackOptions,
  type Callbacks,
  checkEmailVerification,
  describeNewUser,
  readFlag,
  readTrustedNote,
  refuseUnlinkedAccount,
  type SignInAttempt,
  suspendSignIn,
} from "./signInAttempt.js";
import { decideSignIn, refuseClaim, type SignInDecision } from "./claims.js";
import { closeDoors } from "./closeDoors.js";
import { refuseMaintenance } from "../maintenance/guard.js";
import { refuseInvite } from "./invites.js";
import { isResolving } from "./resolving.js";

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
      const userId = user === null ? await findUser(attempt) : await updateReturningUser(attempt, user);
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

/** A sign-in whose account belongs to a user. Returns whose it is from now on. */
async function updateReturningUser(attempt: SignInAttempt, user: StoredDocument): Promise<string> {
  const userId = user._id as string;
  // In maintenance mode users may read, and nothing of theirs is written.
  if (await isUnderMaintenance(attempt)) return userId;
  const imported = await findOthersImported(attempt, user);
  if (imported.length > 0) await dropUnprovedSecrets(attempt, userId);
  const decision = decideSignIn(true, imported);
  const found = decision.kind === "link" ? decision.id : null;
  if (found !== null && (await mayBelongToTwo(attempt, user))) return found;
  await writeFields(attempt, userId);
  if (found === null) return userId;
  const { environment, ctx } = attempt;
  await mergeUsers(environment, ctx, { from: found, to: userId, module: moduleOf(attempt) });
  await ctx.runMutation(environment.component.claims.resolve, { waiting: userId, user: userId });
  return userId;
}

/**
 * Users of the old system with the address that this sign-in verifies. None for one who comes from there as well: their own data is
 * with them, and two old users become one by an operator's word only.
 */
async function findOthersImported(attempt: SignInAttempt, user: StoredDocument): Promise<UserCandidate[]> {
  const { environment, ctx, signIn, isVerified } = attempt;
  const { email } = signIn.profile;
  if (typeof email !== "string" || !isVerified || (await isImportedUser(environment, ctx, user))) return [];
  return (await findUsersByEmail(environment, ctx, email)).filter(({ isImported }) => isImported);
}

/**
 * Somebody had only typed the address here, and signs in another way, too: the method that verifies it now is the old user's. Merged,
 * their other ways would open the old user's data.
 */
async function mayBelongToTwo({ ctx, signIn }: SignInAttempt, user: StoredDocument): Promise<boolean> {
  const address = addressKey(signIn.profile.email);
  if (address === null || isAddressOf(user, address)) return false;
  const methods = await methodsOf(ctx, user._id as string);
  return methods.length > 1 && methods.some((method) => addressKey(method["providerAccountId"]) !== address);
}

/**
 * A code from the mailbox verifies the address, not who chose the password before: with it whoever had only typed the address
 * would get in.
 */
async function dropUnprovedSecrets({ environment, ctx, signIn }: SignInAttempt, userId: string): Promise<void> {
  const { type, provider } = signIn;
  if (type !== "verification" || provider.type !== "credentials") return;
  const methods = (await methodsOf(ctx, userId)).filter((method) => method["provider"] === provider.id);
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
    return decideReset(candidates);
  }
  const isPhoneVerified = readFlag(profile.phoneVerified) ?? (shouldLinkViaPhone || provider.type === "phone");
  const id = isPhoneVerified && typeof profile.phone === "string" ? await findUserByPhone(ctx, profile.phone) : null;
  return id === null ? { kind: "new" } : { kind: "link", id, duplicate: null };
}

/**
 * The reset code will verify the address of an imported user. It verifies nothing about a user who only typed it here; and beside one
 * who has verified it here, an imported one who never did stays who they are: nobody has entered a code yet.
 */
function decideReset(candidates: readonly UserCandidate[]): SignInDecision {
  const imported = candidates.filter(({ isImported }) => isImported);
  const others = candidates.filter(({ isImported }) => !isImported);
  const isApart = imported.length === 1 && !imported[0]!.isVerified && others.some(({ isVerified }) => isVerified);
  const counted = isApart ? others : candidates;
  return decideSignIn(
    true,
    counted.map((each) => ({ ...each, isVerified: each.isVerified || each.isImported })),
  );
}

async function applyDecision(attempt: SignInAttempt, decision: SignInDecision, isReset: boolean): Promise<string> {
  const { environment, ctx, options } = attempt;
  switch (decision.kind) {
    case "new":
      if (isReset) refuseClaim("gone");
      if (attempt.signIn.type === "oauth" && (await isResolving(environment, ctx, attempt.signIn.provider.id)))
        return await suspendSignIn(attempt, null);
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
