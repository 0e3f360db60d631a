import { Cutover } from "../../../convex/client/index.js";
import { components } from "./_generated/api.js";
import plan from "./plan.js";
import movingSchema from "./schema.js";

export const cutover = new Cutover(components.cutover, { plan, schema: movingSchema, migrations: components.migrations });
export const { matchUsers, verifyUsers, removeLegacyFieldsUsers } = cutover.table("users");
export const { matchAuthAccounts, resolveAuthAccounts, verifyAuthAccounts, removeLegacyFieldsAuthAccounts } = cutover.table("authAccounts");
export const { resolveRecipes, verifyRecipes, removeLegacyFieldsRecipes } = cutover.table("recipes");
export const { resolveComments, verifyComments, removeLegacyFieldsComments } = cutover.table("comments");
export const { resolveProfiles, verifyProfiles, removeLegacyFieldsProfiles } = cutover.table("profiles");
export const { resolveFavourites, verifyFavourites, removeLegacyFieldsFavourites } = cutover.table("favourites");
export const { begin, apply, run, control, status, issues, inspect, matches, waive, settle, removed, conflicts, clearRemoved } = cutover.functions();
export const { moveReferences, moveReferencesBatch, window, recordStep, maintenance, setMaintenance, scheduledWork, claims, decideClaim } = cutover.functions();
export const { resetPassword, signIns, trySignIns } = cutover.functions();
export const { openSignInTrial, closeSignInTrial, upgradeHash, finishReset } = cutover.functions();
export const { recordVerification, tasks, scheduleTasks, runTask, dryRunTask, cancelTask, undoTask, closeTask, confirmTask } = cutover.functions();
export const { readSourceBaseline, wakeTask, performTask, reportTask, deployment, lease, takeLease, renewLease, releaseLease } = cutover.functions();
