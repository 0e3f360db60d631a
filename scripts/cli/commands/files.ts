import { tablesWithFiles } from "../../../convex/shared/plan/files.js";
import { chooseDeployment } from "../../deployment/deployment.js";
import { CutoverError, exitCodes } from "../../errors.js";
import { loadProject } from "../../project/project.js";
import { readEnvironment } from "../../project/environment.js";
import { isForgotten } from "../../run/forgetRun.js";
import { createRun, findLatestRun, type RunDirectory } from "../../run/runDirectory.js";
import { createContext } from "../../stages/context.js";
import { transferFiles } from "../../stages/files.js";
import { cliFailures } from "../failures.js";
import type { Options } from "../options.js";
import { renderFiles } from "../output/renderFiles.js";
import { type Command, done } from "./command.js";

/** Stores the files that rows name, days ahead; every export and catch-up after it stores what is new or has changed. */
export const files: Command = async ({ options, output, progress, signal }) => {
  const project = await loadProject(options.plan);
  if (tablesWithFiles(project.plan).length === 0)
    throw new CutoverError(cliFailures.badCommandLine, {
      what: "No field of the plan is a file",
      where: options.plan,
      next: 'avatar_path: file("avatars"), and { files: { avatars: folder("./storage/avatars") } } beside it',
    });
  const deployment = chooseDeployment(options.deploymentFlags, readEnvironment());
  const run = await openRun(options);
  const context = createContext({ options, project, run, deployment, progress, signal });
  const totals = (await context.asOnlyWriter(async () => await transferFiles(context)))!;
  progress.note("");
  output.show(renderFiles(totals, run));
  const isWhole = Object.values(totals.tables).every(({ missing, failed }) => missing + failed === 0);
  return isWhole ? done(totals) : { json: totals, exitCode: exitCodes.mismatch };
};

/** The current run, whose rollback deletes what it has stored; without one a run begins, in which an export resumes. */
async function openRun({ dir }: Options): Promise<RunDirectory> {
  const latest = await findLatestRun(dir);
  return latest !== null && !(await isForgotten(latest)) ? latest : await createRun(dir, new Date());
}
