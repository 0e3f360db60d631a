import { internalMutationGeneric } from "convex/server";
import { type GenericId, v } from "convex/values";
import { normalizeEmail } from "../../shared/kinds/email.js";
import { findMethods } from "../match/signInMethods.js";
import type { Environment, MutationCtx } from "../run/environment.js";
import { endSession } from "./closeDoors.js";

const vOpened = v.object({
  trial: v.string(),
  /** Sign-ins with this address: with none, or several, nobody gets in. */
  accounts: v.number(),
});

const vClosed = v.object({
  /** As `signIns` counts a user's: `ok`, or the reason that whoever signs in does not read. Null: nothing came of it. */
  outcome: v.union(v.string(), v.null()),
  isSessionEnded: v.boolean(),
});

/** What `cutover try-sign-in --user` calls before it signs in as the app's own page does: what follows is no user's sign-in. */
export function defineOpenSignInTrial(environment: Environment) {
  return internalMutationGeneric({
    args: { email: v.string(), provider: v.optional(v.string()) },
    returns: vOpened,
    handler: async (ctx: MutationCtx, { email: typed, provider = "password" }): Promise<typeof vOpened.type> => {
      const address = normalizeEmail(typed);
      // As sign-in looks it up: in the one form, and as it was typed.
      const all = await Promise.all(
        [...new Set([address, typed.trim()])].map(async (id) => await findMethods(ctx, provider, id)),
      );
      const methods = all.flat();
      const user = methods.length === 1 ? ((methods[0]!["userId"] ?? null) as string | null) : null;
      const trial = await ctx.runMutation(environment.component.trials.open, { address, user });
      return { trial, accounts: methods.length };
    },
  });
}

/** Ends the trial, and the session it made. */
export function defineCloseSignInTrial(environment: Environment) {
  return internalMutationGeneric({
    args: { trial: v.string(), session: v.optional(v.string()) },
    returns: vClosed,
    handler: async (ctx: MutationCtx, { trial, session: text }): Promise<typeof vClosed.type> => {
      const outcome = await ctx.runMutation(environment.component.trials.close, { trial });
      const id = text === undefined ? null : ctx.db.normalizeId("authSessions", text);
      const session: GenericId<string> | null = id !== null && (await ctx.db.get(id)) !== null ? id : null;
      if (session !== null) await endSession(ctx.db, session);
      return { outcome, isSessionEnded: session !== null };
    },
  });
}
