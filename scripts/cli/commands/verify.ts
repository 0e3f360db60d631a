import { chooseDeployment } from "../../deployment/deployment.js";
import { CutoverError, exitCodes } from "../../errors.js";
import { readEnvironment } from "../../project/environment.js";
import { loadProject } from "../../project/project.js";
import { createContext, relative } from "../../stages/context.js";
import { requireNamedChecks } from "../../stages/namedChecks.js";
import { runStage } from "../../stages/pipeline.js";
import { type Repair, repair } from "../../stages/repair.js";
import { verifyStage } from "../../stages/verify.js";
import { verifySince } from "../../stages/verifySince.js";
import { cliFailures } from "../failures.js";
import { renderRepair } from "../output/renderRepair.js";
import { renderSince } from "../output/renderSince.js";
import { type Call, type Command, confirm, done, getLatestRun } from "./command.js";
import { withReport } from "./report.js";
import { stage } from "./stage.js";

/** The stage, or what is asked of a run whose legacy fields may be gone, or a repair of what it found. */
export const verify: Command = async (call) => {
  const { since, repair: repairs, inConvex } = call.options;
  if ([since, repairs, inConvex].filter(Boolean).length > 1)
    throw new CutoverError(cliFailures.badCommandLine, {
      what: "--since, --repair and --in-convex are three ways to work",
      next: "cutover verify --since, or cutover verify --repair",
    });
  if (repairs) return await repairFaults(call);
  return since ? await askSince(call) : await stage(call);
};

const repairFaults: Command = async ({ options, output, progress, signal }: Call) => {
  const project = await loadProject(options.plan);
  const deployment = chooseDeployment(options.deploymentFlags, readEnvironment());
  const run = await getLatestRun(options);
  const context = createContext({ options, project, run, deployment, progress, signal });
  const mayWrite = async (found: Repair) => {
    output.show(renderRepair(found, options.limit));
    if (options.dryRun) output.show(`deployment: ${deployment.name}. Dry run: nothing was changed.`);
    else if (found.changes > 0)
      await confirm(`repair writes ${found.changes} rows in ${deployment.name}`, deployment.name, options.yes);
    return !options.dryRun;
  };
  progress.stage("repair", "write what differs from the exported documents, where it is as verification found it");
  if (options.dryRun) return done({ run: run.run, ...(await repair(context, mayWrite)) });
  const answers: Repair[] = [];
  await withReport(context, output, async () => {
    await context.asOnlyWriter(async () => {
      answers.push(await repair(context, mayWrite));
      await runStage(context, verifyStage);
      await requireNamedChecks(context);
    });
  });
  return done({ run: run.run, ...answers[0] });
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
