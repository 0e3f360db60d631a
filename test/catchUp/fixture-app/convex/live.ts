import { internalMutationGeneric } from "convex/server";
import { v } from "convex/values";

/** What people do in the new app while the old one is migrated; nothing here asks whether maintenance mode is on. */
export const signUp = internalMutationGeneric({
  args: { email: v.string() },
  returns: v.string(),
  handler: async ({ db }, { email }): Promise<string> => await db.insert("people", { email, emailVerificationTime: 1 }),
});

export const setTheme = internalMutationGeneric({
  args: { id: v.id("people"), theme: v.string() },
  returns: v.null(),
  handler: async ({ db }, { id, theme }) => {
    await db.patch(id, { theme });
    return null;
  },
});

export const rename = internalMutationGeneric({
  args: { id: v.id("people"), name: v.string() },
  returns: v.null(),
  handler: async ({ db }, { id, name }) => {
    await db.patch(id, { name });
    return null;
  },
});

export const addTeam = internalMutationGeneric({
  args: { slug: v.string(), ownerId: v.id("people") },
  returns: v.string(),
  handler: async ({ db }, { slug, ownerId }): Promise<string> => await db.insert("teams", { slug, ownerId }),
});
