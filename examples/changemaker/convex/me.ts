import { getAuthUserId } from "@convex-dev/auth/server";
import { v } from "convex/values";
import { query } from "./_generated/server.js";
import { vRole } from "./roles.js";

/** How many sign-ups of one person the first page shows. */
const mostSignups = 100;

/** Who is signed in, and the shifts they signed up for, by id; null when nobody is. */
export const get = query({
  args: {},
  returns: v.union(v.null(), v.object({ email: v.string(), role: vRole, shiftIds: v.array(v.id("shifts")) })),
  handler: async (ctx) => {
    const userId = await getAuthUserId(ctx);
    const user = userId === null ? null : await ctx.db.get("users", userId);
    if (user === null) return null;
    const signups = await ctx.db
      .query("shiftSignups")
      .withIndex("by_user", (q) => q.eq("userId", user._id))
      .take(mostSignups);
    return { email: user.email, role: user.role, shiftIds: signups.map(({ shiftId }) => shiftId) };
  },
});
