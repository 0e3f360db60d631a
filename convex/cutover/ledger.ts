import { v } from "convex/values";
import type { Doc } from "./_generated/dataModel.js";
import { mutation, query, type QueryCtx } from "./_generated/server.js";
import { changeOwner, countKey, ensureOwner, EntryTally, getOwner, ownersAfter, sumCounts } from "./ledgerCounts.js";
import {
  type LedgerEntry,
  type LedgerState,
  vEntryOutcome,
  vLedgerEntry,
  vLedgerState,
  vOwnerChange,
} from "./taskValidators.js";

/** Characters of contents in one page, at most three bytes each: below the 16 MiB that a transaction may read. */
const pageCharacters = 2 * 1024 * 1024;

/**
 * Records what has to be done. A known key stays as it is, so the same page can be recorded again. `change` is written in
 * the same transaction: how far the listing has come.
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
    const { find } = ledgerOf(ctx, task, owner);
    let open = counts["open"] ?? 0;
    for (const { key, contents } of entries) {
      if ((await find(key)) !== null) continue;
      await ctx.db.insert("ledger", { task, owner, key, state: "open", reason: null, contents, at: Date.now() });
      open += 1;
    }
    await changeOwner(ctx, task, owner, { ...change, counts: open === 0 ? counts : { ...counts, open } });
    return null;
  },
});

/** Records the outcome of entries, all in one transaction. Throws when a key was never recorded. */
export const recordOutcome = mutation({
  args: { task: v.string(), owner: v.string(), entries: v.array(vEntryOutcome), change: v.optional(vOwnerChange) },
  returns: v.null(),
  handler: async (ctx, { task, owner, entries, change }) => {
    const tally = new EntryTally(await getOwner(ctx, task, owner));
    const { find } = ledgerOf(ctx, task, owner);
    for (const { key, state, reason = null, contents } of entries) {
      const entry = await find(key);
      if (entry === null) throw new Error(`The ledger of task ${task} has no entry ${key} of owner ${owner}.`);
      // Two actions at once: one of them finds gone, or has not come to, what the other has done.
      if (entry.state === "done" && (state === "gone" || state === "open")) continue;
      tally.change(entry, { state, reason });
      await ctx.db.patch("ledger", entry._id, { state, reason, contents: contents ?? entry.contents, at: Date.now() });
    }
    await changeOwner(ctx, task, owner, { ...change, ...tally.render() });
    return null;
  },
});

/** Entries in one of `states`, with their contents. Fewer than asked for where these are large; none only when there are none. */
export const next = query({
  args: { task: v.string(), owner: v.string(), states: v.array(vLedgerState), numItems: v.number() },
  returns: v.array(vLedgerEntry),
  handler: async (ctx, { task, owner, states, numItems }) => {
    const { entries } = await readPage(inStates(ledgerOf(ctx, task, owner), states), numItems);
    return entries.map(renderEntry);
  },
});

/** Entries by key; `cursor` is the last key of the page before. A page may be shorter than asked for; `isDone` ends the list. */
export const list = query({
  args: { task: v.string(), owner: v.string(), cursor: v.union(v.string(), v.null()), numItems: v.number() },
  returns: v.object({ items: v.array(vLedgerEntry), isDone: v.boolean(), cursor: v.union(v.string(), v.null()) }),
  handler: async (ctx, { task, owner, cursor, numItems }) => {
    const page = await readPage(ledgerOf(ctx, task, owner).after(cursor), numItems);
    return { items: page.entries.map(renderEntry), isDone: page.isDone, cursor: page.entries.at(-1)?.key ?? cursor };
  },
});

/**
 * Entries of some owners by state, those with a reason by `<state>: <reason>`, and the owners by state with the reasons of
 * those that failed. Read page after page and add them up.
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
      entries: sumCounts(owners.map((owner) => owner.counts)),
      reasons: sumCounts(owners.map((owner) => owner.reasons)),
      owners: sumCounts(owners.map(({ state }) => ({ [state]: 1 }))),
      ownerReasons: sumCounts(failed.map(({ reason }) => ({ [countKey(reason ?? "")]: 1 }))),
      isDone: owners.length < numItems,
      cursor: owners.at(-1)?.owner ?? cursor,
    };
  },
});

/** Deletes entries of a task, and owners without entries, one page at a time. */
export const clear = mutation({
  args: { task: v.string(), numItems: v.number() },
  returns: v.object({ isDone: v.boolean() }),
  handler: async (ctx, { task, numItems }) => {
    const all = ctx.db.query("ledger").withIndex("by_task_and_owner_and_key", (q) => q.eq("task", task));
    const { entries, isDone } = await readPage(all, numItems);
    for (const { _id } of entries) await ctx.db.delete("ledger", _id);
    if (!isDone) return { isDone };
    const owners = await ownersAfter(ctx, task, null).take(numItems);
    for (const { _id } of owners) await ctx.db.delete("ledgerOwners", _id);
    return { isDone: owners.length < numItems };
  },
});

/**
 * Deletes the contents of an owner's entries, after which nothing can be restored; the entries and their counts stay.
 * `cursor` is the last key of the page before.
 */
export const clearContents = mutation({
  args: { task: v.string(), owner: v.string(), cursor: v.union(v.string(), v.null()), numItems: v.number() },
  returns: v.object({ isDone: v.boolean(), cursor: v.union(v.string(), v.null()) }),
  handler: async (ctx, { task, owner, cursor, numItems }) => {
    const { entries, isDone } = await readPage(ledgerOf(ctx, task, owner).after(cursor), numItems);
    const filled = entries.filter(({ contents }) => contents !== null);
    for (const { _id } of filled) await ctx.db.patch("ledger", _id, { contents: null });
    return { isDone, cursor: entries.at(-1)?.key ?? cursor };
  },
});

/** Reopens entries that failed or were restored, so that they are worked on again. Returns how many. */
export const reopen = mutation({
  args: { task: v.string(), owner: v.string(), states: v.array(vLedgerState), numItems: v.number() },
  returns: v.number(),
  handler: async (ctx, { task, owner, states, numItems }) => {
    const tally = new EntryTally(await getOwner(ctx, task, owner));
    const { inState } = ledgerOf(ctx, task, owner);
    let reopened = 0;
    for (const state of states) {
      for (const entry of await inState(state).take(numItems - reopened)) {
        tally.change(entry, { state: "open", reason: null });
        await ctx.db.patch("ledger", entry._id, { state: "open", reason: null, at: Date.now() });
        reopened += 1;
      }
    }
    await changeOwner(ctx, task, owner, tally.render());
    return reopened;
  },
});

/** One owner's entries of a task. */
function ledgerOf({ db }: QueryCtx, task: string, owner: string) {
  return {
    find: async (key: string) =>
      await db
        .query("ledger")
        .withIndex("by_task_and_owner_and_key", (q) => q.eq("task", task).eq("owner", owner).eq("key", key))
        .unique(),
    after: (cursor: string | null) =>
      db.query("ledger").withIndex("by_task_and_owner_and_key", (q) =>
        q
          .eq("task", task)
          .eq("owner", owner)
          .gt("key", cursor ?? ""),
      ),
    inState: (state: LedgerState) =>
      db
        .query("ledger")
        .withIndex("by_task_and_owner_and_state", (q) => q.eq("task", task).eq("owner", owner).eq("state", state)),
  };
}

async function* inStates(
  { inState }: ReturnType<typeof ledgerOf>,
  states: readonly LedgerState[],
): AsyncGenerator<Doc<"ledger">> {
  for (const state of states) yield* inState(state);
}

/** Stops at `numItems` entries, or as soon as their contents are large enough together. */
async function readPage(
  all: AsyncIterable<Doc<"ledger">>,
  numItems: number,
): Promise<{ entries: Doc<"ledger">[]; isDone: boolean }> {
  const entries: Doc<"ledger">[] = [];
  let characters = 0;
  for await (const entry of all) {
    if (entries.length >= numItems || characters >= pageCharacters) return { entries, isDone: false };
    entries.push(entry);
    characters += entry.contents?.length ?? 0;
  }
  return { entries, isDone: true };
}

function renderEntry({ key, state, reason, contents, at }: Doc<"ledger">): LedgerEntry {
  return { key, state, reason, contents, at };
}
