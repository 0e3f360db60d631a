import { type FunctionReturnType, internalMutationGeneric } from "convex/server";
import { type GenericId, v, type Value } from "convex/values";
import type { ComponentApi } from "../../cutover/_generated/component.js";
import { findMethods, setAside } from "../match/signInMethods.js";
import { type Environment, type MutationCtx, readModule } from "../run/environment.js";
import { refuse } from "../run/refuse.js";
import { mergeUsers, usersTable } from "./users.js";

export interface DecideClaimOptions {
  /** Fields of a new user that the schema requires. */
  readonly newUser?: (profile: { email: string }) => Record<string, Value>;
}

type DecidedClaim = NonNullable<FunctionReturnType<ComponentApi["claims"]["decide"]>>;

interface Deciding {
  readonly environment: Environment;
  readonly ctx: MutationCtx;
  readonly options: DecideClaimOptions;
  readonly module: string;
  readonly claim: DecidedClaim;
  /** null: somebody else than the users it looks like. */
  readonly chosen: string | null;
}

/** Whom the claim went to, and how many accounts open for them now. */
export interface Decided {
  readonly user: string | null;
  readonly accounts: number;
  /** What is left to type; null: nothing. */
  readonly next: string | null;
}

/**
 * Decides a claim: the account belongs to the named user or, without `user`, to a new one. Takes effect at the next sign-in: of a
 * refused sign-up, with the password that was tried.
 */
export function defineDecideClaim(environment: Environment, options: DecideClaimOptions = {}) {
  return internalMutationGeneric({
    args: { claim: v.string(), user: v.optional(v.string()) },
    returns: v.object({
      user: v.union(v.string(), v.null()),
      accounts: v.number(),
      next: v.union(v.string(), v.null()),
    }),
    handler: async (ctx: MutationCtx, { claim: id, user: text }): Promise<Decided> => {
      const module = await readModule(ctx);
      const chosen = text === undefined ? null : await findUser(ctx, text, module);
      const claim = await ctx.runMutation(environment.component.claims.decide, { claim: id, user: chosen });
      if (claim === null) {
        return refuse("unknown_claim", `There is no open claim "${id}".`, `npx convex run ${module}:claims`);
      }
      const deciding = { environment, ctx, options, module, claim, chosen };
      return claim.waiting === null ? await letIn(deciding) : await linkWaiting(deciding, claim.waiting);
    },
  });
}

async function findUser({ db }: MutationCtx, text: string, module: string): Promise<string> {
  const id = db.normalizeId(usersTable, text);
  if (id !== null && (await db.get(id)) !== null) return id;
  return refuse("unknown_user", `There is no user "${text}".`, `npx convex run ${module}:claims`);
}

/** The refused account was kept. */
async function linkWaiting(deciding: Deciding, waiting: string): Promise<Decided> {
  const { environment, ctx, module, chosen } = deciding;
  if (waiting === chosen) return { user: chosen, accounts: 0, next: null };
  const isSeparate = (await ctx.db.get(waiting as GenericId<string>)) !== null;
  if (chosen === null && isSeparate) return { user: waiting, accounts: 0, next: null };
  const user = chosen ?? (await insertUser(deciding));
  const accounts = await repointAccounts(ctx, waiting, user);
  if (isSeparate) await mergeUsers(environment, ctx, { from: waiting, to: user, module });
  return { user, accounts, next: null };
}

/** No account was kept: the user gets one with the password that was tried, or keeps the one that several had. */
async function letIn(deciding: Deciding): Promise<Decided> {
  const { ctx, module, claim, chosen } = deciding;
  const { provider, email, code } = claim;
  const reset = (user: string) => `npx convex run ${module}:resetPassword '{"user":"${user}"}'`;
  if (code === "unsupported_hash") {
    const message = "No decision opens this password: nobody can verify its hash. The user needs a new one.";
    return refuse("reset_needed", message, reset(chosen ?? claim.users[0] ?? "…"));
  }
  const methods = await findMethods(ctx, provider, email);
  if (chosen === null && methods.length > 0) {
    const owners = methods.map(({ userId }) => userId as string).join(", ");
    const next = `npx convex run ${module}:decideClaim '{"claim":"…","user":"…"}'`;
    return refuse("taken", `Users ${owners} have this sign-in: name the one who keeps it.`, next);
  }
  const kept = methods.find(({ userId }) => userId === chosen);
  for (const method of methods) if (method !== kept) await setAside(ctx, method);
  const user = chosen ?? (await insertUser(deciding));
  if (kept !== undefined) return { user, accounts: 1, next: null };
  const account: Record<string, Value> = { userId: user, provider, providerAccountId: email };
  if (claim.secret !== null) account["secret"] = claim.secret;
  await ctx.db.insert("authAccounts", account);
  return { user, accounts: 1, next: claim.secret === null ? reset(user) : null };
}

async function insertUser({ ctx, options, claim: { email } }: Deciding): Promise<string> {
  return await ctx.db.insert(usersTable, { ...options.newUser?.({ email }), email });
}

async function repointAccounts({ db }: MutationCtx, from: string, to: string): Promise<number> {
  const accounts = await db
    .query("authAccounts")
    .withIndex("userIdAndProvider", (q) => q.eq("userId", from))
    .collect();
  for (const { _id } of accounts) await db.patch(_id as GenericId<string>, { userId: to });
  return accounts.length;
}
