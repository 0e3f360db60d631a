import { type internalMutationGeneric, makeFunctionReference, type RegisteredMutation } from "convex/server";
import { v } from "convex/values";
import { type ChangeList, type Phase, type Purpose, vPhase, vPurpose } from "../../cutover/changeValidators.js";
import { nextBatchSize } from "../../shared/plan/batchSize.js";
import { answerRefusals } from "../run/commandFunctions.js";
import { type Environment, type MutationCtx, readModule, isScheduled } from "../run/environment.js";
import { startStopwatch } from "../run/stopwatch.js";
import { runBatch } from "./applyBatch.js";
import { type ApplyArgs, beginList } from "./beginList.js";

const vState = v.union(v.literal("running"), v.literal("stopped"), v.literal("done"));
const vApplied = v.object({
  phase: vPhase,
  /** Changes looked at so far, in all phases. */
  processed: v.number(),
  state: vState,
});
type Applied = Pick<ChangeList, "phase" | "processed"> & { state: "running" | "stopped" | "done" };

/**
 * Applies the list of changes that a command has imported into the component: documents, then users, then references. The
 * first call begins, and batches follow one another by themselves until all is done; the same call again says how far it is,
 * and continues, with smaller batches, what failed or was stopped.
 */
export function defineApply(environment: Environment): RegisteredMutation<"internal", ApplyArgs, Promise<Applied>> {
  const define = answerRefusals(environment.internalMutation as unknown as typeof internalMutationGeneric);
  return define({
    args: {
      runId: v.string(),
      changes: v.string(),
      purpose: vPurpose,
      retry: v.optional(v.array(v.string())),
      ticket: v.optional(v.number()),
    },
    returns: vApplied,
    handler: async (ctx: MutationCtx, args: ApplyArgs): Promise<Applied> => {
      const known = await ctx.runQuery(environment.component.changes.find, { changes: args.changes });
      if (args.ticket !== undefined) {
        if (known === null || known.ticket !== args.ticket) return render(known, "stopped");
        return await applyBatch(environment, ctx, args, known);
      }
      if (known?.phase.kind === "done") return render(known, "done");
      if (known !== null && (await isScheduled(ctx, known.job))) return render(known, "running");
      const list = await beginList(environment, ctx, args, known);
      // The smallest batch failed, too: in the call itself its error reaches whoever calls.
      if (known !== null && known.batchSize === 1) return await applyBatch(environment, ctx, args, list);
      return await advance(environment, ctx, args, list, { phase: list.phase, processed: 0 }, list.batchSize);
    },
  });
}

function render(known: ChangeList | null, state: Applied["state"]): Applied {
  const { phase, processed } = known ?? { phase: { kind: "write" as const, after: -1 }, processed: 0 };
  return { phase, processed, state };
}

/** One batch; the next one is scheduled in the same transaction. */
async function applyBatch(
  environment: Environment,
  ctx: MutationCtx,
  args: ApplyArgs,
  list: ChangeList,
): Promise<Applied> {
  if (!(await mayContinue(environment, ctx, list.purpose))) return await stop(environment, ctx, list);
  const elapsedMs = startStopwatch();
  const done = await runBatch(environment, ctx, list);
  const metrics = await ctx.meta.getTransactionMetrics();
  const cost = { ranges: rangesOf[list.purpose], reads: [] };
  const isFull = done.processed >= list.batchSize;
  const batchSize = isFull ? nextBatchSize(done.processed, metrics, cost, elapsedMs()) : list.batchSize;
  return await advance(environment, ctx, args, list, done, batchSize);
}

/** Index ranges of a change, at most: in a catch-up a user who is taken out of an account and becomes part of another. */
const rangesOf: Readonly<Record<Purpose, number>> = { load: 12, catchUp: 24, repair: 8, rollback: 6 };

async function advance(
  environment: Environment,
  ctx: MutationCtx,
  args: ApplyArgs,
  { changes, purpose, ticket }: ChangeList,
  { phase, processed }: { phase: Phase; processed: number },
  batchSize: number,
): Promise<Applied> {
  const isDone = phase.kind === "done";
  const continues = !isDone && (await mayContinue(environment, ctx, purpose));
  const job = continues ? await schedule(ctx, { ...args, ticket }) : null;
  const advanced = { changes, phase, batchSize, job, processed };
  const after = await ctx.runMutation(environment.component.changes.advance, advanced);
  return render(after, isDone ? "done" : continues ? "running" : "stopped");
}

async function stop({ component }: Environment, ctx: MutationCtx, list: ChangeList): Promise<Applied> {
  const { changes, phase, batchSize } = list;
  const stopped = { changes, phase, batchSize, job: null, processed: 0 };
  return render(await ctx.runMutation(component.changes.advance, stopped), "stopped");
}

/** An abort stops everything but the rollback it was made for. */
async function mayContinue({ component }: Environment, ctx: MutationCtx, purpose: Purpose): Promise<boolean> {
  const { action } = await ctx.runQuery(component.window.control, {});
  return action === "run" || (action === "abort" && purpose === "rollback");
}

async function schedule(ctx: MutationCtx, args: ApplyArgs): Promise<string> {
  const apply = makeFunctionReference<"mutation">(`${await readModule(ctx)}:apply`);
  return await ctx.scheduler.runAfter(0, apply, args);
}
