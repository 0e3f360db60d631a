import type { CheckReport } from "../../../check/checkMigration.js";
import { placeOf } from "../../../check/finding.js";
import type { Forecast } from "../../../check/forecast.js";
import { formatBytes, renderPrice } from "../renderCheck.js";
import { renderUnmigrated } from "../renderUnmigrated.js";
import { masked } from "./mask.js";
import { type Callout, renderCallout, renderDocument } from "./renderDocument.js";
import { list, type Row, type Section, table, text } from "./section.js";

/** check.html: what a migration would do. Column statistics, which name values, and lines for plan.ts are in check.md. */
export function renderCheckPage(report: CheckReport): string {
  const { grade, means, better, source, planHash } = report;
  const title = `Grade ${grade}: ${means}`;
  const lines = better === null ? [] : [masked.words(better)];
  return renderDocument({
    title: `Migration check: grade ${grade}`,
    heading: "Migration check",
    about: [...(source === null ? [] : [`from ${source}`]), ...(planHash === null ? [] : [`plan ${planHash}`])],
    first: [renderCallout({ label: "Grade", state: states[grade], title, by: "", lines })],
    sections: [
      describeFindings(report),
      describeTables(report),
      ...describeForecast(report.forecast),
      describeUnmigrated(report),
    ],
  });
}

const states = { A: "verified", B: "verified", C: "open", D: "open", E: "failed" } satisfies Record<
  CheckReport["grade"],
  Callout["state"]
>;

function describeFindings({ findings }: CheckReport): Section {
  const rows = findings.map((finding): Row => [
    finding.isAllowed === true ? "allowed" : finding.level,
    finding.code,
    placeOf(finding),
    masked.words(finding.message),
    finding.examples.map((key) => masked.key(key)).join(", "),
    masked.words(finding.remedy),
  ]);
  const blocks = table("Findings", ["level", "code", "where", "what", "keys", "what to do"], rows);
  return { id: "findings", title: "Findings", blocks: rows.length === 0 ? [text("None.")] : blocks };
}

function describeTables({ tables }: CheckReport): Section {
  const rows = tables.map((each): Row => [
    each.table,
    each.read,
    each.written,
    each.rejected,
    each.filtered,
    each.merged,
    formatBytes(each.bytes),
    formatBytes(each.largestBytes),
  ]);
  const header = ["table", "read", "written", "rejected", "filtered", "merged", "size", "largest"];
  return { id: "tables", title: "Tables", blocks: table("What would become of every row", header, rows) };
}

function describeForecast(forecast: Forecast | null): Section[] {
  if (forecast === null) return [];
  const classes = Object.keys(forecast.windowMinutes);
  const rows = forecast.stages.map(({ stage, minutes, functionCalls, ioBytes, basis }): Row => [
    stage,
    ...classes.map((name) => minutes[name]!.toFixed(1)),
    functionCalls,
    (ioBytes / 1e9).toFixed(3),
    basis,
  ]);
  const header = ["stage", ...classes.map((name) => `minutes ${name}`), "function calls", "I/O GB", "based on"];
  const window = classes.map((name) => `${forecast.windowMinutes[name]!.toFixed(1)} minutes on ${name}`).join(", ");
  const planned = forecast.plannedMinutes === null ? "" : ` Planned: ${forecast.plannedMinutes} minutes.`;
  return [
    {
      id: "forecast",
      title: "Forecast",
      blocks: [
        ...table("Forecast of each stage", header, rows),
        text(`In the cutover window: ${window}.${planned}`),
        text(renderPrice(forecast)),
      ],
    },
  ];
}

function describeUnmigrated({ unmigrated }: CheckReport): Section {
  const lines = renderUnmigrated(unmigrated);
  const blocks = lines.length === 0 ? [text("Every table and column of the source is migrated.")] : list(lines);
  return { id: "not-migrated", title: "Not migrated", blocks };
}
