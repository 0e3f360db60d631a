import { componentsGeneric, internalMutationGeneric } from "convex/server";
import { v } from "convex/values";
import { Cutover, type CutoverOptions } from "../../../convex/client/index.js";
import type { ComponentApi } from "../../../convex/cutover/_generated/component.js";
import plan from "./plan.js";
import { guardedMutation } from "./guardedMutation.js";
import schema from "./schema.js";

const components = componentsGeneric() as unknown as {
  cutover: ComponentApi;
  migrations: CutoverOptions<Record<string, never>, typeof schema>["migrations"];
};

export const cutover = new Cutover(components.cutover, {
  plan,
  schema,
  migrations: components.migrations,
  internalMutation: guardedMutation,
});

export const matchUsers = cutover.match("users");

export const resolveUsers = cutover.resolve("users");
export const resolveTeams = cutover.resolve("teams");
export const resolveSettings = cutover.resolve("settings");
export const resolveCases = cutover.resolve("cases");

export const verifyUsers = cutover.verify("users");
export const verifyTeams = cutover.verify("teams");
export const verifySettings = cutover.verify("settings");
export const verifyCases = cutover.verify("cases");

export const removeLegacyFieldsUsers = cutover.removeLegacyFields("users");
export const removeLegacyFieldsTeams = cutover.removeLegacyFields("teams");
export const removeLegacyFieldsSettings = cutover.removeLegacyFields("settings");
export const removeLegacyFieldsCases = cutover.removeLegacyFields("cases");

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

/** What `npx convex run --component migrations lib:cancel` does. */
export const cancel = internalMutationGeneric({
  args: { name: v.string() },
  handler: async (ctx, { name }) => {
    await ctx.runMutation(components.migrations.lib.cancel, { name });
  },
});
