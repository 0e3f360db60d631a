import type { GenericId } from "convex/values";
import type { Environment, MutationCtx } from "../run/environment.js";
import { merge } from "../match/merge.js";
import { scheduleMove } from "../match/moveReferences.js";
import { usersTable } from "./people.js";

/**
 * A person's other document becomes part of the one they use, as match would have done had both been there before the move;
 * references follow in batches of their own.
 */
export async function absorb(
  environment: Environment,
  ctx: MutationCtx,
  { from, to, module }: { readonly from: string; readonly to: string; readonly module: string },
): Promise<void> {
  const table = environment.plan.tables.get(usersTable);
  const imported = await ctx.db.get(from as GenericId<string>);
  if (table === undefined || imported === null) return;
  await merge(environment, ctx, { table, imported, id: to as GenericId<string>, why: "claimed" });
  await scheduleMove(environment, ctx, { table: usersTable, from, to, module });
}
