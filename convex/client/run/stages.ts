import type { FunctionReturnType } from "convex/server";
import type { ComponentApi } from "../../cutover/_generated/component.js";
import { type Stage, stages } from "../../cutover/validators.js";
import { stageFunctionName } from "../../shared/plan/exports.js";
import { matchFields } from "../../shared/plan/plan.js";
import type { Plan, PlannedTable } from "../../shared/plan/plan.js";

export { type Stage, stages };

/** Everything the component reports in one reading, and the run in it. */
export type Known = FunctionReturnType<ComponentApi["status"]["read"]>;
export type RunStatus = NonNullable<Known["run"]>;

/** The name a stage's function for a table goes by: `migrations:resolveCases`. */
export function functionName(module: string, stage: Stage, table: string): string {
  return `${module}:${stageFunctionName(stage, table)}`;
}

/** The tables a stage works on, in the plan's order. */
export function tablesOf(plan: Plan, stage: Stage): PlannedTable[] {
  const tables = [...plan.tables.values()];
  switch (stage) {
    case "match":
      // People first: whose a sign-in method is depends on who became one with whom.
      return tables
        .filter(({ match }) => match !== undefined)
        .toSorted((left, right) => matchFields(left).length - matchFields(right).length);
    case "resolve":
      return tables.filter(({ refs }) => refs.length > 0);
    case "verify":
    case "cleanup":
      return tables;
  }
}

export function runCommand(module: string, stage: Stage): string {
  return `npx convex run ${module}:run '{"stage":"${stage}"}'`;
}
