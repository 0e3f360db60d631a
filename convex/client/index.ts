export { Cutover, type CutoverOptions } from "./cutover.js";
export { duringCutover } from "./transition/duringCutover.js";
export { type EventIds, listEventIds, vEventIds, withEventId, withoutEventId } from "./calendar/events.js";
export type { DuringCutover, FitsSchema, SchemaMismatches } from "./transition/fits.js";
export { defineGetByEitherId, type EitherIdCtx } from "./transition/getByEitherId.js";
export { type LegacyIndex, legacyIndexes, withLegacyFields } from "./transition/duringCutover.js";
export type { Inspected } from "./verify/inspect.js";
export type { MatchClasses } from "./match/classes.js";
export type { Moving } from "./match/moveReferences.js";
export type { Refused } from "./run/refuse.js";
export type { Settled } from "./match/settle.js";
export { type Stage, stages } from "./run/stages.js";
export type { AuthCallbackOptions } from "./signIn/signInAttempt.js";
export type { CutoverStatus, StageStatus, State } from "./run/status.js";
export type { UnderMaintenance } from "./maintenance/maintenance.js";
export {
  definePlan,
  type Plan,
  type PlannedTable,
  type PlanOptions,
  type Shape,
  type Tables,
} from "../shared/plan/plan.js";
export { findSchemaFaults } from "../shared/plan/schemaFaults.js";
export { derive, lookup } from "../shared/plan/columns.js";
export type { TasksStatus, TaskStatus } from "./tasks/taskStatus.js";
export type { TaskPlan, TasksPlan } from "../shared/plan/tasks.js";
export type { FreezePlan, Hook, HookName, WindowPlan } from "../shared/plan/window.js";
export { configured, type Merge, type RowOptions, table, type TableOptions, union } from "../shared/plan/table.js";
export type { Field, Missing, RawRow } from "../shared/plan/field.js";
export * from "../shared/plan/fields.js";
