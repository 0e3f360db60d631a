import { CostClock, type Costs } from "./costClock.js";
import { limitDocuments } from "./documentLimits.js";
import type { EngineState } from "./internals.js";
import { limitNestedCalls, type NestedCalls } from "./nestedCalls.js";
import { TransactionWatch } from "./transactionWatch.js";

export interface Limits {
  readonly calls: NestedCalls;
  readonly clock: CostClock;
}

/** What Convex ends a function for and convex-test does not: nested calls, time, ranges as Convex counts them, documents. */
export function enforceLimits(state: EngineState, costs: Partial<Costs> = {}): Limits {
  const watch = new TransactionWatch(state.transactionManager);
  const calls = limitNestedCalls(watch);
  const clock = new CostClock(state, watch, costs);
  limitDocuments(state);
  return { calls, clock };
}
