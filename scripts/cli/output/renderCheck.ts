import { renderTable } from "./table.js";
import type { CheckReport } from "../../check/checkMigration.js";
import { type Finding, placeOf } from "../../check/finding.js";
import type { Forecast } from "../../check/forecast.js";
import { rejectedWords, sizeWords } from "./checkWords.js";

/** The report for a terminal. What each column holds stands in the Markdown and in the JSON. */
export function renderCheck(report: CheckReport): string {
  const { source, grade, means, tables, findings, forecast } = report;
  const parts = [
    `Grade ${grade}: ${means}.${source === null ? "" : ` Source: ${source}`}`,
    tables.length === 0 ? null : renderTables(report),
    findings.length === 0 ? null : findings.map(renderFinding).join("\n"),
    forecast === null ? null : renderForecast(forecast),
  ];
  return parts.filter((part) => part !== null).join("\n\n");
}

function renderTables({ tables }: CheckReport): string {
  const header = ["table", "read", "written", "rejected", "filtered", "merged", "size", "largest", "as"];
  const rows = tables.map(({ table, read, written, rejected, filtered, merged, bytes, largestBytes, format }) => [
    table,
    ...[read, written, rejected, filtered, merged].map(String),
    sizeWords(bytes),
    sizeWords(largestBytes),
    format,
  ]);
  const rejected = tables
    .filter((table) => table.rejected > 0)
    .map((table) => `${table.table}: ${rejectedWords(table)}`);
  return [renderTable(header, rows), ...rejected].join("\n");
}

function renderFinding(finding: Finding): string {
  const { code, level, examples, message, remedy, isAllowed } = finding;
  const place = placeOf(finding);
  const allowed = isAllowed === true ? " (allowed by the plan)" : "";
  const keys = examples.length === 0 ? "" : ` Keys: ${examples.join("; ")}`;
  return `${level.padEnd(8)}${code}${place === "" ? "" : ` ${place}`}${allowed}: ${message}${keys}\n        → ${remedy}`;
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
          `Fits a window of ${forecast.plannedMinutes} min: ${classes.map((name) => `${name} ${fits[name] === true ? "yes" : "NO"}`).join(", ")}`,
        ];
  return [renderTable(header, [...rows, total]), ...window, renderPrice(forecast)].join("\n");
}

/** A sentence, for every form of the report. */
export function renderPrice({ price, rates }: Forecast): string {
  const prices = Object.entries(price).map(([plan, dollars]) => `${plan} $${dollars.toFixed(2)}`);
  return `Price at most: ${prices.join(", ")} (rates of ${rates.from}, read on ${rates.readOn}; check before you rely on it).`;
}
