import { componentsGeneric } from "convex/server";
import { Cutover, type CutoverOptions } from "../../../../../../convex/client/index.js";
import type { ComponentApi } from "../../../../../../convex/cutover/_generated/component.js";
import plan from "./plan.js";
import schema from "./schema.js";

const components = componentsGeneric() as unknown as {
  cutover: ComponentApi;
  migrations: CutoverOptions<Record<string, never>, typeof schema>["migrations"];
};

const cutover = new Cutover(components.cutover, { plan, schema, migrations: components.migrations });

export const { matchUsers, resolveUsers, verifyUsers, removeLegacyFieldsUsers } = cutover.table("users");
export const { matchAuthAccounts, resolveAuthAccounts, verifyAuthAccounts, removeLegacyFieldsAuthAccounts } = cutover.table("authAccounts");
export const { resolveCases, verifyCases, removeLegacyFieldsCases } = cutover.table("cases");
export const { begin, apply, run, control, status, issues, inspect, matches, waive, settle, removed, conflicts, clearRemoved } = cutover.functions();
export const { signIns, trySignIns, moveReferences, moveReferencesBatch, window, recordStep, maintenance, setMaintenance, scheduledWork } = cutover.functions();
export const { openSignInTrial, closeSignInTrial, upgradeHash, finishReset } = cutover.functions();
export const { recordVerification, tasks, scheduleTasks, runTask, dryRunTask, cancelTask, undoTask, closeTask, confirmTask } = cutover.functions();
export const { readSourceBaseline, wakeTask, performTask, reportTask, deployment, lease, takeLease, renewLease, releaseLease } = cutover.functions();
