import { Cutover } from "../../../convex/client/index.js";
import { components } from "./_generated/api.js";
import plan from "./plan.js";
import movingSchema from "./schema.js";

export const cutover = new Cutover(components.cutover, {
  plan,
  schema: movingSchema,
  migrations: components.migrations,
});

export const matchUsers = cutover.match("users");

export const resolveAuthAccounts = cutover.resolve("authAccounts");
export const resolveFolders = cutover.resolve("folders");
export const resolveCampaigns = cutover.resolve("campaigns");
export const resolveCampaignTags = cutover.resolve("campaignTags");
export const resolveCampaignEmails = cutover.resolve("campaignEmails");
export const resolveResponses = cutover.resolve("responses");
export const resolveResponseUpvotes = cutover.resolve("responseUpvotes");
export const resolveLocations = cutover.resolve("locations");
export const resolveAddresses = cutover.resolve("addresses");
export const resolveCuts = cutover.resolve("cuts");
export const resolveCutLocations = cutover.resolve("cutLocations");
export const resolveShifts = cutover.resolve("shifts");
export const resolveShiftSignups = cutover.resolve("shiftSignups");
export const resolveCanvassVisits = cutover.resolve("canvassVisits");
export const resolveMediaReactions = cutover.resolve("mediaReactions");
export const resolveCompilationVideos = cutover.resolve("compilationVideos");

export const verifyUsers = cutover.verify("users");
export const verifyAuthAccounts = cutover.verify("authAccounts");
export const verifyFolders = cutover.verify("folders");
export const verifyTags = cutover.verify("tags");
export const verifyCampaigns = cutover.verify("campaigns");
export const verifyCampaignTags = cutover.verify("campaignTags");
export const verifyRepresentatives = cutover.verify("representatives");
export const verifyCampaignEmails = cutover.verify("campaignEmails");
export const verifyResponses = cutover.verify("responses");
export const verifyResponseUpvotes = cutover.verify("responseUpvotes");
export const verifyLocations = cutover.verify("locations");
export const verifyAddresses = cutover.verify("addresses");
export const verifyCuts = cutover.verify("cuts");
export const verifyCutLocations = cutover.verify("cutLocations");
export const verifyShifts = cutover.verify("shifts");
export const verifyShiftSignups = cutover.verify("shiftSignups");
export const verifyCanvassVisits = cutover.verify("canvassVisits");
export const verifySiteSettings = cutover.verify("siteSettings");
export const verifyVideos = cutover.verify("videos");
export const verifyMediaReactions = cutover.verify("mediaReactions");
export const verifyCompilations = cutover.verify("compilations");
export const verifyCompilationVideos = cutover.verify("compilationVideos");

export const removeLegacyFieldsUsers = cutover.removeLegacyFields("users");
export const removeLegacyFieldsAuthAccounts = cutover.removeLegacyFields("authAccounts");
export const removeLegacyFieldsFolders = cutover.removeLegacyFields("folders");
export const removeLegacyFieldsTags = cutover.removeLegacyFields("tags");
export const removeLegacyFieldsCampaigns = cutover.removeLegacyFields("campaigns");
export const removeLegacyFieldsCampaignTags = cutover.removeLegacyFields("campaignTags");
export const removeLegacyFieldsRepresentatives = cutover.removeLegacyFields("representatives");
export const removeLegacyFieldsCampaignEmails = cutover.removeLegacyFields("campaignEmails");
export const removeLegacyFieldsResponses = cutover.removeLegacyFields("responses");
export const removeLegacyFieldsResponseUpvotes = cutover.removeLegacyFields("responseUpvotes");
export const removeLegacyFieldsLocations = cutover.removeLegacyFields("locations");
export const removeLegacyFieldsAddresses = cutover.removeLegacyFields("addresses");
export const removeLegacyFieldsCuts = cutover.removeLegacyFields("cuts");
export const removeLegacyFieldsCutLocations = cutover.removeLegacyFields("cutLocations");
export const removeLegacyFieldsShifts = cutover.removeLegacyFields("shifts");
export const removeLegacyFieldsShiftSignups = cutover.removeLegacyFields("shiftSignups");
export const removeLegacyFieldsCanvassVisits = cutover.removeLegacyFields("canvassVisits");
export const removeLegacyFieldsSiteSettings = cutover.removeLegacyFields("siteSettings");
export const removeLegacyFieldsVideos = cutover.removeLegacyFields("videos");
export const removeLegacyFieldsMediaReactions = cutover.removeLegacyFields("mediaReactions");
export const removeLegacyFieldsCompilations = cutover.removeLegacyFields("compilations");
export const removeLegacyFieldsCompilationVideos = cutover.removeLegacyFields("compilationVideos");

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
