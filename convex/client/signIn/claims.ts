import { internalQueryGeneric } from "convex/server";
import { ConvexError, v } from "convex/values";
import { type Claim, type ClaimCode, vClaimState } from "../../cutover/signInValidators.js";
import { findMethods } from "../match/signInMethods.js";
import type { Environment, QueryCtx } from "../run/environment.js";
import { findUsersByEmail, type UserCandidate } from "./users.js";

export type SignInDecision =
  | { readonly kind: "new" }
  /** `duplicate`: the imported document of the same user, which is merged into `id`. */
  | { readonly kind: "link"; readonly id: string; readonly duplicate: string | null }
  | {
      readonly kind: "uncertain";
      readonly code: ClaimCode;
      readonly users: readonly string[];
      /** Whether there is one of the old system among them. */
      readonly isImported: boolean;
    };

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
  const uncertain = (code: ClaimCode): SignInDecision => ({
    kind: "uncertain",
    code,
    users,
    isImported: importedUser !== undefined,
  });
  if (imported.length > 1 || existing.length > 1) return uncertain("several");
  if (!isVerified) return uncertain("unverified_provider");
  if (importedUser !== undefined && !importedUser.isVerified) return uncertain("unverified_legacy");
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
export function defineClaims(environment: Environment) {
  return internalQueryGeneric({
    args: {
      state: v.optional(vClaimState),
      cursor: v.optional(v.union(v.string(), v.null())),
      numItems: v.optional(v.number()),
    },
    handler: async (ctx: QueryCtx, { state, cursor, numItems }) => {
      const args = { state, cursor: cursor ?? null, numItems: numItems ?? pageSize };
      const page = await ctx.runQuery(environment.component.claims.list, args);
      const items = await Promise.all(page.items.map(async (claim) => await nameUsers(environment, ctx, claim)));
      return { ...page, items };
    },
  });
}

/** An action, which cannot read the app's tables, has recorded it: the users are those with the address or the sign-in now. */
async function nameUsers<C extends Claim>(environment: Environment, ctx: QueryCtx, claim: C): Promise<C> {
  if (claim.users.length > 0) return claim;
  const methods = await findMethods(ctx, claim.provider, claim.email);
  const found = await findUsersByEmail(environment, ctx, claim.email);
  // A method whose reference is not resolved yet has no user.
  const owners = methods.flatMap(({ userId }) => (typeof userId === "string" ? [userId] : []));
  return { ...claim, users: [...new Set([...owners, ...found.map(({ id }) => id)])] };
}
