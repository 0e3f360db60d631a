import { paginationOptsValidator } from "convex/server";
import { v } from "convex/values";
import { query } from "../_generated/server.js";
import { vCaseStatus } from "../schema.js";
import { requireUser } from "../users/users.js";

/** The signed-in person's cases, newest first. Deleted ones stay out. */
export const list = query({
  args: { paginationOpts: paginationOptsValidator, status: v.optional(vCaseStatus) },
  handler: async (ctx, { paginationOpts, status }) => {
    const { _id: userId } = await requireUser(ctx);
    const cases = ctx.db.query("cases");
    const mine =
      status === undefined
        ? cases.withIndex("by_user_and_is_deleted", (q) => q.eq("userId", userId).eq("isDeleted", false))
        : cases.withIndex("by_user_and_is_deleted_and_status", (q) =>
            q.eq("userId", userId).eq("isDeleted", false).eq("caseStatus", status),
          );
    return await mine.order("desc").paginate(paginationOpts);
  },
});

/** One case, or null when it is not the signed-in person's. */
export const get = query({
  args: { caseId: v.id("cases") },
  handler: async (ctx, { caseId }) => {
    const { _id: userId } = await requireUser(ctx);
    const found = await ctx.db.get("cases", caseId);
    return found?.userId === userId ? found : null;
  },
});

const statuses = ["pwd", "recruitment", "eta9089", "i140", "closed"] as const;

/** How many open cases the dashboard counts per status before it says "more". */
const mostCounted = 1000;

/** The dashboard's numbers: cases of the signed-in person by status, and all together. */
export const countByStatus = query({
  args: {},
  returns: v.object({ total: v.number(), byStatus: v.record(v.string(), v.number()) }),
  handler: async (ctx) => {
    const { _id: userId } = await requireUser(ctx);
    const mine = await ctx.db
      .query("cases")
      .withIndex("by_user_and_is_deleted", (q) => q.eq("userId", userId).eq("isDeleted", false))
      .take(mostCounted);
    const byStatus = Object.fromEntries(
      statuses.map((status) => [status, mine.filter(({ caseStatus }) => caseStatus === status).length]),
    );
    return { total: mine.length, byStatus };
  },
});
