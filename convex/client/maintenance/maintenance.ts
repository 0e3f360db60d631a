import { internalMutationGeneric, internalQueryGeneric, queryGeneric } from "convex/server";
import { v } from "convex/values";
import { type Control, type Maintenance, vControl, vMaintenance, vStepState } from "../../cutover/validators.js";
import { commandMutation } from "../run/commandFunctions.js";
import type { Environment } from "../run/environment.js";
import { readModule } from "../run/environment.js";
import { refuse } from "../run/refuse.js";
import { defaultMessage } from "./writable.js";

/** `npx convex run migrations:window --watch` */
export function defineWindow({ component }: Environment) {
  return internalQueryGeneric({
    args: {},
    handler: async (ctx) => await ctx.runQuery(component.window.current, {}),
  });
}

/**
 * Records a step of the cutover window, as `cutover go` does: the first opens the window, one that `closes` ends it. Gives
 * the control: whether anyone paused or aborted meanwhile.
 */
export function defineRecordStep({ component }: Environment) {
  return commandMutation({
    args: {
      runId: v.string(),
      step: v.string(),
      state: vStepState,
      detail: v.optional(v.string()),
      closes: v.optional(v.boolean()),
      /** When the window has to be over, in epoch milliseconds: Convex itself acts on it. */
      deadline: v.optional(v.object({ at: v.number(), autoRollback: v.boolean() })),
    },
    returns: vControl,
    handler: async (ctx, { runId, step, state, detail = "", closes = false, deadline }): Promise<Control> => {
      const recorded = { runId, step, state, detail, closes, ...(deadline === undefined ? {} : { deadline }) };
      const other = await ctx.runMutation(component.window.recordStep, recorded);
      if (other === null) return await ctx.runQuery(component.window.control, {});
      const close = { runId: other, step: "abandoned", state: "finished", closes: true };
      return refuse(
        "other_window",
        `The window of run ${other} is open here: two moves at once would overwrite each other.`,
        `cutover go in the folder of run ${other}; if nobody works on it: ` +
          `npx convex run ${await readModule(ctx)}:recordStep '${JSON.stringify(close)}'`,
      );
    },
  });
}

/** For a banner: anybody may ask. */
export function defineMaintenance({ component }: Environment) {
  return queryGeneric({
    args: {},
    returns: vMaintenance,
    handler: async (ctx): Promise<Maintenance> => await ctx.runQuery(component.window.maintenance, {}),
  });
}

export function defineSetMaintenance({ component }: Environment) {
  return internalMutationGeneric({
    args: { on: v.boolean(), message: v.optional(v.string()) },
    returns: vMaintenance,
    handler: async (ctx, { on, message = defaultMessage }): Promise<Maintenance> =>
      await ctx.runMutation(component.window.setMaintenance, { on, message }),
  });
}
