import { chosenDeployment } from "../context.js";
import { readEnvironment } from "../environment.js";
import type { Options } from "../options.js";
import { findRehearsal, rehearsalDeployment } from "../rehearse.js";
import type { RunDirectory } from "../run/runDirectory.js";
import type { Deployment } from "../target/convexCommand.js";

/** The living rehearsal where the run is one; otherwise what the flags and the environment choose. */
export async function deploymentOf(options: Options, { run }: RunDirectory): Promise<Deployment> {
  const env = readEnvironment();
  const living = await findRehearsal(options.dir);
  return living?.run === run ? rehearsalDeployment(living, env) : chosenDeployment(options, env);
}
