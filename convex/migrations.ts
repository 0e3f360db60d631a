import { components } from "./_generated/api.js";
import { Cutover } from "./client/index.js";
import plan from "./plan.js";
import movingSchema from "./schema.js";

export const cutover = new Cutover(components.cutover, {
  plan,
  schema: movingSchema,
  migrations: components.migrations,
});

export const matchUsers = cutover.match("users");

export const resolveCases = cutover.resolve("cases");
export const resolveUserSettings = cutover.resolve("userSettings");
export const resolveUserPreferences = cutover.resolve("userPreferences");
export const resolveNotifications = cutover.resolve("notifications");

export const verifyUsers = cutover.verify("users");
export const verifyCases = cutover.verify("cases");
export const verifyUserSettings = cutover.verify("userSettings");
export const verifyUserPreferences = cutover.verify("userPreferences");
export const verifyNotifications = cutover.verify("notifications");

export const removeLegacyFieldsUsers = cutover.removeLegacyFields("users");
export const removeLegacyFieldsCases = cutover.removeLegacyFields("cases");
export const removeLegacyFieldsUserSettings = cutover.removeLegacyFields("userSettings");
export const removeLegacyFieldsUserPreferences = cutover.removeLegacyFields("userPreferences");
export const removeLegacyFieldsNotifications = cutover.removeLegacyFields("notifications");

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
export const decideClaim = cutover.decideClaim();

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
