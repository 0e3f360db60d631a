import type { PlannedTable } from "../../convex/shared/plan/plan.js";
import { type Examples, type ExamplesByName, type Finding, isIssue } from "./finding.js";

export function mergedFinding(table: string, { count, keys }: Examples): Finding[] {
  if (count === 0) return [];
  const message = `${count === 1 ? "1 row becomes" : `${count} rows become`} part of another row, as the plan's merge rule says.`;
  const remedy = "Nothing to do: `cutover export` keeps them in merged/, with the row they went into.";
  return [{ code: "merged", level: "info", table, count, examples: keys, message, remedy }];
}

/** `replaced`: by column. */
export function replacedFindings(table: string, replaced: ExamplesByName): Finding[] {
  return replaced.entries().map(([column, { count, keys }]) => ({
    code: "replaced_value",
    level: "warning",
    table,
    column,
    count,
    examples: keys,
    message: `${count === 1 ? "1 value does" : `${count} values do`} not convert, and the plan's .invalid(…) replaces ${count === 1 ? "it" : "them"}.`,
    remedy:
      "Look at these rows: fix the values in the source if they mean something, or keep the column as text(). `cutover export` lists them all in replaced/<table>.jsonl.",
  }));
}

/** What makes a table a ZIP that nobody asked for: the schema, or the first row with such a value. */
export type WhyZip = "schema" | { readonly key: string };

export function zipFinding(table: string, count: number, why: WhyZip | null): Finding[] {
  if (why === null) return [];
  const words = why === "schema" ? "schema.ts has int64 or bytes in it" : "a value is an int64, bytes or NaN";
  return [
    {
      code: "needs_zip",
      level: "info",
      table,
      count,
      examples: why === "schema" ? [] : [why.key],
      message: `JSON lines cannot carry this table, since ${words}: the export writes it as a ZIP.`,
      remedy: "Nothing to do.",
    },
  ];
}

/** Rows that end as open issues are expected as long as all of them together are. */
export function allowIssues({ allow }: PlannedTable, findings: readonly Finding[]): Finding[] {
  const open = findings.filter(isIssue).reduce((sum, { count }) => sum + count, 0);
  const isAllowed = open <= allow.issues;
  return findings.map((finding) => (isAllowed && isIssue(finding) ? { ...finding, isAllowed } : finding));
}
