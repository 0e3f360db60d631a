import { chooseDeployment } from "../../deployment/deployment.js";
import { readEnvironment } from "../../project/environment.js";
import { loadProject } from "../../project/project.js";
import { findLatestRun, RunDirectory } from "../../run/runDirectory.js";
import { createContext } from "../../stages/context.js";
import { openFreezeInForce } from "../../window/freeze/freezeInForce.js";
import { getWindowContext } from "../../window/hooks.js";
import { type Command, confirm, done } from "./command.js";

/** A folder that holds nothing: the source itself says what ends its freeze. */
const noRun = "none";

/** Lets the old app write again, also where the folder of the run that froze it is gone. */
export const unfreeze: Command = async ({ options, output, progress, signal }) => {
  const project = await loadProject(options.plan, { mayBeFinal: true });
  const deployment = chooseDeployment(options.deploymentFlags, readEnvironment());
  const run = (await findLatestRun(options.dir)) ?? new RunDirectory(options.dir, noRun);
  const context = createContext({ options, project, run, deployment, progress, signal, isConcurrent: true });
  const freeze = await openFreezeInForce(getWindowContext(context));
  const planned = `unfreeze: ${freeze.describe.unfreeze}`;
  if (options.dryRun) {
    output.show(planned);
    return done({ unfrozen: null });
  }
  progress.note(planned);
  const action = "unfreeze lets the old app write again; what it writes is migrated by another export or catch-up only";
  await confirm(action, deployment.name, options.yes);
  const unfrozen = await freeze.unfreeze();
  output.show(unfrozen);
  return done({ unfrozen });
};
