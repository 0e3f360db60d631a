import type { GenericId } from "convex/values";
import type { Lookup, PlannedRef } from "../../shared/plan/plan.js";
import type { Batch } from "../run/batch.js";
import type { Environment, QueryCtx } from "../run/environment.js";

/** The documents a legacy key leads to. Two are enough to say that there is more than one. */
export function findTargets(batch: Batch, ref: PlannedRef, key: string): Promise<GenericId<string>[]> {
  const { index, field } = ref.lookup;
  return batch.once(`${ref.target}\n${index}\n${key}`, async () => {
    const targets = await batch.ctx.db
      .query(ref.target)
      .withIndex(index, (q) => q.eq(field, key))
      .take(2);
    const ids = new Set(targets.map(({ _id }) => _id as GenericId<string>));
    const alias = batch.started.hasAliases
      ? await findAlias(batch.environment, batch.ctx, ref.target, { field, key })
      : null;
    if (alias !== null) ids.add(alias);
    return [...ids];
  });
}

/** Where the key of a merged row leads to that its document cannot carry; null for every other key. */
export async function findAlias(
  { component }: Environment,
  ctx: Pick<QueryCtx, "runQuery">,
  table: string,
  { field, key }: Pick<Lookup, "field"> & { readonly key: string },
): Promise<GenericId<string> | null> {
  return (await ctx.runQuery(component.matching.findAlias, { table, field, key })) as GenericId<string> | null;
}
