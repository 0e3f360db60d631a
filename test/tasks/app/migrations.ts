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

export const tasks = cutover.tasks();
export const scheduleTasks = cutover.scheduleTasks();
export const runTask = cutover.runTask();
export const dryRunTask = cutover.dryRunTask();
export const cancelTask = cutover.cancelTask();
export const undoTask = cutover.undoTask();
export const closeTask = cutover.closeTask();
export const confirmTask = cutover.confirmTask();
export const lookAtSource = cutover.lookAtSource();
export const wakeTask = cutover.wakeTask();
export const performTask = cutover.performTask();
export const reportTask = cutover.reportTask();
