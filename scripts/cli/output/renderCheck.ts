import { renderPlanChanges } from "./renderPlanChanges.js";
import { renderTable } from "./renderTable.js";
import { renderUnmigrated } from "./renderUnmigrated.js";
import type { CheckReport } from "../../check/checkMigration.js";
import { type Finding, placeOf } from "../../check/finding.js";
import type { Forecast } from "../../check/forecast.js";
import type { FinalFinding } from "../../check/final/finalSchema.js";
import type { FinalReport } from "../../check/final/checkFinal.js";
import type { CheckedTable } from "../../check/tableCheck.js";

/** The report for a terminal. Column statistics are in the Markdown and JSON reports. */
export function renderCheck(report: CheckReport): string {
  const { source, grade, means, better, tables, findings, unmigrated, forecast } = report;
  const parts = [
    [
      `Grade ${grade}: ${means}.${source === null ? "" : ` Source: ${source}`}`,
      better === null ? "It is the best of A to E." : `${better}.`,
    ].join("\n"),
    tables.length === 0 ? null : renderTables(report),
    findings.length === 0 ? null : findings.map(renderFinding).join("\n"),
    unmigrated.length === 0 ? null : renderUnmigrated(unmigrated).join("\n"),
    forecast === null ? null : renderForecast(forecast),
  ];
  return parts.filter((part) => part !== null).join("\n\n");
}

function renderTables({ tables }: CheckReport): string {
  const header = ["table", "read", "written", "rejected", "filtered", "merged", "size", "largest", "as"];
  const rows = tables.map(({ table, read, written, rejected, filtered, merged, bytes, largestBytes, format }) => [
    table,
    ...[read, written, rejected, filtered, merged].map(String),
    formatBytes(bytes),
    formatBytes(largestBytes),
    format,
  ]);
  const rejected = tables
    .filter((table) => table.rejected > 0)
    .map((table) => `${table.table}: ${listRejected(table)}`);
  return [renderTable(header, rows), ...rejected].join("\n");
}

function renderFinding(finding: Finding): string {
  const { code, level, examples, message, remedy, isAllowed } = finding;
  const place = placeOf(finding);
  // What the plan allows is no loss any more.
  const label = isAllowed === true ? "allowed" : level;
  const allowed = isAllowed === true ? ` (${level} that the plan allows)` : "";
  const advice = remedy === "Nothing to do." ? "" : `\n        → ${remedy}`;
  const keys = examples.length === 0 ? "" : ` Keys: ${examples.join("; ")}`;
  const lines = renderPlanChanges(finding.plan ?? [], " ".repeat(10));
  const first = `${label.padEnd(8)}${code}${place === "" ? "" : ` ${place}`}${allowed}: ${message}${keys}${advice}`;
  return [first, ...lines].join("\n");
}

function renderForecast(forecast: Forecast): string {
  const classes = Object.keys(forecast.windowMinutes);
  const rows = forecast.stages.map(({ stage, minutes, functionCalls, ioBytes }) => [
    stage,
    ...classes.map((name) => minutes[name]!.toFixed(1)),
    String(functionCalls),
    (ioBytes / 1e9).toFixed(3),
  ]);
  const header = ["forecast", ...classes.map((name) => `${name} min`), "calls", "I/O GB"];
  const total = ["window", ...classes.map((name) => forecast.windowMinutes[name]!.toFixed(1)), "", ""];
  const fits = forecast.fits;
  const window =
    fits === null
      ? []
      : [
          `Fits a cutover window of ${forecast.plannedMinutes} min: ${classes.map((name) => `${name} ${fits[name] === true ? "yes" : "NO"}`).join(", ")}`,
        ];
  return [renderTable(header, [...rows, total]), ...window, renderPrice(forecast)].join("\n");
}

/** One sentence, shared by the terminal and Markdown reports. */
export function renderPrice({ price, rates }: Forecast): string {
  const prices = Object.entries(price).map(([plan, dollars]) => `${plan} $${dollars.toFixed(2)}`);
  return `Price at most: ${prices.join(", ")} (rates of ${rates.from}, read on ${rates.readOn}; check current prices before you rely on it).`;
}

/** `512 B`, `1.1 KiB`, `3.4 MiB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const [size, unit] =
    bytes < 1024 ** 2
      ? [bytes / 1024, "KiB"]
      : bytes < 1024 ** 3
        ? [bytes / 1024 ** 2, "MiB"]
        : [bytes / 1024 ** 3, "GiB"];
  return `${size.toFixed(1)} ${unit}`;
}

/** `2 rejected: 1 infinity, 1 orphan`. */
export function listRejected({ rejected, rejectedByCode }: CheckedTable): string {
  return `${rejected} rejected: ${rejectedByCode.map(({ code, count }) => `${count} ${code}`).join(", ")}`;
}

/** The report of `check --final`, for a terminal. */
export function renderFinal({ deployment, passes, tables, findings, reads, next }: FinalReport): string {
  const title = passes
    ? `The final schema will pass: every document in ${deployment} fits, and no code reads legacy fields.`
    : `The final schema would not pass on ${deployment}: Convex would refuse it.`;
  const rows = tables.map(({ table, documents, mismatched }) => [table, String(documents), String(mismatched)]);
  const lines = reads.filter(({ kind }) => kind !== "wrapper");
  const parts = [
    title,
    renderTable(["table", "documents", "mismatched"], rows),
    findings.map(renderFinalFinding).join("\n"),
    lines
      .slice(0, longestList)
      .map(({ file, line, text, isMarked }) => `  ${file}:${line}${isMarked ? " (marked)" : ""}  ${text}`)
      .join("\n"),
    `Next:\n${next.map((step) => `  ${step}`).join("\n")}`,
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

/** Lines of code shown here; --json lists all of them. */
const longestList = 50;

function renderFinalFinding({ level, code, table, field, message, examples, remedy }: FinalFinding): string {
  const place = [table, field].filter((part) => part !== undefined).join(".");
  const first = examples.length === 0 ? "" : ` First: ${examples.join("; ")}`;
  return `${level.padEnd(8)}${code}${place === "" ? "" : ` ${place}`}: ${message}${first}\n        → ${remedy}`;
}
