import type { Settling } from "../../check/planChanges/settleGroups.js";
import type { IssueGroup } from "../../report/openIssues.js";
import { renderPlanChanges, sayAfterChange } from "./renderPlanChanges.js";
import { renderTable } from "./renderTable.js";

/** The groups as a table, then the first rows of each with what settles them. */
export function renderIssues(
  groups: readonly Settling<IssueGroup>[],
  { run, from }: { run: string; from: string },
): string {
  const where = `run ${run}, ${from}`;
  if (groups.length === 0) return `No open issues (${where}).`;
  const rows = groups.map(({ table, stage, code, field, count }) => [table, stage, code, field ?? "*", String(count)]);
  return [
    `Open issues (${where}):`,
    "",
    renderTable(["table", "stage", "kind", "field", "open"], rows),
    ...groups.flatMap(renderGroup),
    ...sayAfterChange(groups),
  ].join("\n");
}

function renderGroup({ table, code, field, count, first, remedy, plan }: Settling<IssueGroup>): string[] {
  const rest = count - first.length;
  return [
    "",
    `${table}, ${code}${field === undefined ? "" : ` in ${field}`}: ${remedy}`,
    ...renderPlanChanges(plan, "  "),
    ...first.map(({ legacyKey, message }) => `  ${legacyKey}: ${message}`),
    ...(rest > 0 ? [`  and ${rest} more: --limit ${count}`] : []),
    `  To live with them: cutover issues waive ${code} --table ${table} --reason "why"`,
  ];
}
