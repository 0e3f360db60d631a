import { paginationOptsValidator } from "convex/server";
import { v } from "convex/values";
import { query } from "./_generated/server.js";

/** What happened lately, newest first. */
export const feed = query({
  args: { paginationOpts: paginationOptsValidator },
  handler: async (ctx, { paginationOpts }) => await ctx.db.query("activity").order("desc").paginate(paginationOpts),
});

/** The history of one prayer, from its beginning. */
export const ofPrayer = query({
  args: { prayerId: v.id("prayers") },
  handler: async (ctx, { prayerId }) =>
    await ctx.db
      .query("activity")
      .withIndex("by_prayer", (range) => range.eq("prayerId", prayerId))
      .collect(),
});
