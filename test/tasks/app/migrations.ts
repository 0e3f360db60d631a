import { componentsGeneric } from "convex/server";
import { Cutover, type CutoverOptions } from "../../../convex/client/index.js";
import type { ComponentApi } from "../../../convex/cutover/_generated/component.js";
import plan from "./plan.js";
import schema from "./schema.js";

const components = componentsGeneric() as unknown as {
  cutover: ComponentApi;
  migrations: CutoverOptions<Record<string, never>, typeof schema>["migrations"];
};

const cutover = new Cutover(components.cutover, { plan, schema, migrations: components.migrations });

export const resolveCases = cutover.resolve("cases");
export const verifyUsers = cutover.verify("users");
export const verifyCases = cutover.verify("cases");
export const removeLegacyFieldsUsers = cutover.removeLegacyFields("users");
export const removeLegacyFieldsCases = cutover.removeLegacyFields("cases");

export const begin = cutover.begin();
export const run = cutover.run();
export const status = cutover.status();
export const waive = cutover.waive();
export const recordStep = cutover.recordStep();
export const control = cutover.control();

export const {
  tasks,
  scheduleTasks,
  runTask,
  dryRunTask,
  cancelTask,
  undoTask,
  closeTask,
  confirmTask,
  readSourceBaseline,
  wakeTask,
  performTask,
  reportTask,
} = cutover.tasks();
