import { userInfo } from "node:os";
import { createContext } from "../../stages/context.js";
import { readDeploymentRecord } from "../../run/deploymentRecord.js";
import { loadProject } from "../../project/project.js";
import { type Command, done, findDeploymentOf, getRunToControl } from "./command.js";

const messages = {
  pause:
    "Paused: every stage stops before its next batch. cutover resume continues; cutover abort rolls an open cutover window back.",
  resume: "Resumed: every stage continues where it stopped.",
  abort: "Aborted: every stage stops before its next batch, and an open cutover window rolls back.",
} as const;

/** `pause`, `resume` or `abort`, from another terminal or by a second operator. */
function control(action: keyof typeof messages): Command {
  return async ({ options, output, progress, signal }) => {
    const project = await loadProject(options.plan);
    const run = await getRunToControl({ options, progress });
    const deployment = await findDeploymentOf(run, options);
    const context = createContext({ options, project, run, deployment, progress, signal, isConcurrent: true });
    if ((await readDeploymentRecord(run)) !== null) await context.ensureDeployment();
    const status = await context.app.control(action, userInfo().username);
    output.show(messages[action]);
    return done(status);
  };
}

export const pause = control("pause");
export const resume = control("resume");
export const abort = control("abort");
