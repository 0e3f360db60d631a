import { componentsGeneric } from "convex/server";
import { Cutover, type CutoverOptions } from "../../../../convex/client/index.js";
import type { ComponentApi } from "../../../../convex/cutover/_generated/component.js";
import plan from "./plan.js";
import schema from "./schema.js";

const components = componentsGeneric() as unknown as {
  cutover: ComponentApi;
  migrations: CutoverOptions<Record<string, never>, typeof schema>["migrations"];
};

const cutover = new Cutover(components.cutover, { plan, schema, migrations: components.migrations });

export const { verifyMembers, removeLegacyFieldsMembers } = cutover.table("members");
export const { resolvePosts, verifyPosts, removeLegacyFieldsPosts } = cutover.table("posts");
export const { begin, apply, run, control, status, issues, inspect, matches, waive, settle, removed, conflicts, clearRemoved } = cutover.functions();
export const { moveReferences, moveReferencesBatch, window, recordStep, maintenance, setMaintenance, scheduledWork } = cutover.functions();
export const { recordVerification, tasks, scheduleTasks, runTask, dryRunTask, cancelTask, undoTask, closeTask, confirmTask } = cutover.functions();
export const { readSourceBaseline, wakeTask, performTask, reportTask, deployment, lease, takeLease, renewLease, releaseLease } = cutover.functions();
export const { knownFiles, beginUploads, recordFiles, recoverUploads, deleteFiles } = cutover.functions();
