import { v } from "convex/values";
import type { Doc } from "./_generated/dataModel.js";
import { mutation, query, type QueryCtx } from "./_generated/server.js";
import { type Lease, vLease } from "./validators.js";

/** A holder renews far more often than this; one that does not has died, or lost its connection. */
const staleAfterMs = 90_000;

const vHolder = vLease.omit("token", "since", "renewedAt");

const vTaken = v.object({
  taken: v.boolean(),
  /** Whoever has the lease now. */
  lease: vLease,
  /** The lease that was taken over. */
  replaced: v.union(vLease, v.null()),
});

/** null: no command works on the deployment. */
export const find = query({
  args: {},
  returns: v.union(vLease, v.null()),
  handler: async (ctx) => {
    const held = await findLease(ctx);
    return held === null ? null : renderLease(held);
  },
});

/** `dead`: the token of a lease whose process the caller has found dead, so that nobody has to wait for it to grow old. */
export const take = mutation({
  args: { holder: vHolder, dead: v.union(v.string(), v.null()) },
  returns: vTaken,
  handler: async (ctx, { holder, dead }) => {
    const held = await findLease(ctx);
    const now = Date.now();
    if (held !== null) {
      const isFree = held.token === dead || now - held.renewedAt >= staleAfterMs;
      if (!isFree) return { taken: false, lease: renderLease(held), replaced: null };
      await ctx.db.delete("leases", held._id);
    }
    const lease = { ...holder, token: crypto.randomUUID(), since: now, renewedAt: now };
    await ctx.db.insert("leases", lease);
    return { taken: true, lease, replaced: held === null ? null : renderLease(held) };
  },
});

/** false: somebody else has taken the lease over. */
export const renew = mutation({
  args: { token: v.string() },
  returns: v.boolean(),
  handler: async (ctx, { token }) => {
    const held = await findLease(ctx);
    if (held?.token !== token) return false;
    await ctx.db.patch("leases", held._id, { renewedAt: Date.now() });
    return true;
  },
});

/** Harmless where somebody else has it. */
export const release = mutation({
  args: { token: v.string() },
  returns: v.null(),
  handler: async (ctx, { token }) => {
    const held = await findLease(ctx);
    if (held?.token === token) await ctx.db.delete("leases", held._id);
    return null;
  },
});

export async function findLease({ db }: QueryCtx): Promise<Doc<"leases"> | null> {
  return await db.query("leases").unique();
}

export function renderLease({ _id, _creationTime, ...lease }: Doc<"leases">): Lease {
  return lease;
}
