import { internalMutationGeneric } from "convex/server";
import type { Environment } from "../run/environment.js";

/** The source as the cut-over left it, for the command that checks at it again; null where nobody noted it. */
export function defineReadSourceBaseline({ component }: Environment) {
  return internalMutationGeneric({
    args: {},
    handler: async (ctx) => await ctx.runMutation(component.tasks.readSourceBaseline, {}),
  });
}
