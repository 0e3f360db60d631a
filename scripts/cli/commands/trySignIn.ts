import { trySigningIn } from "../../deployment/signInTrial.js";
import { exitCodes } from "../../errors.js";
import { readPasswordProviders } from "../../project/passwordProviders.js";
import { loadProject } from "../../project/project.js";
import { createContext } from "../../stages/context.js";
import type { Context } from "../../stages/stage.js";
import { countOutcomes, describeOutcomes } from "../../window/gates/signIn.js";
import { renderSignInTrial } from "../output/renderSignInTrial.js";
import { renderTriedSignIns } from "../output/renderTriedSignIns.js";
import { readPassword, refuseHalf } from "../readPassword.js";
import { type Answer, type Call, type Command, findDeploymentOf, getRunToControl } from "./command.js";

/** What would happen if users signed in now; with `--user` one of them does. */
export const trySignIn: Command = async (call) => {
  const { options, progress, signal } = call;
  refuseHalf(options);
  const password = options.passwordStdin ? await readPassword(process.stdin) : null;
  const run = await getRunToControl({ options, progress });
  const project = await loadProject(options.plan, { mayBeFinal: true });
  const deployment = await findDeploymentOf(run, options);
  const context = createContext({ options, project, run, deployment, progress, signal, isConcurrent: true });
  await context.ensureDeployment();
  return password === null ? await trySample(call, context) : await tryUser(call, context, password);
};

/** A sample of every kind of account and hash, without their passwords. */
async function trySample({ options, output, progress }: Call, { app, project }: Context): Promise<Answer> {
  const providers = await readPasswordProviders(project.appDir, options.provider);
  const tried = await app.trySignIns({ sample: options.sample, providers });
  output.show(renderTriedSignIns(tried, options.limit));
  progress.note(describeOutcomes(tried));
  const exitCode = countOutcomes(tried).shutOut === 0 ? exitCodes.done : exitCodes.mismatch;
  return { json: { deployment: app.convex.deploymentName, providers, tried }, exitCode };
}

async function tryUser({ options, output }: Call, { app }: Context, password: string): Promise<Answer> {
  const address = options.user!;
  const trial = await trySigningIn(app, { provider: options.provider, email: address, password });
  output.show(renderSignInTrial(address, trial));
  const exitCode = trial.outcome === "refused" ? exitCodes.mismatch : exitCodes.done;
  return { json: { deployment: app.convex.deploymentName, address, ...trial }, exitCode };
}
