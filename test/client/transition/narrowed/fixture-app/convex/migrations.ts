import { componentsGeneric } from "convex/server";
import { Cutover, type CutoverOptions, duringCutover } from "../../../../../../convex/client/index.js";
import type { ComponentApi } from "../../../../../../convex/cutover/_generated/component.js";
import plan from "../../../fixture-app/convex/plan.js";
import schema from "./schema.js";

const components = componentsGeneric() as unknown as {
  cutover: ComponentApi;
  migrations: CutoverOptions<Record<string, never>, typeof schema>["migrations"];
};

/** What tasks still need of it; the schema that is deployed is the final one. */
const cutover = new Cutover(components.cutover, {
  plan,
  schema: duringCutover(schema, plan),
  migrations: components.migrations,
});

export const { status } = cutover.functions();
