import { components } from "./_generated/api.js";
import { Cutover } from "../../../convex/client/index.js";
import { newUser } from "./newUser.js";
import plan from "./plan.js";
import movingSchema from "./schema.js";

export const cutover = new Cutover(components.cutover, { plan, schema: movingSchema, migrations: components.migrations, claims: { newUser } });
export const { matchUsers, verifyUsers, removeLegacyFieldsUsers } = cutover.table("users");
export const { resolveAuthAccounts, verifyAuthAccounts, removeLegacyFieldsAuthAccounts } = cutover.table("authAccounts");
export const { resolveCampaigns, verifyCampaigns, removeLegacyFieldsCampaigns } = cutover.table("campaigns");
export const { resolveResponses, verifyResponses, removeLegacyFieldsResponses } = cutover.table("responses");
export const { resolveResponseUpvotes, verifyResponseUpvotes, removeLegacyFieldsResponseUpvotes } = cutover.table("responseUpvotes");
export const { verifyRepresentatives, removeLegacyFieldsRepresentatives } = cutover.table("representatives");
export const { verifyPostalCodes, removeLegacyFieldsPostalCodes } = cutover.table("postalCodes");
export const { resolveLocations, verifyLocations, removeLegacyFieldsLocations } = cutover.table("locations");
export const { resolveCuts, verifyCuts, removeLegacyFieldsCuts } = cutover.table("cuts");
export const { resolveShifts, verifyShifts, removeLegacyFieldsShifts } = cutover.table("shifts");
export const { resolveShiftSignups, verifyShiftSignups, removeLegacyFieldsShiftSignups } = cutover.table("shiftSignups");
export const { verifySettings, removeLegacyFieldsSettings } = cutover.table("settings");
export const { begin, apply, run, control, status, issues, inspect, matches, recordVerification, waive, settle, removed, conflicts, clearRemoved } =
  cutover.functions();
export const { moveReferences, moveReferencesBatch, window, recordStep, maintenance, setMaintenance, scheduledWork, claims, decideClaim } = cutover.functions();
export const { resetPassword } = cutover.functions();
export const { tasks, scheduleTasks, runTask, dryRunTask, cancelTask, undoTask, closeTask, confirmTask } = cutover.functions();
export const { readSourceBaseline, wakeTask, performTask, reportTask, deployment, lease, takeLease, renewLease, releaseLease } = cutover.functions();
