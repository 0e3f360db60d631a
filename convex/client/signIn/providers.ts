import { ConvexCredentials } from "@convex-dev/auth/providers/ConvexCredentials";
import { type ConvexCredentialsConfig, createAccount } from "@convex-dev/auth/server";
import type { GenericDataModel } from "convex/server";
import { ConvexError, type GenericId } from "convex/values";
import { normalizeEmail } from "../../shared/kinds/email.js";
import { hashToken, type InviteRefused, refuseInvite } from "./invites.js";
import type { ActionCtx, Params, WithCutover } from "./passwordAttempt.js";
import { noteKey, type TrustedNote, trustProvider } from "./signInAttempt.js";
import { countTry, ofNobody } from "./tries.js";

/** The claims of Google's profile that are used. */
export interface GoogleClaims {
  readonly sub: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly name?: string;
  readonly picture?: string;
}

/**
 * `Google({ profile: googleProfile })`. Auth.js drops whether Google has verified the address, which decides whether the
 * sign-in may be linked to that address's user.
 */
export function googleProfile({ sub, email, email_verified: verified, name, picture }: GoogleClaims) {
  const address = email === undefined ? {} : { email: normalizeEmail(email), emailVerified: verified === true };
  return { id: sub, name, image: picture, ...address };
}

export interface InviteOptions extends WithCutover {
  /** Default "invite". */
  readonly id?: string;
}

/**
 * Signs users in with the one-time links that `createInvites` creates: `signIn("invite", { token })`. Needs
 * `callbacks: cutover.authCallbacks()`. Throws a ConvexError `{ kind: "invite", code, message }`.
 */
export function invite({ cutover, id = "invite" }: InviteOptions): ConvexCredentialsConfig {
  return ConvexCredentials<GenericDataModel>({
    id,
    authorize: trustProvider(async (params, ctx) => await countFaults(cutover, params, ctx, id)),
    crypto: {
      hashSecret: async () => "used",
      // The account of a link exists only after the link was used, so no secret is ever accepted again.
      verifySecret: async () => false,
    },
  });
}

async function countFaults({ environment }: WithCutover["cutover"], params: Params, ctx: ActionCtx, id: string) {
  try {
    return await authorize(id, params, ctx);
  } catch (error) {
    const refused = error instanceof ConvexError ? (error.data as Partial<InviteRefused>) : {};
    if (refused.kind === "invite") {
      await countTry(environment, ctx, { outcome: `link_${refused.code!}`, ...ofNobody });
    }
    throw error;
  }
}

/** The account is created in the transaction in which the callbacks redeem the link: of two attempts at once, one is second. */
async function authorize(id: string, { token }: Params, ctx: ActionCtx): Promise<{ userId: GenericId<"users"> }> {
  if (ctx.auth.config.callbacks?.createOrUpdateUser === undefined) {
    throw new Error("invite() needs convexAuth({ callbacks: cutover.authCallbacks() }).");
  }
  if (typeof token !== "string" || token.trim() === "") return refuseInvite("unknown");
  const tokenHash = hashToken(token.trim());
  const word: TrustedNote = { kind: "invite", tokenHash };
  try {
    const account = { id: tokenHash, secret: "used" };
    const created = await createAccount(ctx, { provider: id, account, profile: { [noteKey]: word } });
    return { userId: created.account["userId"] as GenericId<"users"> };
  } catch (error) {
    if (error instanceof ConvexError) throw error;
    // Thrown in Convex Auth's mutation, so it arrives as text with a stack.
    const isThere = error instanceof Error && error.message.includes(`Account ${tokenHash} already exists`);
    if (isThere) return refuseInvite("used");
    throw error;
  }
}
