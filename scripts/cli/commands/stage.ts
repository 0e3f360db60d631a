import { tablesWithFiles } from "../../../convex/shared/plan/files.js";
import { chooseDeployment } from "../../deployment/deployment.js";
import { createContext } from "../../stages/context.js";
import { readEnvironment } from "../../project/environment.js";
import type { Options } from "../options.js";
import { findStage, runStage } from "../../stages/pipeline.js";
import { requireNamedChecks } from "../../stages/namedChecks.js";
import { loadProject } from "../../project/project.js";
import { readReport } from "../../report/report.js";
import { isForgotten } from "../../run/forgetRun.js";
import { createRun, findLatestRun, type RunDirectory } from "../../run/runDirectory.js";
import { type Command, confirm, showPlannedActions, done, getLatestRun } from "./command.js";
import { withReport } from "./report.js";

/** Stages that write the app's documents or delete ask first. */
const confirmations: Readonly<Record<string, string>> = {
  load: "load writes into the planned tables",
  cleanup: "cleanup removes the legacy fields",
};

/** One stage, by its name. */
export const stage: Command = async ({ options, output, progress, signal }) => {
  const chosen = findStage(options.command);
  const project = await loadProject(options.plan);
  const deployment = chooseDeployment(options.deploymentFlags, readEnvironment());
  if (options.dryRun) return showPlannedActions([chosen], deployment.name, output);
  const run = chosen.name === "export" ? await openExportRun(options) : await getLatestRun(options);
  const action = confirmations[chosen.name];
  if (action !== undefined) await confirm(`${action} in ${deployment.name}`, deployment.name, options.yes);
  const context = createContext({ options, project, run, deployment, progress, signal });
  const work = async () => {
    await runStage(context, chosen);
    // In the window they are a step of their own; beside a rehearsal there is no app to ask.
    if (chosen.name === "verify") await requireNamedChecks(context);
  };
  // An export reads the source only, unless rows name files.
  const reads = chosen.name === "export" && tablesWithFiles(project.plan).length === 0;
  await withReport(context, output, reads ? work : async () => await context.asOnlyWriter(work));
  return done(await readReport(run));
};

/** An interrupted export resumes in its own run, unless that was forgotten; otherwise a new run begins. */
async function openExportRun({ dir }: Options): Promise<RunDirectory> {
  const latest = await findLatestRun(dir);
  const entry = (await latest?.journal.latest())?.get("export");
  const resumes = latest !== null && entry?.event !== "finished" && !(await isForgotten(latest));
  return resumes ? latest : await createRun(dir, new Date());
}
