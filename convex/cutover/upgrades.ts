import { v } from "convex/values";
import { mutation, query, type QueryCtx } from "./_generated/server.js";

/** A password is the one that was migrated, only its hash is another since a sign-in. `from`, `to`: what tells the secrets, not the secrets. */
export const record = mutation({
  args: { account: v.string(), from: v.string(), to: v.string() },
  returns: v.null(),
  handler: async (ctx, { account, ...upgrade }) => {
    const known = await find(ctx, account);
    if (known === null) await ctx.db.insert("upgrades", { account, ...upgrade });
    else await ctx.db.patch("upgrades", known._id, upgrade);
    return null;
  },
});

/** Whether a secret came by an upgrade from that one, and by nothing else. */
export const isUpgrade = query({
  args: { account: v.string(), from: v.string(), to: v.string() },
  returns: v.boolean(),
  handler: async (ctx, { account, from, to }) => {
    const known = await find(ctx, account);
    return known?.from === from && known.to === to;
  },
});

/** No catch-up comes after the clean-up. */
export const forget = mutation({
  args: { accounts: v.array(v.string()) },
  returns: v.null(),
  handler: async (ctx, { accounts }) => {
    for (const account of accounts) {
      const known = await find(ctx, account);
      if (known !== null) await ctx.db.delete("upgrades", known._id);
    }
    return null;
  },
});

async function find({ db }: QueryCtx, account: string) {
  return await db
    .query("upgrades")
    .withIndex("by_account", (q) => q.eq("account", account))
    .first();
}
