import { CutoverError } from "../errors.js";
import { readManifest } from "../run/manifest.js";
import type { Context } from "./stage.js";
import type { AppStage, AppStatus } from "../deployment/app.js";

/** Runs a stage inside Convex for the run that is loaded there, showing what it has done. */
export async function runAppStage(context: Context, stage: AppStage): Promise<AppStatus> {
  const before = await ensureLoaded(context);
  return await context.app.runStage(stage, before, (tables) => {
    for (const { table, processed } of tables) if (processed > 0) context.progress.rows(table, processed);
  });
}

/** The deployment must hold this run, not another one: its books are what the stage is measured by. */
async function ensureLoaded({ app, run }: Context): Promise<AppStatus> {
  const status = await app.status();
  const manifest = await readManifest(run.manifest);
  if (manifest !== null && status.runId === run.run) return status;
  throw new CutoverError("gate", {
    what:
      status.runId === null
        ? "Nothing is loaded"
        : `The deployment holds run ${status.runId}, this folder has ${run.run}`,
    where: app.convex.deploymentName,
    next: "cutover load",
  });
}
