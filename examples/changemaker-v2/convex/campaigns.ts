import { v } from "convex/values";
import { query } from "./_generated/server.js";

/** More campaigns than one tag will ever have. */
const mostShown = 200;

/** Running campaigns with a tag, newest first: what the implicit many-to-many table was for. */
export const listByTag = query({
  args: { name: v.string() },
  returns: v.array(v.object({ _id: v.id("campaigns"), slug: v.string(), title: v.string() })),
  handler: async (ctx, { name }) => {
    const tag = await ctx.db
      .query("tags")
      .withIndex("by_name", (q) => q.eq("name", name))
      .unique();
    if (tag === null) return [];
    const links = await ctx.db
      .query("campaignTags")
      .withIndex("by_tag", (q) => q.eq("tagId", tag._id))
      .take(mostShown);
    const campaigns = await Promise.all(links.map(({ campaignId }) => ctx.db.get("campaigns", campaignId)));
    return campaigns
      .filter((campaign) => campaign !== null)
      .filter(({ status, deletedAt }) => status === "active" && deletedAt === undefined)
      .toSorted((a, b) => b._creationTime - a._creationTime)
      .map(({ _id, slug, title }) => ({ _id, slug, title }));
  },
});
