import type { FunctionHandle } from "convex/server";
import { jsonToConvex, v, type Infer, type JSONValue, type Value } from "convex/values";
import { internal } from "./_generated/api.js";
import type { Doc } from "./_generated/dataModel.js";
import { internalMutation, mutation, query } from "./_generated/server.js";
import { vPostponed } from "./validators.js";
import { readSwitches } from "./switches.js";

/** Calls released per mutation, and bytes of their arguments: far below what a transaction may read and schedule. */
const mostCalls = 100;
const mostBytes = 2 ** 21;

/** Records a call that came during maintenance mode. The app does this in the transaction of that very call. */
export const record = mutation({
  args: { function: v.string(), handle: v.string(), args: v.string() },
  returns: v.null(),
  handler: async (ctx, call) => {
    await ctx.db.insert("postponed", { ...call, at: Date.now() });
    return null;
  },
});

/** The calls that wait, the oldest first. */
export const list = query({
  args: { cursor: v.union(v.string(), v.null()), numItems: v.number() },
  returns: v.object({
    items: v.array(vPostponed.omit("handle", "args")),
    isDone: v.boolean(),
    cursor: v.string(),
  }),
  handler: async (ctx, { cursor, numItems }) => {
    const { page, isDone, continueCursor } = await ctx.db.query("postponed").paginate({ cursor, numItems });
    return { items: page.map(({ function: name, at }) => ({ function: name, at })), isDone, cursor: continueCursor };
  },
});

/**
 * Schedules the calls that were put off, and deletes their records in the same transaction: each runs exactly once. Stops where
 * maintenance mode is on again; its end releases the rest.
 */
export const release = internalMutation({
  args: {},
  returns: v.null(),
  handler: async (ctx) => {
    if ((await readSwitches(ctx)).maintenance.on) return null;
    let calls = 0;
    let bytes = 0;
    for await (const call of ctx.db.query("postponed")) {
      await ctx.scheduler.runAfter(0, handleOf(call), argsOf(call));
      await ctx.db.delete("postponed", call._id);
      calls += 1;
      bytes += call.args.length;
      if (calls < mostCalls && bytes < mostBytes) continue;
      await ctx.scheduler.runAfter(0, internal.postponed.release, {});
      break;
    }
    return null;
  },
});

type Call = Infer<typeof vPostponed>;

function handleOf({ handle }: Call): FunctionHandle<"mutation", Record<string, Value>> {
  return handle as FunctionHandle<"mutation", Record<string, Value>>;
}

function argsOf({ args }: Doc<"postponed">): Record<string, Value> {
  return jsonToConvex(JSON.parse(args) as JSONValue) as Record<string, Value>;
}
