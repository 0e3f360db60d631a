import { Cutover } from "../../../../convex/client/index.js";
import { components } from "./_generated/api.js";
import plan from "./plan.js";
import movingSchema from "./schema.js";

const cutover = new Cutover(components.cutover, { plan, schema: movingSchema, migrations: components.migrations });

export const { matchPeople, verifyPeople, removeLegacyFieldsPeople } = cutover.table("people");
export const { resolveTickets, verifyTickets, removeLegacyFieldsTickets } = cutover.table("tickets");
export const { begin, apply, run, control, status, issues, inspect, matches, waive, settle, removed, conflicts, clearRemoved } = cutover.functions();
export const { moveReferences, moveReferencesBatch, window, recordStep, maintenance, setMaintenance, scheduledWork } = cutover.functions();
export const { recordVerification, tasks, scheduleTasks, runTask, dryRunTask, cancelTask, undoTask, closeTask, confirmTask } = cutover.functions();
export const { readSourceBaseline, wakeTask, performTask, reportTask, deployment, lease, takeLease, renewLease, releaseLease } = cutover.functions();
