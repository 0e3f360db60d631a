import Google from "@auth/core/providers/google";
import { Email } from "@convex-dev/auth/providers/Email";
import { convexAuth, type ConvexAuthConfig, type EmailConfig } from "@convex-dev/auth/server";
import { type GenericDataModel, type GenericMutationCtx, internalMutationGeneric } from "convex/server";
import { v } from "convex/values";
import {
  googleProfile,
  invite,
  legacyPassword,
  type LegacyPasswordOptions,
} from "../../../../convex/client/signIn/index.js";
import type { AuthCallbackOptions } from "../../../../convex/client/index.js";
import { cutover } from "./migrations.js";

/** What was mailed, newest last. */
export const mailbox: { to: string; code: string }[] = [];

export const mail = (id: string) =>
  Email({
    id,
    sendVerificationRequest: async ({ identifier, token }) => {
      mailbox.push({ to: identifier, code: token });
    },
  });

/** Bcrypt of cost 4, from supabase/auth's tests: a test need not take as long as an attacker should. */
const quick = { decoy: "$2y$04$mIJxfrCaEI3GukZe11CiXublhEFanu5.ododkll1WphfSp6pn4zIu", resetTakesMs: 0 };

export interface AuthVariant {
  readonly callbacks?: AuthCallbackOptions;
  /** Default: links by mail as an app without `toStoredAddress` sends them. */
  readonly link?: EmailConfig;
  readonly others?: ConvexAuthConfig["providers"];
  readonly password?: Omit<LegacyPasswordOptions, "cutover">;
  /** What happens in the moment after Convex Auth has taken a password for right. */
  readonly afterProof?: (ctx: GenericMutationCtx<GenericDataModel>) => Promise<unknown>;
}

/** The app's `convex/auth.ts`. */
export function makeAuth({ callbacks, link = mail("link"), password, others = [], afterProof }: AuthVariant) {
  const auth = convexAuth({
    providers: [
      Google({ profile: googleProfile }),
      link,
      legacyPassword({ ...quick, cutover, reset: mail("reset"), verifyHash: "passwords:verify", ...password }),
      invite({ cutover }),
      ...others,
    ],
    callbacks: cutover.authCallbacks(callbacks),
  });
  return afterProof === undefined ? auth : { ...auth, store: interrupt(auth.store, afterProof) };
}

interface StoreArgs {
  readonly args: { readonly type: string; readonly account?: { readonly secret?: string } };
}

function interrupt(store: unknown, afterProof: NonNullable<AuthVariant["afterProof"]>) {
  const { _handler: handler } = store as { _handler: (ctx: unknown, args: StoreArgs) => Promise<unknown> };
  const again = async (ctx: GenericMutationCtx<GenericDataModel>, args: StoreArgs) => {
    const answer = await handler(ctx, args);
    const isProof = args.args.type === "retrieveAccountWithCredentials" && args.args.account?.secret !== undefined;
    if (isProof && typeof answer !== "string") await afterProof(ctx);
    return answer;
  };
  return internalMutationGeneric({ args: { args: v.any() }, handler: again });
}
