import type { Environment } from "../run/environment.js";
import { defineCloseTask, defineRunTask, defineUndoTask, defineWakeTask } from "./advance.js";
import { defineDryRunTask, definePerformTask, defineReportTask } from "./performTask.js";
import { defineCancelTask, defineConfirmTask, defineReadSourceBaseline, defineScheduleTasks } from "./scheduleTasks.js";
import { defineTasks } from "./taskStatus.js";

/** Every function that tasks need, by its export name: they call one another by it. */
export function defineTaskFunctions(environment: Environment) {
  return {
    /** `{}` → `{ tasks, next }`. */
    tasks: defineTasks(environment),
    /** `{ name?, at?, source? }` → tasks. Called by `cutover go`. Idempotent. */
    scheduleTasks: defineScheduleTasks(environment),
    /** `{ name, measured? }` → task. */
    runTask: defineRunTask(environment),
    /** `{ name }` → `{ kind: "returned", isDone, result } | { kind: "threw", error }`. Changes nothing. */
    dryRunTask: defineDryRunTask(environment),
    /** `{ name?, by? }` → tasks. Without a name all of them. */
    cancelTask: defineCancelTask(environment),
    /** `{ name }` → task. */
    undoTask: defineUndoTask(environment),
    /** `{ name }` → task. Cannot be undone. */
    closeTask: defineCloseTask(environment),
    /** `{ name, item, by, reason? }` → task. */
    confirmTask: defineConfirmTask(environment),
    /** `{}` → the source at the cutover, or null. Called by `cutover tasks run`, whose checks are counted. */
    readSourceBaseline: defineReadSourceBaseline(environment),
    /** For the scheduler. */
    wakeTask: defineWakeTask(environment),
    /** For the scheduler. */
    performTask: definePerformTask(environment),
    /** For `performTask`. */
    reportTask: defineReportTask(environment),
  };
}
