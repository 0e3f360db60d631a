import { ConvexCredentials } from "@convex-dev/auth/providers/ConvexCredentials";
import { type ConvexCredentialsConfig, createAccount } from "@convex-dev/auth/server";
import type { GenericDataModel } from "convex/server";
import { ConvexError, type GenericId } from "convex/values";
import { markOurs, type Word, wordKey } from "./ours.js";
import type { ActionCtx, Params, WithCutover } from "./passwordOptions.js";
import { refuseInvite } from "./refusals.js";
import { hashToken } from "./token.js";

export interface InviteOptions extends WithCutover {
  /** Default "invite". */
  readonly id?: string;
}

/**
 * Signs people in by the one-time links that `createInvites` makes: `signIn("invite", { token })`. Needs
 * `callbacks: cutover.authCallbacks()`. Throws a ConvexError `{ kind: "invite", code, message }`.
 */
export function invite({ id = "invite" }: InviteOptions): ConvexCredentialsConfig {
  return ConvexCredentials<GenericDataModel>({
    id,
    authorize: markOurs(async (params, ctx) => await authorize(id, params, ctx)),
    crypto: {
      hashSecret: async () => "used",
      // The account of a link exists only once it was used, so nothing ever opens it again.
      verifySecret: async () => false,
    },
  });
}

/** The account is made in the same transaction in which the callbacks use the link up: of two at the same time one is second. */
async function authorize(id: string, { token }: Params, ctx: ActionCtx): Promise<{ userId: GenericId<"users"> }> {
  if (ctx.auth.config.callbacks?.createOrUpdateUser === undefined) {
    throw new Error("invite() needs convexAuth({ callbacks: cutover.authCallbacks() }).");
  }
  if (typeof token !== "string" || token.trim() === "") return refuseInvite("unknown");
  const tokenHash = hashToken(token.trim());
  const word: Word = { kind: "invite", tokenHash };
  try {
    const account = { id: tokenHash, secret: "used" };
    const created = await createAccount(ctx, { provider: id, account, profile: { [wordKey]: word } });
    return { userId: created.account["userId"] as GenericId<"users"> };
  } catch (error) {
    if (error instanceof ConvexError) throw error;
    const isThere = error instanceof Error && error.message === `Account ${tokenHash} already exists`;
    if (isThere) return refuseInvite("used");
    throw error;
  }
}
