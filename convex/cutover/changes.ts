import { v } from "convex/values";
import type { Doc, Id } from "./_generated/dataModel.js";
import { mutation, type MutationCtx, query, type QueryCtx } from "./_generated/server.js";
import { type Change, type ChangeList, type Part, vChange, vChangeList, vPhase, vPurpose } from "./changeValidators.js";
import { getCurrentRun, latestRun } from "./current.js";

/** Text of the changes that one batch reads: far below what a transaction may read. */
const pageLength = 2 * 1024 * 1024;

/** Rows deleted at once when everything is in. */
const sweepSize = 1_000;

const firstBatchSize = 64;

/** How far this list is applied; null before it begins, or after another load has replaced its run. */
export const find = query({
  args: { changes: v.string() },
  returns: v.union(vChangeList, v.null()),
  handler: async (ctx, { changes }) => {
    const known = await findList(ctx, changes);
    return known === null ? null : renderList(known);
  },
});

/**
 * Begins to apply a list, or resumes with a new ticket and smaller batches where an attempt ended early. A rollback's list
 * marks the run: from then on nothing else works on it.
 */
export const open = mutation({
  args: { runId: v.string(), changes: v.string(), purpose: vPurpose, retry: v.array(v.string()) },
  returns: vChangeList,
  handler: async (ctx, { runId, changes, purpose, retry }) => {
    const run = await getCurrentRun(ctx);
    if (run.runId !== runId) throw new Error(`The run that has begun here is ${run.runId}, not ${runId}.`);
    if (purpose === "rollback") await beginRollback(ctx, run._id);
    const known = await findList(ctx, changes);
    if (known !== null) {
      const batchSize = Math.max(1, Math.floor(known.batchSize / 4));
      await ctx.db.patch("changeLists", known._id, { ticket: known.ticket + 1, batchSize });
      return renderList((await ctx.db.get("changeLists", known._id))!);
    }
    for (const old of await ctx.db.query("changeLists").collect()) await ctx.db.delete("changeLists", old._id);
    const phase = { kind: "write" as const, after: -1 };
    const made = { changes, purpose, phase, batchSize: firstBatchSize, retry, ticket: 0, job: null, processed: 0 };
    await ctx.db.insert("changeLists", { ...made, run: run._id });
    return made;
  },
});

/** Records a batch, in its own transaction. The last one of a rollback ends the run. */
export const advance = mutation({
  args: {
    changes: v.string(),
    phase: vPhase,
    batchSize: v.number(),
    job: v.union(v.string(), v.null()),
    processed: v.number(),
  },
  returns: vChangeList,
  handler: async (ctx, { changes, processed, ...rest }) => {
    const known = (await findList(ctx, changes))!;
    await ctx.db.patch("changeLists", known._id, { ...rest, processed: known.processed + processed });
    const isEnd = known.purpose === "rollback" && rest.phase.kind === "done";
    if (isEnd) await ctx.db.patch("runs", known.run, { state: "rolledBack" });
    return renderList((await ctx.db.get("changeLists", known._id))!);
  },
});

/** The changes after a number, in order. A page may be shorter than asked; `isDone` says when there are no more. */
export const page = query({
  args: { after: v.number(), numItems: v.number() },
  returns: v.object({ items: v.array(vChange), isDone: v.boolean() }),
  handler: async (ctx, { after, numItems }) => {
    const items: Change[] = [];
    let length = 0;
    let parts: Part[] = [];
    const rows = ctx.db.query("changes").withIndex("by_number", (q) => q.gt("number", after));
    for await (const { _id, _creationTime, ...row } of rows) {
      if (row.kind === "part") parts.push(row);
      length += lengthOf(row);
      if (row.kind === "part" && parts.length < row.of) continue;
      items.push(row.kind === "part" ? joinParts(parts) : row);
      parts = [];
      if (items.length >= numItems || length >= pageLength) return { items, isDone: false };
    }
    return { items, isDone: true };
  },
});

/** Deletes some of the changes, which are all in; true when there may be more. */
export const sweep = mutation({
  args: {},
  returns: v.boolean(),
  handler: async (ctx) => {
    let length = 0;
    let deleted = 0;
    for await (const row of ctx.db.query("changes").withIndex("by_number")) {
      await ctx.db.delete("changes", row._id);
      deleted += 1;
      length += lengthOf(row);
      if (deleted >= sweepSize || length >= pageLength) return true;
    }
    return false;
  },
});

/** References that are being repointed stay where they are: their next batch finds another ticket. */
async function beginRollback(ctx: MutationCtx, run: Id<"runs">): Promise<void> {
  await ctx.db.patch("runs", run, { state: "rollingBack", series: null });
  const moving = ctx.db.query("moves").withIndex("by_state", (q) => q.eq("state", "moving"));
  for await (const { _id, ticket } of moving) {
    await ctx.db.patch("moves", _id, { state: "failed", ticket: ticket + 1, job: null });
  }
}

function joinParts(parts: readonly Part[]): Change {
  return JSON.parse(parts.map(({ text }) => text).join("")) as Change;
}

/** The texts that make a row large. */
function lengthOf(row: Change | Part): number {
  if (row.kind === "part") return row.text.length;
  if (row.kind === "insert") return row.document?.length ?? 0;
  return row.kind === "restore" || row.kind === "update" ? row.fields.length : 0;
}

async function findList(ctx: QueryCtx, changes: string): Promise<Doc<"changeLists"> | null> {
  const run = await latestRun(ctx);
  const known = await ctx.db.query("changeLists").first();
  return known?.changes === changes && known.run === run?._id ? known : null;
}

function renderList({ _id, _creationTime, run: _run, ...list }: Doc<"changeLists">): ChangeList {
  return list;
}
