import type { Report } from "../../../report/report.js";
import type { ReportContent } from "./content.js";
import { describeReport } from "./describeReport.js";
import { html } from "./html.js";
import { drawPictures } from "./pictures/drawPictures.js";
import { renderCallout, renderDocument } from "./renderDocument.js";
import { totalsOf } from "./rowSections.js";
import { renderCell } from "./section.js";
import { renderUtc } from "../utc.js";
import { findVerdict } from "./verdict.js";

/** report.html: one file that asks no network, for a screen, a phone and paper; its first page is the verdict. */
export async function renderPage(content: ReportContent): Promise<string> {
  const { report, mask } = content;
  const pictures = await drawPictures(report);
  const { state, title, by, against, remarks } = findVerdict(report);
  const lines = [...against, ...remarks].map((line) => mask.words(line));
  const totals = totalsOf(report).map(
    ([name, value]) =>
      html`<div>
        <dt>${renderCell(name!)}</dt>
        <dd>${renderCell(value!)}</dd>
      </div>`,
  );
  return renderDocument(
    {
      title: `${titleOf(report)} ${report.run}: ${title}`,
      heading: titleOf(report),
      about: describeRun(report),
      first: [renderCallout({ label: "Verdict", state, title, by, lines }), html`<dl>${totals}</dl>`, pictures.flow],
      sections: describeReport(content),
    },
    pictures,
  );
}

export function titleOf({ kind }: Report): string {
  return kind === "rehearsal" ? "Rehearsal report" : "Migration report";
}

/** What was migrated, from where and to where. */
export function describeRun({ run, source, planHash, deployment, writtenAt }: Report): string[] {
  return [
    `run ${run}`,
    ...(source === null ? [] : [`from ${source}`]),
    ...(deployment == null ? [] : [`to ${deployment}`]),
    ...(planHash === null ? [] : [`plan ${planHash}`]),
    ...(writtenAt === undefined ? [] : [`written at ${renderUtc(writtenAt)}`]),
  ];
}
