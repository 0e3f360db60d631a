import { v } from "convex/values";
import type { Doc } from "./_generated/dataModel.js";
import { mutation, query, type QueryCtx } from "./_generated/server.js";
import { currentRun, findProgress, getCurrentRun } from "./current.js";
import { type Settlement, vIssue, vSettlement } from "./validators.js";

/** Issues of one row: each reference, and the row itself. */
const mostIssues = 64;

/** Records what somebody decided about a row, and closes the open issues that match has about it. Gives how many. */
export const record = mutation({
  args: { settlement: vSettlement },
  returns: v.number(),
  handler: async (ctx, { settlement }) => {
    const { _id: run, runId } = await getCurrentRun(ctx);
    const { table, legacyKey, reason } = settlement;
    const known = await findSettlement(ctx, runId, table, legacyKey);
    if (known === null) await ctx.db.insert("settlements", { ...settlement, runId });
    else await ctx.db.patch("settlements", known._id, settlement);
    const match = await findProgress(ctx, run, "match", table);
    if (match === null) return 0;
    const open = (await issuesOf(ctx, match, legacyKey)).filter(({ state }) => state === "open");
    for (const { _id } of open) await ctx.db.patch("issues", _id, { state: "cleared", reason });
    const { issues } = match;
    const counts = { ...issues, open: issues.open - open.length, cleared: issues.cleared + open.length };
    await ctx.db.patch("progress", match._id, { issues: counts });
    return open.length;
  },
});

/** What was decided about a row, and what match found about it. */
export const find = query({
  args: { table: v.string(), legacyKey: v.string() },
  returns: v.object({ settlement: v.union(vSettlement, v.null()), codes: v.array(vIssue.fields.code) }),
  handler: async (ctx, { table, legacyKey }) => {
    const run = await currentRun(ctx);
    if (run === null) return { settlement: null, codes: [] };
    const settlement = await findSettlement(ctx, run.runId, table, legacyKey);
    const match = await findProgress(ctx, run._id, "match", table);
    const issues = match === null ? [] : await issuesOf(ctx, match, legacyKey);
    return {
      settlement: settlement === null ? null : renderSettlement(settlement),
      codes: issues.map(({ code }) => code),
    };
  },
});

export async function findSettlement(
  { db }: QueryCtx,
  runId: string,
  table: string,
  legacyKey: string,
): Promise<Doc<"settlements"> | null> {
  return await db
    .query("settlements")
    .withIndex("by_run_and_table_and_key", (q) => q.eq("runId", runId).eq("table", table).eq("legacyKey", legacyKey))
    .unique();
}

export function renderSettlement({ _id, _creationTime, runId: _run, ...settlement }: Doc<"settlements">): Settlement {
  return settlement;
}

async function issuesOf({ db }: QueryCtx, { _id }: Doc<"progress">, legacyKey: string): Promise<Doc<"issues">[]> {
  return await db
    .query("issues")
    .withIndex("by_progress_and_key", (q) => q.eq("progress", _id).eq("legacyKey", legacyKey))
    .take(mostIssues);
}
