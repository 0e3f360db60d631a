import type { Settling } from "../../check/planChanges/settleGroups.js";
import type { RejectedRow, RejectGroup } from "../../rows/rejectedRows.js";
import type { RunDirectory } from "../../run/runDirectory.js";
import { relative } from "../../stages/context.js";
import { renderPlanChanges, sayAfterChange } from "./renderPlanChanges.js";
import { renderTable } from "./renderTable.js";

/** The groups as a table, then the first rows of each with all their reasons and what to do. */
export function renderRejects(groups: readonly Settling<RejectGroup>[], run: RunDirectory): string {
  if (groups.length === 0) return `No rejected rows (run ${run.run}).`;
  const rows = groups.map(({ table, code, column, count, waived }) => [
    table,
    code,
    column,
    String(count),
    String(waived),
  ]);
  return [
    `Rejected rows (run ${run.run}):`,
    "",
    renderTable(["table", "code", "column", "rows", "waived"], rows),
    ...groups.flatMap((group) => renderGroup(group, run)),
    ...sayAfterChange(groups),
  ].join("\n");
}

function renderGroup(
  { table, code, column, count, first, remedy, plan }: Settling<RejectGroup>,
  run: RunDirectory,
): string[] {
  const rest = count - first.length;
  return [
    "",
    `${table}, ${code} in ${column}: ${remedy}`,
    ...renderPlanChanges(plan, "  "),
    ...first.map(({ key, reasons }) => `  ${key ?? "(no key)"}: ${reasons.map(renderReason).join("; ")}`),
    ...(rest > 0 ? [`  and ${rest} more: --limit ${count}, or ${relative(run.rejected(table))}`] : []),
  ];
}

/** Everything that is known of one row. */
export function renderRejectedRow({ table, key, reasons, row }: RejectedRow, file: string): string {
  return [
    `${table} ${key ?? "(no key)"}, in ${relative(file)}:`,
    ...reasons.map((reason) => `  ${renderReason(reason)}`),
    `  ${JSON.stringify(row)}`,
  ].join("\n");
}

function renderReason({ column, code, message }: RejectedRow["reasons"][number]): string {
  return `${column}: ${code}: ${message}`;
}
