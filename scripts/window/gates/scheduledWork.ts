import type { AppWrites } from "../../project/unguardedWrites/findUnguardedWrites.js";
import type { Gate } from "../../run/windowRecord.js";
import type { Context } from "../../stages/stage.js";

/** Where no window is named. */
const defaultMinutes = 60;

/** Calls that come due in the window and would fail: the guard refuses them, and Convex does not repeat them. */
export async function measureScheduledWork(
  { app, options }: Pick<Context, "app" | "options">,
  { postponed, exempt }: Pick<AppWrites, "postponed" | "exempt">,
  now = Date.now(),
): Promise<Gate> {
  const minutes = options.windowMinutes ?? defaultMinutes;
  const survives = new Set([...postponed, ...exempt]);
  const calls = new Map<string, number>();
  for (const { function: name } of await app.scheduledCalls(now + minutes * 60_000)) {
    if (!survives.has(name)) calls.set(name, (calls.get(name) ?? 0) + 1);
  }
  const named = [...calls]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, count]) => (count === 1 ? name : `${name} (${count} calls)`));
  return {
    name: "scheduled-work",
    value:
      named.length === 0 ? `nothing is due within ${minutes} min` : `due within ${minutes} min: ${named.join(", ")}`,
    limit: "nothing that is not put off",
    isOpen: named.length === 0,
    opens:
      "Wait until they have run, cancel them in the dashboard, or build them with cutover.whenWritable(internalMutation)",
  };
}
