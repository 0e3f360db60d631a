import { internalMutationGeneric } from "convex/server";
import { v } from "convex/values";
import { cancelRunning } from "./run.js";
import { scheduleBatches } from "./scheduledBatch.js";
import { type Environment, type MutationCtx, readModule } from "./environment.js";
import { type CutoverStatus, readStatus } from "./status.js";

/**
 * Stops the stages after the batch in hand (`pause`, or `abort` before a rollback), or lets them go on from exactly
 * there (`resume`). Again is harmless.
 */
export function defineControl(environment: Environment) {
  return internalMutationGeneric({
    args: {
      action: v.union(v.literal("pause"), v.literal("resume"), v.literal("abort")),
      /** Who asked for it, for those who wonder why nothing runs. */
      by: v.optional(v.string()),
    },
    handler: async (ctx: MutationCtx, { action, by = "somebody" }): Promise<CutoverStatus> => {
      const module = await readModule(ctx);
      if (action === "resume") await resume(environment, ctx, module, by);
      else await stop(environment, ctx, module, action, by);
      return await readStatus(environment, ctx, module);
    },
  });
}

async function stop(environment: Environment, ctx: MutationCtx, module: string, action: "pause" | "abort", by: string) {
  const stopped = findStoppable(await readStatus(environment, ctx, module));
  await cancelRunning(environment, ctx, module);
  await ctx.runMutation(environment.component.window.setControl, { action, by, stopped });
}

/** The functions that run. Between two tables none does, and the next one is what would have come. */
function findStoppable({ stages: all, series }: CutoverStatus): string[] {
  const running = all.filter(({ state }) => state === "running");
  if (running.length > 0) return running.map(({ function: name }) => name);
  const tables = all.filter(({ stage }) => stage === series);
  const next = tables.find(({ state }) => state !== "done");
  const isBetween = next?.state === "waiting" && tables.some(({ state }) => state === "done");
  return isBetween ? [next.function] : [];
}

/** Each goes on from where it was stopped; a series then continues by itself. */
async function resume(environment: Environment, ctx: MutationCtx, module: string, by: string): Promise<void> {
  const status = await readStatus(environment, ctx, module);
  await ctx.runMutation(environment.component.window.setControl, { action: "run", by, stopped: [] });
  const stopped = status.stages.filter(({ function: name }) => status.control.stopped.includes(name));
  for (const stage of new Set(stopped.map((each) => each.stage))) {
    const tables = stopped.filter((each) => each.stage === stage);
    await scheduleBatches(environment, ctx, status, stage, tables);
  }
}
