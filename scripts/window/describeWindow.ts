import type { HookName } from "../../convex/shared/plan/window.js";
import type { Context } from "../stages/stage.js";
import { gates } from "./gate.js";
import { describeHook } from "./hooks.js";
import type { Step } from "./step.js";

/** What `go --dry-run` says: the steps, the plan's commands, and the gates. Runs nothing. */
export function describeWindow({ app, project }: Context, steps: readonly Step[]): string {
  const { hooks = {}, checks = [] } = project.plan.window;
  const commands = Object.entries(hooks).map(([name, hook]) => `  ${describeHook(name as HookName, hook)}`);
  return [
    `On ${app.convex.deploymentName}, in this order:`,
    ...steps.map(({ name, summary }) => `  ${name.padEnd(10)}${summary}`),
    ...section("Commands of the plan:", commands),
    ...section(
      "Named checks of the plan:",
      checks.map((name) => `  ${name}`),
    ),
    "Gates, each of which may be waived by name and with a reason:",
    ...Object.entries(gates).map(([name, means]) => `  ${name.padEnd(20)}${means}`),
    "Nothing was done.",
  ].join("\n");
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines];
}
