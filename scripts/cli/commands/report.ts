import type { AppStatus } from "../../deployment/answers.js";
import { CutoverError } from "../../errors.js";
import { readReport, writeReport } from "../../report/report.js";
import { relative } from "../../stages/context.js";
import { findLatestRun, rehearsalsIn, type RunDirectory } from "../../run/runDirectory.js";
import type { Context, Progress } from "../../stages/stage.js";
import type { Options } from "../options.js";
import { renderReport } from "../output/renderReport.js";
import { type Command, done, getLatestRun } from "./command.js";

/** The report of the latest run again. */
export const report: Command = async ({ options, progress }) => {
  const run = (await findLatestRun(options.dir)) ?? (await getRehearsal(options, progress));
  const written = await readReport(run);
  if (written === null) {
    const fault = { what: "The latest run has no report yet", where: run.file(), next: "cutover status" };
    throw new CutoverError("gate", fault);
  }
  progress.note(renderReport(written));
  return done(written);
};

/** Without a run the newest rehearsal, which is said. */
async function getRehearsal(options: Options, progress: Progress): Promise<RunDirectory> {
  const rehearsal = await findLatestRun(rehearsalsIn(options.dir));
  if (rehearsal === null) return await getLatestRun(options);
  progress.note(`There is no run yet; this is the rehearsal ${rehearsal.run}.`);
  return rehearsal;
}

/** Does the work; whatever comes of it, the report is written and shown as far as it goes. */
export async function withReport(context: Context, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (failure) {
    // What went wrong first is what counts: a report that cannot be written now must not hide it.
    await showReport(context).catch(() => {});
    throw failure;
  }
  await showReport(context);
}

async function showReport(context: Context): Promise<void> {
  const { run, progress } = context;
  const latest = await writeReport(run, await findAppStatus(context));
  progress.end();
  if (latest.tables.length === 0) return;
  progress.note(`\n${renderReport(latest)}\n\nrun ${run.run}: ${relative(run.report)}`);
}

/** What the component knows of the run; null before the load, and when the deployment does not answer any more. */
async function findAppStatus({ run, app, signal }: Context): Promise<AppStatus | null> {
  const isLoaded = (await run.journal.latest()).get("load")?.event === "finished";
  if (!isLoaded || signal.aborted) return null;
  try {
    return await app.status();
  } catch (error) {
    if (error instanceof CutoverError) return null;
    throw error;
  }
}
