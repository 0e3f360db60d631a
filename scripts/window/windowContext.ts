import type { WindowPlan } from "../../convex/shared/plan/window.js";
import type { RunDirectory } from "../run/runDirectory.js";
import type { Context } from "../stages/stage.js";

/** What freeze and hooks need to know of the command they are part of. */
export interface WindowContext {
  readonly window: WindowPlan;
  /** The source as it was typed: may hold a password. */
  readonly source: string | null;
  /** Where hooks run. */
  readonly projectDir: string;
  readonly run: RunDirectory;
  /** For people; never holds a key. */
  readonly deployment: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export function getWindowContext({ options, project, run, app, env }: Context): WindowContext {
  return {
    window: project.plan.window,
    source: options.source,
    projectDir: project.dir,
    run,
    deployment: app.convex.deploymentName,
    env,
  };
}
