import type { PlanChange, PlanPlace } from "../../check/finding.js";

/** Lines for a terminal, the best change first. */
export function renderPlanChanges(changes: readonly PlanChange[], indent: string): string[] {
  return changes.flatMap(({ at, does, code }, index) => {
    const head = `${indent}${index === 0 ? "in" : "or in"} ${describePlace(at)}, which ${does}:`;
    return [head, ...code.split("\n").map((line) => `${indent}  ${line}`)];
  });
}

/** `plan.ts, columns of cases`. */
export function describePlace({ in: place, table, source }: PlanPlace): string {
  const of = `${table ?? ""}${source === undefined ? "" : `, read from ${source}`}`;
  switch (place) {
    case "columns":
      return `plan.ts, columns of ${of}`;
    case "derived":
      return `plan.ts, { columns: { … } } of ${of}`;
    case "options":
      return `plan.ts, options of ${of}`;
    case "omit":
      return "plan.ts, definePlan({ … }, { omit: { … } })";
    case "plan":
      return "plan.ts, definePlan({ … }, { … })";
    default:
      return place satisfies never;
  }
}

/** A run keeps the plan that it was exported with. */
export function sayAfterChange(groups: readonly { readonly plan: readonly PlanChange[] }[]): string[] {
  if (groups.every(({ plan }) => plan.length === 0)) return [];
  return ["", "After a change of plan.ts: cutover export, and load again; or cutover rehearse."];
}
