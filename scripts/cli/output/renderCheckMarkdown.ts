import { escapeMarkdown, renderRows } from "./markdown.js";
import { renderUnmigrated } from "./renderUnmigrated.js";
import type { CheckReport } from "../../check/checkMigration.js";
import type { ColumnValues } from "../../check/columnValues.js";
import { type Finding, placeOf, type PlanChange } from "../../check/finding.js";
import type { Forecast } from "../../check/forecast.js";
import { grades } from "../../check/grade.js";
import { describePlace } from "./renderPlanChanges.js";
import { formatBytes, listRejected, renderPrice } from "./renderCheck.js";
import type { CheckedTable } from "../../check/tableCheck.js";

/** The full report as Markdown, to keep beside the plan or to share. */
export function renderCheckMarkdown(report: CheckReport): string {
  const { source, grade, means, better, tables, findings, unmigrated, forecast } = report;
  const parts = [
    `# Migration check: grade ${grade}`,
    `${means[0]!.toUpperCase()}${means.slice(1)}.${source === null ? "" : ` Source: ${escapeMarkdown(source)}.`}`,
    ...(better === null ? [] : [`${escapeMarkdown(better)}.`]),
    "## Findings",
    findings.length === 0 ? "None." : findings.map(renderFinding).join("\n"),
    ...(source === null ? [] : ["## Not migrated", renderAll(unmigrated)]),
    ...(tables.length === 0 ? [] : ["## Tables", renderTables(tables), ...tables.flatMap(renderTable)]),
    ...(forecast === null ? [] : renderForecast(forecast)),
    "## Grades",
    renderRows(
      ["grade", "means"],
      grades.map((rule) => [rule.grade, rule.means]),
    ),
  ];
  return `${parts.join("\n\n")}\n`;
}

function renderFinding(finding: Finding): string {
  const { code, level, examples, message, remedy, isAllowed } = finding;
  const place = placeOf(finding);
  const keys = examples.length === 0 ? "" : ` Keys: ${examples.map(escapeMarkdown).join("; ")}.`;
  const allowed = isAllowed === true ? ", allowed by the plan" : "";
  return `- **${level}**${allowed} \`${code}\`${place === "" ? "" : ` ${escapeMarkdown(place)}`}: ${escapeMarkdown(message)}${keys}\n  ${escapeMarkdown(remedy)}${(finding.plan ?? []).map(renderPlanChange).join("")}`;
}

/** A fence longer than any in the code. */
function renderPlanChange({ at, does, code }: PlanChange): string {
  const fence = "`".repeat(Math.max(3, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length + 1)));
  const lines = [`${fence}ts`, ...code.split("\n"), fence].map((line) => `  ${line}`);
  return `\n\n  ${escapeMarkdown(`${describePlace(at)}, which ${does}:`)}\n\n${lines.join("\n")}`;
}

function renderAll(unmigrated: CheckReport["unmigrated"]): string {
  if (unmigrated.length === 0) return "Every table and column of the source is migrated.";
  return renderUnmigrated(unmigrated)
    .map((line) => `- ${escapeMarkdown(line)}`)
    .join("\n");
}

function renderTables(tables: readonly CheckedTable[]): string {
  return renderRows(
    ["table", "read", "written", "rejected", "filtered", "merged", "size", "largest", "as"],
    tables.map(({ table, read, written, rejected, filtered, merged, bytes, largestBytes, format }) => [
      table,
      ...[read, written, rejected, filtered, merged].map(String),
      formatBytes(bytes),
      formatBytes(largestBytes),
      format,
    ]),
  );
}

function renderTable(table: CheckedTable): string[] {
  const references = table.references.filter(({ orphans }) => orphans > 0);
  return [
    `### ${table.table}`,
    ...(table.rejected === 0 ? [] : [`${listRejected(table)}.`]),
    ...references.map(
      ({ field, target, orphans }) => `${field} → ${target}: ${orphans} without a migrated target row.`,
    ),
    renderRows(
      ["column", "read as", "values", "null", "distinct, about", "length", "range", "unconvertible"],
      table.columns.map(renderColumn),
    ),
  ];
}

function renderColumn(column: ColumnValues): string[] {
  const { shortest, longest, smallest, largest, unconvertible, unconvertibleKeys } = column;
  return [
    column.column,
    column.kind,
    String(column.values),
    String(column.nulls),
    String(column.distinct),
    shortest === null ? "" : shortest === longest ? String(shortest) : `${shortest} … ${longest}`,
    smallest === null ? "" : smallest === largest ? smallest : `${smallest} … ${largest}`,
    unconvertible === 0 ? "" : `${unconvertible} (${unconvertibleKeys.join("; ")})`,
  ];
}

function renderForecast(forecast: Forecast): string[] {
  const classes = Object.keys(forecast.windowMinutes);
  const window = classes.map((name) => `${forecast.windowMinutes[name]!.toFixed(1)} minutes on ${name}`).join(", ");
  const planned = forecast.plannedMinutes === null ? "" : ` Planned: ${forecast.plannedMinutes} min.`;
  return [
    "## Forecast",
    renderRows(
      ["stage", ...classes.map((name) => `minutes ${name}`), "function calls", "I/O GB", "based on"],
      forecast.stages.map(({ stage, minutes, functionCalls, ioBytes, basis }) => [
        stage,
        ...classes.map((name) => minutes[name]!.toFixed(1)),
        String(functionCalls),
        (ioBytes / 1e9).toFixed(3),
        basis,
      ]),
    ),
    `In the cutover window (all stages but the cleanup): ${window}.${planned}`,
    renderPrice(forecast),
    "First batches (later batches adapt their size):",
    renderRows(
      ["table", "stage", "documents per batch", "batches"],
      forecast.batches.map(({ table, stage, size, batches }) => [table, stage, String(size), String(batches)]),
    ),
  ];
}
