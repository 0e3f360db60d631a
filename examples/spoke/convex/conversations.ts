import { paginationOptsValidator } from "convex/server";
import { v } from "convex/values";
import { query } from "./_generated/server.js";
import { vMessageStatus } from "./schema.js";

/** What waits for a texter: the contacts of an assignment with one status. */
export const list = query({
  args: { assignmentId: v.id("assignments"), status: vMessageStatus, paginationOpts: paginationOptsValidator },
  handler: async (ctx, { assignmentId, status, paginationOpts }) =>
    await ctx.db
      .query("campaignContacts")
      .withIndex("by_assignment_and_status", (q) => q.eq("assignmentId", assignmentId).eq("messageStatus", status))
      .paginate(paginationOpts),
});

/** Everything said with a contact, whoever the texter was. */
export const read = query({
  args: { campaignContactId: v.id("campaignContacts"), paginationOpts: paginationOptsValidator },
  handler: async (ctx, { campaignContactId, paginationOpts }) =>
    await ctx.db
      .query("messages")
      .withIndex("by_contact", (q) => q.eq("campaignContactId", campaignContactId))
      .paginate(paginationOpts),
});
