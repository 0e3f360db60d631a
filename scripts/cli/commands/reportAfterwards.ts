import { relative } from "../../stages/context.js";
import { CutoverError } from "../../errors.js";
import { renderReport } from "../output/renderReport.js";
import { writeReport } from "../../report/report.js";
import type { Context } from "../../stages/stage.js";
import type { AppStatus } from "../../deployment/answers.js";

/** Does the work; whatever comes of it, the report is written and shown as far as it goes. */
export async function reportAfterwards(context: Context, work: () => Promise<void>): Promise<void> {
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
  const report = await writeReport(run, await findStatus(context));
  progress.end();
  if (report.tables.length === 0) return;
  progress.note(`\n${renderReport(report)}\n\nrun ${run.run}: ${relative(run.report)}`);
}

/** What the component knows of the run; null before it is loaded, and when the deployment does not answer any more. */
async function findStatus({ run, app, signal }: Context): Promise<AppStatus | null> {
  const isLoaded = (await run.journal.latest()).get("load")?.event === "finished";
  if (!isLoaded || signal.aborted) return null;
  try {
    return await app.status();
  } catch (error) {
    if (error instanceof CutoverError) return null;
    throw error;
  }
}
