import { componentsGeneric } from "convex/server";
import { Cutover, type CutoverOptions } from "../../../../convex/client/index.js";
import type { ComponentApi } from "../../../../convex/cutover/_generated/component.js";
import plan from "./plan.js";
import schema from "./schema.js";

const components = componentsGeneric() as unknown as {
  cutover: ComponentApi;
  migrations: CutoverOptions<Record<string, never>, typeof schema>["migrations"];
};

export const cutover = new Cutover(components.cutover, { plan, schema, migrations: components.migrations, invites: { link: "https://app.example/in/" } });

export const { matchUsers, verifyUsers, removeLegacyFieldsUsers } = cutover.table("users");
export const { matchAuthAccounts, resolveAuthAccounts, verifyAuthAccounts } = cutover.table("authAccounts");
export const { removeLegacyFieldsAuthAccounts } = cutover.table("authAccounts");
export const { resolveNotes, verifyNotes, removeLegacyFieldsNotes } = cutover.table("notes");
export const { begin, run, status, settle, issues, recordStep, signIns, trySignIns } = cutover.functions();
export const { openSignInTrial, closeSignInTrial, upgradeHash, finishReset } = cutover.functions();
export const { moveReferences, moveReferencesBatch, setMaintenance, claims, decideClaim } = cutover.functions();
export const { apply, conflicts } = cutover.functions();
export const { resetPassword, createInvites, invites, revokeInvites } = cutover.functions();
