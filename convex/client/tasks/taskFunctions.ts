import type { Environment } from "../run/environment.js";
import { defineCloseTask, defineRunTask, defineUndoTask, defineWakeTask } from "./advance.js";
import { defineDryRunTask, definePerformTask, defineReportTask } from "./performTask.js";
import { defineCancelTask, defineConfirmTask, defineScheduleTasks } from "./scheduleTasks.js";
import { defineReadSourceBaseline } from "./sourceNote.js";
import { defineTasks } from "./taskStatus.js";

/** Every function that tasks need, by the name it has to be exported under: they call one another, and people call them. */
export function defineTaskFunctions(environment: Environment) {
  return {
    /** `{}` → `{ tasks, next }`. */
    tasks: defineTasks(environment),
    /** `{ name?, at?, source? }` → tasks. Called by `cutover go`; again is harmless. */
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
    /** `{}` → the source at the cut-over, or null. Called by `cutover tasks run`, whose checks are counted. */
    readSourceBaseline: defineReadSourceBaseline(environment),
    /** For the scheduler. */
    wakeTask: defineWakeTask(environment),
    /** For the scheduler. */
    performTask: definePerformTask(environment),
    /** For `performTask`. */
    reportTask: defineReportTask(environment),
  };
}
