import { v } from "convex/values";
import type { Doc, Id } from "./_generated/dataModel.js";
import { query, type QueryCtx } from "./_generated/server.js";
import { allProgress, allTables, currentRun } from "./current.js";
import { vCheck, vCounts, vExpected, vIssueCounts, vProgress, vStage } from "./validators.js";
import { countIssues, isVerified, readChecks } from "./verdict.js";

const vTableStatus = vExpected.omit("sums").extend({
  matched: v.number(),
  matchedBy: vCounts,
  issues: vIssueCounts,
  /** null while verify has not finished. */
  verified: v.union(v.boolean(), v.null()),
  checks: v.array(vCheck.omit("table")),
});

const vRunStatus = v.object({
  runId: v.string(),
  planHash: v.string(),
  begunAt: v.number(),
  /** The stage whose tables follow one another by themselves. */
  series: v.union(vStage, v.null()),
  progress: v.array(vProgress),
  tables: v.array(vTableStatus),
});

/** The current run in one reading; null when there is none. */
export const current = query({
  args: {},
  returns: v.union(vRunStatus, v.null()),
  handler: async (ctx) => {
    const run = await currentRun(ctx);
    if (run === null) return null;
    const tables = await allTables(ctx, run._id);
    return {
      runId: run.runId,
      planHash: run.planHash,
      begunAt: run.begunAt,
      series: run.series,
      progress: (await allProgress(ctx, run._id)).map(renderProgress),
      tables: await Promise.all(tables.map((table) => readTable(ctx, run._id, table))),
    };
  },
});

function renderProgress(progress: Doc<"progress">) {
  const { stage, table, processed, changed, counts, issues, codes, batchSize, done, error, startedAt } = progress;
  return { stage, table, processed, changed, counts, issues, codes, batchSize, done, error, startedAt };
}

async function readTable(ctx: QueryCtx, run: Id<"runs">, expected: Doc<"tables">) {
  const { _id, _creationTime, run: _run, sums: _sums, ...counts } = expected;
  const checks = await readChecks(ctx, run, expected.table);
  return {
    ...counts,
    issues: await countIssues(ctx, run, expected.table),
    verified: await isVerified(ctx, run, expected.table),
    checks: checks.map(renderCheck),
  };
}

function renderCheck({ level, ok, expected, found, detail, buckets }: Doc<"checks">) {
  return { level, ok, expected, found, detail, buckets };
}
