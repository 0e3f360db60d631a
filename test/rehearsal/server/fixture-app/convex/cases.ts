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

/** Looks up cases that are not there, each for itself. `together`: so many are awaited at once. */
export const lookUpMany = mutation({
  args: { times: v.number(), together: v.number(), isSame: v.optional(v.boolean()) },
  handler: async (ctx, { times, together, isSame }) => {
    await ctx.db.insert("cases", { legacyId: `looked up ${times}` });
    const find = (legacyId: string) =>
      ctx.db
        .query("cases")
        .withIndex("by_legacy_id", (q) => q.eq("legacyId", legacyId))
        .first();
    for (let from = 0; from < times; from += together) {
      const keys = Array.from({ length: together }, (_, n) => (isSame === true ? "none" : `none ${from + n}`));
      await Promise.all(keys.map(find));
    }
    const { databaseQueries } = await ctx.meta.getTransactionMetrics();
    return { ranges: databaseQueries.used, elapsedMs: performance.now() };
  },
});

export const addMany = mutation({
  args: { times: v.number() },
  handler: async (ctx, { times }) => {
    for (let n = 0; n < times; n++) await ctx.db.insert("cases", { legacyId: `one of ${times}: ${n}` });
  },
});

/** Reads every case so many times, and goes on when that fails. */
export const readAll = mutation({
  args: { times: v.number() },
  handler: async (ctx, { times }) => {
    await ctx.db.insert("cases", { legacyId: `read ${times}` });
    for (let n = 0; n < times; n++)
      await ctx.db
        .query("cases")
        .collect()
        .catch(() => []);
  },
});

export const touch = mutation({
  args: { legacyId: v.string(), deletes: v.boolean() },
  handler: async (ctx, { legacyId, deletes }) => {
    const found = await ctx.db
      .query("cases")
      .withIndex("by_legacy_id", (q) => q.eq("legacyId", legacyId))
      .first();
    await ctx.db.patch("cases", found!._id, { status: "open" });
    await ctx.db.patch("cases", found!._id, { status: "closed" });
    if (deletes) await ctx.db.delete("cases", found!._id);
    return (await ctx.meta.getTransactionMetrics()).databaseQueries.used;
  },
});

export const note = mutation({
  args: { value: v.any() },
  handler: async (ctx, { value }) => {
    await ctx.db.insert("notes", { value });
  },
});

/** Maintenance mode is on while there is a note that says so. */
export const maintenance = query({
  args: {},
  handler: async (ctx) => ({ on: (await ctx.db.query("notes").first())?.maintenance === true }),
});

export const setMaintenance = mutation({
  args: { on: v.boolean() },
  handler: async (ctx, { on }) => {
    const present = await ctx.db.query("notes").first();
    if (present === null) await ctx.db.insert("notes", { maintenance: on });
    else await ctx.db.replace("notes", present._id, { maintenance: on });
  },
});
