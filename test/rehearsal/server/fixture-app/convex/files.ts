import { v } from "convex/values";
import { action, internalMutation, mutation, query } from "./_generated/server.js";

export const generateUploadUrl = mutation({ args: {}, handler: async (ctx) => await ctx.storage.generateUploadUrl() });

export const list = query({ args: {}, handler: async (ctx) => await ctx.db.system.query("_storage").collect() });

export const get = query({
  args: { id: v.id("_storage") },
  handler: async (ctx, { id }) => await ctx.db.system.get("_storage", id),
});

export const getUrl = query({
  args: { id: v.id("_storage") },
  handler: async (ctx, { id }) => await ctx.storage.getUrl(id),
});

export const remove = internalMutation({
  args: { id: v.id("_storage"), thenFail: v.optional(v.boolean()) },
  handler: async (ctx, { id, thenFail = false }) => {
    await ctx.storage.delete(id);
    if (thenFail) throw new Error("changed my mind");
  },
});

export const storeByAction = action({
  args: { text: v.string(), type: v.string(), sha256: v.optional(v.string()) },
  handler: async (ctx, { text, type, sha256 }): Promise<string> =>
    await ctx.storage.store(new Blob([text], { type }), sha256 === undefined ? {} : { sha256 }),
});

export const readByAction = action({
  args: { id: v.id("_storage") },
  handler: async (ctx, { id }) => {
    const blob = await ctx.storage.get(id);
    return blob === null ? null : { text: await blob.text(), type: blob.type };
  },
});
