import { internal } from "./_generated/api.js";
import { internalAction, internalMutation, internalQuery } from "./_generated/server.js";
import { v } from "convex/values";

/** The app's named check: nobody owes less than nothing. */
export const check = internalQuery({
  args: {},
  returns: v.array(v.object({ name: v.string(), ok: v.boolean(), detail: v.string() })),
  handler: async ({ db }) => {
    const tickets = await db.query("tickets").collect();
    const negative = tickets.filter(({ amount }) => amount < 0).length;
    return [{ name: "no negative amounts", ok: negative === 0, detail: `${negative} of ${tickets.length}` }];
  },
});

/** A fault the test sows (cutover: unguarded): an amount that is not the source's. */
export const spoil = internalMutation({
  args: { amount: v.number() },
  returns: v.null(),
  handler: async ({ db }, { amount }) => {
    const ticket = await db.query("tickets").first();
    await db.patch("tickets", ticket!._id, { amount });
    return null;
  },
});

export const count = internalQuery({
  args: {},
  returns: v.number(),
  handler: async ({ db }) => (await db.query("tickets").collect()).length,
});

/** A task after launch: an action, as those are that clean up elsewhere. */
export const tidy = internalAction({
  args: { task: v.string(), dryRun: v.boolean(), until: v.number() },
  returns: v.object({ isDone: v.boolean(), result: v.record(v.string(), v.number()) }),
  handler: async (ctx): Promise<{ isDone: boolean; result: Record<string, number> }> => ({
    isDone: true,
    result: { tickets: await ctx.runQuery(internal.tickets.count, {}) },
  }),
});
