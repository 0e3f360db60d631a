import { ConvexError, v } from "convex/values";
import { api, components, internal } from "./_generated/api.js";
import { action, internalMutation, internalQuery, mutation, query } from "./_generated/server.js";

export const count = query({
  args: {},
  handler: async (ctx) => (await ctx.db.query("cases").collect()).length,
});

export const byLegacyId = query({
  args: { legacyId: v.string() },
  handler: async (ctx, { legacyId }) =>
    ctx.db
      .query("cases")
      .withIndex("by_legacy_id", (q) => q.eq("legacyId", legacyId))
      .unique(),
});

export const add = mutation({
  args: { legacyId: v.string(), cents: v.optional(v.int64()) },
  handler: async (ctx, fields) => {
    console.log("adding", fields.legacyId);
    return await ctx.db.insert("cases", fields);
  },
});

export const hidden = internalQuery({ args: {}, handler: async () => "internal" });

export const close = internalMutation({
  args: { legacyId: v.string() },
  handler: async (ctx, { legacyId }) => {
    const found = await ctx.db
      .query("cases")
      .withIndex("by_legacy_id", (q) => q.eq("legacyId", legacyId))
      .unique();
    if (found !== null) await ctx.db.patch("cases", found._id, { status: "closed" });
  },
});

export const closeLater = mutation({
  args: { legacyId: v.string() },
  handler: async (ctx, args) => {
    await ctx.scheduler.runAfter(10, internal.cases.close, args);
  },
});

export const addByAction = action({
  args: { legacyId: v.string() },
  handler: async (ctx, { legacyId }): Promise<string> => {
    await ctx.runMutation(components.visits.counts.add, { name: "actions" });
    return await ctx.runMutation(internal.cases.addInternally, { legacyId });
  },
});

export const addInternally = internalMutation({
  args: { legacyId: v.string() },
  handler: async (ctx, fields): Promise<string> => await ctx.db.insert("cases", fields),
});

export const whoAmI = query({
  args: {},
  handler: async (ctx) => (await ctx.auth.getUserIdentity())?.email ?? null,
});

export const fail = mutation({
  args: { kind: v.union(v.literal("plain"), v.literal("convex")) },
  handler: async (ctx, { kind }) => {
    await ctx.db.insert("cases", { legacyId: "never" });
    if (kind === "plain") throw new Error("it broke");
    throw new ConvexError({ code: "TOO_MANY", limit: 3n });
  },
});

/** Calls the component once per visit, which Convex has no time for. `catches`: and goes on when a call fails. */
export const visitMany = mutation({
  args: { times: v.number(), catches: v.boolean() },
  handler: async (ctx, { times, catches }) => {
    await ctx.db.insert("cases", { legacyId: `visited ${times}` });
    for (let visit = 0; visit < times; visit++) {
      const visiting = ctx.runMutation(components.visits.counts.add, { name: "visits" });
      if (catches) await visiting.catch(() => null);
      else await visiting;
    }
  },
});

export const readMany = query({
  args: { times: v.number() },
  handler: async (ctx, { times }) => {
    for (let visit = 0; visit < times; visit++)
      await ctx.runQuery(components.visits.counts.get, { name: "visits" }).catch(() => null);
  },
});
/** What a function sees of an error that another one threw. */
export const failed = mutation({
  args: { kind: v.union(v.literal("plain"), v.literal("convex")) },
  handler: async (ctx, args): Promise<Seen> => see(ctx.runMutation(api.cases.fail, args)),
});

export const failedInAction = action({
  args: { kind: v.union(v.literal("plain"), v.literal("convex")) },
  handler: async (ctx, args): Promise<Seen> => see(ctx.runMutation(api.cases.fail, args)),
});

type Seen = { message: string; limit: bigint | null };

async function see(call: Promise<unknown>): Promise<Seen> {
  try {
    await call;
    return { message: "nothing was thrown", limit: null };
  } catch (error) {
    const limit = error instanceof ConvexError ? (error.data as { limit: bigint }).limit : null;
    return { message: (error as Error).message, limit };
  }
}
