import { internalMutationGeneric, internalQueryGeneric } from "convex/server";
import { type GenericId, v, type Value } from "convex/values";
import { vClaimState } from "../../cutover/signInValidators.js";
import type { Environment, MutationCtx, QueryCtx } from "../run/environment.js";
import { readModule } from "../run/environment.js";
import { refuse } from "../run/refuse.js";
import { absorb } from "./absorb.js";
import { usersTable } from "./people.js";

const pageSize = 100;

/** Sign-ins that could not be linked without guessing, the oldest first. */
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
  /** What a new user needs where the schema demands it. */
  readonly newUser?: (profile: { email: string }) => Record<string, Value>;
}

/**
 * Decides a claim: whoever signs in with that account is the user named, or somebody else than those we know (without
 * `user`). Works at their next sign-in.
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
      if (isSeparate) await absorb(environment, ctx, { from: waiting, to: user, module });
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
