import { paginationOptsValidator } from "convex/server";
import { v } from "convex/values";
import type { Doc, Id } from "./_generated/dataModel.js";
import { query, type QueryCtx } from "./_generated/server.js";

/** The response wall of a campaign: what was approved, newest first, each with its upvotes. */
export const listOnWall = query({
  args: { slug: v.string(), paginationOpts: paginationOptsValidator },
  handler: async (ctx, { slug, paginationOpts }) => {
    const campaign = await ctx.db
      .query("campaigns")
      .withIndex("by_slug", (q) => q.eq("slug", slug))
      .unique();
    if (campaign === null) return { page: [], isDone: true, continueCursor: "" };
    const responses = await ctx.db
      .query("responses")
      .withIndex("by_campaign_and_status", (q) => q.eq("campaignId", campaign._id).eq("status", "approved"))
      .order("desc")
      .paginate(paginationOpts);
    return { ...responses, page: await Promise.all(responses.page.map((response) => showOnWall(ctx, response))) };
  },
});

/** Without what only the office may see: the submitter's address and account. */
async function showOnWall(ctx: QueryCtx, response: Doc<"responses">) {
  const { _id: responseId, representativeName, type, text, userComment, isVerified, isAnonymous } = response;
  return {
    responseId,
    representativeName,
    type,
    text,
    userComment,
    isVerified,
    submittedByName: isAnonymous ? undefined : response.submittedByName,
    upvotes: await countUpvotes(ctx, responseId),
  };
}

async function countUpvotes(ctx: QueryCtx, responseId: Id<"responses">): Promise<number> {
  const votes = await ctx.db
    .query("responseUpvotes")
    .withIndex("by_response_and_user", (q) => q.eq("responseId", responseId))
    .collect();
  return votes.length;
}
