import { v } from "convex/values";
import { mutation, query } from "./_generated/server.js";

export const add = mutation({
  args: { name: v.string() },
  returns: v.int64(),
  handler: async (ctx, { name }) => {
    const count = await ctx.db
      .query("counts")
      .withIndex("by_name", (q) => q.eq("name", name))
      .unique();
    if (count === null) {
      await ctx.db.insert("counts", { name, value: 1n });
      return 1n;
    }
    await ctx.db.patch("counts", count._id, { value: count.value + 1n });
    return count.value + 1n;
  },
});

export const get = query({
  args: { name: v.string() },
  returns: v.int64(),
  handler: async (ctx, { name }) => {
    const count = await ctx.db
      .query("counts")
      .withIndex("by_name", (q) => q.eq("name", name))
      .unique();
    return count?.value ?? 0n;
  },
});
