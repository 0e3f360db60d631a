import { internalMutationGeneric } from "convex/server";
import { v } from "convex/values";
import { vExpected } from "../../cutover/validators.js";
import type { Plan } from "../../shared/plan/plan.js";
import { getTable } from "../../shared/plan/plan.js";
import type { Environment, MutationCtx } from "./environment.js";
import { readModule } from "./environment.js";
import { refuse } from "./refuse.js";
import { type CutoverStatus, readStatus } from "./status.js";

/**
 * Starts a run, right after its load: what was exported becomes what verification expects. Stages of an older run that
 * are still going are canceled, and its records no longer count; what people waived in the same run stays. `append` adds
 * tables to the run instead: a plan of many tables takes several calls.
 */
export function defineBegin(environment: Environment) {
  return internalMutationGeneric({
    args: {
      runId: v.string(),
      planHash: v.string(),
      tables: v.array(vExpected.omit("allowedIssues")),
      append: v.optional(v.boolean()),
    },
    handler: async (ctx: MutationCtx, { runId, planHash, tables, append }): Promise<CutoverStatus> => {
      const { component, plan } = environment;
      const module = await readModule(ctx);
      refuseUnknownTables(
        plan,
        tables.map(({ table }) => table),
      );
      const expected = tables.map((table) => ({ ...table, allowedIssues: getTable(plan, table.table).allow.issues }));
      if (append === true) {
        await ctx.runMutation(component.runs.expect, { runId, tables: expected });
      } else {
        await cancelRunning(environment, ctx, module);
        await ctx.runMutation(component.runs.begin, { runId, planHash, tables: expected });
      }
      return await readStatus(environment, ctx, module);
    },
  });
}

/** Stops whatever is running; what was done so far stays done. */
export async function cancelRunning(environment: Environment, ctx: MutationCtx, module: string): Promise<void> {
  const { stages } = await readStatus(environment, ctx, module);
  for (const { state, function: name } of stages) {
    if (state === "running") await ctx.runMutation(environment.migrations.lib.cancel, { name });
  }
}

function refuseUnknownTables(plan: Plan, given: readonly string[]): void {
  const unknown = given.filter((table) => !plan.tables.has(table));
  if (unknown.length === 0) return;
  refuseOtherPlan(`this deployment's plan lacks ${unknown.join(", ")}`);
}

/** A run that measures some tables has to measure all; one nobody began measures none. */
export function refuseMissingTables(plan: Plan, begun: readonly string[]): void {
  const missing = [...plan.tables.keys()].filter((table) => !begun.includes(table));
  if (begun.length === 0 || missing.length === 0) return;
  refuseOtherPlan(`the export lacks ${missing.join(", ")}`);
}

function refuseOtherPlan(difference: string): never {
  return refuse(
    "other_plan",
    `The export was made with another plan: ${difference}.`,
    "npx convex deploy, then export again",
  );
}
