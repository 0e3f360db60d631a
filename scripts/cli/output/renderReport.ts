import type { Report, ReportedTable } from "../../report/report.js";
import type { Told } from "../../stages/usersWrites.js";
import { renderFileCounts } from "./renderFiles.js";
import { renderUnmigrated } from "./renderUnmigrated.js";
import { renderTime } from "./renderTasks.js";
import { renderMatchClasses } from "./renderStatus.js";
import { renderTable } from "./renderTable.js";

/** The columns that hold counts; null is a count nobody has taken yet. */
const counted: readonly [title: string, pick: (table: ReportedTable) => number | null][] = [
  ["read", ({ read }) => read],
  ["written", ({ written }) => written],
  ["rejected", ({ rejected }) => rejected],
  ["loaded", ({ loaded }) => loaded],
  ["matched", ({ matched }) => matched],
  ["resolved", ({ resolved }) => resolved],
  ["issues", ({ issues }) => (issues === null ? null : issues.open)],
];

const header = ["table", ...counted.map(([title]) => title), "verified"];

/** The closing table, as wide as the terminal, and in words what its numbers do not say. */
export function renderReport(report: Report, columns?: number): string {
  const { tables, unmigrated, verification, waivers, checks, window, tasks } = report;
  const lived = (waivers ?? []).map(renderWaiver);
  const waived = Object.entries(window?.waived ?? {}).map(([gate, why]) => `gate ${gate} was waived: ${why}`);
  const later = (tasks ?? []).map(({ name, state, dueAt }) => `task ${name}: ${state}, due ${renderTime(dueAt)}`);
  const explained = [
    ...tables.flatMap(explain),
    ...tables.flatMap(({ table, files }) => (files === undefined ? [] : [renderFileCounts(table, files)])),
    ...renderUnmigrated(unmigrated),
    ...renderVerification(verification),
    ...renderChecks(checks),
    ...lived,
    ...waived,
    ...later,
  ];
  const table = renderTable(header, [...tables.map(renderRow), renderTotal(tables)], columns);
  return [table, ...(explained.length > 0 ? ["", ...explained] : [])].join("\n");
}

function renderChecks(checks: Report["checks"]): string[] {
  if (checks == null || checks.results.length === 0) return [];
  const { at, results } = checks;
  const passed = results.filter(({ ok }) => ok).length;
  const lines = results.map(({ name, ok, detail }) => `${ok ? "PASS" : "FAIL"} ${name}: ${detail}`);
  return [...lines, `${passed} of ${results.length} named checks passed at ${at}`];
}

function renderWaiver({ of, table, key, code, reason, by, at }: Report["waivers"][number]): string {
  const which = key === null ? `with the code ${code}` : `of row ${key}`;
  return `${of} ${which}${table === null ? "" : ` of ${table}`} waived by ${by} at ${at}: ${reason}`;
}

function renderVerification(verification: Report["verification"]): string[] {
  if (verification == null) return [];
  const { reader, tables, since, told } = verification;
  const sum = (pick: (table: (typeof tables)[number]) => number) => tables.reduce((all, table) => all + pick(table), 0);
  const by = reader === "export" ? "by one export of the deployment" : "inside Convex";
  const differences = sum((table) => table.differences);
  const counts = `${sum(({ documents }) => documents)} documents, ${differences} differences`;
  const users = sum(({ changedByUsers }) => changedByUsers);
  const changed =
    users === 0
      ? ""
      : `, ${users} changed by users ${told?.by === "deltas" ? "since the migration wrote last" : "since an earlier verification"}`;
  const old = since.length === 0 ? "" : `; since then: ${since.join(", ")}`;
  return [
    `verified ${by}: ${counts}${changed}${old}. report.json lists what each level of verification can and cannot find`,
    ...(told === undefined ? [] : renderTold(told, { users, differences })),
  ];
}

/** Where there is something to tell; what an earlier verification tells is in the counts. */
function renderTold(
  { by, why, since }: Told,
  counts: { readonly users: number; readonly differences: number },
): string[] {
  if (by === "deltas" && counts.users > 0)
    return [`changed by users: what was written after ${since}, by /api/document_deltas`];
  if (by === "nothing" && counts.differences > 0)
    return [`what users have written since the load is among the differences: ${why}`];
  return [];
}

function renderRow(table: ReportedTable): string[] {
  const verified = table.verified === null ? "–" : table.verified ? "yes" : "NO";
  return [table.table, ...counted.map(([, pick]) => renderCount(pick(table))), verified];
}

function renderTotal(tables: readonly ReportedTable[]): string[] {
  const sums = counted.map(([, pick]) => tables.map(pick)).map((counts) => renderCount(sumOf(counts)));
  const verified = tables.filter((table) => table.verified === true).length;
  return ["total", ...sums, `${verified}/${tables.length}`];
}

function sumOf(counts: readonly (number | null)[]): number | null {
  if (counts.every((count) => count === null)) return null;
  return counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
}

function renderCount(count: number | null): string {
  return count === null ? "–" : String(count);
}

function explain(table: ReportedTable): string[] {
  const { written, loaded, rejected, filtered, merged, existing } = table;
  const parts = [
    loaded !== null && loaded < written ? `a sample of ${loaded} was loaded` : null,
    rejected > 0 ? `${rejected} rejected: ${listCodes(table.rejectedByCode)}` : null,
    table.replaced === undefined ? null : `values replaced by .invalid(…): ${listCodes(table.replaced)}`,
    filtered > 0 ? `${filtered} filtered by the plan` : null,
    merged > 0 ? `${merged} merged` : null,
    existing ? `${existing} existing documents kept their ids` : null,
    renderMatchClasses(table.users ?? {}) === "" ? null : `match: ${renderMatchClasses(table.users)}`,
    Object.keys(table.issuesByCode).length > 0 ? `issues: ${listCodes(table.issuesByCode)}` : null,
  ].filter((part) => part !== null);
  return parts.length > 0 ? [`${table.table}: ${parts.join("; ")}`] : [];
}

function listCodes(codes: Readonly<Record<string, number>>): string {
  return Object.entries(codes)
    .map(([code, count]) => `${count} ${code}`)
    .join(", ");
}
