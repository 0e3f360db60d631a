import { internalMutationGeneric } from "convex/server";
import type { Environment } from "../run/environment.js";

/** The source as the cut-over left it, for the command that looks at it again; null where nobody noted it. */
export function defineLookAtSource({ component }: Environment) {
  return internalMutationGeneric({
    args: {},
    handler: async (ctx) => await ctx.runMutation(component.tasks.lookAgain, {}),
  });
}
