import type { IssueGroup } from "../../report/openIssues.js";
import { type Difference, renderDifference } from "../../stages/verify.js";
import { describeVerified, type Verified } from "../../stages/verified.js";
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

/** A count for each table and kind, then the first rows of each table. */
export function renderDifferences(
  differences: readonly Difference[],
  { run, verified, limit }: { run: string; verified: Verified | null; limit: number },
): string {
  const isNow = verified?.since.length === 0;
  const where = `run ${run}, ${describeVerified(verified)}`;
  if (differences.length === 0)
    return `No differences (${where}): every document ${isNow ? "is" : "was"} in Convex as it was exported.`;
  const tables = [...new Set(differences.map(({ table }) => table))];
  const count = (table: string, kind: Difference["kind"]) =>
    String(differences.filter((each) => each.table === table && each.kind === kind).length);
  const rows = tables.map((table) => [table, count(table, "lost"), count(table, "extra"), count(table, "changed")]);
  return [
    `Differences (${where}):`,
    "",
    renderTable(["table", "lost", "extra", "changed"], rows),
    ...tables.flatMap((table) => renderOfTable(table, differences, limit)),
  ].join("\n");
}

function renderOfTable(table: string, differences: readonly Difference[], limit: number): string[] {
  const own = differences.filter((each) => each.table === table);
  const rest = own.length - limit;
  return [
    "",
    `${table}:`,
    ...own.slice(0, limit).map((difference) => `  ${renderDifference(difference)}`),
    ...(rest > 0 ? [`  and ${rest} more: --limit ${own.length}`] : []),
  ];
}
