import { componentsGeneric } from "convex/server";
import { Cutover, type CutoverOptions } from "../../../../convex/client/index.js";
import type { ComponentApi } from "../../../../convex/cutover/_generated/component.js";
import plan from "./plan.js";
import schema from "./schema.js";

const components = componentsGeneric() as unknown as {
  cutover: ComponentApi;
  migrations: CutoverOptions<Record<string, never>, typeof schema>["migrations"];
};

export const cutover = new Cutover(components.cutover, { plan, schema, migrations: components.migrations });

export const matchUsers = cutover.match("users");
export const resolveAuthAccounts = cutover.resolve("authAccounts");
export const resolveNotes = cutover.resolve("notes");

export const begin = cutover.begin();
export const run = cutover.run();
export const status = cutover.status();
export const moveReferences = cutover.moveReferences();
export const setMaintenance = cutover.setMaintenance();

export const claims = cutover.claims();
export const decideClaim = cutover.decideClaim();
export const resetPassword = cutover.resetPassword();
export const createInvites = cutover.createInvites({ link: "https://app.example/in/" });
export const invites = cutover.invites();
export const revokeInvites = cutover.revokeInvites();
