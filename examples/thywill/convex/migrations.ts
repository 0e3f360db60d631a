import { Cutover } from "../../../convex/client/index.js";
import { components } from "./_generated/api.js";
import plan from "./plan.js";
import movingSchema from "./schema.js";

export const cutover = new Cutover(components.cutover, {
  plan,
  schema: movingSchema,
  migrations: components.migrations,
  invites: { label: ({ displayName }) => displayName as string },
});
export const { resolveUsers, verifyUsers, removeLegacyFieldsUsers } = cutover.table("users");
export const { resolveRoles, verifyRoles, removeLegacyFieldsRoles } = cutover.table("roles");
export const { resolveUserRoles, verifyUserRoles, removeLegacyFieldsUserRoles } = cutover.table("userRoles");
export const { resolvePrayers, verifyPrayers, removeLegacyFieldsPrayers } = cutover.table("prayers");
export const { resolvePrayerMarks, verifyPrayerMarks, removeLegacyFieldsPrayerMarks } = cutover.table("prayerMarks");
export const { resolvePrayerSkips, verifyPrayerSkips, removeLegacyFieldsPrayerSkips } = cutover.table("prayerSkips");
export const { resolveActivity, verifyActivity, removeLegacyFieldsActivity } = cutover.table("activity");
export const { verifyArchives, removeLegacyFieldsArchives } = cutover.table("archives");
export const { begin, apply, run, control, status, issues, inspect, matches, waive, settle, removed, conflicts, clearRemoved } = cutover.functions();
export const { moveReferences, moveReferencesBatch, window, recordStep, maintenance, setMaintenance, scheduledWork } = cutover.functions();
export const { createInvites, invites, revokeInvites } = cutover.functions();
export const { recordVerification, tasks, scheduleTasks, runTask, dryRunTask, cancelTask, undoTask, closeTask, confirmTask } = cutover.functions();
export const { readSourceBaseline, wakeTask, performTask, reportTask, deployment, lease, takeLease, renewLease, releaseLease } = cutover.functions();
export const { knownFiles, beginUploads, recordFiles, recoverUploads, deleteFiles } = cutover.functions();
