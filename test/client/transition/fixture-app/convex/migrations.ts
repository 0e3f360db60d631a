import { componentsGeneric } from "convex/server";
import { Cutover, type CutoverOptions } from "../../../../../convex/client/index.js";
import type { ComponentApi } from "../../../../../convex/cutover/_generated/component.js";
import plan from "./plan.js";
import movingSchema from "./schema.js";

const components = componentsGeneric() as unknown as {
  cutover: ComponentApi;
  migrations: CutoverOptions<Record<string, never>, typeof movingSchema>["migrations"];
};

const cutover = new Cutover(components.cutover, { plan, schema: movingSchema, migrations: components.migrations });

export const matchPeople = cutover.match("people");

export const resolvePeople = cutover.resolve("people");
export const resolveTickets = cutover.resolve("tickets");
export const resolveNotes = cutover.resolve("notes");

export const verifyPeople = cutover.verify("people");
export const verifyTickets = cutover.verify("tickets");
export const verifyNotes = cutover.verify("notes");

export const removeLegacyFieldsPeople = cutover.removeLegacyFields("people");
export const removeLegacyFieldsTickets = cutover.removeLegacyFields("tickets");
export const removeLegacyFieldsNotes = cutover.removeLegacyFields("notes");

export const begin = cutover.begin();
export const run = cutover.run();
export const status = cutover.status();
export const issues = cutover.issues();
export const inspect = cutover.inspect();
export const matches = cutover.matches();
