import { internalMutationGeneric, internalQueryGeneric } from "convex/server";
import { v } from "convex/values";
import { type Conflict, type Removed, vConflict, vRemoved } from "../../cutover/changeValidators.js";
import type { Environment } from "../run/environment.js";

export interface Page<T> {
  readonly items: T[];
  /** The number to give as `after` for the next page; null when there are no more. */
  readonly next: number | null;
}

const vPage = { runId: v.string(), after: v.optional(v.number()), numItems: v.optional(v.number()) };
const vNext = v.union(v.number(), v.null());
const pageSize = 100;

/** Documents that changes of this run deleted and that somebody may have written, in the order of removal. */
export function defineRemoved({ component }: Environment) {
  return internalQueryGeneric({
    args: vPage,
    returns: v.object({ items: v.array(vRemoved), next: vNext }),
    handler: async (ctx, { runId, after = -1, numItems = pageSize }): Promise<Page<Removed>> =>
      pageOf(await ctx.runQuery(component.removed.list, { runId, after, numItems })),
  });
}

/** What somebody had changed in Convex before a change of this run came, in the order in which it came up. */
export function defineConflicts({ component }: Environment) {
  return internalQueryGeneric({
    args: vPage,
    returns: v.object({ items: v.array(vConflict), next: vNext }),
    handler: async (ctx, { runId, after = -1, numItems = pageSize }): Promise<Page<Conflict>> =>
      pageOf(await ctx.runQuery(component.removed.listConflicts, { runId, after, numItems })),
  });
}

function pageOf<T extends { number: number }>({ items, isDone }: { items: T[]; isDone: boolean }): Page<T> {
  return { items, next: isDone ? null : items.at(-1)!.number };
}

/**
 * Forgets records that the caller has in a file: up to the last number of each it has read (-1 for none). True when there
 * is more to forget, for another call.
 */
export function defineClearRemoved({ component }: Environment) {
  return internalMutationGeneric({
    args: { runId: v.string(), removed: v.number(), conflicts: v.number() },
    returns: v.boolean(),
    handler: async (ctx, args): Promise<boolean> => await ctx.runMutation(component.removed.clear, args),
  });
}
