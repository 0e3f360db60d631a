import type { Environment } from "../../../convex/shared/plan/columns.js";
import type { Plan, PlannedTable } from "../../../convex/shared/plan/plan.js";
import type { Source } from "../../sources/source.js";
import { Aliases } from "./aliases.js";
import type { Learned } from "./convertRow.js";
import { readLookups } from "../lookups/lookups.js";
import { findMerges, mergeOrder, type Merges } from "../keys/merges.js";

/** What has to be known about other rows before the first one is judged. */
export interface Knowledge extends Learned {
  readonly merges: ReadonlyMap<string, Merges>;
}

/** Reads what lookups and merge rules need, and nothing for a plan without them. `tables`: those that can be read. */
export async function learn(
  source: Source,
  plan: Plan,
  env: Environment,
  tables: readonly PlannedTable[] = [...plan.tables.values()],
): Promise<Knowledge> {
  const aliases = new Aliases();
  const learned: Learned = { env, aliases, lookups: await readLookups(source, tables, aliases) };
  const readable = mergeOrder(plan).filter((table) => tables.includes(table));
  return { ...learned, merges: await findMerges(source, readable, learned) };
}
