import { exitCodes } from "../../errors.js";
import { readAuthSetup } from "../../project/authSetup.js";
import { loadProject } from "../../project/project.js";
import { createContext } from "../../stages/context.js";
import { countOutcomes, describeOutcomes, opensOf } from "../../window/gates/signIn.js";
import { renderTriedSignIns } from "../output/renderTriedSignIns.js";
import { type Command, findDeploymentOf, getRunToControl } from "./command.js";

/** What would happen if users signed in now: a sample of every kind of account and hash, without their passwords. */
export const trySignIn: Command = async ({ options, output, progress, signal }) => {
  const run = await getRunToControl({ options, progress });
  const project = await loadProject(options.plan, { mayBeFinal: true });
  const deployment = await findDeploymentOf(run, options);
  const context = createContext({ options, project, run, deployment, progress, signal, isConcurrent: true });
  await context.ensureDeployment();
  const opens = opensOf(await readAuthSetup(project.appDir));
  const tried = await context.app.trySignIns({ sample: options.sample, opens });
  output.show(renderTriedSignIns(tried, options.limit));
  progress.note(describeOutcomes(tried));
  const exitCode = countOutcomes(tried).shutOut === 0 ? exitCodes.done : exitCodes.mismatch;
  return { json: { deployment: deployment.name, opens, tried }, exitCode };
};
