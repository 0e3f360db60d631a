import { renderTable } from "./table.js";
import type { FinalReport } from "../../check/final/checkFinal.js";
import type { FinalFinding } from "../../check/final/finalSchema.js";

/** The report for a terminal. */
export function renderFinal({ deployment, passes, tables, findings, reads, next }: FinalReport): string {
  const title = passes
    ? `The final schema will pass: every document of ${deployment} fits, and no code needs legacy fields.`
    : `The final schema would not pass on ${deployment}.`;
  const rows = tables.map(({ table, documents, mismatched }) => [table, String(documents), String(mismatched)]);
  const lines = reads.filter(({ kind }) => kind !== "wrapper");
  const parts = [
    title,
    renderTable(["table", "documents", "mismatched"], rows),
    findings.map(renderFinding).join("\n"),
    lines
      .slice(0, longestList)
      .map(({ file, line, text, isMarked }) => `  ${file}:${line}${isMarked ? " (marked)" : ""}  ${text}`)
      .join("\n"),
    `Next:\n${next.map((step) => `  ${step}`).join("\n")}`,
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

/** Lines of code that are shown; the JSON has all. */
const longestList = 50;

function renderFinding({ level, code, table, field, message, examples, remedy }: FinalFinding): string {
  const place = [table, field].filter((part) => part !== undefined).join(".");
  const first = examples.length === 0 ? "" : ` First: ${examples.join("; ")}`;
  return `${level.padEnd(8)}${code}${place === "" ? "" : ` ${place}`}: ${message}${first}\n        → ${remedy}`;
}
