import type { ComparedReports } from "../../../report/compareReports.js";
import type { Report } from "../../../report/report.js";
import { describeRun, titleOf } from "./renderPage.js";
import { renderCallout, renderDocument } from "./renderDocument.js";
import { type Row, type Section, table, text } from "./section.js";
import { renderSeconds } from "./timeSections.js";
import { count, findVerdict } from "./verdict.js";

/** Two runs side by side. */
export function renderComparisonPage(here: Report, there: Report, compared: ComparedReports): string {
  const { measures, differences } = compared;
  const verdicts = [here, there].map((each) => `${nameRun(each)}: ${findVerdict(each).title}`);
  return renderDocument({
    title: `${here.run} beside ${there.run}`,
    heading: "Two runs side by side",
    about: [...describeRun(here), "beside", ...describeRun(there)],
    first: [
      renderCallout({
        label: "Comparison",
        state: differences.length === 0 ? "verified" : "open",
        title: `${count(differences.length, "difference")} in ${count(measures, "number")}`,
        by: "",
        lines: verdicts,
      }),
    ],
    sections: describeComparison(compared, [here, there].map(nameRun)),
  });
}

/** `runs`: what the two are called. */
export function describeComparison({ differences, steps }: ComparedReports, runs: readonly string[]): Section[] {
  const rows = differences.map((each): Row => [
    each.table ?? "(run)",
    each.measure,
    each.here,
    each.there,
    typeof each.here === "number" && typeof each.there === "number" ? each.here - each.there : "",
  ]);
  const durations = steps.map((each): Row => [each.step, sayTime(each.here), sayTime(each.there)]);
  return [
    {
      id: "differences",
      title: "What differs",
      blocks: [
        ...(rows.length === 0 ? [text("Every count of every table is the same.")] : []),
        ...table("What differs", ["table", "what", ...runs, "by"], rows),
      ],
    },
    { id: "durations", title: "Durations", blocks: table("Durations", ["step", ...runs], durations) },
  ];
}

export function nameRun(report: Report): string {
  return `${titleOf(report) === "Rehearsal report" ? "rehearsal" : "cutover"} ${report.run}`;
}

function sayTime(seconds: number | null): string | null {
  return seconds === null ? null : renderSeconds(seconds);
}
