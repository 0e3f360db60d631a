import type { Plan } from "../../convex/shared/plan/plan.js";
import { getRequiredParents } from "../rows/keys/tableKeys.js";

/**
 * Which tables are read before a table: always those whose missing rows reject its own, and as many of
 * its other targets as form no cycle. A reference to a table that was read before is checked at once; the others wait.
 */
export function orderTables(plan: Plan, names: readonly string[]): (table: string) => readonly string[] {
  const parents = new Map(names.map((name) => [name, new Set(getRequiredParents(plan, name))]));
  for (const name of names) {
    for (const { target } of plan.tables.get(name)!.refs) {
      if (parents.has(target) && !waitsFor(parents, target, name)) parents.get(name)!.add(target);
    }
  }
  const known = new Map(
    [...parents].map(([name, before]) => [name, [...before].filter((parent) => parents.has(parent))]),
  );
  return (table) => known.get(table) ?? [];
}

/** Whether `table` is read after `other`, or is the same. */
function waitsFor(parents: ReadonlyMap<string, ReadonlySet<string>>, table: string, other: string): boolean {
  const seen = new Set<string>();
  const open = [table];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (name === other) return true;
    if (seen.has(name)) continue;
    seen.add(name);
    open.push(...(parents.get(name) ?? []));
  }
  return false;
}
