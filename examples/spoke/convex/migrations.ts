import { components } from "./_generated/api.js";
import { Cutover } from "../../../convex/client/index.js";
import plan from "./plan.js";
import movingSchema from "./schema.js";

export const cutover = new Cutover(components.cutover, { plan, schema: movingSchema, migrations: components.migrations });
export const { matchUsers, verifyUsers, removeLegacyFieldsUsers } = cutover.table("users");
export const { verifyOrganizations, removeLegacyFieldsOrganizations } = cutover.table("organizations");
export const { resolveMemberships, verifyMemberships, removeLegacyFieldsMemberships } = cutover.table("memberships");
export const { resolveUserCells, verifyUserCells, removeLegacyFieldsUserCells } = cutover.table("userCells");
export const { resolveCampaigns, verifyCampaigns, removeLegacyFieldsCampaigns } = cutover.table("campaigns");
export const { resolveAssignments, verifyAssignments, removeLegacyFieldsAssignments } = cutover.table("assignments");
export const { resolveCampaignContacts, verifyCampaignContacts, removeLegacyFieldsCampaignContacts } = cutover.table("campaignContacts");
export const { resolveInteractionSteps, verifyInteractionSteps, removeLegacyFieldsInteractionSteps } = cutover.table("interactionSteps");
export const { resolveQuestionResponses, verifyQuestionResponses, removeLegacyFieldsQuestionResponses } = cutover.table("questionResponses");
export const { resolveMessages, verifyMessages, removeLegacyFieldsMessages } = cutover.table("messages");
export const { resolveOptOuts, verifyOptOuts, removeLegacyFieldsOptOuts } = cutover.table("optOuts");
export const { resolveCannedResponses, verifyCannedResponses, removeLegacyFieldsCannedResponses } = cutover.table("cannedResponses");
export const { verifyInvites, removeLegacyFieldsInvites } = cutover.table("invites");
export const { verifyZipCodes, removeLegacyFieldsZipCodes } = cutover.table("zipCodes");
export const { resolveMessagingServices, verifyMessagingServices, removeLegacyFieldsMessagingServices } = cutover.table("messagingServices");
export const { resolveMessagingServiceSticks, verifyMessagingServiceSticks, removeLegacyFieldsMessagingServiceSticks } =
  cutover.table("messagingServiceSticks");
export const { begin, apply, run, control, status, issues, inspect, matches, waive, settle, removed, conflicts, clearRemoved } = cutover.functions();
export const { moveReferences, moveReferencesBatch, window, recordStep, maintenance, setMaintenance, scheduledWork } = cutover.functions();
export const { recordVerification, tasks, scheduleTasks, runTask, dryRunTask, cancelTask, undoTask, closeTask, confirmTask } = cutover.functions();
export const { readSourceBaseline, wakeTask, performTask, reportTask, deployment, lease, takeLease, renewLease, releaseLease } = cutover.functions();
