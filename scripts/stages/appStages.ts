import type { AppStage, AppStatus, StageStatus } from "../deployment/answers.js";
import { CutoverError } from "../errors.js";
import { stageFailures } from "./failures.js";
import { readManifest } from "../run/manifest.js";
import { noteRemoved } from "./downloadRecords.js";
import { loadedRun } from "../run/runDirectory.js";
import type { Context, Stage } from "./stage.js";
import { noteLastWrite } from "./usersWrites.js";

export const matchStage: Stage = {
  name: "match",
  summary: "match users by email to the accounts that exist already",
  reads: "the tables with a match rule, in Convex",
  writes: "legacy ids onto the surviving account; matches and issues in the component; writes/removed.jsonl",
  undo: "cutover load (puts the accounts back as they were)",
  run: async (context) => await noteRemoved(context, await runAppStage(context, "match")),
};

export const resolveStage: Stage = {
  name: "resolve",
  summary: "replace source primary keys with Convex ids",
  reads: "legacy keys and their indexes, in Convex",
  writes: "references; issues in the component; lastWrite.json",
  undo: "cutover load",
  async run(context) {
    await runAppStage(context, "resolve");
    await noteLastWrite(context);
  },
};

/** Runs a stage inside Convex for the run that is loaded there, showing how far it is. */
export async function runAppStage(context: Context, stage: AppStage, reason: string | null = null): Promise<AppStatus> {
  const before = await ensureLoaded(context);
  const written = new Map(
    (await readManifest(loadedRun(context.run).manifest))!.tables.map((counts) => [counts.table, counts.written]),
  );
  const viewer = {
    progress(tables: readonly StageStatus[]) {
      for (const { table } of tables) context.progress.total(table, written.get(table) ?? 0);
      for (const { table, processed } of tables) if (processed > 0) context.progress.rows(table, processed);
    },
    note: (text: string) => context.progress.note(text),
  };
  return await context.app.runStage(stage, before, viewer, { reason });
}

/** The deployment must hold this run, not another one: the stage is measured by this run's counts. */
export async function ensureLoaded({ app, run }: Context): Promise<AppStatus> {
  const status = await app.status();
  const manifest = await readManifest(run.manifest);
  if (manifest !== null && status.runId === run.run) return status;
  throw new CutoverError(stageFailures.otherRun, {
    what:
      status.runId === null
        ? "Nothing is loaded"
        : `The deployment holds run ${status.runId}, this folder has ${run.run}`,
    where: app.convex.deploymentName,
    next: "cutover load",
  });
}
