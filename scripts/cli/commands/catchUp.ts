import { catchUp as bringUpToDate } from "../../catchUp/catchUp.js";
import { renderCatchUp } from "../output/renderCatchUp.js";
import { confirm } from "../confirm.js";
import { chooseDeployment } from "../../deployment/deployment.js";
import { createContext } from "../../stages/context.js";
import { readEnvironment } from "../../project/environment.js";
import { journaled } from "../../stages/pipeline.js";
import { loadProject } from "../../project/project.js";
import { type Command, done } from "./command.js";
import { getLatestRun } from "./latestRun.js";

/** Brings what changed since the preload to Convex; as often as wanted. With --dry-run it only counts. */
export const catchUp: Command = async ({ options, progress, signal }) => {
  const project = await loadProject(options.plan);
  const deployment = chooseDeployment(options.deploymentFlags, readEnvironment());
  const run = await getLatestRun(options);
  const apply = !options.dryRun;
  if (apply)
    await confirm(`catch-up changes and deletes documents of ${deployment.name}`, deployment.name, options.yes);
  const context = createContext({ options, project, run, deployment, progress, signal });
  const report = await journaled(context, "catch-up", async () => await bringUpToDate(context, { apply }));
  progress.note(`\n${renderCatchUp(report, apply)}`);
  if (apply) progress.note("Next: cutover verify, or cutover catch-up again.");
  return done(report);
};
