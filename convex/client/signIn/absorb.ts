import type { GenericId } from "convex/values";
import type { Environment, MutationCtx, StoredDocument } from "../environment.js";
import { planMerge } from "../merge.js";
import { scheduleMove } from "../moveReferences.js";
import { usersTable } from "./people.js";

/**
 * The imported document of a person becomes part of the one they already use, as match would have done had it been there
 * before the move: the user's own values win, legacy ones that gave way are recorded, and references follow in batches of
 * their own.
 */
export async function absorb(
  environment: Environment,
  ctx: MutationCtx,
  { from, to, module }: { readonly from: string; readonly to: string; readonly module: string },
): Promise<void> {
  const table = environment.plan.tables.get(usersTable);
  const imported = await ctx.db.get(from as GenericId<string>);
  const user = await ctx.db.get(to as GenericId<string>);
  if (table === undefined || imported === null || user === null) return;
  const { patch, filled, kept } = planMerge(table, imported, user);
  await ctx.db.patch(to as GenericId<string>, { ...patch, ...resolvedReferences(environment, imported, user) });
  await ctx.db.delete(from as GenericId<string>);
  const legacyKey = imported[table.id.field];
  if (typeof legacyKey === "string") {
    const match = { legacyKey, id: to, filled, kept };
    await ctx.runMutation(environment.component.claims.recordMerge, { table: usersTable, match });
  }
  await scheduleMove(environment, ctx, { table: usersTable, from, to, module });
}

/** The references a merge in `match` leaves to `resolve`, which is over by now. */
function resolvedReferences({ plan }: Environment, imported: StoredDocument, user: StoredDocument) {
  const refs = plan.tables.get(usersTable)!.refs.map(({ name }) => name);
  const lacking = refs.filter((name) => user[name] === undefined && imported[name] !== undefined);
  return Object.fromEntries(lacking.map((name) => [name, imported[name]]));
}
