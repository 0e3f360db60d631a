import { getTable, type Plan } from "../../shared/plan/plan.js";
import type { Stage } from "./stages.js";
import type { StageStatus } from "./stageStatus.js";

/** Tables of one stage that are worked on at the same time, at most: Convex runs eight scheduled functions at once on its smallest class. */
const mostAtOnce = 4;

/** The tables that a stage takes up now, beside those it works on already. Those that failed or were stopped come again, in the plan's order. */
export function findNextTables(plan: Plan, stage: Stage, tables: readonly StageStatus[]): StageStatus[] {
  const busy = tables.filter(({ state }) => state === "running").map(({ table }) => table);
  const next: StageStatus[] = [];
  for (const each of tables.filter(({ state }) => state !== "running" && state !== "done")) {
    if (busy.length === mostAtOnce) break;
    if (!busy.every((other) => mayRunBeside(plan, stage, each.table, other))) continue;
    next.push(each);
    busy.push(each.table);
  }
  return next;
}

/** After match, one table's work does not depend on another's. */
function mayRunBeside(plan: Plan, stage: Stage, left: string, right: string): boolean {
  switch (stage) {
    case "match":
      // Whose a sign-in method is depends on who became one with whom, and merging moves references of other tables.
      return false;
    case "resolve":
      // A batch that reads documents which another one writes would be done again by Convex.
      return !refersTo(plan, left, right) && !refersTo(plan, right, left);
    case "verify":
      return true;
    case "cleanup":
      // Users are in the app by then: what they write comes first.
      return false;
    default:
      return stage satisfies never;
  }
}

function refersTo(plan: Plan, from: string, to: string): boolean {
  return getTable(plan, from).refs.some(({ target }) => target === to);
}
