import { type internalMutationGeneric, makeFunctionReference, type RegisteredMutation } from "convex/server";
import { v } from "convex/values";
import { type ChangeList, type Phase, type Purpose, vPhase, vPurpose } from "../../cutover/changeValidators.js";
import { nextBatchSize } from "../../shared/plan/batchSize.js";
import type { PlannedTable } from "../../shared/plan/plan.js";
import { Amendment } from "./amendment.js";
import { type RowChange, writeChange, matchAgain, resolveAgain, retryUnresolved } from "./applyChange.js";
import { type Environment, type MutationCtx, readModule, isScheduled } from "../run/environment.js";
import { refuse, refuseStopped } from "../run/refuse.js";
import { type CutoverStatus, readStatus } from "../run/status.js";
import { functionName, runCommand } from "../run/stages.js";

const vApplied = v.object({
  phase: vPhase,
  /** Changes looked at so far, in all phases. */
  processed: v.number(),
  state: v.union(v.literal("running"), v.literal("stopped"), v.literal("done")),
});
type Applied = Pick<ChangeList, "phase" | "processed"> & { state: "running" | "stopped" | "done" };

/** A type, not an interface: only those pass for the arguments of a function. */
export type ApplyArgs = {
  readonly runId: string;
  /** Names the list. */
  readonly changes: string;
  readonly purpose: Purpose;
  /** Tables with references whose targets changed: documents whose reference led to nothing are looked at again. */
  readonly retry?: string[];
  /** Only of batches that go on by themselves. */
  readonly ticket?: number;
};

/**
 * Applies the list of changes that a command has imported into the component: documents, then people, then references. Goes on by itself
 * until all is done; the same call continues what failed, and says how far it is while it runs.
 */
export function defineApply(environment: Environment): RegisteredMutation<"internal", ApplyArgs, Promise<Applied>> {
  const define = environment.internalMutation as unknown as typeof internalMutationGeneric;
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
      const { component } = environment;
      const known = await ctx.runQuery(component.changes.find, { changes: args.changes });
      if (args.ticket !== undefined) {
        if (known === null || known.ticket !== args.ticket) return render(known, "stopped");
        return await continueApplying(environment, ctx, args, known);
      }
      if (known?.phase.kind === "done") return render(known, "done");
      if (known !== null && (await isScheduled(ctx, known.job))) return render(known, "running");
      await refuseUnready(environment, ctx);
      const { runId, changes, purpose, retry = [] } = args;
      if (known === null) await ctx.runMutation(component.progress.drop, { stage: "verify" });
      const opened = await ctx.runMutation(component.changes.open, { runId, changes, purpose, retry });
      return await continueApplying(environment, ctx, args, opened);
    },
  });
}

function render(known: ChangeList | null, state: Applied["state"]): Applied {
  const { phase, processed } = known ?? { phase: { kind: "write" as const, after: -1 }, processed: 0 };
  return { phase, processed, state };
}

/** Changes are applied to what match and resolve have finished, before anything is cleaned up. */
async function refuseUnready(environment: Environment, ctx: MutationCtx): Promise<void> {
  await refuseStopped(environment, ctx);
  const module = await readModule(ctx);
  const { stages: all }: CutoverStatus = await readStatus(environment, ctx, module);
  const cleaned = all.find(({ stage, state }) => stage === "cleanup" && state !== "waiting");
  if (cleaned !== undefined) {
    const message = "The cleanup has begun to remove the legacy keys that changes are applied by.";
    refuse("cleanup_began", message, `npx convex run ${module}:status`);
  }
  const open = all.find(({ stage, state }) => (stage === "match" || stage === "resolve") && state !== "done");
  if (open !== undefined) {
    const message = `Changes are applied after match and resolve, and ${open.stage} of ${open.table} is ${open.state}.`;
    refuse("out_of_order", message, runCommand(module, open.stage));
  }
  const busy = all.find(({ state }) => state === "running");
  if (busy !== undefined) {
    const message = `Changes would change what ${functionName(module, busy.stage, busy.table)} is working on.`;
    refuse("busy", message, `npx convex run ${module}:status --watch`);
  }
}

/** One batch; the next one is scheduled in the same transaction. */
async function continueApplying(
  environment: Environment,
  ctx: MutationCtx,
  args: ApplyArgs,
  list: ChangeList,
): Promise<Applied> {
  const { phase, processed } = await runBatch(environment, ctx, list);
  const metrics = await ctx.meta.getTransactionMetrics();
  const cost = { ranges: rangesPerChange, reads: [] };
  const batchSize = processed < list.batchSize ? list.batchSize : nextBatchSize(Math.max(1, processed), metrics, cost);
  const isDone = phase.kind === "done";
  const control = await ctx.runQuery(environment.component.window.control, {});
  const continues = !isDone && control.action === "run";
  const job = continues ? await schedule(ctx, { ...args, ticket: list.ticket }) : null;
  const advanced = { changes: list.changes, phase, batchSize, job, processed };
  const after = await ctx.runMutation(environment.component.changes.advance, advanced);
  return render(after, isDone ? "done" : continues ? "running" : "stopped");
}

/** Most a change costs: a person who is taken out of an account and becomes part of another. */
const rangesPerChange = 24;

async function schedule(ctx: MutationCtx, args: ApplyArgs): Promise<string> {
  const apply = makeFunctionReference<"mutation">(`${await readModule(ctx)}:apply`);
  return await ctx.scheduler.runAfter(0, apply, args);
}

interface BatchResult {
  readonly phase: Phase;
  readonly processed: number;
}

async function runBatch(environment: Environment, ctx: MutationCtx, list: ChangeList): Promise<BatchResult> {
  const { phase, batchSize, retry } = list;
  const { component } = environment;
  switch (phase.kind) {
    case "write":
    case "match":
    case "resolve":
      return await runPage(environment, ctx, phase, list);
    case "retry":
      return await retryUnresolved(new Amendment(environment, ctx), phase, retry, batchSize);
    case "sweep": {
      const isMore = await ctx.runMutation(component.changes.sweep, {});
      return { phase: { kind: isMore ? "sweep" : "done" }, processed: 0 };
    }
    case "done":
      return { phase, processed: 0 };
    default:
      return phase satisfies never;
  }
}

type PagedPhase = Extract<Phase, { after: number }>;

const work: Record<
  PagedPhase["kind"],
  (amendment: Amendment, table: PlannedTable, change: RowChange) => Promise<void>
> = {
  write: writeChange,
  match: matchAgain,
  resolve: resolveAgain,
};

async function runPage(
  environment: Environment,
  ctx: MutationCtx,
  { kind, after }: PagedPhase,
  { batchSize, retry }: ChangeList,
): Promise<BatchResult> {
  const page = { after, numItems: batchSize };
  const { items, isDone } = await ctx.runQuery(environment.component.changes.page, page);
  const amendment = new Amendment(environment, ctx);
  for (const change of items) {
    const table = environment.plan.tables.get(change.table);
    if (table !== undefined && "legacyKey" in change) await work[kind](amendment, table, change);
  }
  await amendment.flush();
  const phase: Phase = isDone ? phaseAfter(kind, retry) : { kind, after: items.at(-1)!.number };
  return { phase, processed: items.length };
}

function phaseAfter(kind: PagedPhase["kind"], [firstRetry]: readonly string[]): Phase {
  switch (kind) {
    case "write":
      return { kind: "match", after: -1 };
    case "match":
      return { kind: "resolve", after: -1 };
    case "resolve":
      return firstRetry === undefined ? { kind: "sweep" } : { kind: "retry", table: firstRetry, after: "" };
    default:
      return kind satisfies never;
  }
}
