import { v } from "convex/values";
import type { Doc } from "./_generated/dataModel.js";
import { mutation, query, type QueryCtx } from "./_generated/server.js";
import { type Change, vCatchUp, vChange, vPhase } from "./validators.js";
import { currentRun, getCurrentRun } from "./current.js";

/** Text of documents that one batch reads: far below what a transaction may read. */
const pageBytes = 2 * 1024 * 1024;

/** Rows deleted at once when everything is in. */
const sweepSize = 1_000;

const firstBatchSize = 64;

/** How far this catch-up is applied; null before it begins, or after another load has replaced its run. */
export const find = query({
  args: { catchUp: v.string() },
  returns: v.union(vCatchUp, v.null()),
  handler: async (ctx, { catchUp }) => {
    const known = await findCatchUp(ctx, catchUp);
    return known === null ? null : renderCatchUp(known);
  },
});

/** Begins to apply a catch-up, or resumes with a new ticket and smaller batches where an attempt ended early. */
export const open = mutation({
  args: { runId: v.string(), catchUp: v.string(), retry: v.array(v.string()) },
  returns: vCatchUp,
  handler: async (ctx, { runId, catchUp, retry }) => {
    const run = await getCurrentRun(ctx);
    if (run.runId !== runId) throw new Error(`The run that has begun here is ${run.runId}, not ${runId}.`);
    const known = await findCatchUp(ctx, catchUp);
    if (known !== null) {
      const batchSize = Math.max(1, Math.floor(known.batchSize / 4));
      await ctx.db.patch("catchUps", known._id, { ticket: known.ticket + 1, batchSize });
      return renderCatchUp((await ctx.db.get("catchUps", known._id))!);
    }
    for (const old of await ctx.db.query("catchUps").collect()) await ctx.db.delete("catchUps", old._id);
    const phase = { kind: "write" as const, after: -1 };
    const made = { catchUp, phase, batchSize: firstBatchSize, retry, ticket: 0, job: null, processed: 0 };
    await ctx.db.insert("catchUps", { ...made, run: run._id });
    return made;
  },
});

/** Records a batch, in its own transaction. */
export const advance = mutation({
  args: {
    catchUp: v.string(),
    phase: vPhase,
    batchSize: v.number(),
    job: v.union(v.string(), v.null()),
    processed: v.number(),
  },
  returns: vCatchUp,
  handler: async (ctx, { catchUp, processed, ...rest }) => {
    const known = (await findCatchUp(ctx, catchUp))!;
    await ctx.db.patch("catchUps", known._id, { ...rest, processed: known.processed + processed });
    return renderCatchUp((await ctx.db.get("catchUps", known._id))!);
  },
});

/** The changes after a number, in order. A page may be shorter than asked; `isDone` says when there are no more. */
export const page = query({
  args: { after: v.number(), numItems: v.number() },
  returns: v.object({ items: v.array(vChange), isDone: v.boolean() }),
  handler: async (ctx, { after, numItems }) => {
    const items: Change[] = [];
    let bytes = 0;
    const changes = ctx.db.query("changes").withIndex("by_number", (q) => q.gt("number", after));
    for await (const { _id, _creationTime, ...change } of changes) {
      items.push(change);
      bytes += change.document?.length ?? 0;
      if (items.length >= numItems || bytes >= pageBytes) return { items, isDone: false };
    }
    return { items, isDone: true };
  },
});

/** Deletes some of the changes, which are all in; true when there may be more. */
export const sweep = mutation({
  args: {},
  returns: v.boolean(),
  handler: async (ctx) => {
    let bytes = 0;
    let deleted = 0;
    for await (const { _id, document } of ctx.db.query("changes").withIndex("by_number")) {
      await ctx.db.delete("changes", _id);
      deleted += 1;
      bytes += document?.length ?? 0;
      if (deleted >= sweepSize || bytes >= pageBytes) return true;
    }
    return false;
  },
});

async function findCatchUp(ctx: QueryCtx, catchUp: string): Promise<Doc<"catchUps"> | null> {
  const run = await currentRun(ctx);
  const known = await ctx.db.query("catchUps").first();
  return known?.catchUp === catchUp && known.run === run?._id ? known : null;
}

function renderCatchUp({ catchUp, phase, batchSize, retry, ticket, job, processed }: Doc<"catchUps">) {
  return { catchUp, phase, batchSize, retry, ticket, job, processed };
}
