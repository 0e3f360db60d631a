import { internalMutationGeneric } from "convex/server";
import { v } from "convex/values";
import { vExpected } from "../cutover/validators.js";
import type { Plan } from "../shared/plan.js";
import { getTable } from "../shared/plan.js";
import type { Environment, MutationCtx } from "./environment.js";
import { readModule } from "./environment.js";
import { refuse } from "./refuse.js";
import { type CutoverStatus, readStatus } from "./status.js";

/**
 * Starts a run, right after its load: what was exported becomes what verification expects. Stages of an older run that
 * are still going are canceled, and its records no longer count; what people waived in the same run stays.
 */
export function defineBegin(environment: Environment) {
  return internalMutationGeneric({
    args: { runId: v.string(), planHash: v.string(), tables: v.array(vExpected.omit("allowedIssues")) },
    handler: async (ctx: MutationCtx, { runId, planHash, tables }): Promise<CutoverStatus> => {
      const { component, plan } = environment;
      const module = await readModule(ctx);
      requireSameTables(
        plan,
        tables.map(({ table }) => table),
      );
      await cancelRunning(environment, ctx, module);
      const expected = tables.map((table) => ({ ...table, allowedIssues: getTable(plan, table.table).allow.issues }));
      await ctx.runMutation(component.runs.begin, { runId, planHash, tables: expected });
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

function requireSameTables(plan: Plan, given: readonly string[]): void {
  const unknown = given.filter((table) => !plan.tables.has(table));
  const missing = [...plan.tables.keys()].filter((table) => !given.includes(table));
  if (unknown.length === 0 && missing.length === 0) return;
  const parts = [
    ...(missing.length > 0 ? [`the export lacks ${missing.join(", ")}`] : []),
    ...(unknown.length > 0 ? [`this deployment's plan lacks ${unknown.join(", ")}`] : []),
  ];
  refuse(
    "other_plan",
    `The export was made with another plan: ${parts.join("; ")}.`,
    "npx convex deploy, then export again",
  );
}
