import { components } from "./_generated/api.js";
import { Cutover } from "./client/index.js";
import plan from "./plan.js";
import movingSchema from "./schema.js";

export const cutover = new Cutover(components.cutover, { plan, schema: movingSchema, migrations: components.migrations });
export const { matchUsers, verifyUsers, removeLegacyFieldsUsers } = cutover.table("users");
export const { resolveCases, verifyCases, removeLegacyFieldsCases } = cutover.table("cases");
export const { resolveUserSettings, verifyUserSettings, removeLegacyFieldsUserSettings } = cutover.table("userSettings");
export const { resolveUserPreferences, verifyUserPreferences, removeLegacyFieldsUserPreferences } = cutover.table("userPreferences");
export const { resolveNotifications, verifyNotifications, removeLegacyFieldsNotifications } = cutover.table("notifications");
export const { begin, apply, run, control, status, issues, inspect, matches, waive, settle, removed, conflicts, clearRemoved } = cutover.functions();
export const { moveReferences, moveReferencesBatch, window, recordStep, maintenance, setMaintenance, scheduledWork, claims, decideClaim } = cutover.functions();
export const { recordVerification, tasks, scheduleTasks, runTask, dryRunTask, cancelTask, undoTask, closeTask, confirmTask } = cutover.functions();
export const { readSourceBaseline, wakeTask, performTask, reportTask, deployment, lease, takeLease, renewLease, releaseLease } = cutover.functions();
