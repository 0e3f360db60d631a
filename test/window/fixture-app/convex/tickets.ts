import { internalMutation, internalQuery } from "./_generated/server.js";
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

/** A fault the test sows: an amount that is not the source's. */
export const spoil = internalMutation({
  args: { amount: v.number() },
  returns: v.null(),
  handler: async ({ db }, { amount }) => {
    const ticket = await db.query("tickets").first();
    await db.patch("tickets", ticket!._id, { amount });
    return null;
  },
});
