import { v } from "convex/values";
import type { Doc, Id } from "./_generated/dataModel.js";
import { mutation, type MutationCtx, query, type QueryCtx } from "./_generated/server.js";
import { allProgress, currentRun, getCurrentRun } from "./current.js";
import { findSettlement } from "./settlements.js";
import { type NewIssue, vIssue, vIssueState, vNewIssue } from "./validators.js";

/** Records what a batch could not finish. An issue of a waived or settled row stays waived or cleared. */
export const add = mutation({
  args: { progress: v.id("progress"), issues: v.array(vNewIssue) },
  returns: v.null(),
  handler: async (ctx, { progress, issues }) => {
    await addIssues(ctx, progress, issues);
    return null;
  },
});

export async function addIssues(ctx: MutationCtx, id: Id<"progress">, issues: readonly NewIssue[]): Promise<void> {
  const progress = (await ctx.db.get("progress", id))!;
  const run = (await ctx.db.get("runs", progress.run))!;
  const counts = { ...progress.issues };
  const codes = { ...progress.codes };
  const numbers = await reserveNumbers(ctx, run, progress, issues.length);
  let number = numbers.next;
  for (const issue of issues) {
    const waived = await settle(ctx, run.runId, progress, await waive(ctx, run.runId, progress.table, issue));
    counts[waived.state]++;
    codes[issue.code] = (codes[issue.code] ?? 0) + 1;
    const { run: owner, stage, table } = progress;
    await ctx.db.insert("issues", { ...waived, run: owner, progress: id, stage, table, number: number++ });
  }
  await ctx.db.patch("progress", id, { issues: counts, codes, numbers: { next: number, end: numbers.end } });
}

/** Every batch reads the run, so a batch that wrote it would make all that run beside it conflict: it does so once in a while only. */
const numbersAtOnce = 10_000;

async function reserveNumbers(ctx: MutationCtx, run: Doc<"runs">, { numbers }: Doc<"progress">, count: number) {
  if (numbers !== undefined && numbers.next + count <= numbers.end) return numbers;
  const next = run.issueCount;
  const end = next + Math.max(numbersAtOnce, count);
  await ctx.db.patch("runs", run._id, { issueCount: end });
  return { next, end };
}

/** Issues in the order they were found, but for those of tables that were worked on side by side. A page may be shorter than asked; `isDone` says when there are no more. */
export const list = query({
  args: {
    table: v.optional(v.string()),
    state: v.optional(vIssueState),
    cursor: v.union(v.string(), v.null()),
    numItems: v.number(),
  },
  returns: v.object({ items: v.array(vIssue), isDone: v.boolean(), cursor: v.string() }),
  handler: async (ctx, { table, state, cursor, numItems }) => {
    const run = await currentRun(ctx);
    if (run === null) return { items: [], isDone: true, cursor: "" };
    const after = cursor === null || cursor === "" ? -1 : Number(cursor);
    const page = await issuesAfter(ctx, run._id, { table, state, after }).take(numItems);
    const rounds = new Set((await allProgress(ctx, run._id)).map(({ _id }) => _id));
    return {
      items: page.filter(({ progress }) => rounds.has(progress)).map(renderIssue),
      isDone: page.length < numItems,
      cursor: String(page.at(-1)?.number ?? after),
    };
  },
});

/** Accepts an issue, for a reason that the report shows. Returns the number of open issues it closed. */
export const waiveOpen = mutation({
  args: { table: v.string(), legacyKey: v.string(), field: v.optional(v.string()), reason: v.string() },
  returns: v.number(),
  handler: async (ctx, { table, legacyKey, field, reason }) => {
    const run = await getCurrentRun(ctx);
    let waived = 0;
    for (const progress of await allProgress(ctx, run._id)) {
      if (progress.table !== table) continue;
      const open = (await issuesOf(ctx, progress._id, legacyKey)).filter(
        (issue) => issue.state === "open" && (field === undefined || issue.field === field),
      );
      for (const issue of open) await ctx.db.patch("issues", issue._id, { state: "waived", reason });
      const { issues } = progress;
      const counts = { ...issues, open: issues.open - open.length, waived: issues.waived + open.length };
      await ctx.db.patch("progress", progress._id, { issues: counts });
      waived += open.length;
    }
    if (waived > 0) {
      await ctx.db.insert("waivers", { runId: run.runId, table, legacyKey, field: field ?? null, reason });
    }
    return waived;
  },
});

async function waive(ctx: MutationCtx, runId: string, table: string, issue: NewIssue) {
  if (issue.state !== "open") return issue;
  const waivers = await ctx.db
    .query("waivers")
    .withIndex("by_run_and_table_and_key", (q) =>
      q.eq("runId", runId).eq("table", table).eq("legacyKey", issue.legacyKey),
    )
    .collect();
  const waiver = waivers.find(({ field }) => field === null || field === issue.field);
  return waiver === undefined ? issue : { ...issue, state: "waived" as const, reason: waiver.reason };
}

/** `match settle` decided that this row is a user of its own, so candidates for it are no issue any more. */
async function settle(
  ctx: QueryCtx,
  runId: string,
  { stage, table }: Doc<"progress">,
  issue: NewIssue,
): Promise<NewIssue & { reason?: string }> {
  if (stage !== "match" || issue.state !== "open" || issue.code === "write_failed") return issue;
  const settlement = await findSettlement(ctx, runId, table, issue.legacyKey);
  return settlement?.keep === "self" ? { ...issue, state: "cleared", reason: settlement.reason } : issue;
}

async function issuesOf({ db }: QueryCtx, progress: Id<"progress">, legacyKey: string): Promise<Doc<"issues">[]> {
  return await db
    .query("issues")
    .withIndex("by_progress_and_key", (q) => q.eq("progress", progress).eq("legacyKey", legacyKey))
    .collect();
}

interface Wanted {
  readonly table: string | undefined;
  readonly state: Doc<"issues">["state"] | undefined;
  readonly after: number;
}

function issuesAfter({ db }: QueryCtx, run: Id<"runs">, { table, state, after }: Wanted) {
  const issues = db.query("issues");
  if (table === undefined && state === undefined) {
    return issues.withIndex("by_run_and_number", (q) => q.eq("run", run).gt("number", after));
  }
  if (table === undefined) {
    return issues.withIndex("by_run_and_state_and_number", (q) =>
      q.eq("run", run).eq("state", state!).gt("number", after),
    );
  }
  if (state === undefined) {
    return issues.withIndex("by_run_and_table_and_number", (q) =>
      q.eq("run", run).eq("table", table).gt("number", after),
    );
  }
  return issues.withIndex("by_run_and_table_and_state_and_number", (q) =>
    q.eq("run", run).eq("table", table).eq("state", state).gt("number", after),
  );
}

function renderIssue({ stage, table, legacyKey, field, key, code, message, state, reason }: Doc<"issues">) {
  return { stage, table, legacyKey, field, key, code, message, state, reason };
}
