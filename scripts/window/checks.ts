import type { Gate } from "../run/windowRecord.js";
import { runNamedChecks } from "../stages/namedChecks.js";
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
