import type { GenericDataModel, GenericMutationCtx } from "convex/server";
import { ConvexError } from "convex/values";
import type { ComponentApi } from "../../cutover/_generated/component.js";
import type { Maintenance } from "../../cutover/validators.js";

// Every mutation of an app may import this module, and Convex evaluates it at every call: it stays a few lines.

/** The error a write of the app ends with during maintenance mode. */
export type UnderMaintenance = { kind: "maintenance"; message: string };

/**
 * The ctx of a mutation. An action has no `db`: what it asks may no longer be true when its mutation writes, so it cannot ask.
 */
export type WriterCtx<DataModel extends GenericDataModel = GenericDataModel> = Pick<
  GenericMutationCtx<DataModel>,
  "runQuery"
> & { readonly db: { readonly insert: unknown; readonly patch: unknown } };

/** What users read while nothing can be saved, unless `setMaintenance` was given a message. */
export const defaultMessage = "We are moving to a new home. Nothing can be saved until we are done.";

/**
 * Throws a ConvexError `{ kind: "maintenance", message }` in maintenance mode. Takes the ctx of a mutation only; in an action the
 * answer is old when its mutation writes.
 *
 * @example
 * ```ts
 * import { assertWritable } from "convex-cutover/writable";
 * import { components } from "./_generated/api.js";
 * import { mutation } from "./_generated/server.js";
 *
 * export const save = mutation({ args: {}, handler: async (ctx) => await assertWritable(components.cutover, ctx) });
 * ```
 */
export async function assertWritable<DataModel extends GenericDataModel>(
  component: Pick<ComponentApi, "window">,
  ctx: WriterCtx<DataModel>,
): Promise<void> {
  // For JavaScript, too, an action's ctx is refused.
  if ((ctx as { db?: unknown }).db === undefined)
    throw new Error(
      "assertWritable takes the ctx of a mutation: call it there, since an action's answer is old once its mutation writes.",
    );
  const maintenance = await ctx.runQuery(component.window.maintenance, {});
  if (maintenance.on) throw createRefusal(maintenance);
}

export function createRefusal({ message }: Maintenance): ConvexError<UnderMaintenance> {
  return new ConvexError<UnderMaintenance>({ kind: "maintenance", message: message ?? defaultMessage });
}
