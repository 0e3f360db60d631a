import { componentsGeneric } from "convex/server";
import { Cutover, type CutoverOptions } from "../../../../../../convex/client/index.js";
import type { ComponentApi } from "../../../../../../convex/cutover/_generated/component.js";
import plan from "./plan.js";
import schema from "./schema.js";

const components = componentsGeneric() as unknown as {
  cutover: ComponentApi;
  migrations: CutoverOptions<Record<string, never>, typeof schema>["migrations"];
};

const cutover = new Cutover(components.cutover, { plan, schema, migrations: components.migrations });

export const matchUsers = cutover.match("users");
export const matchAuthAccounts = cutover.match("authAccounts");

export const resolveUsers = cutover.resolve("users");
export const resolveAuthAccounts = cutover.resolve("authAccounts");
export const resolveCases = cutover.resolve("cases");

export const verifyUsers = cutover.verify("users");
export const verifyAuthAccounts = cutover.verify("authAccounts");
export const verifyCases = cutover.verify("cases");

export const removeLegacyFieldsUsers = cutover.removeLegacyFields("users");
export const removeLegacyFieldsAuthAccounts = cutover.removeLegacyFields("authAccounts");
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
export const control = cutover.control();
