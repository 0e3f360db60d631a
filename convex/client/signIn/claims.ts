import { internalMutationGeneric, internalQueryGeneric } from "convex/server";
import { ConvexError, type GenericId, v, type Value } from "convex/values";
import { type ClaimCode, vClaimState } from "../../cutover/signInValidators.js";
import { type Environment, type MutationCtx, type QueryCtx, readModule } from "../run/environment.js";
import { refuse } from "../run/refuse.js";
import { mergeUsers, type UserCandidate, usersTable } from "./users.js";

export type SignInDecision =
  | { readonly kind: "new" }
  /** `duplicate`: the imported document of the same user, which is merged into `id`. */
  | { readonly kind: "link"; readonly id: string; readonly duplicate: string | null }
  | { readonly kind: "uncertain"; readonly code: ClaimCode; readonly users: readonly string[] };

/**
 * Which user a sign-in without an account belongs to, by its address. Links only where the address is verified on both sides
 * and each side is exactly one user: anything else could hand a stranger another user's data.
 *
 * A user who signed up here and never verified the address does not count: anybody could have typed it.
 */
export function decideSignIn(isVerified: boolean, candidates: readonly UserCandidate[]): SignInDecision {
  const imported = candidates.filter((user) => user.isImported);
  const existing = candidates.filter((user) => !user.isImported && user.isVerified);
  const users = [...imported, ...existing].map(({ id }) => id);
  const [importedUser] = imported;
  const [existingUser] = existing;
  const id = existingUser?.id ?? importedUser?.id;
  if (id === undefined) return { kind: "new" };
  if (imported.length > 1 || existing.length > 1) return { kind: "uncertain", code: "several", users };
  if (!isVerified) return { kind: "uncertain", code: "unverified_provider", users };
  if (importedUser !== undefined && !importedUser.isVerified)
    return { kind: "uncertain", code: "unverified_legacy", users };
  return {
    kind: "link",
    id,
    duplicate: existingUser !== undefined && importedUser !== undefined ? importedUser.id : null,
  };
}

/** What the user reads. It says what they can do and nothing about whose data it is. */
export const claimMessages: Readonly<Record<ClaimCode, string>> = {
  unverified_provider:
    "We know this address, but your sign-in does not verify that it is yours. Sign in the way you did before, or reset your password to verify it.",
  unverified_legacy:
    "We know this address, but it was never verified. Reset your password to verify it, or contact us.",
  several:
    "More than one account has this address, so we cannot tell which is yours. Contact us and we will sort it out.",
  unsupported_hash: "Invalid credentials",
};

/** The error of a sign-in that could not be linked without guessing. `code` "gone": the account's user was deleted. */
export type ClaimRefused = { kind: "claim"; code: ClaimCode | "gone"; message: string };

export function refuseClaim(code: ClaimCode | "gone"): never {
  const message = code === "gone" ? "This account does not exist any more." : claimMessages[code];
  throw new ConvexError<ClaimRefused>({ kind: "claim", code, message });
}

const pageSize = 100;

/** Sign-ins that could not be linked without guessing, oldest first. */
export function defineClaims({ component }: Environment) {
  return internalQueryGeneric({
    args: {
      state: v.optional(vClaimState),
      cursor: v.optional(v.union(v.string(), v.null())),
      numItems: v.optional(v.number()),
    },
    handler: async (ctx: QueryCtx, { state, cursor, numItems }) =>
      await ctx.runQuery(component.claims.list, { state, cursor: cursor ?? null, numItems: numItems ?? pageSize }),
  });
}

export interface DecideClaimOptions {
  /** Fields of a new user that the schema requires. */
  readonly newUser?: (profile: { email: string }) => Record<string, Value>;
}

/**
 * Decides a claim: the account belongs to the named user or, without `user`, to a new one. Takes effect at the next sign-in.
 */
export function defineDecideClaim(environment: Environment, { newUser }: DecideClaimOptions = {}) {
  return internalMutationGeneric({
    args: { claim: v.string(), user: v.optional(v.string()) },
    returns: v.object({ user: v.union(v.string(), v.null()), accounts: v.number() }),
    handler: async (ctx: MutationCtx, { claim: id, user: text }) => {
      const module = await readModule(ctx);
      const chosen = text === undefined ? null : await findUser(ctx, text, module);
      const claim = await ctx.runMutation(environment.component.claims.decide, { claim: id, user: chosen });
      if (claim === null) {
        return refuse("unknown_claim", `There is no open claim "${id}".`, `npx convex run ${module}:claims`);
      }
      const { waiting, email } = claim;
      if (waiting === null || waiting === chosen) return { user: chosen, accounts: 0 };
      const isSeparate = (await ctx.db.get(waiting as GenericId<string>)) !== null;
      if (chosen === null && isSeparate) return { user: waiting, accounts: 0 };
      const user = chosen ?? (await ctx.db.insert(usersTable, { ...newUser?.({ email }), email }));
      const accounts = await repointAccounts(ctx, waiting, user);
      if (isSeparate) await mergeUsers(environment, ctx, { from: waiting, to: user, module });
      return { user, accounts };
    },
  });
}

async function findUser({ db }: MutationCtx, text: string, module: string): Promise<string> {
  const id = db.normalizeId(usersTable, text);
  if (id !== null && (await db.get(id)) !== null) return id;
  return refuse("unknown_user", `There is no user "${text}".`, `npx convex run ${module}:claims`);
}

async function repointAccounts({ db }: MutationCtx, from: string, to: string): Promise<number> {
  const accounts = await db
    .query("authAccounts")
    .withIndex("userIdAndProvider", (q) => q.eq("userId", from))
    .collect();
  for (const { _id } of accounts) await db.patch(_id as GenericId<string>, { userId: to });
  return accounts.length;
}
