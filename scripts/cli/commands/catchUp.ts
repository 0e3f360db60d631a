import { catchUp as applyCatchUp } from "../../catchUp/catchUp.js";
import { renderCatchUp } from "../output/renderCatchUp.js";
import { chooseDeployment } from "../../deployment/deployment.js";
import { createContext } from "../../stages/context.js";
import { readEnvironment } from "../../project/environment.js";
import { journaled } from "../../stages/pipeline.js";
import { loadProject } from "../../project/project.js";
import { type Command, confirm, done, getLatestRun } from "./command.js";

/** Syncs what changed in the source since the preload; repeatable. With --dry-run it only counts. */
export const catchUp: Command = async ({ options, output, progress, signal }) => {
  const project = await loadProject(options.plan);
  const deployment = chooseDeployment(options.deploymentFlags, readEnvironment());
  const run = await getLatestRun(options);
  const apply = !options.dryRun;
  if (apply)
    await confirm(`catch-up changes and deletes documents in ${deployment.name}`, deployment.name, options.yes);
  const context = createContext({ options, project, run, deployment, progress, signal });
  const work = async () => await journaled(context, "catch-up", async () => await applyCatchUp(context, { apply }));
  const report = await (apply ? context.asOnlyWriter(work) : work());
  progress.note("");
  output.show(renderCatchUp(report, apply));
  if (apply) progress.note("Next: cutover verify, or cutover catch-up again.");
  return done(report);
};
