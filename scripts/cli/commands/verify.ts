import { chooseDeployment } from "../../deployment/deployment.js";
import { CutoverError, exitCodes } from "../../errors.js";
import { readEnvironment } from "../../project/environment.js";
import { loadProject } from "../../project/project.js";
import { createContext, relative } from "../../stages/context.js";
import { verifySince } from "../../stages/verifySince.js";
import { cliFailures } from "../failures.js";
import { renderSince } from "../output/renderSince.js";
import { type Call, type Command, done, getLatestRun } from "./command.js";
import { stage } from "./stage.js";

/** The stage, or what is asked of a run whose legacy fields may be gone. */
export const verify: Command = async (call) => {
  const { since, inConvex } = call.options;
  if (since && inConvex)
    throw new CutoverError(cliFailures.badCommandLine, {
      what: "--since compares an export of the deployment",
      next: "cutover verify --since",
    });
  return since ? await askSince(call) : await stage(call);
};

const askSince: Command = async ({ options, output, progress, signal }: Call) => {
  const project = await loadProject(options.plan, { mayBeFinal: true });
  const deployment = chooseDeployment(options.deploymentFlags, readEnvironment());
  const run = await getLatestRun(options);
  if (options.dryRun) {
    const what = `would export ${deployment.name} and compare it with run ${run.run}`;
    output.show(`verify --since ${what}. Dry run: nothing was read.`);
    return done({ deployment: deployment.name, run: run.run });
  }
  const context = createContext({ options, project, run, deployment, progress, signal });
  progress.stage("verify --since", "compare what the deployment holds now with what was migrated, by id");
  const since = await verifySince(context, new Date());
  output.show(await renderSince(run, since, options.limit));
  progress.note(`\nrun ${run.run}: ${relative(run.file(since.differences))}`);
  const isTrue = since.tables.every(({ differences }) => differences === 0);
  return { json: { run: run.run, ...since }, exitCode: isTrue ? exitCodes.done : exitCodes.mismatch };
};
