import type { PlannedTask } from "../../shared/plan/tasks.js";
import type { TaskResult } from "../../cutover/taskValidators.js";
import type { Environment } from "../run/environment.js";
import { checklistOf } from "./checklists.js";

/** What a task of every plan would do. */
export function describeDryRun({ plan }: Environment, { kind, name }: PlannedTask): TaskResult {
  if (kind === "checklist") return Object.fromEntries(checklistOf(name).map(({ item, title }) => [item, title]));
  return Object.fromEntries(
    [...plan.tables.values()].map((table) => [table.name, `would lose ${table.legacyFields.join(", ")}`]),
  );
}
