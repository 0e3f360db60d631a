import { convexTest, type TestConvex } from "convex-test";
import type { GenericSchema, SchemaDefinition } from "convex/server";
import { separateActions, separateTransactions } from "../../scripts/rehearsal/server/engine/borders.js";
import { captureInternals, type TestEngine } from "../../scripts/rehearsal/server/engine/internals.js";
import type { ModuleMap } from "../../scripts/rehearsal/server/engine/modules.js";

/** convex-test with Convex's transaction limits, where an error that leaves its function is text, as in a deployment. */
export function separatedTest<S extends SchemaDefinition<GenericSchema, boolean>>(options: {
  schema: S;
  modules: Record<string, () => Promise<unknown>>;
}): TestConvex<S> {
  const modules = separateActions(options.modules as ModuleMap);
  const t = convexTest({ schema: options.schema, modules, transactionLimits: true });
  separateTransactions(captureInternals(t as unknown as TestEngine));
  return t as unknown as TestConvex<S>;
}
