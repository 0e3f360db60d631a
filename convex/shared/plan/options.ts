import type { FilesPlan } from "./places.js";
import type { Shape } from "./plan.js";
import type { Merge, RowOptions, TableOptions, Tables } from "./table.js";
import type { TaskPlan, TasksPlan } from "./tasks.js";
import type { ChecklistEntry, HookName, WindowPlan } from "./window.js";

/** Options of the whole migration. */
export interface PlanOptions {
  readonly shape?: Shape;
  /** Tables of the source that are left out, each with the reason: `{ "public.audit_log": "kept in the archive" }`. */
  readonly omit?: Readonly<Record<string, string>>;
  /** Why no table of the plan matches users, though there are some: `check` warns otherwise. */
  readonly unmatchedUsers?: string;
  readonly window?: WindowPlan;
  readonly tasks?: TasksPlan;
  /** Where the files lie that `file(…)` names. */
  readonly files?: FilesPlan;
}

/** Every option there is: the compiler refuses a list that lacks one, or has one too many. */
type All<T> = Readonly<Record<keyof T, true>>;

const planOptions: All<PlanOptions> = {
  shape: true,
  omit: true,
  unmatchedUsers: true,
  window: true,
  tasks: true,
  files: true,
};
const tableOptions: All<TableOptions> = {
  match: true,
  formerly: true,
  wins: true,
  unique: true,
  merge: true,
  keepIdMap: true,
  allow: true,
};
const rowOptions: All<RowOptions> = { jq: true, columns: true, filter: true, rejectWhen: true };
const allowances: All<NonNullable<TableOptions["allow"]>> = { rejected: true, issues: true, files: true };
const mergeOptions: All<Merge> = { by: true, keep: true, fill: true, combine: true };
const windowOptions: All<WindowPlan> = {
  freeze: true,
  hooks: true,
  checks: true,
  before: true,
  watch: true,
  checklist: true,
  quietSeconds: true,
  leaveFrozen: true,
  rollbackWindow: true,
  sourceBackup: true,
  lively: true,
};
const watch: All<NonNullable<WindowPlan["watch"]>> = { minutes: true, checks: true };
const checklistEntry: All<ChecklistEntry> = { name: true, title: true, day: true, gate: true };
const sourceBackup: All<NonNullable<WindowPlan["sourceBackup"]>> = { file: true, within: true };
const hooks: All<Record<HookName, unknown>> = {
  announce: true,
  freeze: true,
  unfreeze: true,
  switchTraffic: true,
  switchBack: true,
  smoke: true,
  notify: true,
};

const taskOptions: All<TaskPlan> = { after: true, run: true, undo: true, close: true, kind: true, limit: true };

/** Options that do not exist, where a misspelled one would be ignored: a plan is run without its types being checked. */
export function findUnknownOptions(specs: Tables, options: PlanOptions): string[] {
  return [
    ...unknown("definePlan", options, planOptions),
    ...unknown("window", options.window, windowOptions),
    ...unknown("window.hooks", options.window?.hooks, hooks),
    ...(options.window?.checklist ?? []).flatMap((entry) =>
      unknown(`window.checklist ${entry.name}`, entry, checklistEntry),
    ),
    ...unknown("window.watch", options.window?.watch, watch),
    ...unknown("window.sourceBackup", options.window?.sourceBackup, sourceBackup),
    ...Object.entries(options.tasks ?? {}).flatMap(([name, task]) => unknown(`tasks.${name}`, task, taskOptions)),
    ...Object.entries(specs).flatMap(([table, { options: own }]) => [
      ...unknown(table, own, { ...tableOptions, ...rowOptions }),
      ...unknown(`${table}.allow`, own.allow, allowances),
      ...unknown(`${table}.merge`, own.merge, mergeOptions),
    ]),
  ];
}

function unknown(where: string, given: object | undefined, known: Readonly<Record<string, true>>): string[] {
  const names = Object.keys(given ?? {}).filter((name) => !Object.hasOwn(known, name));
  return names.map((name) => `${where}: there is no option "${name}". One of: ${Object.keys(known).join(", ")}.`);
}
