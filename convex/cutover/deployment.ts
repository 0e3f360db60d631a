import { v } from "convex/values";
import { mutation, type QueryCtx } from "./_generated/server.js";

/** The deployment's own id, made at the first call. A restored backup brings its own. */
export const ensure = mutation({
  args: {},
  returns: v.string(),
  handler: async (ctx) => {
    const known = await readDeploymentId(ctx);
    if (known !== null) return known;
    const id = crypto.randomUUID();
    await ctx.db.insert("deployment", { id, madeAt: Date.now() });
    return id;
  },
});

/** null: nobody has asked for it yet. */
export async function readDeploymentId({ db }: QueryCtx): Promise<string | null> {
  return (await db.query("deployment").first())?.id ?? null;
}
