import { v } from "convex/values";
import type { Doc, Id } from "./_generated/dataModel.js";
import { mutation, type MutationCtx, query, type QueryCtx } from "./_generated/server.js";

/** A trial whose command was killed ends by itself: until then one sign-in of its user would not be counted. */
const longestMs = 2 * 60_000;

/** Whose sign-in it is: by the user, or where nobody has the address, by the address. */
interface Whose {
  readonly user: string | null;
  readonly address?: string | undefined;
}

/** An operator is about to sign in as this user. An earlier trial of the address ends. */
export const open = mutation({
  args: { address: v.string(), user: v.union(v.string(), v.null()) },
  returns: v.string(),
  handler: async (ctx, { address, user }): Promise<string> => {
    const now = Date.now();
    for (const { _id, until, address: other } of await ctx.db.query("trials").collect()) {
      if (until <= now || other === address) await ctx.db.delete("trials", _id);
    }
    return await ctx.db.insert("trials", { address, user, until: now + longestMs, outcome: null });
  },
});

/** Whether a sign-in of this user may be one that an operator tries. */
export const isOpen = query({
  args: { user: v.string() },
  returns: v.boolean(),
  handler: async (ctx, { user }) => (await findTrial(ctx, { user })) !== null,
});

/** Ends a trial and says what came of it; null: it came to no sign-in, nor to a refusal. */
export const close = mutation({
  args: { trial: v.string() },
  returns: v.union(v.string(), v.null()),
  handler: async (ctx, { trial }) => {
    const id: Id<"trials"> | null = ctx.db.normalizeId("trials", trial);
    const found = id === null ? null : await ctx.db.get("trials", id);
    if (found === null) return null;
    await ctx.db.delete("trials", found._id);
    return found.outcome;
  },
});

/** Whether this outcome is a trial's, which takes one. Everything else is a user's own, also while a trial is open. */
export async function takesOutcome(ctx: MutationCtx, whose: Whose, outcome: string): Promise<boolean> {
  const trial = await findTrial(ctx, whose);
  if (trial === null || trial.outcome !== null) return false;
  await ctx.db.patch("trials", trial._id, { outcome });
  return true;
}

export async function findTrial({ db }: QueryCtx, { user, address }: Whose): Promise<Doc<"trials"> | null> {
  const ofUser = db.query("trials").withIndex("by_user", (q) => q.eq("user", user));
  const ofAddress = db.query("trials").withIndex("by_address", (q) => q.eq("address", address ?? ""));
  const found =
    (user === null ? null : await ofUser.first()) ?? (address === undefined ? null : await ofAddress.first());
  return found !== null && found.until > Date.now() ? found : null;
}
