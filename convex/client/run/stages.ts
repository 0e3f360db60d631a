import { type Stage, stages } from "../../cutover/validators.js";
import { capitalize } from "../../shared/plan/names.js";
import { type Plan, type PlannedTable, matchFields } from "../../shared/plan/plan.js";

export { type Stage, stages };

const functionPrefix: Readonly<Record<Stage, string>> = {
  match: "match",
  resolve: "resolve",
  verify: "verify",
  cleanup: "removeLegacyFields",
};

/** The name a stage's function for a table goes by: `migrations:resolveCases`. */
export function functionName(module: string, stage: Stage, table: string): string {
  return `${module}:${functionPrefix[stage]}${capitalize(table)}`;
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
