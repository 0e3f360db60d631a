import { makeFunctionReference } from "convex/server";
import { v } from "convex/values";
import * as server from "../../../convex/_generated/server.js";
import { cutover } from "../../../convex/migrations.js";

/**
 * What the soak's people do in the app: put beside the app's own modules in `convex/`. Every text they write is a marker that
 * is looked for at the end.
 */

const { mutation, internalMutation } = cutover.guard(server, { exempt: ["soak:touch"] });
const scheduledMutation = cutover.whenWritable(server.internalMutation);

const vWrite = { userId: v.id("users"), marker: v.string() };
const deliverLater = makeFunctionReference<"mutation", { userId: string; marker: string }>("soak:deliver");
const writeInternally = makeFunctionReference<"mutation", { userId: string; marker: string }, string>("soak:write");

/** People who have signed up before anything is moved. */
export const seed = internalMutation({
  args: { emails: v.array(v.string()) },
  returns: v.array(v.id("users")),
  handler: async (ctx, { emails }) => {
    const ids = [];
    for (const email of emails) {
      const userId = await ctx.db.insert("users", { email, emailVerificationTime: 1_700_000_000_000 });
      await ctx.db.insert("authAccounts", {
        userId,
        provider: "google",
        providerAccountId: `sub-${email}`,
        emailVerified: email,
      });
      ids.push(userId);
    }
    return ids;
  },
});

export const note = mutation({
  args: vWrite,
  returns: v.id("notifications"),
  handler: async (ctx, { userId, marker }) =>
    await ctx.db.insert("notifications", { userId, type: "system", title: marker, isRead: false }),
});

export const forget = mutation({
  args: { id: v.id("notifications") },
  returns: v.null(),
  handler: async (ctx, { id }) => {
    await ctx.db.delete("notifications", id);
    return null;
  },
});

/** A field of their own user, whom the migration may match with an old one. */
export const joinFirm = mutation({
  args: vWrite,
  returns: v.null(),
  handler: async (ctx, { userId, marker }) => {
    await ctx.db.patch("users", userId, { lawFirm: marker });
    return null;
  },
});

/** A field of a case that was migrated; false while it is not there. */
export const annotate = mutation({
  args: { legacyId: v.string(), field: v.union(v.literal("notes"), v.literal("positionTitle")), marker: v.string() },
  returns: v.boolean(),
  handler: async (ctx, { legacyId, field, marker }) => {
    const found = await cutover.getByEitherId(ctx, "cases", legacyId);
    if (found === null) return false;
    await ctx.db.patch("cases", found._id, { [field]: marker });
    return true;
  },
});

/** Writes in maintenance mode, too, into a table that is not migrated. */
export const touch = mutation({
  args: { marker: v.string() },
  returns: v.null(),
  handler: async (ctx, { marker }) => {
    await ctx.db.insert("authRateLimits", { identifier: marker, attemptsLeft: 1, lastAttemptTime: Date.now() });
    return null;
  },
});

/** A cron's function: the soak calls it as often as the cron would. */
export const tick = scheduledMutation({
  args: vWrite,
  returns: v.null(),
  handler: async (ctx, { userId, marker }) => {
    await ctx.db.insert("notifications", { userId, type: "system", title: marker, isRead: false });
    return null;
  },
});

export const schedule = mutation({
  args: { ...vWrite, afterMs: v.number() },
  returns: v.null(),
  handler: async (ctx, { afterMs, ...write }) => {
    await ctx.scheduler.runAfter(afterMs, deliverLater, write);
    return null;
  },
});

export const deliver = scheduledMutation({
  args: vWrite,
  returns: v.null(),
  handler: async (ctx, { userId, marker }) => {
    await ctx.db.insert("notifications", { userId, type: "system", title: marker, isRead: false });
    return null;
  },
});

export const act = server.action({
  args: vWrite,
  returns: v.string(),
  handler: async (ctx, write): Promise<string> => await ctx.runMutation(writeInternally, write),
});

export const write = internalMutation({
  args: vWrite,
  returns: v.string(),
  handler: async (ctx, { userId, marker }): Promise<string> =>
    await ctx.db.insert("notifications", { userId, type: "system", title: marker, isRead: false }),
});
