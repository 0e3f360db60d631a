import { chooseDeployment } from "../../deployment/deployment.js";
import { readEnvironment } from "../../project/environment.js";
import type { Options } from "../options.js";
import { findRehearsal, rehearsalDeployment } from "../../rehearsal/rehearse.js";
import type { RunDirectory } from "../../run/runDirectory.js";
import type { Deployment } from "../../deployment/deployment.js";

/** The living rehearsal where the run is one; otherwise what the flags and the environment choose. */
export async function deploymentOf(options: Options, { run }: RunDirectory): Promise<Deployment> {
  const env = readEnvironment();
  const living = await findRehearsal(options.dir);
  return living?.run === run ? rehearsalDeployment(living, env) : chooseDeployment(options.deploymentFlags, env);
}
