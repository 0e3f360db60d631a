import { renderUtc } from "../utc.js";
import type { Report, ReportedTable } from "../../../report/report.js";

/** Whether the migration is verified, and what speaks against it. */
export interface Verdict {
  readonly state: "verified" | "failed" | "open";
  /** One sentence. */
  readonly title: string;
  /** By what it is verified; empty where it is not. */
  readonly by: string;
  /** Why it is not verified; empty where it is. */
  readonly against: readonly string[];
  /** What holds all the same. */
  readonly remarks: readonly string[];
}

export function findVerdict(report: Report): Verdict {
  const wrong = findFaults(report);
  const missing = wrong.length > 0 ? [] : findMissing(report);
  const remarks = findRemarks(report);
  const against = [...wrong, ...missing];
  if (against.length === 0) {
    const documents = report.verification?.tables.reduce((sum, each) => sum + each.documents, 0) ?? 0;
    const title = `Verified: ${count(documents, "document")} in Convex, each as it was exported`;
    return { state: "verified", title, by: describeReader(report), against, remarks };
  }
  const title = wrong.length > 0 ? "Not verified: something is wrong" : "Not verified yet";
  return { state: wrong.length > 0 ? "failed" : "open", title, by: "", against, remarks };
}

function describeReader({ verification }: Report): string {
  if (verification === null) return "";
  const how =
    verification.reader === "export"
      ? "one export of the deployment, compared document by document"
      : "functions in Convex that compared checksums and references, page by page";
  return `By ${how}${verification.at === null ? "" : `, begun at ${renderUtc(verification.at)}`}.`;
}

function findFaults({ tables, stages, checks, window }: Report): string[] {
  const failed = Object.entries(stages).filter(([, { state }]) => state === "failed");
  const unreconciled = tables.filter((each) => !reconciles(each)).map(({ table }) => table);
  const unverified = tables.filter(({ verified }) => verified === false).map(({ table }) => table);
  const failedChecks = (checks?.results ?? []).filter(({ ok }) => !ok).map(({ name }) => name);
  return [
    ...(window?.outcome === "rolledBack"
      ? [`The cutover was rolled back: ${window.reason ?? "no reason recorded"}`]
      : []),
    ...failed.map(([name]) => `The stage ${name} failed`),
    ...(unreconciled.length > 0 ? [`Row counts do not reconcile: ${listNames(unreconciled)}`] : []),
    ...(unverified.length > 0 ? [`Verification found differences in ${listNames(unverified)}`] : []),
    ...(failedChecks.length > 0 ? [`Named checks failed: ${listNames(failedChecks)}`] : []),
  ];
}

function reconciles({ read, written, rejected, filtered, merged }: ReportedTable): boolean {
  return read === written + rejected + filtered + merged;
}

function findMissing({ tables, verification }: Report): string[] {
  const open = tables.filter(({ verified }) => verified === null).map(({ table }) => table);
  const since = verification?.since ?? [];
  return [
    ...(open.length > 0 || tables.length === 0 ? [`Not verified: ${listNames(open) || "nothing is exported"}`] : []),
    ...(verification === null && open.length === 0 && tables.length > 0 ? ["No verification was recorded"] : []),
    ...(since.length > 0 ? [`Changed since the verification: ${listNames(since)}`] : []),
  ];
}

function findRemarks({ tables, unmigrated, verification }: Report): string[] {
  const sum = (pick: (table: ReportedTable) => number) => tables.reduce((all, table) => all + pick(table), 0);
  const rejected = sum((table) => table.rejected);
  const issues = sum((table) => table.issues?.open ?? 0);
  const losses = unmigrated.filter(({ kind }) => kind === "loss").length;
  const samples = tables.filter(({ loaded, written }) => loaded !== null && loaded < written).length;
  const byUsers = verification?.tables.reduce((all, table) => all + table.changedByUsers, 0) ?? 0;
  return [
    ...(rejected > 0 ? [`${count(rejected, "row")} rejected: not in Convex`] : []),
    ...(issues > 0 ? [`${count(issues, "open issue")} to decide`] : []),
    ...(losses > 0
      ? [`${count(losses, "table or column", "tables or columns")} of the source lost: the plan does not name them`]
      : []),
    ...(samples > 0 ? [`Only a sample was loaded, in ${count(samples, "table")}`] : []),
    ...(byUsers > 0 ? [`${count(byUsers, "document")} changed by users since an earlier verification`] : []),
  ];
}

/** The verdict has one page of paper. */
const mostNames = 8;

function listNames(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).join(", ");
  return names.length > mostNames ? `${shown} and ${names.length - mostNames} more` : shown;
}

/** `1 row`, `1,494 rows`. */
export function count(number: number, one: string, more = `${one}s`): string {
  return `${number.toLocaleString("en-US")} ${number === 1 ? one : more}`;
}
