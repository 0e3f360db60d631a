import { components } from "./_generated/api.js";
import { Cutover } from "../../../convex/client/index.js";
import plan from "./plan.js";
import movingSchema from "./schema.js";

export const cutover = new Cutover(components.cutover, {
  plan,
  schema: movingSchema,
  migrations: components.migrations,
});

export const matchUsers = cutover.match("users");

export const resolveMemberships = cutover.resolve("memberships");
export const resolveUserCells = cutover.resolve("userCells");
export const resolveCampaigns = cutover.resolve("campaigns");
export const resolveAssignments = cutover.resolve("assignments");
export const resolveCampaignContacts = cutover.resolve("campaignContacts");
export const resolveInteractionSteps = cutover.resolve("interactionSteps");
export const resolveQuestionResponses = cutover.resolve("questionResponses");
export const resolveMessages = cutover.resolve("messages");
export const resolveOptOuts = cutover.resolve("optOuts");
export const resolveCannedResponses = cutover.resolve("cannedResponses");
export const resolveMessagingServices = cutover.resolve("messagingServices");
export const resolveMessagingServiceSticks = cutover.resolve("messagingServiceSticks");

export const verifyUsers = cutover.verify("users");
export const verifyOrganizations = cutover.verify("organizations");
export const verifyMemberships = cutover.verify("memberships");
export const verifyUserCells = cutover.verify("userCells");
export const verifyCampaigns = cutover.verify("campaigns");
export const verifyAssignments = cutover.verify("assignments");
export const verifyCampaignContacts = cutover.verify("campaignContacts");
export const verifyInteractionSteps = cutover.verify("interactionSteps");
export const verifyQuestionResponses = cutover.verify("questionResponses");
export const verifyMessages = cutover.verify("messages");
export const verifyOptOuts = cutover.verify("optOuts");
export const verifyCannedResponses = cutover.verify("cannedResponses");
export const verifyInvites = cutover.verify("invites");
export const verifyZipCodes = cutover.verify("zipCodes");
export const verifyMessagingServices = cutover.verify("messagingServices");
export const verifyMessagingServiceSticks = cutover.verify("messagingServiceSticks");

export const removeLegacyFieldsUsers = cutover.removeLegacyFields("users");
export const removeLegacyFieldsOrganizations = cutover.removeLegacyFields("organizations");
export const removeLegacyFieldsMemberships = cutover.removeLegacyFields("memberships");
export const removeLegacyFieldsUserCells = cutover.removeLegacyFields("userCells");
export const removeLegacyFieldsCampaigns = cutover.removeLegacyFields("campaigns");
export const removeLegacyFieldsAssignments = cutover.removeLegacyFields("assignments");
export const removeLegacyFieldsCampaignContacts = cutover.removeLegacyFields("campaignContacts");
export const removeLegacyFieldsInteractionSteps = cutover.removeLegacyFields("interactionSteps");
export const removeLegacyFieldsQuestionResponses = cutover.removeLegacyFields("questionResponses");
export const removeLegacyFieldsMessages = cutover.removeLegacyFields("messages");
export const removeLegacyFieldsOptOuts = cutover.removeLegacyFields("optOuts");
export const removeLegacyFieldsCannedResponses = cutover.removeLegacyFields("cannedResponses");
export const removeLegacyFieldsInvites = cutover.removeLegacyFields("invites");
export const removeLegacyFieldsZipCodes = cutover.removeLegacyFields("zipCodes");
export const removeLegacyFieldsMessagingServices = cutover.removeLegacyFields("messagingServices");
export const removeLegacyFieldsMessagingServiceSticks = cutover.removeLegacyFields("messagingServiceSticks");

export const begin = cutover.begin();
export const apply = cutover.apply();
export const run = cutover.run();
export const status = cutover.status();
export const issues = cutover.issues();
export const inspect = cutover.inspect();
export const matches = cutover.matches();
export const waive = cutover.waive();
export const settle = cutover.settle();
export const moveReferences = cutover.moveReferences();

export const window = cutover.window();
export const recordStep = cutover.recordStep();
export const maintenance = cutover.maintenance();
export const setMaintenance = cutover.setMaintenance();
export const control = cutover.control();

export const {
  tasks,
  scheduleTasks,
  runTask,
  dryRunTask,
  cancelTask,
  undoTask,
  closeTask,
  confirmTask,
  readSourceBaseline,
  wakeTask,
  performTask,
  reportTask,
} = cutover.tasks();
