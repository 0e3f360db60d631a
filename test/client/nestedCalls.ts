import { captureInternals, type TestEngine } from "../../scripts/rehearsal/server/engine/internals.js";
import { limitNestedCalls, type NestedCalls } from "../../scripts/rehearsal/server/engine/nestedCalls.js";
import { TableIndex } from "../../scripts/rehearsal/server/engine/tableIndex.js";
import type { App } from "./support.js";

/** Counts and limits nested calls as the rehearsal deployment does; look-ups are as fast as there. */
export function watchNestedCalls(t: App): NestedCalls {
  const { components, transactionManager } = captureInternals(t as unknown as TestEngine);
  for (const { db } of Object.values(components)) void new TableIndex(db);
  return limitNestedCalls(transactionManager);
}
