import { Amendment } from "../catchUp/amendment.js";
import type { Environment, MutationCtx } from "../run/environment.js";
import { merge, type Merging } from "./merge.js";

/**
 * A merge outside of the stages: what match and resolve have counted stays true, and verification has to look again.
 * `forgets`: what match found wrong with the row is no question any more.
 */
export async function mergeAmending(
  environment: Environment,
  ctx: MutationCtx,
  merging: Merging,
  { forgets = false } = {},
): Promise<void> {
  const { table, imported, id } = merging;
  const amendment = new Amendment(environment, ctx);
  const { match: round } = await amendment.roundsOf(table);
  const account = await ctx.db.get(id);
  await amendment.countPerson(table, imported, null);
  await merge(environment, ctx, merging);
  if (round !== null) {
    amendment.add(round, { matched: 1 });
    if (forgets) amendment.forgetIssues(round, imported[table.id.field] as string);
  }
  await amendment.countReferences(table, imported, null);
  await amendment.countReferences(table, account, await ctx.db.get(id));
  await amendment.flush();
  await ctx.runMutation(environment.component.progress.drop, { stage: "verify" });
}
