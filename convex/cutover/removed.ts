import { v } from "convex/values";
import type { Doc } from "./_generated/dataModel.js";
import { mutation, type MutationCtx, query, type QueryCtx } from "./_generated/server.js";
import {
  type Conflict,
  type NewConflict,
  type NewRemoved,
  type Removed,
  vConflict,
  vNewRemoved,
  vRemoved,
} from "./changeValidators.js";
import { getCurrentRun } from "./current.js";

/** What people wrote and a change took away, or stood against: the records by which nothing goes unlisted. */

/** Characters that one document of the component holds of a text: 900 KB at most, where Convex takes 1 MiB. */
const partLength = { document: 300_000, value: 150_000 };

/** Text of one page: far below what a transaction may read. */
const pageLength = 1_000_000;

/** Records deleted at once. Each may hold most of a megabyte. */
const sweepSize = 8;

/** Records both, in the transaction of the change. A conflict that is recorded already is not recorded twice. */
export async function addRecords(
  ctx: MutationCtx,
  runId: string,
  removed: readonly NewRemoved[],
  conflicts: readonly NewConflict[],
): Promise<void> {
  const first = removed.length === 0 ? 0 : (await lastNumber(ctx, "removed", runId)) + 1;
  for (const [index, each] of removed.entries()) await insertRemoved(ctx, runId, first + index, each);
  let number = conflicts.length === 0 ? 0 : (await lastNumber(ctx, "conflicts", runId)) + 1;
  for (const each of conflicts) {
    if (await isRecorded(ctx, runId, each)) continue;
    await insertConflict(ctx, runId, number, each);
    number += 1;
  }
}

/** Records documents that a stage removed, in its own transaction. */
export const add = mutation({
  args: { removed: v.array(vNewRemoved) },
  returns: v.null(),
  handler: async (ctx, { removed }) => {
    const { runId } = await getCurrentRun(ctx);
    await addRecords(ctx, runId, removed, []);
    return null;
  },
});

const vPage = { runId: v.string(), after: v.number(), numItems: v.number() };

/** Removed documents of a run after a number, in order. A page may be shorter than asked. */
export const list = query({
  args: vPage,
  returns: v.object({ items: v.array(vRemoved), isDone: v.boolean() }),
  handler: async (ctx, { runId, after, numItems }) => {
    const rows = ctx.db
      .query("removed")
      .withIndex("by_run_and_number_and_part", (q) => q.eq("runId", runId).gt("number", after));
    const page = new Page<Removed>(numItems);
    for await (const { _id, _creationTime, runId: _run, part, of: _of, ...each } of rows) {
      // What is left of a record that is being cleared: its first part has gone.
      if (part > 0 && page.items.at(-1)?.number !== each.number) continue;
      if (part === 0 && page.isFull()) return { items: page.items, isDone: false };
      if (part === 0) page.items.push(each);
      else page.items.at(-1)!.document += each.document;
      page.length += each.document.length;
    }
    return { items: page.items, isDone: true };
  },
});

/** Conflicts of a run after a number, in order. A page may be shorter than asked. */
export const listConflicts = query({
  args: vPage,
  returns: v.object({ items: v.array(vConflict), isDone: v.boolean() }),
  handler: async (ctx, { runId, after, numItems }) => {
    const rows = ctx.db
      .query("conflicts")
      .withIndex("by_run_and_number_and_part", (q) => q.eq("runId", runId).gt("number", after));
    const page = new Page<Conflict>(numItems);
    for await (const { _id, _creationTime, runId: _run, part, of: _of, ...each } of rows) {
      // What is left of a record that is being cleared: its first part has gone.
      if (part > 0 && page.items.at(-1)?.number !== each.number) continue;
      if (part === 0 && page.isFull()) return { items: page.items, isDone: false };
      if (part === 0) page.items.push(each);
      else appendValues(page.items.at(-1)!, each);
      page.length += (each.theirs?.length ?? 0) + (each.ours?.length ?? 0);
    }
    return { items: page.items, isDone: true };
  },
});

/** Deletes some of what the caller has in a file: the records up to these numbers. True when there is more. */
export const clear = mutation({
  args: { runId: v.string(), removed: v.number(), conflicts: v.number() },
  returns: v.boolean(),
  handler: async (ctx, args) => {
    const { runId } = args;
    const removed = await ctx.db
      .query("removed")
      .withIndex("by_run_and_number_and_part", (q) => q.eq("runId", runId).lte("number", args.removed))
      .take(sweepSize);
    const conflicts = await ctx.db
      .query("conflicts")
      .withIndex("by_run_and_number_and_part", (q) => q.eq("runId", runId).lte("number", args.conflicts))
      .take(sweepSize);
    for (const { _id } of removed) await ctx.db.delete("removed", _id);
    for (const { _id } of conflicts) await ctx.db.delete("conflicts", _id);
    return removed.length + conflicts.length > 0;
  },
});

/** How many of a run's records wait to be read into its folder. */
export async function countRecords(ctx: QueryCtx, runId: string): Promise<{ removed: number; conflicts: number }> {
  const count = async (table: "removed" | "conflicts") => {
    const first = await ctx.db
      .query(table)
      .withIndex("by_run_and_number_and_part", (q) => q.eq("runId", runId))
      .first();
    return first === null ? 0 : (await lastNumber(ctx, table, runId)) - first.number + 1;
  };
  return { removed: await count("removed"), conflicts: await count("conflicts") };
}

class Page<T> {
  readonly items: T[] = [];
  length = 0;

  constructor(private readonly numItems: number) {}

  isFull(): boolean {
    return this.items.length >= this.numItems || this.length >= pageLength;
  }
}

/** -1 when there is none. */
async function lastNumber({ db }: QueryCtx, table: "removed" | "conflicts", runId: string): Promise<number> {
  const last = await db
    .query(table)
    .withIndex("by_run_and_number_and_part", (q) => q.eq("runId", runId))
    .order("desc")
    .first();
  return last?.number ?? -1;
}

async function insertRemoved(
  { db }: MutationCtx,
  runId: string,
  number: number,
  { document, ...rest }: NewRemoved,
): Promise<void> {
  const of = Math.max(1, Math.ceil(document.length / partLength.document));
  for (let part = 0; part < of; part++) {
    const text = sliceOf(document, part, partLength.document);
    await db.insert("removed", { ...rest, runId, number, part, of, document: text, at: Date.now() });
  }
}

async function insertConflict({ db }: MutationCtx, runId: string, number: number, conflict: NewConflict) {
  const { theirs, ours } = conflict;
  const longest = Math.max(theirs?.length ?? 0, ours?.length ?? 0);
  const of = Math.max(1, Math.ceil(longest / partLength.value));
  for (let part = 0; part < of; part++) {
    const values = {
      theirs: theirs === null ? null : sliceOf(theirs, part, partLength.value),
      ours: ours === null ? null : sliceOf(ours, part, partLength.value),
    };
    await db.insert("conflicts", { ...conflict, ...values, runId, number, part, of, at: Date.now() });
  }
}

function sliceOf(text: string, part: number, length: number): string {
  return text.slice(part * length, (part + 1) * length);
}

function appendValues(conflict: Conflict, { theirs, ours }: Pick<Doc<"conflicts">, "theirs" | "ours">): void {
  if (theirs !== null) conflict.theirs += theirs;
  if (ours !== null) conflict.ours += ours;
}

/**
 * Whether the latest word on the same value is this one: an earlier one that says so may have been overtaken. Values in parts
 * are not compared: they are rare, and twice in the list does no harm.
 */
async function isRecorded({ db }: QueryCtx, runId: string, conflict: NewConflict): Promise<boolean> {
  const { table, id, legacyKey, kind, field, theirs, ours, kept } = conflict;
  const known = await db
    .query("conflicts")
    .withIndex("by_run_and_table_and_id_and_key", (q) =>
      q.eq("runId", runId).eq("table", table).eq("id", id).eq("legacyKey", legacyKey),
    )
    .collect();
  const latest = known
    .filter((each) => each.kind === kind && each.field === field)
    .reduce<Doc<"conflicts"> | null>((last, each) => (last === null || each.number > last.number ? each : last), null);
  return latest !== null && latest.theirs === theirs && latest.ours === ours && latest.kept === kept;
}
