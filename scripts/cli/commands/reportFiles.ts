import { existsSync } from "node:fs";
import path from "node:path";
import type { Difference } from "../../comparison/difference.js";
import type { ComparedReports } from "../../report/compareReports.js";
import { groupOpenIssues, openKeptIssues } from "../../report/openIssues.js";
import type { Report } from "../../report/report.js";
import { groupRejected, readRejected } from "../../rows/rejectedRows.js";
import { writeFileAtomically } from "../../run/files.js";
import type { RunDirectory } from "../../run/runDirectory.js";
import { maskSecrets } from "../../secrets.js";
import type { Progress } from "../../stages/stage.js";
import { readDifferences, readVerification } from "../../stages/verification.js";
import { readWaivers, WaivedRejects } from "../../stages/waivers.js";
import { renderComparisonPage } from "../output/report/describeComparison.js";
import { renderMarkdown } from "../output/report/renderMarkdown.js";
import { renderPage } from "../output/report/renderPage.js";
import type { ReportContent } from "../output/report/content.js";
import { type Mask, masked, shown } from "../output/report/mask.js";

const examples = 5;

/** Writes report.html and report.md, values of rows masked, and gives the path of the page. */
export async function writeReportFiles(run: RunDirectory, report: Report): Promise<string> {
  const content = await gatherContent(run, report, masked);
  await writeFileAtomically(run.file("report.md"), maskSecrets(renderMarkdown(content)));
  return await writePage(run.reportPage, content);
}

/** With values of rows it is another file: who has sent report.html to somebody must not find names in it later. */
export async function writePageWithValues(run: RunDirectory, report: Report): Promise<string> {
  return await writePage(run.file("report-with-values.html"), await gatherContent(run, report, shown));
}

/** Two runs side by side: `compared-<the other>.html` in the folder of the one. */
export async function writeComparisonPage(
  run: RunDirectory,
  here: Report,
  there: Report,
  compared: ComparedReports,
): Promise<string> {
  const file = run.file(`compared-${there.run}.html`);
  await writeFileAtomically(file, renderComparisonPage(here, there, compared));
  return file;
}

async function writePage(file: string, content: ReportContent): Promise<string> {
  await writeFileAtomically(file, await renderPage(content));
  return file;
}

/** In the browser, or whatever opens such files here. A machine without one has said where the file lies. */
export async function openPage(file: string, progress: Progress): Promise<void> {
  const { default: open } = await import("open");
  try {
    await open(path.resolve(file));
  } catch (error) {
    progress.note(`It could not be opened: ${(error as Error).message}`);
  }
}

/** The report, and the first of what did not pass, as far as the run's folder still has it. */
async function gatherContent(run: RunDirectory, report: Report, mask: Mask): Promise<ReportContent> {
  const waived = new WaivedRejects(await readWaivers(run.root));
  const tables = report.tables.map(({ table }) => table);
  const issues = openKeptIssues(run);
  return {
    report,
    rejected: await groupRejected(readRejected(run, tables), (row) => waived.take(row), examples),
    issues: issues === null ? [] : await groupOpenIssues(issues, { table: null, limit: examples }),
    differences: await firstDifferences(run),
    mask,
  };
}

/** The first of each table that are not users' own. */
async function firstDifferences(run: RunDirectory): Promise<Difference[]> {
  const known = await readVerification(run);
  if (known === null || !existsSync(run.file(known.verification.differences))) return [];
  const counts = new Map<string, number>();
  const first: Difference[] = [];
  for await (const difference of readDifferences(run, known.verification)) {
    const before = counts.get(difference.table) ?? 0;
    if (difference.byUsers === true || before >= examples) continue;
    counts.set(difference.table, before + 1);
    first.push(difference);
  }
  return first;
}
