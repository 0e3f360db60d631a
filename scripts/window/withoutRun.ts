import type { WindowStanding } from "../deployment/answers.js";
import { CutoverError } from "../errors.js";
import type { Context } from "../stages/stage.js";
import { readSourceMark } from "./freeze/freezeInForce.js";
import { getWindowContext } from "./hooks.js";

/** What is open although this folder has no run: what the deployment and the source themselves say. */
export interface WindowWithoutRun {
  readonly deployment: string;
  /** null: no window is open in the deployment. */
  readonly window: WindowStanding | null;
  readonly maintenance: boolean;
  /** The run that froze the source, as the source says; null: it is not frozen, or cannot be asked. */
  readonly frozenBy: string | null;
  /** What ends it, in this order. */
  readonly next: readonly string[];
}

/** null: nothing is open. A deployment or source that does not answer is left out: this only looks. */
export async function readWindowWithoutRun(context: Context): Promise<WindowWithoutRun | null> {
  const status = await orNull(async () => await context.app.status());
  const mark = await orNull(async () => await readSourceMark(getWindowContext(context)));
  const window = status?.window?.state === "open" ? status.window : null;
  const maintenance = status?.maintenance.on ?? false;
  if (window === null && !maintenance && mark === null) return null;
  const frozenBy = mark?.run ?? null;
  const found = { deployment: context.app.convex.deploymentName, window, maintenance, frozenBy };
  return { ...found, next: findNext(found, context) };
}

async function orNull<T>(read: () => Promise<T | null>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof CutoverError) return null;
    throw error;
  }
}

/** Once documents were loaded only the run's own folder, with its backup, can end the window well. */
function findNext({ window, maintenance, frozenBy }: Omit<WindowWithoutRun, "next">, { app }: Context): string[] {
  if (window !== null && window.hasLoaded)
    return [`cutover go or cutover rollback, in the folder of run ${window.runId}: documents are loaded already`];
  const close = { runId: window?.runId, step: "abandoned", state: "finished", closes: true };
  const run = (name: string, args: object) => `npx convex run ${app.functionName(name)} '${JSON.stringify(args)}'`;
  return [
    ...(window === null
      ? []
      : [`cutover go or cutover rollback, in the folder of run ${window.runId}; if it is lost:`]),
    ...(frozenBy === null ? [] : ["cutover unfreeze"]),
    ...(maintenance ? [run("setMaintenance", { on: false })] : []),
    ...(window === null ? [] : [run("recordStep", close)]),
  ];
}
