import { relative } from "../stages/context.js";
import { readState } from "./freeze/freezeState.js";
import type { OpenWindow } from "./step.js";
import { readWindow } from "../run/windowRecord.js";

/** After a step that failed: what is open, what is closed, and the two ways on. Nobody must have to guess that. */
export async function describeOpenWindow({ context }: OpenWindow): Promise<string> {
  const { run, options } = context;
  const latest = await run.journal.latest();
  if (latest.get("preflight")?.event !== "finished") return "Nothing was changed: the window has not begun.";
  const frozen = (await readState(run)) !== null;
  const switched = (await readWindow(run))?.switched === true;
  const isLoaded = latest.has("load") || latest.has("preload");
  return [
    `The window is open (${relative(run.file("window.json"))}):`,
    `  source      ${frozen ? "FROZEN: the old app cannot write" : "takes writes"}`,
    `  Convex      ${isLoaded ? "holds what was loaded so far" : "as before"}; its app is in maintenance`,
    `  traffic     ${switched ? "goes to the new app, or may" : "goes to the old app"}`,
    "Fix the cause and type the same command again: it resumes where it stopped.",
    `Or roll back: cutover rollback${renderFlags(options.deploymentFlags)}`,
  ].join("\n");
}

function renderFlags(flags: readonly string[]): string {
  return flags.map((flag, index) => (flags[index - 1] === "--admin-key" ? " …" : ` ${flag}`)).join("");
}
