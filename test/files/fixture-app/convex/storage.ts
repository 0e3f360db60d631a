import { internalMutationGeneric, internalQueryGeneric } from "convex/server";
import { type GenericId, v } from "convex/values";

/** What the app's storage holds. */
export const list = internalQueryGeneric({
  args: {},
  handler: async (ctx) => await ctx.db.system.query("_storage").collect(),
});

export const uploadUrl = internalMutationGeneric({
  args: {},
  handler: async (ctx) => await ctx.storage.generateUploadUrl(),
});

export const remove = internalMutationGeneric({
  args: { id: v.string() },
  handler: async (ctx, { id }) => await ctx.storage.delete(id as GenericId<"_storage">),
});

export const documents = internalQueryGeneric({
  args: { table: v.string() },
  handler: async (ctx, { table }) => await ctx.db.query(table).collect(),
});
