import { Cutover } from "../../../convex/client/index.js";
import { components } from "./_generated/api.js";
import plan from "./plan.js";
import movingSchema from "./schema.js";

export const cutover = new Cutover(components.cutover, {
  plan,
  schema: movingSchema,
  migrations: components.migrations,
});

export const resolveUsers = cutover.resolve("users");
export const resolveRoles = cutover.resolve("roles");
export const resolveUserRoles = cutover.resolve("userRoles");
export const resolvePrayers = cutover.resolve("prayers");
export const resolvePrayerMarks = cutover.resolve("prayerMarks");
export const resolvePrayerSkips = cutover.resolve("prayerSkips");
export const resolveActivity = cutover.resolve("activity");

export const verifyUsers = cutover.verify("users");
export const verifyRoles = cutover.verify("roles");
export const verifyUserRoles = cutover.verify("userRoles");
export const verifyPrayers = cutover.verify("prayers");
export const verifyPrayerMarks = cutover.verify("prayerMarks");
export const verifyPrayerSkips = cutover.verify("prayerSkips");
export const verifyActivity = cutover.verify("activity");
export const verifyArchives = cutover.verify("archives");

export const removeLegacyFieldsUsers = cutover.removeLegacyFields("users");
export const removeLegacyFieldsRoles = cutover.removeLegacyFields("roles");
export const removeLegacyFieldsUserRoles = cutover.removeLegacyFields("userRoles");
export const removeLegacyFieldsPrayers = cutover.removeLegacyFields("prayers");
export const removeLegacyFieldsPrayerMarks = cutover.removeLegacyFields("prayerMarks");
export const removeLegacyFieldsPrayerSkips = cutover.removeLegacyFields("prayerSkips");
export const removeLegacyFieldsActivity = cutover.removeLegacyFields("activity");
export const removeLegacyFieldsArchives = cutover.removeLegacyFields("archives");

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

export const createInvites = cutover.createInvites({ label: ({ displayName }) => displayName as string });
export const invites = cutover.invites();
export const revokeInvites = cutover.revokeInvites();

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
