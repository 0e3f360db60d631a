import { existsSync } from "node:fs";
import path from "node:path";
import { createContext } from "../context.js";
import { CutoverError } from "../errors.js";
import type { Options } from "../options.js";
import { findOpenStages, runPipeline, stages } from "../pipeline.js";
import { loadProject, type Project } from "../project.js";
import { findRehearsal, rehearsalDeployment, runsThisCode, startRehearsal, stopRehearsal } from "../rehearse.js";
import { seedExisting } from "../rehearsal/seedExisting.js";
import { readReport } from "../report.js";
import { createRun, findLatestRun } from "../run/runDirectory.js";
import type { Context } from "../stage.js";
import { type Command, done } from "./command.js";
import { reportAfterwards } from "./reportAfterwards.js";
import { sayWhatWouldHappen } from "./sayWhatWouldHappen.js";

export const rehearse: Command = async ({ options, progress, signal }) => {
  const project = await loadProject(options.plan);
  refuseWithoutGenerated(project);
  if (options.dryRun) return done(sayWhatWouldHappen(stages, "a throw-away rehearsal deployment", progress));
  const { run, rehearsal, isNew } = await openRehearsal(options, project);
  const deployment = rehearsalDeployment(rehearsal);
  const context = createContext({ options, project, run, deployment, progress, signal, sampleRows: options.rows });
  progress.note(`${isNew ? "rehearsal" : "continuing"} ${run.run} against a throw-away deployment at ${rehearsal.url}`);
  await reportAfterwards(context, async () => {
    if (options.existing !== null) await ensureSeeded(context, options.existing);
    await runPipeline(context);
  }).catch((failure: unknown) => {
    progress.note(`\nThe deployment stays for ten minutes, for a look (npx cutover status) or another try.`);
    throw failure;
  });
  await stopRehearsal(options.dir, rehearsal);
  progress.note(
    "\nThe rehearsal deployment is gone; nothing outside was touched. Next: deploy convex/, then npx cutover export.",
  );
  return done(await readReport(run));
};

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
