import { paginationOptsValidator } from "convex/server";
import { ConvexError, v } from "convex/values";
import { query } from "../_generated/server.js";
import { mutation } from "../functions.js";
import { requireUser } from "../users/users.js";

/** The signed-in person's notifications, newest first. */
export const list = query({
  args: { paginationOpts: paginationOptsValidator },
  handler: async (ctx, { paginationOpts }) => {
    const { _id: userId } = await requireUser(ctx);
    return await ctx.db
      .query("notifications")
      .withIndex("by_user", (q) => q.eq("userId", userId))
      .order("desc")
      .paginate(paginationOpts);
  },
});

/** Marks one of the signed-in person's notifications as read; again is harmless and keeps the first time. */
export const markRead = mutation({
  args: { notificationId: v.id("notifications") },
  returns: v.null(),
  handler: async (ctx, { notificationId }) => {
    const { _id: userId } = await requireUser(ctx);
    const notification = await ctx.db.get("notifications", notificationId);
    if (notification?.userId !== userId)
      throw new ConvexError({ code: "notFound", message: "There is no such notification." });
    if (!notification.isRead) await ctx.db.patch("notifications", notificationId, { isRead: true, readAt: Date.now() });
    return null;
  },
});
