import { internalActionGeneric, internalMutationGeneric, makeFunctionReference } from "convex/server";
import { v } from "convex/values";

/** Another process than this one ends the test's action: it never comes back. */
export const killed = "killed";

const args = { task: v.string(), dryRun: v.optional(v.boolean()), until: v.number() };
const recordCall = makeFunctionReference<"mutation">("work:record");

async function work(call: (args: object) => Promise<unknown>, verb: string, dryRun = false, until: number) {
  const answer = await call({ verb, dryRun, until });
  if (answer === killed) await new Promise(() => {});
  if (typeof answer === "string") throw new Error(answer);
  return answer;
}

function action(verb: string) {
  return internalActionGeneric({
    args,
    handler: async (ctx, { dryRun, until }) =>
      await work(async (call) => await ctx.runMutation(recordCall, call as never), verb, dryRun, until),
  });
}

export const run = action("run");
export const undo = action("undo");
export const close = action("close");

export const runInMutation = internalMutationGeneric({
  args,
  handler: async (ctx, { dryRun, until }) =>
    await work(async (call) => await ctx.runMutation(recordCall, call as never), "runInMutation", dryRun, until),
});

/** Writes the call down and says what comes of it. */
export const record = internalMutationGeneric({
  args: { verb: v.string(), dryRun: v.boolean(), until: v.number() },
  handler: async ({ db }, call): Promise<unknown> => {
    const next = await db.query("answers").first();
    await db.insert("calls", { ...call, at: Date.now(), isKilled: next?.["answer"] === killed });
    if (next !== null) await db.delete("answers", next._id);
    return (next?.["answer"] as unknown) ?? { isDone: true, result: { done: 1 } };
  },
});
