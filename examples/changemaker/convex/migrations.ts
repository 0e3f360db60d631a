import { components } from "./_generated/api.js";
import { Cutover } from "../../../convex/client/index.js";
import { newUser } from "./newUser.js";
import plan from "./plan.js";
import movingSchema from "./schema.js";

export const cutover = new Cutover(components.cutover, {
  plan,
  schema: movingSchema,
  migrations: components.migrations,
});

export const matchUsers = cutover.match("users");

export const resolveAuthAccounts = cutover.resolve("authAccounts");
export const resolveCampaigns = cutover.resolve("campaigns");
export const resolveResponses = cutover.resolve("responses");
export const resolveResponseUpvotes = cutover.resolve("responseUpvotes");
export const resolveLocations = cutover.resolve("locations");
export const resolveCuts = cutover.resolve("cuts");
export const resolveShifts = cutover.resolve("shifts");
export const resolveShiftSignups = cutover.resolve("shiftSignups");

export const verifyUsers = cutover.verify("users");
export const verifyAuthAccounts = cutover.verify("authAccounts");
export const verifyCampaigns = cutover.verify("campaigns");
export const verifyResponses = cutover.verify("responses");
export const verifyResponseUpvotes = cutover.verify("responseUpvotes");
export const verifyRepresentatives = cutover.verify("representatives");
export const verifyPostalCodes = cutover.verify("postalCodes");
export const verifyLocations = cutover.verify("locations");
export const verifyCuts = cutover.verify("cuts");
export const verifyShifts = cutover.verify("shifts");
export const verifyShiftSignups = cutover.verify("shiftSignups");
export const verifySettings = cutover.verify("settings");

export const removeLegacyFieldsUsers = cutover.removeLegacyFields("users");
export const removeLegacyFieldsAuthAccounts = cutover.removeLegacyFields("authAccounts");
export const removeLegacyFieldsCampaigns = cutover.removeLegacyFields("campaigns");
export const removeLegacyFieldsResponses = cutover.removeLegacyFields("responses");
export const removeLegacyFieldsResponseUpvotes = cutover.removeLegacyFields("responseUpvotes");
export const removeLegacyFieldsRepresentatives = cutover.removeLegacyFields("representatives");
export const removeLegacyFieldsPostalCodes = cutover.removeLegacyFields("postalCodes");
export const removeLegacyFieldsLocations = cutover.removeLegacyFields("locations");
export const removeLegacyFieldsCuts = cutover.removeLegacyFields("cuts");
export const removeLegacyFieldsShifts = cutover.removeLegacyFields("shifts");
export const removeLegacyFieldsShiftSignups = cutover.removeLegacyFields("shiftSignups");
export const removeLegacyFieldsSettings = cutover.removeLegacyFields("settings");

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

export const claims = cutover.claims();
export const decideClaim = cutover.decideClaim({ newUser });
export const resetPassword = cutover.resetPassword();

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
