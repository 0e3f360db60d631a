import { captureInternals, type TestEngine } from "../../scripts/rehearsal/server/engine/internals.js";
import type { Costs } from "../../scripts/rehearsal/server/engine/costClock.js";
import { enforceLimits, type Limits } from "../../scripts/rehearsal/server/engine/limits.js";
import { TableIndex } from "../../scripts/rehearsal/server/engine/tableIndex.js";

/** Counts and ends transactions as the rehearsal deployment does; look-ups are as fast as there. `costs`: of another machine. */
export function enforceOn(t: object, costs: Partial<Costs> = {}): Limits {
  const state = captureInternals(t as TestEngine);
  for (const { db } of Object.values(state.components)) void new TableIndex(db);
  return enforceLimits(state, costs);
}
