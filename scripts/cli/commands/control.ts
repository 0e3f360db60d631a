import { userInfo } from "node:os";
import { createContext } from "../../stages/context.js";
import { loadProject } from "../../project/project.js";
import { type Command, done } from "./command.js";
import { deploymentOf } from "./deploymentOf.js";
import { getLatestRun } from "./latestRun.js";

const said = {
  pause: "Paused: every stage stops before its next batch. cutover resume goes on; cutover abort goes back.",
  resume: "Resumed: what was stopped goes on where it stood.",
  abort: "Aborted: every stage stops before its next batch, and a window that is open goes back.",
} as const;

/** `pause`, `resume` or `abort`, from another terminal or by a second person. */
function control(action: keyof typeof said): Command {
  return async ({ options, progress, signal }) => {
    const project = await loadProject(options.plan);
    const run = await getLatestRun(options);
    const deployment = await deploymentOf(options, run);
    const { app } = createContext({ options, project, run, deployment, progress, signal, isConcurrent: true });
    const status = await app.control(action, userInfo().username);
    progress.note(said[action]);
    return done(status);
  };
}

export const pause = control("pause");
export const resume = control("resume");
export const abort = control("abort");
