import { getAuthUserId } from "@convex-dev/auth/server";
import { v } from "convex/values";
import { query } from "./_generated/server.js";

/** How many prayers of one person the first page shows. */
const mostPrayers = 100;

/** Who is signed in, and their prayers, newest first; null when nobody is. */
export const get = query({
  args: {},
  returns: v.union(v.null(), v.object({ displayName: v.string(), prayers: v.array(v.string()) })),
  handler: async (ctx) => {
    const userId = await getAuthUserId(ctx);
    const user = userId === null ? null : await ctx.db.get("users", userId);
    if (user === null) return null;
    const prayers = await ctx.db
      .query("prayers")
      .withIndex("by_author", (q) => q.eq("authorId", user._id))
      .order("desc")
      .take(mostPrayers);
    return { displayName: user.displayName, prayers: prayers.map(({ text }) => text) };
  },
});
