import { existsSync } from "node:fs";
import path from "node:path";
import { createContext, relative, requireSource } from "../../stages/context.js";
import { sourceToType } from "../resumeLine.js";
import { readEnvironment } from "../../project/environment.js";
import { CutoverError } from "../../errors.js";
import { cliFailures } from "../failures.js";
import type { Options } from "../options.js";
import { findOpenStages, runPipeline, stages } from "../../stages/pipeline.js";
import { loadGenerated } from "../../project/generate.js";
import type { Project } from "../../project/project.js";
import {
  findRehearsal,
  isAskedAgain,
  type Rehearsal,
  rehearsalDeployment,
  runsThisCode,
  describeWhatRemains,
  startRehearsal,
  stayInRehearsal,
  stopRehearsal,
} from "../../rehearsal/rehearse.js";
import { createLively, type Lively, refuseLivelyElsewhere } from "../../rehearsal/lively.js";
import { readRehearsed, type Rehearsed, writeRehearsed } from "../../rehearsal/rehearsed.js";
import { rollBack } from "../../rollback/rollBack.js";
import { getRollbackActions } from "../../window/rollBackWindow.js";
import { seedExisting } from "../../rehearsal/seedExisting.js";
import { readReport } from "../../report/report.js";
import { createRun, findLatestRun, nameRun, rehearsalsIn } from "../../run/runDirectory.js";
import { type Command, type CommandContext, showPlannedActions, done } from "./command.js";
import { withReport } from "./report.js";

export const rehearse: Command = async ({ options, output, progress, signal }) => {
  if ((options.lively || options.strict) && options.on !== "throw-away") refuseLivelyElsewhere(options.on);
  const project = await loadGenerated(options);
  requireGenerated(project);
  if (options.dryRun) return showPlannedActions(stages, placeName(options), output);
  const { run, rehearsal, isNew } = await openRehearsal(options, project, signal);
  const deployment = rehearsalDeployment(rehearsal, readEnvironment());
  const parts = { options, project, run, deployment, progress, signal, sampleRows: options.rows };
  const context: CommandContext = { ...createContext(parts), output };
  progress.note(`${isNew ? "rehearsal" : "continuing"} ${run.run} against a ${deployment.name}`);
  const lively = createLively(context, rehearsal, options.lively);
  await withReport(context, output, async () => {
    await context.asOnlyWriter(async () => await rehearseStages(context, lively));
  }).catch(async (failure: unknown) => {
    // What is inspected stays as it is.
    await lively?.stop().catch(() => {});
    await keepForInspection(context, rehearsal);
    throw stayInRehearsal(failure, rehearsal, run.root);
  });
  await stopRehearsal(run.root, rehearsal);
  const { withRollback } = await recordRehearsed(context);
  const { word, before } = sourceToType(options);
  const gate = `${before}npx cutover rehearse${word} --with-rollback (go demands it), `;
  progress.note(
    `\n${describeWhatRemains(rehearsal)} Next: ${withRollback ? "" : gate}deploy convex/, then npx cutover go.`,
  );
  return done(await readReport(run));
};

/** The app's functions import from `_generated`: without it none of them can run. */
function requireGenerated({ appDir }: Project): void {
  const folder = path.join(appDir, "_generated");
  if (existsSync(folder)) return;
  const next = "npx cutover codegen (needs no deployment), or npx convex dev";
  throw new CutoverError(cliFailures.notGenerated, { what: "The app has no _generated folder", where: folder, next });
}

async function rehearseStages(context: CommandContext, lively: Lively | null): Promise<void> {
  const { existing, withRollback } = context.options;
  if (existing !== null) await ensureSeeded(context, existing);
  await lively?.start();
  if (withRollback) await rehearseRollback(context, lively);
  await runPipeline(context, "verify");
  await lively?.edit(true);
  await runPipeline(context);
  await lively?.finish();
}

/** Load, verify and roll back; what follows loads again from the same export. */
async function rehearseRollback(context: CommandContext, lively: Lively | null): Promise<void> {
  const latest = await context.run.journal.latest();
  if (latest.get("rollback")?.event !== "finished") {
    if (!latest.has("rollback")) await runPipeline(context, "verify");
    await lively?.edit(true);
    await rollBack(context, getRollbackActions(context, "the rehearsal of the rollback"), { goesOn: true });
    await lively?.edit(false);
  }
  await reopen(context);
}

/** A rollback leaves maintenance mode on until an operator has looked; load begins after it only. */
async function reopen({ app, run }: CommandContext): Promise<void> {
  if ((await run.journal.latest()).get("reopen")?.event === "finished") return;
  await app.setMaintenance(false);
  await run.journal.append({ stage: "reopen", event: "finished" });
}

/** A rehearsal of a sample counts: all rows were converted and checked. */
async function recordRehearsed(context: CommandContext): Promise<Rehearsed> {
  const { options, project, run } = context;
  const previous = await readRehearsed(options.dir);
  const wasRolledBack = previous?.planHash === project.planHash && previous.withRollback;
  const rehearsed: Rehearsed = {
    planHash: project.planHash,
    at: new Date().toISOString(),
    run: run.run,
    on: options.on,
    withRollback: options.withRollback || wasRolledBack,
    measured: options.on === "throw-away" ? (previous?.measured ?? []) : await measureStages(context),
  };
  await writeRehearsed(options.dir, rehearsed);
  return rehearsed;
}

/** How long each stage in Convex took, for the forecast of the next check. */
async function measureStages({ app, run }: CommandContext): Promise<Rehearsed["measured"]> {
  const { stages: worked } = await app.status();
  const latest = await run.journal.latest();
  return [...new Set(worked.map(({ stage }) => stage))].flatMap((stage) => {
    const took = latest.get(stage)?.durationMs;
    const documents = worked.filter((each) => each.stage === stage).reduce((sum, { processed }) => sum + processed, 0);
    return took === undefined ? [] : [{ stage, seconds: took / 1000, documents }];
  });
}

/** A deployment without loaded rows has nothing to inspect. */
async function keepForInspection({ options, progress, run }: CommandContext, rehearsal: Rehearsal): Promise<void> {
  if (!(await run.journal.latest()).has("load")) return await stopRehearsal(run.root, rehearsal);
  if (options.strict)
    progress.note(`What --strict hides of a function's error is in ${relative(path.join(run.root, "rehearsal.log"))}.`);
  const howLong = options.on === "throw-away" ? "stays up for ten minutes" : "stays up";
  progress.note(
    `\nThe deployment ${howLong}: inspect it with npx cutover status --dir ${relative(run.root)}, or rehearse again.`,
  );
}

async function ensureSeeded({ app, options, project, run }: CommandContext, folder: string): Promise<void> {
  if ((await run.journal.latest()).get("seed")?.event === "finished") return;
  const replaceTable = async (table: string, file: string) =>
    await app.convex.call("import", ["--table", table, "--replace", "--yes", file]);
  const { schema } = project;
  await seedExisting(replaceTable, folder, run.file("existing"), { keepsIds: options.on !== "throw-away", schema });
  await run.journal.append({ stage: "seed", event: "finished" });
}

/** The interrupted rehearsal of this code, if its deployment still lives; otherwise a new one. */
async function openRehearsal(options: Options, project: Project, signal: AbortSignal) {
  const dir = rehearsalsIn(options.dir);
  const living = await findRehearsal(dir);
  const latest = await findLatestRun(dir);
  const isUnfinished = latest !== null && findOpenStages(await latest.journal.latest()).length > 0;
  const isSame = living !== null && living.run === latest?.run && isAskedAgain(living, options);
  if (isSame && isUnfinished && (await runsThisCode(living, project))) {
    return { run: latest, rehearsal: living, isNew: false };
  }
  // Refused later, it would have made an empty rehearsal the newest one.
  requireSource(options);
  if (living !== null) await stopRehearsal(dir, living);
  const now = new Date();
  const { lively, strict, rows, existing } = options;
  const start = { dir, project, env: readEnvironment(), signal, lively, strict, rows, existing };
  const rehearsal = await startRehearsal(options.on, nameRun(now), start);
  return { run: await createRun(dir, now), rehearsal, isNew: true };
}

function placeName({ on }: Options): string {
  if (on === "throw-away") return "a throw-away rehearsal deployment";
  return on === "local" ? "a new local Convex backend" : `a new ${on}`;
}
