import { v } from "convex/values";
import { internal } from "./_generated/api.js";
import type { Doc } from "./_generated/dataModel.js";
import { internalMutation, mutation, type MutationCtx, query, type QueryCtx } from "./_generated/server.js";
import { getCurrentRun } from "./current.js";
import { findTrial } from "./trials.js";
import { type NewClaim, vClaim, vClaimState, vNewClaim } from "./signInValidators.js";

const takenAtOnce = 500;

/** As long as an operator may take to decide. */
const secretKeptMs = 7 * 24 * 60 * 60_000;

/** Records a sign-in that was not linked. The same one again raises `attempts` and adds no claim. */
export const record = mutation({
  args: { claim: vNewClaim },
  returns: v.null(),
  handler: async (ctx, { claim }) => {
    if (await isTried(ctx, claim)) return null;
    const now = Date.now();
    const known = await findOpen(ctx, claim);
    if (known === null) {
      const made = { ...claim, state: "open" as const, user: null, attempts: 1, firstAt: now, lastAt: now };
      const id = await ctx.db.insert("claims", made);
      if (claim.secret !== undefined)
        await ctx.scheduler.runAfter(secretKeptMs, internal.claims.forgetSecret, { claim: id });
    } else {
      await ctx.db.patch("claims", known._id, { ...claim, attempts: known.attempts + 1, lastAt: now });
    }
    return null;
  },
});

/** Nobody waits for what an operator tries: one sign-in with a password, whose outcome is noted behind its claim. */
async function isTried(ctx: MutationCtx, { waiting: id, secret, email: address }: NewClaim): Promise<boolean> {
  if (id !== null || secret !== undefined) return false;
  return (await findTrial(ctx, { user: null, address }))?.outcome === null;
}

/** The hash of a password that nobody has decided about goes. A decision that comes later lets in by a reset. */
export const forgetSecret = internalMutation({
  args: { claim: v.id("claims") },
  returns: v.null(),
  handler: async (ctx, { claim }) => {
    if ((await ctx.db.get("claims", claim))?.secret !== undefined)
      await ctx.db.patch("claims", claim, { secret: undefined });
    return null;
  },
});

/** The user has a new password under the address: what was refused there is nobody's to decide any more. */
export const resolveAddress = mutation({
  args: { provider: v.string(), email: v.string(), user: v.string() },
  returns: v.null(),
  handler: async (ctx, { user, ...address }) => {
    for (const { _id, waiting: id } of await openUnder(ctx, address)) {
      if (id === null) await ctx.db.patch("claims", _id, { state: "resolved", user, secret: undefined });
    }
    return null;
  },
});

/** Deletes some of the open claims since the run began, which name users who go with it; true when there may be more. */
export const takeBack = mutation({
  args: {},
  returns: v.boolean(),
  handler: async (ctx) => {
    const begunAt = await firstBegun(ctx);
    const open = ctx.db
      .query("claims")
      .withIndex("by_state", (q) => q.eq("state", "open").gte("_creationTime", begunAt));
    const claims = await open.take(takenAtOnce);
    for (const { _id } of claims) await ctx.db.delete("claims", _id);
    return claims.length === takenAtOnce;
  },
});

/** A run that was loaded again has begun more than once. */
async function firstBegun(ctx: QueryCtx): Promise<number> {
  const current = await getCurrentRun(ctx);
  const runs = await ctx.db.query("runs").collect();
  const begun = runs.filter(({ runId }) => runId === current.runId).map(({ _creationTime }) => _creationTime);
  return Math.min(...begun);
}

/** The open claim of an account that carries this user id. */
export const waiting = query({
  args: { ids: v.array(v.string()) },
  returns: v.array(v.union(vClaim, v.null())),
  handler: async (ctx, { ids }) => await Promise.all(ids.map(async (id) => await findWaiting(ctx, id))),
});

async function findWaiting(ctx: QueryCtx, id: string) {
  const claims = await ctx.db
    .query("claims")
    .withIndex("by_waiting", (q) => q.eq("waiting", id))
    .collect();
  const open = claims.find(({ state }) => state === "open");
  return open === undefined ? null : renderClaim(open);
}

/** The account that carries this user id has been linked: its claims close. */
export const resolve = mutation({
  args: { waiting: v.string(), user: v.string() },
  returns: v.null(),
  handler: async (ctx, { waiting: id, user }) => {
    const claims = await ctx.db
      .query("claims")
      .withIndex("by_waiting", (q) => q.eq("waiting", id))
      .collect();
    for (const { _id, state } of claims) {
      if (state === "open") await ctx.db.patch("claims", _id, { state: "resolved", user });
    }
    return null;
  },
});

/**
 * Records the decision on a claim. Returns the claim as it was, with the hash of the password that was tried, unless several
 * were: nobody can say then whose it is. All hashes of the address go with it. Null when there is no such open claim.
 */
export const decide = mutation({
  args: { claim: v.string(), user: v.union(v.string(), v.null()) },
  returns: v.union(vClaim.extend({ secret: v.union(v.string(), v.null()) }), v.null()),
  handler: async (ctx, { claim: text, user }) => {
    const id = ctx.db.normalizeId("claims", text);
    const claim = id === null ? null : await ctx.db.get("claims", id);
    if (claim === null || claim.state !== "open") return null;
    const open = await openUnder(ctx, claim);
    const tried = new Set(open.flatMap(({ secret }) => secret ?? []));
    for (const { _id, secret } of open)
      if (secret !== undefined) await ctx.db.patch("claims", _id, { secret: undefined });
    await ctx.db.patch("claims", claim._id, { state: "decided", user });
    return { ...renderClaim(claim), secret: tried.size === 1 ? (claim.secret ?? null) : null };
  },
});

/** Hashes of the passwords that were tried under an address and refused, while nobody has decided. */
export const triedSecrets = query({
  args: { provider: v.string(), email: v.string() },
  returns: v.array(v.string()),
  handler: async (ctx, address) => (await openUnder(ctx, address)).flatMap(({ secret }) => secret ?? []),
});

export const list = query({
  args: { state: v.optional(vClaimState), cursor: v.union(v.string(), v.null()), numItems: v.number() },
  returns: v.object({ items: v.array(vClaim.extend({ claim: v.string() })), isDone: v.boolean(), cursor: v.string() }),
  handler: async (ctx, { state, cursor, numItems }) => {
    const after = cursor === null || cursor === "" ? 0 : Number(cursor);
    const claims = ctx.db.query("claims");
    const page = await (
      state === undefined
        ? claims.withIndex("by_creation_time", (q) => q.gt("_creationTime", after))
        : claims.withIndex("by_state", (q) => q.eq("state", state).gt("_creationTime", after))
    ).take(numItems);
    return {
      items: page.map((claim) => ({ claim: claim._id, ...renderClaim(claim) })),
      isDone: page.length < numItems,
      cursor: String(page.at(-1)?._creationTime ?? after),
    };
  },
});

async function findOpen(
  ctx: MutationCtx,
  { waiting: id, code, secret, ...address }: NewClaim,
): Promise<Doc<"claims"> | null> {
  const open = await openUnder(ctx, address);
  return open.find((claim) => claim.waiting === id && claim.code === code && claim.secret === secret) ?? null;
}

async function openUnder(
  { db }: QueryCtx,
  { provider, email }: Pick<NewClaim, "provider" | "email">,
): Promise<Doc<"claims">[]> {
  const same = await db
    .query("claims")
    .withIndex("by_provider_and_email", (q) => q.eq("provider", provider).eq("email", email))
    .collect();
  return same.filter(({ state }) => state === "open");
}

function renderClaim({ _id, _creationTime, secret: _secret, ...claim }: Doc<"claims">) {
  return claim;
}
