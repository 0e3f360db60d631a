import { v } from "convex/values";
import type { Doc } from "./_generated/dataModel.js";
import { mutation, query } from "./_generated/server.js";
import { changeOwner, ensureOwner, ownersAfter } from "./ledgerCounts.js";
import { type LedgerOwner, vLedgerOwner, vOwnerChange, vOwnerState } from "./taskValidators.js";

/** Makes sure that the owners are known; those that are stay as they are. */
export const add = mutation({
  args: { task: v.string(), owners: v.array(v.string()) },
  returns: v.null(),
  handler: async (ctx, { task, owners }) => {
    for (const owner of owners) await ensureOwner(ctx, task, owner);
    return null;
  },
});

/** Owners in a state, those first that are due first. */
export const next = query({
  args: { task: v.string(), state: vOwnerState, numItems: v.number() },
  returns: v.array(vLedgerOwner),
  handler: async (ctx, { task, state, numItems }) => {
    const owners = await ctx.db
      .query("ledgerOwners")
      .withIndex("by_task_and_state_and_due", (q) => q.eq("task", task).eq("state", state))
      .take(numItems);
    return owners.map(renderOwner);
  },
});

export const change = mutation({
  args: { task: v.string(), owner: v.string(), change: vOwnerChange },
  returns: v.null(),
  handler: async (ctx, { task, owner, change: said }) => {
    await changeOwner(ctx, task, owner, said);
    return null;
  },
});

/** Owners by name; `cursor` is the last one seen. */
export const list = query({
  args: { task: v.string(), cursor: v.union(v.string(), v.null()), numItems: v.number() },
  returns: v.object({ items: v.array(vLedgerOwner), isDone: v.boolean(), cursor: v.union(v.string(), v.null()) }),
  handler: async (ctx, { task, cursor, numItems }) => {
    const items = (await ownersAfter(ctx, task, cursor).take(numItems)).map(renderOwner);
    return { items, isDone: items.length < numItems, cursor: items.at(-1)?.owner ?? cursor };
  },
});

function renderOwner(document: Doc<"ledgerOwners">): LedgerOwner {
  const { owner, state, reason, cursor, attempts, dueAt, counts, reasons } = document;
  return { owner, state, reason, cursor, attempts, dueAt, counts, reasons };
}
