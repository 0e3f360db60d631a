import { v } from "convex/values";
import type { Doc } from "./_generated/dataModel.js";
import { mutation, type MutationCtx, query } from "./_generated/server.js";
import { currentRun, findProgress } from "./current.js";
import { type NewClaim, vClaim, vClaimState, vNewClaim } from "./signInValidators.js";

/** Records a sign-in that was not linked. The same one again raises `attempts` and adds no claim. */
export const record = mutation({
  args: { claim: vNewClaim },
  returns: v.null(),
  handler: async (ctx, { claim }) => {
    const now = Date.now();
    const known = await findOpen(ctx, claim);
    if (known === null) {
      await ctx.db.insert("claims", { ...claim, state: "open", user: null, attempts: 1, firstAt: now, lastAt: now });
    } else {
      await ctx.db.patch("claims", known._id, { ...claim, attempts: known.attempts + 1, lastAt: now });
    }
    return null;
  },
});

/** The open claim of an account that carries this user id. */
export const waiting = query({
  args: { id: v.string() },
  returns: v.union(vClaim, v.null()),
  handler: async (ctx, { id }) => {
    const claims = await ctx.db
      .query("claims")
      .withIndex("by_waiting", (q) => q.eq("waiting", id))
      .collect();
    const open = claims.find(({ state }) => state === "open");
    return open === undefined ? null : renderClaim(open);
  },
});

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

/** Records the decision on a claim. Returns the claim as it was; null when there is no such open claim. */
export const decide = mutation({
  args: { claim: v.string(), user: v.union(v.string(), v.null()) },
  returns: v.union(vClaim, v.null()),
  handler: async (ctx, { claim: text, user }) => {
    const id = ctx.db.normalizeId("claims", text);
    const claim = id === null ? null : await ctx.db.get("claims", id);
    if (claim === null || claim.state !== "open") return null;
    await ctx.db.patch("claims", claim._id, { state: "decided", user });
    return renderClaim(claim);
  },
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

/** Accounts that match recorded under an address, whatever their spelling. Three are enough to say "several". */
export const accountsUnder = query({
  args: { table: v.string(), email: v.string() },
  returns: v.array(v.string()),
  handler: async (ctx, { table, email }) => {
    const run = await currentRun(ctx);
    const progress = run === null ? null : await findProgress(ctx, run._id, "match", table);
    if (progress === null) return [];
    const accounts = await ctx.db
      .query("accounts")
      .withIndex("by_progress_and_key", (q) => q.eq("progress", progress._id).eq("key", email))
      .take(3);
    return accounts.map(({ id }) => id);
  },
});

async function findOpen(
  { db }: MutationCtx,
  { provider, email, waiting: id, code }: NewClaim,
): Promise<Doc<"claims"> | null> {
  const same = await db
    .query("claims")
    .withIndex("by_provider_and_email", (q) => q.eq("provider", provider).eq("email", email))
    .collect();
  return same.find((claim) => claim.state === "open" && claim.waiting === id && claim.code === code) ?? null;
}

function renderClaim({ _id, _creationTime, ...claim }: Doc<"claims">) {
  return claim;
}
