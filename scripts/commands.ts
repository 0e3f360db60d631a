import { existsSync } from "node:fs";
import path from "node:path";
import { confirm } from "./confirm.js";
import { chosenDeployment, createContext, openChosenSource, relative } from "./context.js";
import { CutoverError } from "./errors.js";
import { initProject } from "./init/initProject.js";
import type { Options } from "./options.js";
import { createProgress, type Progress } from "./output/progress.js";
import { renderReport } from "./output/renderReport.js";
import { findOpenStages, findStage, runPipeline, runStage, stages } from "./pipeline.js";
import { loadProject, type Project } from "./project.js";
import { findRehearsal, rehearsalDeployment, runsThisCode, startRehearsal, stopRehearsal } from "./rehearse.js";
import { generateCode } from "./rehearsal/codegen.js";
import { seedExisting } from "./rehearsal/seedExisting.js";
import { type Report, readReport, writeReport } from "./report.js";
import { createRun, findLatestRun, type RunDirectory } from "./run/runDirectory.js";
import type { Context } from "./stage.js";
import type { AppStatus } from "./target/app.js";

/** Runs what was typed. What it returns stands on stdout with --json. */
export async function runCommand(options: Options, signal: AbortSignal): Promise<unknown> {
  const progress = createProgress(process.stderr);
  try {
    switch (options.command) {
      case "init":
        return await init(options, progress);
      case "rehearse":
        return await rehearse(options, progress, signal);
      case "codegen":
        return await generateCode(path.dirname(path.dirname(path.resolve(options.plan))));
      case "status":
        return await showStatus(options, progress, signal);
      case "report":
        return await showReport(options, progress);
      default:
        return await runOneStage(options, progress, signal);
    }
  } finally {
    progress.end();
  }
}

async function init(options: Options, progress: Progress): Promise<unknown> {
  const source = await openChosenSource(options);
  try {
    const { plan, force, dryRun } = options;
    const result = await initProject(source, { appDir: path.dirname(plan), force, dryRun });
    for (const { path: file, state } of result.files) progress.note(`${state.padEnd(10)}${relative(file)}`);
    for (const { reason, tables } of result.leftOut) progress.note(`left out  ${tables.join(", ")}: ${reason}`);
    progress.note(`${result.tables.length} tables move. Next: ${result.next}`);
    return { ...result, files: result.files.map(({ path: file, state }) => ({ path: file, state })) };
  } finally {
    await source.close();
  }
}

async function rehearse(options: Options, progress: Progress, signal: AbortSignal): Promise<Report | null> {
  const project = await loadProject(options.plan);
  refuseWithoutGenerated(project);
  if (options.dryRun)
    return sayWhatWouldHappen(
      stages.map(({ name }) => name),
      "a throw-away rehearsal deployment",
      progress,
    );
  const { run, rehearsal, isNew } = await openRehearsal(options, project);
  const deployment = rehearsalDeployment(rehearsal);
  const context = createContext({ options, project, run, deployment, progress, signal, sampleRows: options.rows });
  progress.note(`${isNew ? "rehearsal" : "continuing"} ${run.run} against a throw-away deployment at ${rehearsal.url}`);
  if (options.existing !== null) await ensureSeeded(context, options.existing);
  await reportAfterwards(context, async () => void (await runPipeline(context)));
  await stopRehearsal(options.dir, rehearsal);
  progress.note(
    "\nThe rehearsal deployment is gone; nothing outside was touched. Next: deploy convex/, then npx cutover export.",
  );
  return await readReport(run);
}

/** The app's functions import from `_generated`: without it none of them can run. */
function refuseWithoutGenerated({ appDir }: Project): void {
  const folder = path.join(appDir, "_generated");
  if (existsSync(folder)) return;
  const next = "npx cutover codegen (needs no deployment), or npx convex dev";
  throw new CutoverError("usage", { what: "The app's _generated folder is missing", where: folder, next });
}

async function ensureSeeded({ app, run }: Context, folder: string): Promise<void> {
  if ((await run.journal.latest()).get("seed")?.event === "finished") return;
  await seedExisting(app.convex, folder, run.file("existing"));
  await run.journal.append({ stage: "seed", event: "finished" });
}

/** The interrupted rehearsal of this code, if its deployment still lives; otherwise a new one. */
async function openRehearsal(options: Options, project: Project) {
  const living = await findRehearsal(options.dir);
  const latest = await findLatestRun(options.dir);
  const isUnfinished = latest !== null && (await findOpenStages(latest.journal)).length > 0;
  if (living !== null && isUnfinished && (await runsThisCode(living, project))) {
    return { run: latest, rehearsal: living, isNew: false };
  }
  if (living !== null) await stopRehearsal(options.dir, living);
  const rehearsal = await startRehearsal(options.dir, project);
  return { run: await createRun(options.dir, new Date()), rehearsal, isNew: true };
}

async function runOneStage(options: Options, progress: Progress, signal: AbortSignal): Promise<Report | null> {
  const stage = findStage(options.command);
  const project = await loadProject(options.plan);
  const deployment = chosenDeployment(options, process.env);
  if (options.dryRun) return sayWhatWouldHappen([stage.name], deployment.name, progress);
  const run = stage.name === "export" ? await openExportRun(options) : await getLatestRun(options);
  if (stage.name === "load")
    await confirm(`load replaces the planned tables of ${deployment.name}`, deployment.name, options.yes);
  if (stage.name === "cleanup")
    await confirm(`cleanup removes the legacy fields in ${deployment.name}`, deployment.name, options.yes);
  const context = createContext({ options, project, run, deployment, progress, signal });
  await reportAfterwards(context, async () => await runStage(context, stage));
  return await readReport(run);
}

/** An export that was cut short goes on in its own run; otherwise a new run begins. */
async function openExportRun({ dir }: Options): Promise<RunDirectory> {
  const latest = await findLatestRun(dir);
  const entry = (await latest?.journal.latest())?.get("export");
  return latest !== null && entry?.event !== "finished" ? latest : await createRun(dir, new Date());
}

async function getLatestRun({ dir }: Options): Promise<RunDirectory> {
  const run = await findLatestRun(dir);
  if (run === null)
    throw new CutoverError("gate", { what: "There is no run yet", where: path.resolve(dir), next: "cutover export" });
  return run;
}

/** The report is written and shown as far as it goes, whatever happened. */
async function reportAfterwards(context: Context, work: () => Promise<void>): Promise<void> {
  let failure: unknown = null;
  try {
    await work();
  } catch (error) {
    failure = error;
  }
  const report = await writeReport(context.run, await findStatus(context));
  context.progress.end();
  if (report.tables.length > 0) {
    context.progress.note(`\n${renderReport(report)}\n\nrun ${context.run.run}: ${relative(context.run.report)}`);
  }
  if (failure !== null) throw failure;
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

function sayWhatWouldHappen(names: readonly string[], deployment: string, progress: Progress): null {
  for (const name of names) {
    const stage = findStage(name);
    progress.note(
      `${name} would ${stage.summary}\n  reads: ${stage.reads}\n  writes: ${stage.writes}\n  undo: ${stage.undo}`,
    );
  }
  progress.note(`deployment: ${deployment}. Nothing was done.`);
  return null;
}

async function showStatus(options: Options, progress: Progress, signal: AbortSignal): Promise<unknown> {
  const run = await getLatestRun(options);
  const [open] = await findOpenStages(run.journal);
  progress.note(`run ${run.run}: ${open === undefined ? "finished" : `next: cutover ${open.name}`}`);
  const entry = (await run.journal.latest()).get(open?.name ?? "");
  if (entry?.message !== undefined) progress.note(`${open!.name} ${entry.event}: ${entry.message}`);
  if ((await run.journal.latest()).get("load")?.event !== "finished") return { run: run.run, next: open?.name ?? null };
  const project = await loadProject(options.plan);
  const living = await findRehearsal(options.dir);
  const deployment = living === null ? chosenDeployment(options, process.env) : rehearsalDeployment(living);
  const context = createContext({ options, project, run, deployment, progress, signal });
  const status = await context.app.status();
  progress.note(`waits for: ${status.waitingFor}\nnext: ${status.next}`);
  return status;
}

async function showReport(options: Options, progress: Progress): Promise<Report> {
  const run = await getLatestRun(options);
  const report = await readReport(run);
  if (report === null)
    throw new CutoverError("gate", {
      what: "The latest run has no report yet",
      where: run.file(),
      next: "cutover status",
    });
  progress.note(renderReport(report));
  return report;
}
