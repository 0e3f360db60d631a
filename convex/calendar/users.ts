import { v } from "convex/values";
import { internalQuery } from "../_generated/server.js";
import { listEventIds } from "../client/index.js";

/** What the calendar cleanup asks about users. Apart from `cleanUp.ts`, because a file with "use node" holds actions only. */

const vCursor = v.union(v.string(), v.null());

/** Everybody who has connected a calendar. */
export const list = internalQuery({
  args: { cursor: vCursor },
  returns: v.object({ owners: v.array(v.string()), isDone: v.boolean(), cursor: v.string() }),
  handler: async (ctx, { cursor }) => {
    const settings = await ctx.db.query("userSettings").paginate({ cursor, numItems: 200 });
    const connected = settings.page.filter(
      ({ googleRefreshTokenEncrypted }) => googleRefreshTokenEncrypted !== undefined,
    );
    return {
      owners: connected.map(({ userId }) => userId),
      isDone: settings.isDone,
      cursor: settings.continueCursor,
    };
  },
});

/** The encrypted refresh token, as v1 has stored it. */
export const token = internalQuery({
  args: { owner: v.string() },
  returns: v.union(v.string(), v.null()),
  handler: async (ctx, { owner }) => {
    const userId = ctx.db.normalizeId("users", owner);
    if (userId === null) return null;
    const settings = await ctx.db
      .query("userSettings")
      .withIndex("by_user", (q) => q.eq("userId", userId))
      .first();
    return settings?.googleRefreshTokenEncrypted ?? null;
  },
});

/** Every event that a case names, whether v2 has made it or taken it over from v1: none of them is left over. */
export const knownEventIds = internalQuery({
  args: { cursor: vCursor },
  returns: v.object({ eventIds: v.array(v.string()), isDone: v.boolean(), cursor: v.string() }),
  handler: async (ctx, { cursor }) => {
    const cases = await ctx.db.query("cases").paginate({ cursor, numItems: 200 });
    return {
      eventIds: cases.page.flatMap(({ calendarEventIds }) =>
        Object.values(calendarEventIds ?? {}).flatMap(listEventIds),
      ),
      isDone: cases.isDone,
      cursor: cases.continueCursor,
    };
  },
});
