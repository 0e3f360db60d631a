import { isIdentifier } from "./names.js";
import type { WindowPlan } from "./window.js";

/** A function of the app, `module:function`, that takes part in a task. */
export type TaskFunction = string;

/** An app's own task after launch, such as cleaning up what the old app left in other systems. */
export interface TaskPlan {
  /** Time after the cutover: `"30m"`, `"24h"`, `"7d"`. */
  readonly after: string;
  /**
   * An internal function `({ task, dryRun, until }) → { isDone, result, againAt?, waitsFor? }` that does a part of the work until
   * `until` (epoch milliseconds) and is called again until it is done; safe to call again, also after it was killed.
   */
  readonly run: TaskFunction;
  /** `({ task, until }) → the same`: reverts what `run` has done. */
  readonly undo?: TaskFunction;
  /** `({ task, until }) → the same`: deletes what `undo` would need. */
  readonly close?: TaskFunction;
  /** What these functions are: actions (the default), actions in files that say `"use node"`, or mutations. */
  readonly kind?: "action" | "node" | "mutation";
  /** How long one call may take. Default `"5m"`, at most `"29m"`, in Node `"9m"`: Convex ends actions after 30 and 10 minutes. */
  readonly limit?: string;
}

export type TasksPlan = Readonly<Record<string, TaskPlan>>;

interface Timed {
  readonly name: string;
  /** Milliseconds after the cutover. */
  readonly afterMs: number;
}

export interface AppTask extends Timed {
  readonly kind: "app";
  readonly functions: { readonly run: string; readonly undo: string | null; readonly close: string | null };
  readonly type: "action" | "node" | "mutation";
  readonly limitMs: number;
}

/** Runs the cleanup stage. */
export interface CleanupTask extends Timed {
  readonly kind: "cleanup";
}

/** Measures whether the old system can be shut down, and ends in a checklist. */
export interface ChecklistTask extends Timed {
  readonly kind: "checklist";
}

export type PlannedTask = AppTask | CleanupTask | ChecklistTask;

export const cleanupTask = "removeLegacyFields";

const dayMs = 86_400_000;
const defaultRollbackWindow = "7d";
const defaultLimit = "5m";
/** A minute before Convex ends such a function. */
const longestLimits = { action: "29m", node: "9m", mutation: "9m" } as const;

const checklistTasks: readonly PlannedTask[] = [7, 14, 30].map((days) => ({
  kind: "checklist",
  name: `decommission${days}d`,
  afterMs: days * dayMs,
}));

const builtIn: readonly string[] = [cleanupTask, ...checklistTasks.map(({ name }) => name)];

/** The plan's tasks and the built-in ones, by name, the earliest first. */
export function planTasks(tasks: TasksPlan, { rollbackWindow }: WindowPlan): ReadonlyMap<string, PlannedTask> {
  const removal: PlannedTask = {
    kind: "cleanup",
    name: cleanupTask,
    afterMs: readDuration(rollbackWindow ?? defaultRollbackWindow) ?? 0,
  };
  const all = [...Object.entries(tasks).map(planTask), removal, ...checklistTasks];
  return new Map(all.toSorted((one, other) => one.afterMs - other.afterMs).map((task) => [task.name, task]));
}

function planTask([name, { after, run, undo, close, kind, limit }]: [string, TaskPlan]): PlannedTask {
  return {
    kind: "app",
    name,
    afterMs: readDuration(after) ?? 0,
    functions: { run, undo: undo ?? null, close: close ?? null },
    type: kind ?? "action",
    limitMs: readDuration(limit ?? defaultLimit) ?? 0,
  };
}

/** Everything wrong with the plan's tasks: sentences that say what to write. */
export function findTaskFaults(tasks: TasksPlan, { rollbackWindow, sourceBackup }: WindowPlan): string[] {
  return [
    ...durationFaults("window.rollbackWindow", rollbackWindow),
    ...durationFaults("window.sourceBackup.within", sourceBackup?.within),
    ...Object.entries(tasks).flatMap(([name, task]) => [
      ...nameFaults(name),
      ...requiredFaults(name, task),
      ...durationFaults(`tasks.${name}.after`, task.after),
      ...limitFaults(name, task),
      ...functionFaults(name, task),
    ]),
  ];
}

function nameFaults(name: string): string[] {
  if (builtIn.includes(name)) {
    const time = name === cleanupTask ? " Its time is set by window: { rollbackWindow }." : "";
    return [`tasks.${name}: every plan has a task of this name; choose another.${time}`];
  }
  return isIdentifier(name) ? [] : [`tasks: "${name}" is not a name for a task: use letters, digits and _.`];
}

/** A plan that nobody compiles may lack them; without a time the task would be due at once. */
function requiredFaults(name: string, task: Partial<TaskPlan>): string[] {
  const missing = (["after", "run"] as const).filter((option) => task[option] === undefined);
  return missing.map((option) => `tasks.${name}: "${option}" is missing. Write { after: "24h", run: "tidyUp:run" }.`);
}

function durationFaults(where: string, text: string | undefined): string[] {
  if (text === undefined || readDuration(text) !== null) return [];
  return [`${where}: "${text}" is not a duration. Write one such as "30m", "24h" or "7d".`];
}

function limitFaults(name: string, { limit, kind = "action" }: TaskPlan): string[] {
  const faults = durationFaults(`tasks.${name}.limit`, limit);
  const longest = longestLimits[kind];
  if (faults.length > 0 || limit === undefined || readDuration(limit)! <= readDuration(longest)!) return faults;
  return [
    `tasks.${name}.limit: "${limit}" is longer than a Convex ${kind === "mutation" ? kind : "action"} may run. Use at most "${longest}": the function is called again until it is done.`,
  ];
}

function functionFaults(name: string, { run, undo, close }: TaskPlan): string[] {
  return Object.entries({ run, undo, close })
    .filter(([, text]) => text !== undefined && !/^[A-Za-z_][\w/]*:[A-Za-z_]\w*$/.test(text))
    .map(
      ([verb, text]) =>
        `tasks.${name}.${verb}: "${text}" names no function. Write "module:function", as npx convex run takes it.`,
    );
}

const unitMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: dayMs };

/** Milliseconds; null for what is no positive length of time. */
export function readDuration(text: string): number | null {
  const [, count, unit] = /^(\d+(?:\.\d+)?)(m|h|d)$/.exec(text) ?? [];
  const milliseconds = Number(count) * (unitMs[unit ?? ""] ?? 0);
  return milliseconds > 0 ? milliseconds : null;
}
