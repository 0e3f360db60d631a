import type { HookName } from "../../convex/shared/plan/window.js";
import type { Context } from "../stages/stage.js";
import { gates } from "./gate.js";
import { describeHook } from "./hooks.js";
import type { Step, OpenWindow } from "./step.js";
import { relative } from "../stages/context.js";
import { readState } from "./freeze/freeze.js";
import { readWindow } from "../run/windowRecord.js";

/** What `go --dry-run` says: the steps, the plan's commands, and the gates. Runs nothing. */
export function describeWindow({ app, project }: Context, steps: readonly Step[]): string {
  const { hooks = {}, checks = [] } = project.plan.window;
  const commands = Object.entries(hooks).map(([name, hook]) => `  ${describeHook(name as HookName, hook)}`);
  return [
    `On ${app.convex.deploymentName}, in this order:`,
    ...inColumns(steps.map(({ name, summary }) => [name, summary])),
    ...section("Commands of the plan:", commands),
    ...section(
      "Named checks of the plan:",
      checks.map((check) => `  ${typeof check === "string" ? check : check.name}`),
    ),
    "Gates, each of which may be waived by name and with a reason:",
    ...inColumns(Object.entries(gates)),
    "Nothing was done.",
  ].join("\n");
}

function inColumns(pairs: readonly (readonly [name: string, text: string])[]): string[] {
  const width = Math.max(...pairs.map(([name]) => name.length)) + 2;
  return pairs.map(([name, text]) => `  ${name.padEnd(width)}${text}`);
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines];
}

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

/** The flags that choose a deployment, as they go behind a command; an admin key is not printed. */
export function renderFlags(flags: readonly string[]): string {
  return flags.map((flag, index) => (flags[index - 1] === "--admin-key" ? " …" : ` ${flag}`)).join("");
}
