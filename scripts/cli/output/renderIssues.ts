import type { IssueGroup } from "../../report/openIssues.js";
import { renderTable } from "./renderTable.js";

/** The groups as a table, then the first rows of each with what settles them. */
export function renderIssues(groups: readonly IssueGroup[], { run, from }: { run: string; from: string }): string {
  const where = `run ${run}, ${from}`;
  if (groups.length === 0) return `No open issues (${where}).`;
  const rows = groups.map(({ table, stage, code, count }) => [table, stage, code, String(count)]);
  return [
    `Open issues (${where}):`,
    "",
    renderTable(["table", "stage", "kind", "open"], rows),
    ...groups.flatMap(renderFirst),
  ].join("\n");
}

function renderFirst({ table, code, count, first }: IssueGroup): string[] {
  const rest = count - first.length;
  return [
    "",
    `${table}, ${code}:`,
    ...first.map(({ legacyKey, field, message }) => {
      const place = field === undefined ? legacyKey : `${legacyKey}, ${field}`;
      return `  ${place}: ${message}`;
    }),
    ...(rest > 0 ? [`  and ${rest} more: --limit ${count}`] : []),
  ];
}
