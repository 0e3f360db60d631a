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
    ...(settledBy[code] === undefined ? [] : [`  To settle them: ${settledBy[code]}`]),
    `  To live with them: cutover issues waive ${code} --table ${table} --reason "why"`,
  ];
}

/** By kind. Those of match have the commands that settle each row in their messages. */
const settledBy: Readonly<Record<string, string>> = {
  ambiguous_target:
    "make the key unique in the source, or let the reference point to the id in plan.ts; then load again",
  list_changed: "add the document to the list in the app",
  missing_target:
    'restore the target in the source, then cutover catch-up; or ref(…, { missing: "clear" }) in plan.ts, then load again',
  write_failed: "let the schema take what the message names, then type the stage again",
};
