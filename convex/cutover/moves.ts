import { v } from "convex/values";
import type { Doc } from "./_generated/dataModel.js";
import { mutation, query, type QueryCtx } from "./_generated/server.js";
import { ensureRun } from "./current.js";
import { type Move, vMove } from "./validators.js";

const firstBatchSize = 128;

/** Documents that are listed; that many failures have one cause. */
const mostUnmoved = 100;

const vMoveId = v.id("moves");

/**
 * Begins to repoint the references to a document. A move under way resumes where it stood, with a new ticket and smaller
 * batches; one that has ended starts over, which finds references that came later.
 */
export const open = mutation({
  args: { table: v.string(), from: v.string(), to: v.string(), by: v.string() },
  returns: vMove,
  handler: async (ctx, { table, from, to, by }) => {
    const known = await findMove(ctx, table, from, to);
    const start = { state: "moving" as const, place: null, cursor: null, moved: 0, read: 0, unmoved: [], job: null };
    if (known === null) {
      const run = (await ensureRun(ctx))._id;
      const made = { ...start, run, table, from, to, by, batchSize: firstBatchSize, ticket: 0 };
      return renderMove((await ctx.db.get("moves", await ctx.db.insert("moves", made)))!);
    }
    const again =
      known.state === "moving" ? { batchSize: Math.max(1, Math.floor(known.batchSize / 4)) } : { ...start, by };
    await ctx.db.patch("moves", known._id, { ...again, ticket: known.ticket + 1 });
    return renderMove((await ctx.db.get("moves", known._id))!);
  },
});

export const find = query({
  args: { table: v.string(), from: v.string(), to: v.string() },
  returns: v.union(vMove, v.null()),
  handler: async (ctx, { table, from, to }) => {
    const known = await findMove(ctx, table, from, to);
    return known === null ? null : renderMove(known);
  },
});

export const get = query({
  args: { move: vMoveId },
  returns: v.union(vMove, v.null()),
  handler: async (ctx, { move }) => {
    const known = await ctx.db.get("moves", move);
    return known === null ? null : renderMove(known);
  },
});

/** Moves in this state, the oldest first. */
export async function listMoves({ db }: QueryCtx, state: Move["state"], numItems: number): Promise<Move[]> {
  const moves = await db
    .query("moves")
    .withIndex("by_state", (q) => q.eq("state", state))
    .take(numItems);
  return moves.map(renderMove);
}

/** Records a batch, in its own transaction. `moved`, `read` and `unmoved` are the batch's. */
export const advance = mutation({
  args: vMove.omit("table", "from", "to", "by", "ticket", "move").extend({ move: vMoveId }),
  returns: v.null(),
  handler: async (ctx, { move, moved, read, unmoved, ...rest }) => {
    const known = (await ctx.db.get("moves", move))!;
    await ctx.db.patch("moves", move, {
      ...rest,
      moved: known.moved + moved,
      read: known.read + read,
      unmoved: [...known.unmoved, ...unmoved].slice(0, mostUnmoved),
    });
    return null;
  },
});

/** Records the scheduled function of the next batch. */
export const schedule = mutation({
  args: { move: vMoveId, job: v.string() },
  returns: v.null(),
  handler: async (ctx, { move, job }) => {
    await ctx.db.patch("moves", move, { job });
    return null;
  },
});

async function findMove({ db }: QueryCtx, table: string, from: string, to: string): Promise<Doc<"moves"> | null> {
  return await db
    .query("moves")
    .withIndex("by_table_and_from_and_to", (q) => q.eq("table", table).eq("from", from).eq("to", to))
    .unique();
}

function renderMove({ _id, _creationTime, run: _run, ...move }: Doc<"moves">): Move {
  return { move: _id, ...move };
}
