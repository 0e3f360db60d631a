import { describeWrite } from "../../check/writes.js";
import type { AppWrites } from "../../project/unguardedWrites/findUnguardedWrites.js";
import type { Gate } from "../../run/windowRecord.js";

const mostNamed = 5;

/** What writes in maintenance mode, as far as the app's code shows it. */
export function measureUnguarded({ unguarded, exempt }: AppWrites): Gate {
  const named = unguarded.slice(0, mostNamed).map(describeWrite);
  const rest = unguarded.length > mostNamed ? [`${unguarded.length - mostNamed} more`] : [];
  const open = exempt.length === 0 ? "every write is guarded" : `every write is guarded, but for ${exempt.join(", ")}`;
  return {
    name: "nothing-unguarded",
    value: unguarded.length === 0 ? open : [...named, ...rest].join("; "),
    limit: "no write of the app's code without the guard",
    isOpen: unguarded.length === 0,
    opens: "Guard them and deploy (cutover check lists them all, docs/maintenance.md says how)",
  };
}
