import type { AppStatus } from "../../deployment/answers.js";
import { readLastCheck } from "../../check/lastCheck.js";
import { CutoverError } from "../../errors.js";
import { cliFailures } from "../failures.js";
import { type Report, type ReportOptions, readReport, writeReport } from "../../report/report.js";
import { compareReports } from "../../report/compareReports.js";
import { relative } from "../../stages/context.js";
import type { Context } from "../../stages/stage.js";
import { ownerOf, type RunDirectory } from "../../run/runDirectory.js";
import { forecastSteps } from "../../window/deadline.js";
import type { Options } from "../options.js";
import type { Output } from "../output/output.js";
import { renderComparison } from "../output/renderComparison.js";
import { renderReport } from "../output/renderReport.js";
import { type Answer, type Call, type Command, done, findNamedRun, getRunToRead } from "./command.js";
import { openPage, writeComparisonPage, writePageWithValues, writeReportFiles } from "./reportFiles.js";

/** The report of the latest run again; with --compare beside that of another. */
export const report: Command = async (call) => {
  const { options, output, progress } = call;
  const run = await getRunToRead(options, progress);
  const written = await requireReport(run);
  if (options.compare !== null) return await compare(call, run, written);
  output.show(renderReport(written, output.columns));
  const page = await (options.withValues ? writePageWithValues : writeReportFiles)(run, written);
  progress.note(`\nrun ${run.run}: ${relative(page)}`);
  if (options.open) await openPage(page, progress);
  return done(written);
};

async function requireReport(run: RunDirectory): Promise<Report> {
  const written = await readReport(run);
  if (written !== null && written.tables.length > 0) return written;
  const fault = { what: `Run ${run.run} has no report yet`, where: run.file(), next: "cutover status" };
  throw new CutoverError(cliFailures.noRun, fault);
}

async function compare({ options, output, progress }: Call, run: RunDirectory, here: Report): Promise<Answer> {
  const other = await findNamedRun(options, options.compare!, "cutover report --compare");
  const there = await requireReport(other);
  const compared = compareReports(here, there);
  output.show(renderComparison(here, there, compared));
  const page = await writeComparisonPage(run, here, there, compared);
  progress.note(`\n${relative(page)}`);
  if (options.open) await openPage(page, progress);
  return done({ run: run.run, with: other.run, ...compared });
}

/** Does the work; whatever comes of it, the report is written and shown as far as it goes. */
export async function withReport(context: Context<Options>, output: Output, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (failure) {
    // What went wrong first is what counts: a report that cannot be written now must not hide it.
    await showReport(context, output).catch(() => {});
    throw failure;
  }
  await showReport(context, output);
}

async function showReport(context: Context<Options>, output: Output): Promise<void> {
  const { run, progress, options } = context;
  const status = await findAppStatus(context);
  // A deployment that does not answer now takes nothing back of what it said before.
  if (status === null && (await isLoaded(context)) && (await readReport(run)) !== null) return;
  const latest = await writeReport(run, status, await readForecast(context));
  if (latest.tables.length === 0) return;
  progress.note("");
  output.show(renderReport(latest, output.columns));
  const page = await tryToWriteFiles(context, latest);
  progress.note(`\nrun ${run.run}: ${relative(page ?? run.report)}`);
  if (options.open && page !== null) await openPage(page, progress);
}

/** null: that it could not be written takes nothing from what was done. */
async function tryToWriteFiles({ run, progress }: Context, latest: Report): Promise<string | null> {
  try {
    return await writeReportFiles(run, latest);
  } catch (error) {
    if (!(error instanceof CutoverError)) throw error;
    progress.note(`report.html could not be written: ${error.message}`);
    return null;
  }
}

/** What the last check of this plan forecast, by step and as a whole. */
async function readForecast({ run, project }: Context): Promise<Pick<ReportOptions, "planned" | "forecast">> {
  const check = (await readLastCheck(ownerOf(run.root)).catch(() => null))?.report ?? null;
  if (check === null || check.forecast === null || check.planHash !== project.planHash) return {};
  const steps = [...(await run.journal.latest()).keys()];
  const planned = new Map(forecastSteps(check, steps).map(({ step, seconds }) => [step, seconds]));
  const { windowMinutes = {}, plannedMinutes = null, functionCalls = 0, ioGb = 0, price = {} } = check.forecast;
  return { planned, forecast: { windowMinutes, plannedMinutes, functionCalls, ioGb, price } };
}

async function isLoaded({ run }: Pick<Context, "run">): Promise<boolean> {
  return (await run.journal.latest()).get("load")?.event === "finished";
}

/** What the component knows of the run; null before the load, and when the deployment does not answer any more. */
async function findAppStatus(context: Context): Promise<AppStatus | null> {
  if (context.signal.aborted || !(await isLoaded(context))) return null;
  try {
    return await context.app.status();
  } catch (error) {
    if (error instanceof CutoverError) return null;
    throw error;
  }
}
