import { v } from "convex/values";
import type { Doc } from "./_generated/dataModel.js";
import { mutation, query, type QueryCtx } from "./_generated/server.js";
import {
  type LedgerEntry,
  type LedgerState,
  vLedgerEntry,
  vLedgerState,
  vOwnerChange,
  vSettlement,
} from "./ledgerValidators.js";
import { addUp, changeOwner, ensureOwner, getOwner, moveCount, ownersAfter } from "./ledgerCounts.js";

/** Bytes of contents that one reading gives at most: far below what a transaction may read. */
const pageBytes = 2 * 1024 * 1024;

/**
 * Records what there is to do. A key that is known stays as it is, so that the same page can be recorded again. `change`
 * says in the same transaction how far the listing has come.
 */
export const record = mutation({
  args: {
    task: v.string(),
    owner: v.string(),
    entries: v.array(v.object({ key: v.string(), contents: v.union(v.string(), v.null()) })),
    change: v.optional(vOwnerChange),
  },
  returns: v.null(),
  handler: async (ctx, { task, owner, entries, change }) => {
    const { counts } = await ensureOwner(ctx, task, owner);
    let open = counts["open"] ?? 0;
    for (const { key, contents } of entries) {
      if ((await findEntry(ctx, task, owner, key)) !== null) continue;
      await ctx.db.insert("ledger", { task, owner, key, state: "open", reason: null, contents, at: Date.now() });
      open += 1;
    }
    await changeOwner(ctx, task, owner, { ...change, counts: open === 0 ? counts : { ...counts, open } });
    return null;
  },
});

/** Says what has become of entries, all in one transaction. Throws when a key was never recorded. */
export const settle = mutation({
  args: { task: v.string(), owner: v.string(), entries: v.array(vSettlement), change: v.optional(vOwnerChange) },
  returns: v.null(),
  handler: async (ctx, { task, owner, entries, change }) => {
    const known = await getOwner(ctx, task, owner);
    let { counts: sums, reasons } = known;
    for (const { key, state, reason, contents } of entries) {
      const entry = await findEntry(ctx, task, owner, key);
      if (entry === null) throw new Error(`Task ${task} has recorded no ${key} of ${owner}.`);
      // Of two actions at once one finds gone, or has not come to, what the other has done.
      if (entry.state === "done" && (state === "gone" || state === "open")) continue;
      const next = { state, reason: reason ?? null };
      sums = moveCount(sums, entry.state, state);
      reasons = moveCount(reasons, countedReason(entry), countedReason(next));
      await ctx.db.patch("ledger", entry._id, {
        ...next,
        contents: contents ?? entry.contents,
        at: Date.now(),
      });
    }
    await changeOwner(ctx, task, owner, { ...change, counts: sums, reasons });
    return null;
  },
});

/** Entries in one of `states`, with their contents. Fewer than asked where these are large; none only when there are none. */
export const next = query({
  args: { task: v.string(), owner: v.string(), states: v.array(vLedgerState), numItems: v.number() },
  returns: v.array(vLedgerEntry),
  handler: async (ctx, { task, owner, states, numItems }) => {
    const found: LedgerEntry[] = [];
    let bytes = 0;
    for (const state of states) {
      const entries = ctx.db
        .query("ledger")
        .withIndex("by_task_and_owner_and_state", (q) => q.eq("task", task).eq("owner", owner).eq("state", state));
      for await (const entry of entries) {
        if (found.length >= numItems || bytes >= pageBytes) return found;
        found.push(renderEntry(entry));
        bytes += entry.contents?.length ?? 0;
      }
    }
    return found;
  },
});

/** Entries by key; `cursor` is the last key seen. A page may be shorter than asked; `isDone` says when there are no more. */
export const list = query({
  args: { task: v.string(), owner: v.string(), cursor: v.union(v.string(), v.null()), numItems: v.number() },
  returns: v.object({ items: v.array(vLedgerEntry), isDone: v.boolean(), cursor: v.union(v.string(), v.null()) }),
  handler: async (ctx, { task, owner, cursor, numItems }) => {
    const items: LedgerEntry[] = [];
    let bytes = 0;
    for await (const entry of entriesAfter(ctx, task, owner, cursor)) {
      if (items.length >= numItems || bytes >= pageBytes)
        return { items, isDone: false, cursor: items.at(-1)?.key ?? null };
      items.push(renderEntry(entry));
      bytes += entry.contents?.length ?? 0;
    }
    return { items, isDone: true, cursor: items.at(-1)?.key ?? cursor };
  },
});

/**
 * Entries of some owners by state, those with a reason by `<state>: <reason>`, and the owners by state with the reasons of
 * those that failed. Ask for page after page and add up.
 */
export const counts = query({
  args: { task: v.string(), cursor: v.union(v.string(), v.null()), numItems: v.number() },
  returns: v.object({
    entries: v.record(v.string(), v.number()),
    reasons: v.record(v.string(), v.number()),
    owners: v.record(v.string(), v.number()),
    ownerReasons: v.record(v.string(), v.number()),
    isDone: v.boolean(),
    cursor: v.union(v.string(), v.null()),
  }),
  handler: async (ctx, { task, cursor, numItems }) => {
    const owners = await ownersAfter(ctx, task, cursor).take(numItems);
    const failed = owners.filter(({ state }) => state === "failed");
    return {
      entries: addUp(owners.map((owner) => owner.counts)),
      reasons: addUp(owners.map((owner) => owner.reasons)),
      owners: addUp(owners.map(({ state }) => ({ [state]: 1 }))),
      ownerReasons: addUp(failed.map(({ reason }) => ({ [reason ?? "unknown"]: 1 }))),
      isDone: owners.length < numItems,
      cursor: owners.at(-1)?.owner ?? cursor,
    };
  },
});

/** Forgets entries of a task, and owners of whom nothing is left, some at a time. */
export const clear = mutation({
  args: { task: v.string(), numItems: v.number() },
  returns: v.object({ isDone: v.boolean() }),
  handler: async (ctx, { task, numItems }) => {
    let deleted = 0;
    let bytes = 0;
    const entries = ctx.db.query("ledger").withIndex("by_task_and_owner_and_key", (q) => q.eq("task", task));
    for await (const { _id, contents } of entries) {
      if (deleted >= numItems || bytes >= pageBytes) return { isDone: false };
      await ctx.db.delete("ledger", _id);
      deleted += 1;
      bytes += contents?.length ?? 0;
    }
    const owners = await ownersAfter(ctx, task, null).take(numItems);
    for (const { _id } of owners) await ctx.db.delete("ledgerOwners", _id);
    return { isDone: owners.length < numItems };
  },
});

/**
 * Deletes what an owner's entries held, so that nothing can be put back any more; the entries and their counts stay.
 * `cursor` is the last key seen.
 */
export const clearContents = mutation({
  args: { task: v.string(), owner: v.string(), cursor: v.union(v.string(), v.null()), numItems: v.number() },
  returns: v.object({ isDone: v.boolean(), cursor: v.union(v.string(), v.null()) }),
  handler: async (ctx, { task, owner, cursor, numItems }) => {
    let last = cursor;
    let seen = 0;
    let bytes = 0;
    for await (const { _id, key, contents } of entriesAfter(ctx, task, owner, cursor)) {
      if (seen >= numItems || bytes >= pageBytes) return { isDone: false, cursor: last };
      if (contents !== null) await ctx.db.patch("ledger", _id, { contents: null });
      last = key;
      seen += 1;
      bytes += contents?.length ?? 0;
    }
    return { isDone: true, cursor: last };
  },
});

/** Opens entries again that failed or were put back; their owner goes to work again. Gives how many. */
export const reopen = mutation({
  args: { task: v.string(), owner: v.string(), states: v.array(vLedgerState), numItems: v.number() },
  returns: v.number(),
  handler: async (ctx, { task, owner, states, numItems }) => {
    const known = await getOwner(ctx, task, owner);
    let { counts: sums, reasons } = known;
    let reopened = 0;
    for (const state of states) {
      const entries = await ctx.db
        .query("ledger")
        .withIndex("by_task_and_owner_and_state", (q) => q.eq("task", task).eq("owner", owner).eq("state", state))
        .take(numItems - reopened);
      for (const entry of entries) {
        sums = moveCount(sums, state, "open");
        reasons = moveCount(reasons, countedReason(entry), null);
        await ctx.db.patch("ledger", entry._id, { state: "open", reason: null, at: Date.now() });
      }
      reopened += entries.length;
    }
    await changeOwner(ctx, task, owner, { counts: sums, reasons });
    return reopened;
  },
});

function entriesAfter({ db }: QueryCtx, task: string, owner: string, cursor: string | null) {
  return db.query("ledger").withIndex("by_task_and_owner_and_key", (q) =>
    q
      .eq("task", task)
      .eq("owner", owner)
      .gt("key", cursor ?? ""),
  );
}

async function findEntry({ db }: QueryCtx, task: string, owner: string, key: string): Promise<Doc<"ledger"> | null> {
  return await db
    .query("ledger")
    .withIndex("by_task_and_owner_and_key", (q) => q.eq("task", task).eq("owner", owner).eq("key", key))
    .unique();
}

function countedReason({ state, reason }: { state: LedgerState; reason: string | null }): string | null {
  return reason === null ? null : `${state}: ${reason}`;
}

function renderEntry({ key, state, reason, contents, at }: Doc<"ledger">): LedgerEntry {
  return { key, state, reason, contents, at };
}
