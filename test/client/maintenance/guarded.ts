import { internalMutationGeneric, mutationGeneric } from "convex/server";
import { v } from "convex/values";
import { cutover } from "../app/migrations.js";
import { guardedMutation } from "../app/guardedMutation.js";

const builders = { mutation: mutationGeneric, internalMutation: internalMutationGeneric };
const { mutation, internalMutation } = cutover.guard(builders, { exempt: ["guarded:touch"] });
/** Built on the guarded one, as an app that guards everything has it. */
const scheduledMutation = cutover.whenWritable(internalMutation);

/** An app's own builder between Convex and the guard. */
const { internalMutation: withTriggers } = cutover.guard({ mutation, internalMutation: guardedMutation });

const args = { title: v.string() };
const note = (title: string) => ({ legacyId: title, slug: title });

export const add = mutation({
  args,
  returns: v.string(),
  handler: async (ctx, { title }) => await ctx.db.insert("teams", note(title)),
});

export const addInternally = internalMutation({
  args,
  handler: async (ctx, { title }) => void (await ctx.db.insert("teams", note(title))),
});

/** Written as a function alone. */
export const addShortly = internalMutation(
  async (ctx, { title }: { title: string }) => void (await ctx.db.insert("teams", note(title))),
);

export const addWithTriggers = withTriggers({
  handler: async (ctx, { title }) => void (await ctx.db.insert("teams", note(title as string))),
});

export const touch = mutation({
  args,
  handler: async (ctx, { title }) => void (await ctx.db.insert("teams", note(title))),
});

export const addLater = scheduledMutation({
  args: { title: v.string(), rest: v.optional(v.string()) },
  returns: v.null(),
  handler: async (ctx, { title }) => {
    await ctx.db.insert("teams", note(title));
    return null;
  },
});

/** Fails as a whole once it was put off: the record must not stay either. */
export const failLater = scheduledMutation({
  args,
  handler: async (ctx, { title }) => {
    await ctx.db.insert("teams", note(title));
    throw new Error("it never works");
  },
});
