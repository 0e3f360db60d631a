import { getAuthUserId } from "@convex-dev/auth/server";
import { queryGeneric } from "convex/server";
import type { GenericId } from "convex/values";

/** What the signed-in person sees: who they are, and what is theirs. */
export const mine = queryGeneric({
  args: {},
  handler: async (ctx) => {
    const userId = await getAuthUserId(ctx);
    const user = userId === null ? null : await ctx.db.get(userId as GenericId<string>);
    if (user === null) return null;
    const notes = await ctx.db
      .query("notes")
      .withIndex("by_user", (q) => q.eq("userId", userId!))
      .collect();
    return { user, notes: notes.map(({ text }) => text as string) };
  },
});
