import type { Gate } from "../run/windowRecord.js";
import { askChecks, runNamedChecks } from "../stages/namedChecks.js";
import type { Context } from "../stages/stage.js";

/** Runs the plan's named checks, and says which did not pass. */
export async function measureChecks(context: Context): Promise<Gate> {
  const results = await runNamedChecks(context);
  const failed = results.filter(({ ok }) => !ok).map(({ name }) => name);
  const passed = results.length === 0 ? "the plan names none" : `${results.length} passed`;
  return {
    name: "checks",
    value: failed.length === 0 ? passed : `failed: ${failed.join(", ")}`,
    limit: "all pass",
    isOpen: failed.length === 0,
    opens: "Fix what the checks name",
  };
}

/** What the plan asks before anything is touched. */
export async function measureBefore(context: Context): Promise<Gate[]> {
  const planned = context.project.plan.window.before ?? [];
  if (planned.length === 0) return [];
  const failed = (await askChecks(context, planned)).filter(({ ok }) => !ok);
  return [
    {
      name: "before",
      value: failed.length === 0 ? "holds" : failed.map(({ name, detail }) => `${name}: ${detail}`).join("; "),
      limit: "all that the plan's window.before asks",
      isOpen: failed.length === 0,
      opens: "Wait until it holds, then: cutover go",
    },
  ];
}
